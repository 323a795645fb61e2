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
