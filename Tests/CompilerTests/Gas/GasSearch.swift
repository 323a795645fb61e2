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
  let reads: GasReads
  private let machine: Machine
  var draw: GasDraw
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
  mutating func act(_ call: inout GasCall) {
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
}
