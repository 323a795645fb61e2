import Foundation
import Reference
import Testing

/// Machines with surveys against machines without and the interpreter, on random contracts.
///
/// `PLIMSOLL_DIFFERENTIAL=surveys` plays thirty thousand contracts, `surveys/SEED/NUMBER` one.
@Suite("Differential: surveys")
struct SurveyDifferentialTests {
  private static let wish = ProcessInfo.processInfo.environment["PLIMSOLL_DIFFERENTIAL"]

  @Test("random contracts")
  func bounded() {
    let result = SurveyTournament(seed: 1).play(0..<160)
    #expect(result.reports.first == nil)
    // That nothing differs says nothing where nothing is spared, or nothing ever happens.
    let tally = result.tally
    #expect(tally.programs > 150 && tally.sparing * 10 > tally.programs * 8)
    #expect(tally.spared * 3 > tally.looks && tally.proved > 20_000)
    #expect(min(tally.holding, tally.failing, tally.requests, tally.reverts) > 1_000)
  }

  @Test("many contracts", .enabled(if: wish == "surveys"))
  func many() {
    let result = SurveyTournament(seed: 2).play(0..<30_000)
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
