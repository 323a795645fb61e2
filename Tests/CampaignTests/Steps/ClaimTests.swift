import Campaign
import Numerics
import Testing

/// Measures and claims of paths on which nothing is left to chance.
@Suite struct ClaimTests {
  static let writer = """
    agent writer { state step : int = 0  step += 1  if step < 4 { note(step) } }
    """

  @Test func `measures are exact`() throws {
    let trial = try Trial(
      """
      \(ClaimTests.writer)
      measure order, notes = count(Noted), large = sum(e.worth for e in Noted where e.digit > 1),
              most = max(e.digit for e in Noted else 0),
              highest = peak(order), lowest = trough(order),
              short = time while order < 100
      expect invariants
      """, clock: "every 1min for 5min")
    // At the start and after the steps: 0, 1, 12, 123, 123, 123.
    #expect(
      try trial.measures() == [123, 3, fixed(5), 3, 123, 0, fixed(120)])
  }

  @Test func `claims are true or false of a path`() throws {
    let trial = try Trial(
      """
      \(ClaimTests.writer)
      expect always order < 123
      expect always order <= 123
      expect eventually order > 12 within 1 step
      expect eventually order > 12 within 3 steps
      expect reached Noted in > 50% of paths
      expect reached Priced in > 50% of paths
      expect P(order == 123) > 50%
      expect mean(order) > 1
      expect mean(count(Noted)) > 2.5
      expect invariants
      """, clock: "every 1min for 5min")
    let record = try trial.record()
    #expect(record.claims == [0, 1, 0, 1, 1, 0, 1, fixed(123), fixed(3), 1])
    #expect(record.wrongAt[0] == 3)
    #expect(record.wrongAt[2] == 1)
  }

  @Test func `a broken invariant is found at its step`() throws {
    let trial = try Trial(
      """
      agent writer { state step : int = 0  step += 1  if step == 2 { note(7) } }
      expect invariants
      """)
    let record = try trial.record()
    #expect(record.claims == [0])
    #expect(record.breaks.map(\.step) == [2])
  }

  @Test func `what was exercised is counted`() throws {
    let trial = try Trial(
      """
      \(ClaimTests.writer)
      agent other { try refuse() }
      expect invariants
      """, clock: "every 1min for 5min")
    let tally = try trial.tally(2)
    #expect(tally.paths == 2)
    #expect(tally.steps == 10)
    #expect(tally.commits[try trial.action("note")] == 6)
    #expect(tally.calls[try trial.action("refuse")] == 10)
    #expect(tally.commits[try trial.action("refuse")] == 0)
  }
}
