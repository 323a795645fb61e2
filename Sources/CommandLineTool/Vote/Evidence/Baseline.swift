import Campaign
import Diagnostics
import Machine
import Semantics

/// The evidence of the vote that was accepted last, to compare with.
struct Baseline {
  let path: String
  let evidence: Evidence

  /// Nothing for no path.
  init?(at path: String?, _ session: Session) throws(WorldMaker.Problem) {
    guard let path else { return nil }
    self.path = path
    let bytes: [UInt8]
    switch FileSearch.read(path, session.streams, limit: Evidence.sizeLimit) {
    case .success(let read): bytes = read
    case .failure(.missing): throw WorldMaker.Problem(findings: [.notFound(path)])
    case .failure(.refused(let why)): throw WorldMaker.Problem(findings: [why])
    }
    do throws(Evidence.Problem) { evidence = try Evidence(bytes: bytes) } catch {
      throw WorldMaker.Problem(findings: [.badEvidence(path, error)])
    }
  }

  /// What is otherwise now.
  struct Comparison {
    let path: String
    let then: Evidence
    let now: Evidence
    /// Files that are others, or are there only then or only now.
    let files: [String]
    let isOtherSnapshot: Bool
    /// Blocks of the same paths, and those of them that come to something else; `nil` where the
    /// draws are others.
    let blocks: (all: Int, different: Int)?

    /// Verdicts from the best to the worst.
    private static let ranks = ["safe", "worse-within-tolerance", "not-enough-evidence", "unsafe"]

    var isWorse: Bool { Comparison.rank(now.verdict) > Comparison.rank(then.verdict) }

    private static func rank(_ verdict: String) -> Int {
      ranks.firstIndex(of: verdict) ?? ranks.count
    }
  }

  func compared(with now: Evidence) -> Comparison {
    let then = evidence
    var files: [String] = []
    for path in (then.files + now.files).map(\.path) where !files.contains(path) {
      let digests = [then, now].map { $0.files.first { $0.path == path }?.digest }
      if digests[0] != digests[1] { files.append(path) }
    }
    let blocks = zip(then.blocks, now.blocks)
    return Comparison(
      path: path, then: then, now: now, files: files,
      isOtherSnapshot: then.snapshot?.root != now.snapshot?.root,
      blocks: then.seed == now.seed
        ? (min(then.blocks.count, now.blocks.count), blocks.count { $0 != $1 }) : nil)
  }
}

extension VoteCase {
  /// What differs from the vote that was accepted last.
  var sinceBaseline: Section? {
    guard let compared else { return nil }
    let (then, now) = (compared.then, compared.now)
    var rows = [["verdict", then.verdict, now.verdict]]
    if then.proposal != now.proposal { rows.append(["proposal", then.proposal, now.proposal]) }
    if then.spec != now.spec { rows.append(["spec", then.spec, now.spec]) }
    rows.append(["pairs of paths", "\(then.pairs)", "\(now.pairs)"])
    if then.seed != now.seed { rows.append(["seed", "\(then.seed)", "\(now.seed)"]) }
    if compared.isOtherSnapshot {
      rows.append([
        "accounts", then.snapshot.map { "\($0.accounts)" } ?? "of the setup",
        now.snapshot.map { "\($0.accounts)" } ?? "of the setup",
      ])
    }
    var notes = [
      compared.files.isEmpty
        ? "the same files" : "other files: " + compared.files.joined(separator: ", ")
    ]
    if let blocks = compared.blocks {
      notes.append(
        "\(blocks.different) of \(counted(blocks.all, "block")) of the same paths come to something "
          + "else")
    }
    return Section(
      title: "Since the baseline", notes: notes, table: ReportTable(["", "baseline", "now"], rows))
  }

  var baselineCheck: Check? {
    guard let compared else { return nil }
    let isUnsafe = compared.now.verdict == "unsafe"
    return Check(
      title: "no worse than the baseline",
      outcome: !compared.isWorse ? .passed : isUnsafe ? .failed : .warning,
      details: "\(compared.then.verdict) then, \(compared.now.verdict) now")
  }

  var baselineDocument: JSONValue {
    JSONValue(compared) { compared in
      [
        "verdict": .string(compared.then.verdict), "is_worse": .bool(compared.isWorse),
        "other_files": .array(compared.files.map { .string($0) }),
        "other_snapshot": .bool(compared.isOtherSnapshot),
        "blocks": JSONValue(compared.blocks) { .integer($0.all) },
        "other_blocks": JSONValue(compared.blocks) { .integer($0.different) },
      ]
    }
  }
}
