import Foundation
import Reference
import Testing

/// Machines with surveys against machines without and the interpreter, on random contracts.
///
/// `PLIMSOLL_DIFFERENTIAL=surveys` plays twenty thousand contracts, `surveys/SEED/NUMBER` one.
@Suite("Differential: surveys")
struct SurveyDifferentialTests {
  private static let wish = ProcessInfo.processInfo.environment["PLIMSOLL_DIFFERENTIAL"]

  @Test("random contracts")
  func bounded() {
    let result = SurveyTournament(seed: 1).play(0..<240)
    #expect(result.reports.first == nil)
    // That nothing differs says nothing where nothing is spared, or nothing ever happens.
    let tally = result.tally
    #expect(tally.programs > 230 && tally.sparing * 10 > tally.programs * 8)
    #expect(tally.spared * 3 > tally.looks && tally.proved > 50_000)
    #expect(min(tally.holding, tally.failing, tally.requests, tally.reverts) > 1_000)
  }

  @Test("contracts about one thing", arguments: SurveyKept.all)
  func kept(_ kept: SurveyKept) throws {
    var tally = SurveyTally()
    for number in 0..<6 as Range<UInt64> {
      let scenario = try #require(
        SurveyScenario(
          seed: 3, number: number, source: kept.source, rows: ["T": kept.rows, "U": kept.prices],
          words: SurveyWords(isDust: true, wildness: 0, isCoarse: kept.isCoarse)))
      let outcome = SurveyTournament(seed: 3, steps: 40).outcome(of: scenario)
      #expect(outcome.0 == nil)
      tally = tally + outcome.1
    }
    #expect(tally.spared > 0 && tally.scans > 500)
  }

  @Test("many contracts", .enabled(if: wish == "surveys"))
  func many() {
    let result = SurveyTournament(seed: 2).play(0..<20_000)
    #expect(result.reports.first == nil)
    print(result.tally)
  }

  @Test("one contract", .enabled(if: wish?.hasPrefix("surveys/") == true))
  func one() throws {
    let parts = try #require(SurveyDifferentialTests.wish).split(separator: "/").compactMap {
      UInt64($0)
    }
    try #require(parts.count == 2)
    let result = SurveyTournament(seed: parts[0]).play(parts[1]...parts[1])
    for report in result.reports { print(report) }
    print(result.tally)
    #expect(result.reports.isEmpty)
  }
}
