import Campaign
import Numerics
import Testing

/// What happens when: every case is small enough to be worked out by hand.
@Suite struct OrderTests {
  static let coin = "market COIN { start 100  path steady }"

  @Test func `oracles come first, then what is delayed, then agents as written`() throws {
    let trial = try Trial(
      """
      \(OrderTests.coin)
      oracle COIN -> publish(price)
      on Priced(_) { note(1) }
      setup { note(9) }
      agent late latency 1 step { try note(2) }
      agent first { note(3) }
      agent second { note(4) }
      measure order
      expect invariants
      """, clock: "every 1min for 2min")
    // The oracle publishes once before setup.
    #expect(try trial.measures() == [19_134_1234])
  }

  @Test func `latency freezes arguments`() throws {
    let trial = try Trial(
      """
      agent slow as Account[1] latency 2 steps { try stamp(now) }
      agent quick as Account[2] { try stamp(now) }
      measure lag = Account[1].lag, late = Account[1].calls, now_lag = Account[2].lag,
              quick = Account[2].calls
      expect invariants
      """, clock: "every 1min for 10min")
    #expect(try trial.measures() == [fixed(120), 8, 0, 10])
  }

  @Test func `the highest bid is first, and equals go in the order of agents`() throws {
    let trial = try Trial(
      """
      agent poor latency 1 step bid 1 { try note(1) }
      agent rich latency 1 step bid 3 { try note(2) }
      agent same latency 1 step bid 3 { try note(3) }
      agent some_of[3] latency 1 step bid self.id { try note(4 + self.id) }
      measure order
      expect invariants
      """, clock: "every 1min for 2min")
    // Bids 3, 3, 2, 1, 1, 0.
    #expect(try trial.measures() == [236_154])
  }

  @Test func `a bid may look at what its agent remembers`() throws {
    let trial = try Trial(
      """
      agent growing latency 1 step bid eager { state eager : int = 0  eager += 2  try note(1) }
      agent steady_one latency 1 step bid 3 { try note(2) }
      measure order
      expect invariants
      """, clock: "every 1min for 3min")
    // Decided at 1 with bid 2, which is less than 3, and at 2 with bid 4.
    #expect(try trial.measures() == [2112])
  }

  @Test func `a block takes calls until its gas is spent`() throws {
    func parts(_ gas: String) -> String {
      """
      population Account = 4
      \(gas)
      agent busy latency 1 step { for a in Account { try note(1) } }
      measure order
      expect invariants
      """
    }
    let free = try Trial(parts(""), clock: "every 1min for 2min")
    let tally = try free.tally()
    let note = try free.action("note")
    #expect(tally.commits[note] == 4)
    let each = tally.gas[note] / 4
    let full = try Trial(parts("block gas \(each * 2 + 1)"), clock: "every 1min for 2min")
    let found = try full.tally()
    #expect(found.commits[note] == 2)
    #expect(found.refusedForGas[note] == 2)
    // As the language shows it: a plain number times a share.
    let share = try Trial(
      parts("block gas \(each * 4) * clamp(1 - 50%, 10%, 100%)"), clock: "every 1min for 2min")
    #expect(try share.tally().commits[note] == 2)
  }

  @Test func `an agent's own gas ends its turn, and not that of others`() throws {
    func parts(_ gas: String) -> String {
      """
      population Account = 4
      agent busy[2] \(gas) { for a in Account { try note(1) } }
      agent free { try note(2) }
      measure order
      expect invariants
      """
    }
    let free = try Trial(parts(""), clock: "every 1min for 1min")
    let note = try free.action("note")
    let each = try free.tally().gas[note] / 9
    let full = try Trial(parts("gas \(each * 3)"), clock: "every 1min for 1min")
    #expect(try full.measures() == [1_111_112])
    #expect(try full.tally().refusedForGas[note] == 2)
  }

  @Test func `handlers run after the action and cannot undo it`() throws {
    let trial = try Trial(
      """
      on Noted(digit, _) { try refuse()  if digit == 1 { note(2) } }
      agent writer { note(1) }
      measure order
      expect invariants
      """, clock: "every 1min for 2min")
    #expect(try trial.measures() == [1212])
    #expect(try trial.tally().refusals.values.reduce(0, +) == 4)
  }

  @Test func `a call without try that is refused ends the run`() throws {
    let trial = try Trial(
      """
      agent writer { note(1)  refuse() }
      measure order
      expect invariants
      """)
    #expect(throws: PathProblem.self) { try trial.record() }
  }

  @Test func `bodies wait with what they have captured`() throws {
    let trial = try Trial(
      """
      on Noted(digit, _) {
        if digit < 5 { after 2 steps { note(digit + 5) } }
      }
      agent writer { state step : int = 0  step += 1  if step < 3 { note(step) } }
      measure order
      expect invariants
      """, clock: "every 1min for 5min")
    #expect(try trial.measures() == [1267])
  }

  @Test func `agents act every so often, in their phase, by their chance`() throws {
    let trial = try Trial(
      """
      phase middle from 2min for 2min
      agent often every 3 steps { note(1) }
      agent inside during middle { note(2) }
      agent never with chance 0% { note(3) }
      agent surely with chance 100% every 6 steps { note(4) }
      measure order
      expect invariants
      """, clock: "every 1min for 6min")
    // Steps 3 and 4 are the phase.
    #expect(try trial.measures() == [122_14])
  }

  @Test func `agents remember, each for itself`() throws {
    let trial = try Trial(
      """
      agent counting[3] {
        state turns : int = 0
        turns += self.id + 1
        if turns == 6 { note(self.id) }
      }
      measure order
      expect invariants
      """, clock: "every 1min for 6min")
    // Turn 2 is the third's, 3 the second's, 6 the first's.
    #expect(try trial.measures() == [210])
  }
}
