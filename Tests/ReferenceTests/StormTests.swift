import Foundation
import Reference
import Semantics
import Testing

/// Every contract of the repository, and the seven sample programs, under random calls on random states: extreme words, rows that
/// are not there, callers that may not call. Whatever happens is an outcome, never a crash; a
/// revert changes nothing; and the same call does the same twice.
@Suite struct StormTests {
  static let files: [String] = ["Contracts", "Tests/Fixtures/programs"].flatMap { folder in
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: folder)
    let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String }
    return (names ?? []).filter { $0.hasSuffix(".risk") }.sorted()
      .map { root.appending(path: $0).path }
  }

  @Test(arguments: files)
  func survives(_ path: String) throws {
    var project = Project(
      workspace: Workspace {
        FileManager.default.contents(atPath: $0).map { .bytes(Array($0)) } ?? .missing
      })
    let contracts = project.check(path).contracts
    // What stands in `std` and `lib` are libraries.
    try #require(contracts.isEmpty == (path.contains("/std/") || path.contains("/lib/")))
    for contract in contracts {
      try #require(DeepStack.run { Result { try storm(contract, calls: 250) } }).get()
    }
  }

  private func storm(_ contract: CheckedContract, calls: Int) throws {
    var dice = Dice(seed: 7)
    let sizes = contract.tables.indices.map { ($0, CheckedExample.Population(count: 3)) }
    let population = try Population(
      of: contract, given: Dictionary(uniqueKeysWithValues: sizes))
    let interpreter = Interpreter(contract, population, limits: Limits(gas: 20_000))
    var state = interpreter.initialState
    for _ in 0..<calls where !contract.actions.isEmpty {
      if dice.below(4) == 0 { disturb(&state, contract, population, &dice) }
      let id = dice.below(contract.actions.count)
      let action = contract.actions[id]
      let words = action.parameters.map { word($0.type, $0.range, population, contract, &dice) }
      let caller = caller(action, contract, &dice)
      let before = state
      var again = state
      let execution = interpreter.call(id, words, by: caller, on: &state)
      try #require(interpreter.call(id, words, by: caller, on: &again) == execution)
      try #require(again == state)
      if case .reverted(let trap) = execution.outcome {
        try #require(state == before)
        try #require(!interpreter.printer.headline(trap).isEmpty)
        if case .unproved = trap.reason { Issue.record("\(action.name): \(trap)") }
      }
      _ = interpreter.brokenInvariants(
        in: state, before: before, after: CompletedCall(id, words))
    }
  }

  private func caller(
    _ action: CheckedAction, _ contract: CheckedContract, _ dice: inout Dice
  ) -> Caller {
    switch (action.callers, dice.below(12)) {
    case (_, 0): return .anyone
    case (.roles(let roles), _): return .role(roles[dice.below(roles.count)])
    case (.row(let table), _): return .row(table, Int128(dice.below(5) - 1))
    case (.anyone, _): return .anyone
    }
  }

  private func word(
    _ type: ValueType, _ range: WordRange?, _ population: Population,
    _ contract: CheckedContract, _ dice: inout Dice
  ) -> Int128 {
    switch type {
    case .truth: return Int128(dice.below(2))
    case .row(let table): return Int128(dice.below(population.counts[table] + 2) - 1)
    case .enumeration(let id): return Int128(dice.below(contract.enumerations[id].members.count))
    case .fixed, .integer, .time, .unknown: break
    }
    if let range, dice.below(3) == 0 {
      return dice.below(2) == 0 ? range.lowerBound : range.upperBound
    }
    switch dice.below(8) {
    case 0: return .max
    case 1: return .min
    case 2: return 0
    case 3: return Int128(dice.below(9) - 4)
    default: return dice.fixed(-5...200)
    }
  }

  /// One random word somewhere, of the kind its place holds.
  private func disturb(
    _ state: inout State, _ contract: CheckedContract, _ population: Population,
    _ dice: inout Dice
  ) {
    if dice.below(3) == 0, !contract.states.isEmpty {
      let id = dice.below(contract.states.count)
      let type = contract.states[id].type
      state.states[id] = stored(word(type, nil, population, contract, &dice), type, population)
      return
    }
    let tables = contract.tables.indices.filter {
      population.counts[$0] > 0 && !contract.tables[$0].fields.isEmpty
    }
    guard !tables.isEmpty else { return }
    let table = tables[dice.below(tables.count)]
    let field = dice.below(contract.tables[table].fields.count)
    let type = contract.tables[table].fields[field].type
    state.columns[table][field][dice.below(population.counts[table])] =
      stored(word(type, nil, population, contract, &dice), type, population)
  }

  /// What a state may hold: rows that exist, or none.
  private func stored(_ word: Int128, _ type: ValueType, _ population: Population) -> Int128 {
    guard case .row(let table) = type else { return word }
    return min(word, Int128(population.counts[table]) - 1)
  }
}
