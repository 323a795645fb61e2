import Compiler
import Reference
import Semantics
import Testing

/// No run takes more than its formula says, whatever the state it meets.
@Suite struct GasSoundnessTests {
  @Test(arguments: GasSubject.shipped + GasSubject.samples)
  func noRunTakesMore(_ path: String) throws {
    for subject in try GasSubject.read(path) {
      try #require(DeepStack.run { Result { try storm(subject) } }).get()
      for action in subject.contract.actions.indices {
        // Where there is one way, the formulas of its places come to the formula of the action.
        let formula = try #require(subject.bounds.formula(of: action))
        let places = subject.bounds.places(of: action).map(\.formula)
        if formula.isOneWay { #expect(places.reduce(.zero, +) == formula) }
      }
    }
  }

  private func storm(_ subject: GasSubject) throws {
    let contract = subject.contract
    for (rows, times) in [(0, 3), (1, 8), (2, 8), (3, 8), (8, 3), (33, 1), (100, 1)] {
      guard let population = subject.population(rows: rows) else { continue }
      let interpreter = Interpreter(contract, population)
      let numbers = subject.bounds.numbers(rows: population.counts)
      var draw = GasDraw(contract, population, seed: UInt64(rows))
      for action in contract.actions.indices {
        let title = "\(contract.name).\(contract.actions[action].name) with \(population.counts)"
        let worst = try #require(numbers.worst(action), "\(title)")
        #expect(
          subject.bounds.formula(of: action)?.gas(rows: population.counts) == worst.total,
          "\(title)")
        #expect(worst.places.reduce(0) { $0 + $1.gas } == worst.total, "\(title)")
        // What takes long in this walk is tried at smaller sizes.
        guard worst.total < 40_000 else { continue }
        for _ in 0..<times {
          var call = draw.call(of: action)
          let gas = interpreter.call(
            action, call.arguments, by: call.caller, on: &call.state
          ).gas
          try #require(gas <= worst.total, "\(title): \(call)")
        }
      }
    }
  }
}
