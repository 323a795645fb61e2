import Compiler
import Machine
import Numerics
import Reference
import Semantics

/// Looks for the dearest run of an action: starts from random states and keeps every change of a
/// few words after which it takes no less gas.
struct GasSearch {
  let subject: GasSubject
  let action: ActionID
  let population: Population
  private let compiled: CompiledContract
  private let reads: GasReads
  private let machine: Machine
  private var draw: GasDraw
  private(set) var best: GasCall
  private(set) var most: Int
  private(set) var runs = 0
  /// What the formula comes to.
  let bound: Int

  init(
    _ subject: GasSubject, _ compiled: CompiledContract, _ action: ActionID,
    _ population: Population, from call: GasCall? = nil, seed: UInt64 = 0
  ) throws {
    self.subject = subject
    self.action = action
    self.population = population
    self.compiled = compiled
    reads = GasReads(subject.contract, action)
    machine = try Machine(compiled.program, rows: population.counts)
    bound = subject.bounds.worst(action, rows: population.counts)?.total ?? .max
    var draw = GasDraw(subject.contract, population, seed: seed)
    best = call ?? draw.call(of: action)
    self.draw = draw
    most = 0
    most = gas(best)
  }

  /// How much of the formula the dearest run takes, in thousandths.
  var reached: Int { most * 1_000 / max(1, bound) }

  private mutating func gas(_ call: GasCall) -> Int {
    runs += 1
    return run(action, call).gas
  }

  private func run(_ action: ActionID, _ call: GasCall) -> Run {
    let state = call.state
    machine.arrange(
      parameters: state.parameters, states: state.states, columns: state.columns.flatMap { $0 },
      clock: state.now)
    return machine.call(
      compiled.actions[action], call.arguments, by: call.caller.ofMachine, gas: 50_000_000)
  }

  /// Lets something else happen before, if it can.
  private mutating func act(_ call: inout GasCall) {
    let contract = subject.contract
    let other = draw.dice.below(contract.actions.count)
    var before = call
    before.arguments = contract.actions[other].parameters.map { draw.word($0.type, $0.range, 0) }
    before.caller = draw.caller(of: other)
    guard run(other, before).stop == nil else { return }
    call.state.parameters = contract.parameters.indices.map { machine[word: $0] }
    call.state.states = contract.states.indices.map { machine[state: $0] }
    var column = 0
    for (table, shape) in contract.tables.enumerated() {
      for field in shape.fields.indices {
        call.state.columns[table][field] = machine.words(ofColumn: column)
        column += 1
      }
    }
  }

  mutating func consider(_ call: GasCall) {
    let gas = gas(call)
    guard gas >= most else { return }
    most = gas
    best = call
  }

  /// Some fresh starts, the best of which goes on.
  mutating func start(_ times: Int) {
    for _ in 0..<times { consider(draw.call(of: action)) }
  }

  /// Changes a few words at a time, until so many thousandths of the formula are reached.
  mutating func climb(_ times: Int, until enough: Int) {
    for _ in 0..<times where reached < enough {
      var call = best
      repeat { change(&call) } while draw.dice.below(3) > 0
      consider(call)
    }
  }

  /// Puts everything back to the beginning that does not matter.
  mutating func simplify() {
    let contract = subject.contract
    let initial = Interpreter(contract, population).initialState
    let least = min(most, bound * 6 / 7)
    func keep(_ search: inout GasSearch, _ change: (inout GasCall) -> Void) {
      var call = search.best
      change(&call)
      guard call != search.best else { return }
      let gas = search.gas(call)
      guard gas >= least else { return }
      search.most = gas
      search.best = call
    }
    for id in contract.parameters.indices {
      keep(&self) { $0.state.parameters[id] = initial.parameters[id] }
    }
    for id in contract.states.indices {
      keep(&self) { $0.state.states[id] = initial.states[id] }
    }
    keep(&self) { $0.state.now = initial.now }
    for (id, table) in contract.tables.enumerated() {
      for field in table.fields.indices {
        keep(&self) { $0.state.columns[id][field] = initial.columns[id][field] }
        for row in initial.columns[id][field].indices {
          keep(&self) { $0.state.columns[id][field][row] = initial.columns[id][field][row] }
          // Or like the row before.
          if row > 0 {
            keep(&self) { $0.state.columns[id][field][row] = $0.state.columns[id][field][row - 1] }
          }
        }
      }
    }
  }

  private mutating func change(_ call: inout GasCall) {
    let contract = subject.contract
    let parameters = contract.actions[action].parameters
    switch draw.dice.below(20) {
    case 0 where !parameters.isEmpty, 1 where !parameters.isEmpty, 2 where !parameters.isEmpty:
      let id = draw.dice.below(parameters.count)
      call.arguments[id] = changed(call.arguments[id], parameters[id].type, parameters[id].range)
    case 3: call.caller = draw.caller(of: action)
    case 4, 5: act(&call)
    case 6 where !reads.parameters.isEmpty, 7 where !reads.parameters.isEmpty:
      let id = draw.dice.pick(reads.parameters)
      let slot = contract.parameters[id]
      call.state.parameters[id] = changed(call.state.parameters[id], slot.type, slot.range)
    case 8 where !reads.states.isEmpty, 9 where !reads.states.isEmpty:
      let id = draw.dice.pick(reads.states)
      call.state.states[id] = changed(call.state.states[id], contract.states[id].type, nil)
    default: changeRows(&call)
    }
  }

  private mutating func changeRows(_ call: inout GasCall) {
    let filled = reads.fields.filter { population.counts[$0.table] > 0 }
    guard !filled.isEmpty else { return }
    let (table, id) = draw.dice.pick(filled)
    let fields = subject.contract.tables[table].fields
    let count = population.counts[table]
    let row = draw.dice.below(count)
    switch draw.dice.below(8) {
    case 0, 1:
      let word = changed(call.state.columns[table][id][row], fields[id].type, fields[id].range)
      call.state.columns[table][id] = [Int128](repeating: word, count: count)
    case 2:
      let from = draw.dice.below(count)
      for column in fields.indices {
        call.state.columns[table][column][row] = call.state.columns[table][column][from]
      }
    case 3:
      for column in fields.indices {
        let word = call.state.columns[table][column][row]
        call.state.columns[table][column] = [Int128](repeating: word, count: count)
      }
    default:
      call.state.columns[table][id][row] = changed(
        call.state.columns[table][id][row], fields[id].type, fields[id].range)
    }
  }

  private mutating func changed(
    _ word: Int128, _ type: ValueType, _ range: WordRange?
  ) -> Int128 {
    switch type {
    case .fixed, .integer, .unknown: break
    case .truth, .row, .enumeration, .time: return draw.word(type, range, 0)
    }
    let one: Int128 = if case .fixed = type { Fixed.unit } else { 1 }
    let result: Int128
    switch draw.dice.below(12) {
    case 0: result = word &+ 1
    case 1: result = word &- 1
    case 2: result = word &+ one
    case 3: result = word &- one
    case 4: result = word == .min ? word : -word
    case 5: result = word / 2
    case 6: result = word &* 2
    case 7: result = word / 1_000
    case 8: result = word.multipliedReportingOverflow(by: 1_000).partialValue
    default: return draw.word(type, range, 0)
    }
    return range.map { Swift.min(Swift.max(result, $0.lowerBound), $0.upperBound) } ?? result
  }
}
