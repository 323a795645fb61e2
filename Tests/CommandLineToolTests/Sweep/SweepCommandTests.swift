import CommandLineTool
import Foundation
import Testing

/// The bank loses money as soon as more is lent than a fall of 40% leaves: 60% of the price.
@Suite("sweep")
struct SweepCommandTests {
  private func bank() throws -> VoteBank { try VoteBank("") }

  private func sweep(_ options: String...) throws -> Transcript {
    let bank = try bank()
    return bank.run(["sweep", bank.file, "--paths", "1024"] + options)
  }

  @Test("the frontier is where arithmetic says")
  func frontier() throws {
    let run = try sweep("--over", "share=55%..65%:11")
    #expect(run.status == .success, "\(run.errors)")
    #expect(run.output.contains("largest safe share  how sure\n"))
    #expect(run.output.contains("  60%                 61% is unsafe\n"))
    let whole = try sweep("--over", "share=55%..65%:11", "--grid")
    #expect(whole.output.contains("  11 of 11 cells computed"))
    #expect(whole.output.contains("  60%                 61% is unsafe\n"))
  }

  @Test("two axes make a map, and what has no influence is last")
  func map() throws {
    let run = try sweep("--over", "share=56%..66%:6", "--over", "fee=0%..1%:3")
    #expect(run.output.contains("0%    60%"))
    #expect(run.output.contains("# safe, x unsafe"))
    let share = try #require(run.output.range(of: "  share      56% to 66%"))
    let fee = try #require(run.output.range(of: "  fee        0% to 1%"))
    #expect(share.lowerBound < fee.lowerBound)
  }

  @Test("the frontier of a grid of 17 x 17 takes a fifth of the paths that all of it takes")
  func saves() throws {
    // Of two, the other makes no difference, as so often; or what is lent is less by so much, and the
    // frontier slopes.
    try saves(try bank(), "limit=70%..86%:17")
    let sloped = try bank()
    try sloped.scratch.write(
      "bank.risk",
      VoteBank.contract.replacing("coins * price * share", with: "coins * price * (share - cut)")
        .replacing("  param fee ", with: "  param cut   : ratio = 0% in 0%..10%\n  param fee "))
    let turns = try saves(sloped, "cut=0%..8%:17")
    // 60% without it, and half a percent more for each step.
    #expect(turns.first == "0.6" && turns.last == "0.68" && Set(turns).count == 9, "\(turns)")
  }

  @discardableResult
  private func saves(_ bank: VoteBank, _ axis: String) throws -> [String] {
    func paths(_ options: [String]) throws -> (Int, [[String: Any]]) {
      let run = bank.run(
        ["sweep", bank.file, "--paths", "1024", "--over", "share=52%..68%:17", "--json"] + options)
      let whole = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
      return (
        try #require(whole?["paths"] as? Int), whole?["frontier"] as? [[String: Any]] ?? []
      )
    }
    let (few, frontier) = try paths(["--over", axis])
    let (all, whole) = try paths(["--over", axis, "--grid"])
    #expect(few * 5 <= all, "\(few) of \(all)")
    #expect(frontier.map { $0["last_safe"] as? String } == whole.map { $0["last_safe"] as? String })
    #expect(frontier.count == 17)
    return whole.compactMap { $0["last_safe"] as? String }
  }

  @Test("the smallest shock is the one that arithmetic says, and a page has the map")
  func stress() throws {
    let bank = try bank()
    let page = bank.scratch.path + "/page.html"
    let run = bank.run(["sweep", bank.file, "--stress", "--html", page])
    #expect(run.status == .success, "\(run.errors)")
    // Half of 100 is lent on every coin: at 50 nothing is lost, at 49.9 something is.
    #expect(
      run.output.contains("  invariant solvent  COIN falls by  50.1%  50%         path 0, step 2\n")
    )
    #expect(run.output.contains("no fall or rise of up to 99% breaks: invariant `fees`"))
    // 1 - (1/200)^(1/32) of all paths may show what none of 32 does.
    #expect(run.output.contains("found to a tenth of a percent, on 32 paths, before step 2; what"))
    #expect(run.output.contains("on up to 15.3% of all paths, with 99% confidence\n"))
    #expect(
      try bank.scratch.read("page.html").contains(
        "<td>COIN falls by</td><td>50.1%</td><td>50%</td>")
    )
    let command = try #require(
      run.output.firstMatch(of: #/  walk it again: plimsoll (.*) --move COIN=49.9@2\n/#)
    ).1
    let words = command.replacing("fall.spec", with: bank.file).split(separator: " ").map(
      String.init)
    let again = bank.run(words + ["--move", "COIN=49.9@2"])
    #expect(
      again.output.contains("breaks  invariant `solvent`") && again.output.contains("step 10"))
    #expect(again.output.contains("at the end\n  lost        0.4 USD\n"))
    #expect(!bank.run(words + ["--move", "COIN=50@2"]).output.contains("breaks  "))
    let more = bank.run(["sweep", bank.file, "--stress", "--paths", "64"])
    #expect(more.output.contains("on 64 paths"))
    _ = bank.run([
      "sweep", bank.file, "--paths", "1024", "--over", "share=56%..66%:6", "--over",
      "fee=0%..1%:3", "--html", page,
    ])
    let map = try bank.scratch.read("page.html")
    #expect(map.matches(of: #/<rect class="(holds|fails|open)[ a-z]*"/#).count == 18)
    #expect(map.matches(of: #/<rect class="frontier"/#).count == 3)
    #expect(map.contains("<title>share 60%, fee 0%: safe</title>"))
  }

  @Test("policies are compared one by one, also those between two that agree")
  func policies() throws {
    let bank = try bank()
    try bank.scratch.write(
      "bank.risk",
      VoteBank.contract
        .replacing("  param fee ", with: "  enum Rule { plain, strict, same }\n  param fee ")
        .replacing(
          "  state lost ",
          with: """
              param rule : Rule = plain
              param sure : bool = false
              fn part() -> ratio = match rule { plain: 1 strict: 0.5 same: 1 }
              state lost
            """ + " "
        )
        .replacing("* price * share", with: "* price * share * part()"))
    func sweep(_ axes: String...) -> Transcript {
      bank.run(["sweep", bank.file, "--paths", "1024"] + axes.flatMap { ["--over", $0] })
    }
    let share = "share=50%..70%:5"
    let run = sweep(share, "rule=plain,strict,same", "sure=true,false")
    #expect(run.status == .success, "\(run.errors)")
    #expect(run.output.contains("30 of 30 cells computed"))
    for sure in ["true ", "false"] {
      #expect(run.output.contains("  plain   \(sure)  60%                 65% is unsafe\n"))
      #expect(
        run.output.contains("  strict  \(sure)  70%                 to the end of the range\n"))
      #expect(run.output.contains("  same    \(sure)  60%                 65% is unsafe\n"))
    }
    #expect(sweep("rule=plain,strict", share).errors.contains("`rule` is a policy"))
    for axis in ["rule=plain", "rule=plain,plain", "rule=plain,none", "rule=0..1:2", "sure=yes,no"]
    {
      let refused = sweep(share, axis)
      #expect(refused.status == .cannotRun && refused.errors.contains("is no choice of values"))
    }
  }

  @Test("the same bytes for one and two workers, as JSON and as commas")
  func workers() throws {
    let bank = try bank()
    let table = bank.scratch.path + "/cells.csv"
    let words = ["sweep", bank.file, "--paths", "64", "--over", "share=56%..66%:6", "--csv", table]
    let one = bank.run(words + ["--workers", "1", "--json"])
    let rows = try bank.scratch.read("cells.csv")
    #expect(bank.run(words + ["--workers", "2", "--json"]).output == one.output)
    #expect(try bank.scratch.read("cells.csv") == rows)
    #expect(
      rows.hasPrefix("share,verdict,paths,expectation_1,expectation_2\n0.56,undecided,64,0,0\n"))
  }

  @Test(
    "axes that cannot be are refused",
    arguments: [
      "share", "share=1%..2%", "share=2%..1%:3", "share=1%..2%:1", "share=0%..50%:3",
      "shares=10%..20%:3", "share=x..y:3", "share=10%..20%:1_000", "share=10%...20%:3:4",
    ])
  func refused(_ axis: String) throws {
    #expect(try sweep("--over", axis).status == .cannotRun)
  }

  @Test("a range is needed, and each parameter once")
  func missing() throws {
    #expect(try sweep().status == .usage)
    let twice = try sweep("--over", "share=10%..20%:3", "--over", "share=10%..20%:3")
    #expect(twice.errors.contains("`share` is there twice"))
  }
}
