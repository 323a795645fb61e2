import CommandLineTool
import Foundation
import Testing

/// Raising what may be borrowed makes a fall of the price cost the bank money, exactly where
/// arithmetic says so.
@Suite("vote")
struct VoteCommandTests {
  private static let more = "proposal \"lend more\" for Bank { share : 50% -> 70% }"

  @Test("a share that a fall of 40% can break is unsafe, and the loss is exact")
  func unsafe() throws {
    let run = try VoteBank(Self.more).vote()
    #expect(run.status == .findings)
    #expect(run.output.hasPrefix("proposal \"lend more\": unsafe\n"))
    // Settled as soon as 100 e^(4/5 ln 0.6) = 66.45 is below a debt of 70, four times.
    #expect(run.output.contains("  lost        0 USD     14.184 USD  +14.184 USD"))
    #expect(run.output.contains("invariant `solvent` breaks on path 0, step 6"))
    #expect(
      run.output.contains("  share      50%       70%       +20 points  +40%      10% to 99%\n"))
    #expect(run.output.contains("0 of 32             32 of 32     32: path 0, 1, 2, 3, ..  none"))
  }

  @Test("the story of a break names the call, the price and the values")
  func story() throws {
    let run = try VoteBank(Self.more).vote()
    #expect(run.output.contains("  step 1, 2026-01-01T01:00:00Z, COIN at 69."))
    #expect(run.output.contains("after settler: settle()"))
  }

  @Test("replay walks a path as proposed, and breaks where the vote says")
  func replay() throws {
    let bank = try VoteBank(Self.more)
    let arguments = ["replay", bank.file, "--path", "0", "--step", "6"]
    let proposed = bank.run(arguments + ["--proposal", "lend more"])
    #expect(proposed.status == .findings)
    #expect(proposed.output.contains("breaks  invariant `solvent`"))
    #expect(bank.run(arguments).status == .success)
    let unknown = bank.run(arguments + ["--proposal", "lend less"])
    #expect(unknown.status == .cannotRun)
    #expect(unknown.errors.contains("there is \"lend more\""))
  }

  @Test("a share that it cannot break is safe once there are enough paths")
  func safe() throws {
    let bank = try VoteBank("proposal \"lend a little more\" for Bank { share : 50% -> 59% }")
    let few = bank.vote()
    #expect(few.status == .undecided, "32 paths show too little of invariants")
    #expect(few.output.contains(": not enough evidence, about 992 more paths\n"))
    let many = bank.vote(paths: 2048)
    #expect(many.status == .success)
    #expect(many.output.hasPrefix("proposal \"lend a little more\": safe\n"))
    #expect(many.output.contains("the same on every path: lost, losses"))
  }

  @Test("what holds and comes nearer to failing is worse within tolerance")
  func worse() throws {
    let scratch = try Scratch()
    try scratch.write("bank.risk", VoteBank.contract)
    // Here a loss is no broken promise, only money: four times 3.55 is below 20.
    let text = VoteBank.spec(Self.more)
      .replacing("expect invariants\n", with: "").replacing(
        "mean(lost) < 1", with: "mean(lost) < 20")
    let file = try scratch.write(
      "fall.spec",
      text.replacing("path steady { }", with: "path gbm { volatility 1% per 1y }"))
    let run = plimsoll("vote", file, "--paths", "512")
    // The invariant still breaks on paths where it did not.
    #expect(run.status == .findings)
    try scratch.write(
      "bank.risk", VoteBank.contract.replacing("invariant solvent: lost == 0\n", with: ""))
    let tolerated = plimsoll("vote", file, "--paths", "512")
    #expect(tolerated.status == .success, "\(tolerated.output)\(tolerated.errors)")
    #expect(tolerated.output.contains(": worse within tolerance\n"))
    #expect(
      tolerated.output.contains("`expect mean(lost) < 20` holds, and comes nearer to failing"))
  }

  @Test("a left side that is not deployed is refused, with both values")
  func stale() throws {
    let run = try VoteBank("proposal \"lend more\" for Bank { share : 40% -> 70% }").vote()
    #expect(run.status == .cannotRun)
    #expect(run.output.contains("stale-proposal"))
  }

  @Test("the same bytes for one, two and seven workers")
  func workers() throws {
    let bank = try VoteBank(
      "proposal \"lend more\" for Bank { share : 50% -> 70%, fee : 1% -> 2% }")
    let one = bank.vote("--workers", "1", "--json")
    #expect(bank.vote("--workers", "2", "--json").output == one.output)
    #expect(bank.vote("--workers", "7", "--json").output == one.output)
    #expect(one.output.contains("\"verdict\": \"unsafe\""))
  }

  @Test("each change is made alone too, and blamed for what it does")
  func attribution() throws {
    let bank = try VoteBank(
      "proposal \"lend more\" for Bank { share : 50% -> 70%, fee : 1% -> 2% }")
    let run = bank.vote()
    #expect(run.output.contains("  share alone   +32 -0"))
    #expect(run.output.contains("  fee alone     +0 -0         nothing       nothing on any path"))
    #expect(run.output.contains("  all together  +32 -0"))
  }

  @Test("a change that cannot stand alone is said to, and the others are still tried")
  func inseparable() throws {
    let bank = try VoteBank(
      "proposal \"both\" for Bank { share : 50% -> 70%, limit : 80% -> 60%, fee : 1% -> 2% }")
    try bank.scratch.write(
      "bank.risk",
      VoteBank.contract.replacing(
        "invariant fees: fee >= 0%", with: "invariant ordered enforced: limit + fee >= 62%"))
    let run = bank.vote()
    #expect(run.status == .findings, "\(run.output)")
    #expect(run.output.contains("  limit alone   cannot be: breaks `ordered`\n"))
    #expect(run.output.contains("  share alone   +32 -0"))
    #expect(run.output.contains("  fee alone     +0 -0"))
  }

  @Test("a counterexample is shrunk to the one move that breaks it, with what its accounts have")
  func shrunk() throws {
    let run = try VoteBank("proposal \"more\" for Bank { share : 50% -> 70% }").vote()
    #expect(
      run.output.contains("  Counterexample: solvent\n  shrunk from path 0, 6 steps, to 1 step: "))
    // A little below 70 of 100, and not one thousandth more than it takes.
    #expect(run.output.contains("COIN 100 USD/COIN to 69."))
    #expect(run.output.contains("  after settler: settle()\n"))
    #expect(run.output.contains("  who has what      at the start  before the step  after it\n"))
    #expect(run.output.contains("  Account[0].debt   70 USD        70 USD           0 USD\n"))
  }

  @Test("a baseline is compared with: the verdict, the files, the blocks of paths")
  func baseline() throws {
    let bank = try VoteBank("proposal \"more\" for Bank { share : 50% -> 60% }")
    let path = bank.scratch.path + "/accepted.evidence"
    _ = bank.vote("--evidence", path)
    let same = bank.vote("--baseline", path)
    #expect(same.output.contains("  the same files\n  0 of 2 blocks of the same paths come to"))
    #expect(same.output.contains("no worse than the baseline          passed"))
    try bank.scratch.write(
      "fall.spec", VoteBank.spec("proposal \"more\" for Bank { share : 50% -> 70% }"))
    let worse = bank.vote("--baseline", path)
    #expect(worse.status == .findings)
    #expect(worse.output.contains("  other files: fall.spec\n  2 of 2 blocks"))
    #expect(worse.output.contains("not-enough-evidence then, unsafe now"))
    let none = bank.vote("--baseline", bank.scratch.path + "/no.evidence")
    #expect(none.status == .cannotRun)
    let broken = bank.vote(
      "--baseline", try bank.scratch.write("b.evidence", "plimsoll evidence 1\n"))
    #expect(broken.status == .cannotRun)
    #expect(broken.output.contains("its digest is another"))
  }

  @Test(
    "a proposal that does not fit is refused before anything runs",
    arguments: [
      ("proposal \"x\" for Bankk { share : 50% -> 70% }", "Bankk"),
      ("proposal \"x\" for Bank { share : 50% -> 100% }", "share"),
      ("proposal \"x\" for Bank { share : 50% -> 5% }", "share"),
      ("proposal \"x\" for Bank { shares : 50% -> 60% }", "shares"),
      ("proposal \"x\" for Bank { share : 50% -> 60 USD }", "USD"),
      ("proposal \"x\" for Bank { share : 50% -> price }", "price"),
      ("proposal \"x\" for Bank { share : 50% -> 60%, share : 50% -> 70% }", "share"),
      ("proposal \"x\" for Bank { fee : 1% -> -1% }", "fee"),
      ("proposal \"x\" for Bank { Asset[THREE].weight : 0 -> 1 }", "THREE"),
    ])
  func unfit(_ proposal: String, _ word: String) throws {
    let bank = try VoteBank(proposal)
    let run = bank.vote("--html", bank.scratch.path + "/page.html")
    #expect(run.status == .cannotRun, "\(run.output)")
    #expect(run.output.contains("error["))
    #expect(run.output.contains(word), "\(run.output)")
    #expect(run.output.contains("fall.spec:"))
    #expect(!run.output.contains("pairs of paths"))
  }

  @Test("a step limit is in points for ratios, and what goes beyond it is unsafe")
  func stepLimit() throws {
    let bank = try VoteBank("proposal \"little\" for Bank { share : 50% -> 53% }")
    #expect(bank.vote("--step-limit", "3%", paths: 2048).status == .success)
    let long = bank.vote("--step-limit", "2.9%", paths: 2048)
    #expect(long.status == .findings)
    #expect(long.output.contains("`share` changes by more than the step limit of 2.9%"))
    #expect(bank.vote("--step-limit", "much").status == .usage)
  }

  @Test("Markdown keeps a hostile title from being markup")
  func markdown() throws {
    let run = try VoteBank("proposal \"<b>|x| [a](b) @you\" for Bank { share : 50% -> 70% }")
      .vote("--markdown")
    #expect(run.output.hasPrefix("## \\<b\\>\\|x\\| \\[a\\](b) \\@you\n\n**unsafe**\n"))
    #expect(run.output.contains("| share | 50% | 70% | +20 points | +40% | 10% to 99% |"))
  }

  @Test("JUnit has a case for each check, and escapes what came from the file")
  func junit() throws {
    let bank = try VoteBank("proposal \"<&'>\" for Bank { share : 50% -> 70% }")
    _ = bank.vote("--junit", bank.scratch.path + "/checks.xml")
    let text = try bank.scratch.read("checks.xml")
    #expect(text.contains("<testsuite name=\"&lt;&amp;&#39;&gt;\""))
    #expect(text.contains("<failure message=\"`solvent` newly broken\"/>"))
    #expect(text.contains("mean(lost) &lt; 1"))
  }

  @Test("a file without a proposal, and a title there is none of")
  func missing() throws {
    let none = try VoteBank("").vote()
    #expect(none.status == .cannotRun)
    #expect(none.errors.contains("holds no proposal"))
    let bank = try VoteBank(Self.more)
    let other = plimsoll("vote", bank.file + "#lend less")
    #expect(other.status == .cannotRun)
    #expect(other.errors.contains("\"lend more\""))
  }
}

/// Changes that come about while paths run: what a measure of the parameter itself finds is known.
@Suite("vote: stages")
struct VoteStageTests {
  /// The mean of a measure as proposed.
  private func proposed(_ measure: String, _ stages: String) throws -> String? {
    let bank = try VoteBank("proposal \"later\" for Bank { share : 50% -> 70% \(stages) }")
    let measures = try bank.document()["measures"] as? [[String: Any]] ?? []
    let found = measures.first { $0["name"] as? String == measure }
    return (found?["proposed"] as? [String: Any])?["mean"] as? String
  }

  @Test(
    "a parameter is where its stages put it at the end of ten hours",
    arguments: [
      ("", "0.7"), ("after 0s", "0.7"), ("after 10h", "0.7"), ("after 10h over 1h", "0.5"),
      ("after 11h", "0.5"), ("over 20h", "0.6"), ("after 5h over 10h", "0.6"),
      ("over 3h", "0.7"), ("after 9h over 4h", "0.55"),
      // A third of the way rounds towards what was.
      ("over 30h", "0.566666666666666666"),
    ])
  func end(_ stages: String, _ share: String) throws {
    #expect(try proposed("share_then", stages) == share)
    #expect(try proposed("highest", stages) == share)
  }

  @Test("a change after the setup lends nobody more, and the report says when it comes")
  func later() throws {
    let run = try VoteBank("proposal \"later\" for Bank { share : 50% -> 70% after 2h over 1d }")
      .vote()
    #expect(run.output.contains("after 2h, over 1d\n"))
    #expect(run.output.contains("`share` is not yet in force when paths end"))
    #expect(run.output.contains("the same on every path: lost, losses"))
  }

  @Test(
    "stages that cannot be are refused",
    arguments: [
      "share : 50% -> 70% after 3 USD", "share : 50% -> 70% over 3 USD", "share : 50% -> 70% after",
      "share : 50% -> 70% over 0s - 5h",
    ])
  func refused(_ change: String) throws {
    let run = try VoteBank("proposal \"later\" for Bank { \(change) }").vote()
    #expect(run.status == .cannotRun)
  }
}
