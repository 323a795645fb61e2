import Diagnostics

/// The checks of votes as build servers read them: a suite for each proposal, a case for each check.
struct VoteJUnit {
  let votes: [VoteCase]

  init(_ votes: [VoteCase]) { self.votes = votes }

  var text: String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"plimsoll vote\">\n"
      + votes.map { suite($0) }.joined() + "</testsuites>\n"
  }

  private func suite(_ vote: VoteCase) -> String {
    let checks = vote.allChecks
    let failed = checks.count { $0.outcome == .failed }
    let open = checks.count { $0.outcome == .open }
    let title = Markup.escaped(vote.proposal.title)
    return "  <testsuite name=\"\(title)\" tests=\"\(checks.count)\" failures=\"\(failed)\""
      + " skipped=\"\(open)\">\n" + checks.map { row($0, title) }.joined()
      + "    <system-out>\(Markup.escaped(vote.verdict))</system-out>\n  </testsuite>\n"
  }

  private func row(_ check: VoteCase.Check, _ suite: String) -> String {
    let name = Markup.escaped(check.title)
    let details = Markup.escaped(check.details)
    let open = "    <testcase classname=\"\(suite)\" name=\"\(name)\""
    return switch check.outcome {
    case .passed: open + "/>\n"
    case .warning: "\(open)><system-out>\(details)</system-out></testcase>\n"
    case .failed: "\(open)><failure message=\"\(details)\"/></testcase>\n"
    case .open: "\(open)><skipped message=\"undecided: \(details)\"/></testcase>\n"
    }
  }
}
