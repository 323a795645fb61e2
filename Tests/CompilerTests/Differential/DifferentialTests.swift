import Foundation
import Testing

/// The machine against the interpreter, on random contracts.
///
/// `PLIMSOLL_DIFFERENTIAL=actions` plays a million calls of twenty thousand contracts,
/// `PLIMSOLL_DIFFERENTIAL=SEED:NUMBER` one contract.
@Suite("Differential")
struct DifferentialTests {
  private static let wish = ProcessInfo.processInfo.environment["PLIMSOLL_DIFFERENTIAL"]

  @Test("random contracts")
  func bounded() {
    let result = Tournament(seed: 1, calls: 12, limits: 60).play(0..<50)
    #expect(result.reports.first == nil)
  }

  @Test("columns too large, which no random contract has room for")
  func columnTooLarge() throws {
    let source = """
      contract Wide {
        table T { x : int }
        table U { x : int }
        state n : int
        fn all_pairs() -> int { let w[t in T, u in U] : int = 1  return w[T[0], U[0]] }
        action fill(k: int in 0..9) by anyone { n += k  n = all_pairs() }
        action ask() by anyone { n += 1 }
        invariant asked after ask() enforced: n > 2 implies can fill(n)
      }
      """
    let scenario = try #require(
      Scenario(seed: 1, number: 1, source: source, rows: ["T": 4_097, "U": 4_096]))
    let (difference, tally) = Tournament(seed: 1, calls: 20).outcome(of: scenario)
    #expect(difference == nil)
    #expect(tally.missing(constructs: [], ends: ["columnTooLarge"]) == [])
  }

  @Test("contracts that were told apart once", arguments: Kept.all)
  func kept(_ source: String) throws {
    let scenario = try #require(
      Scenario(seed: 1, number: 1, source: source, rows: ["T": 3, "U": 2]))
    #expect(Tournament(seed: 1, calls: 60).outcome(of: scenario).0 == nil)
  }

  @Test("a million calls", .enabled(if: wish == "actions"))
  func million() async {
    let result = await every(Tournament(seed: 2, calls: 50), programs: 20_500)
    #expect(result.reports.first == nil)
    #expect(result.tally.calls >= 1_000_000)
    #expect(result.tally.missing(constructs: Wanted.constructs, ends: Wanted.ends) == [])
    print(result.tally)
  }

  @Test("one contract", .enabled(if: wish?.contains(":") == true))
  func one() throws {
    let parts = try #require(DifferentialTests.wish).split(separator: ":").compactMap {
      UInt64($0)
    }
    try #require(parts.count >= 2)
    let last = parts.count > 2 ? parts[2] : parts[1] + 1
    let result = Tournament(seed: parts[0], calls: 50).play(parts[1]..<last, differences: 8)
    for report in result.reports { print(report, terminator: "\n\n") }
    print(result.tally)
    #expect(result.reports.isEmpty)
  }

  /// In pieces, on all cores; the numbers of the programs do not depend on how many there are.
  private func every(_ tournament: Tournament, programs: UInt64) async -> Tournament.Result {
    await withTaskGroup(of: Tournament.Result.self) { group in
      for start in stride(from: 0, to: programs, by: 100) {
        group.addTask { tournament.play(start..<min(start + 100, programs)) }
      }
      var sum = Tournament.Result()
      for await piece in group {
        sum.tally = sum.tally + piece.tally
        sum.reports += piece.reports
      }
      return sum
    }
  }
}
