import Compiler
import Diagnostics
import Machine
import Reference
import Semantics
import Testing

/// One contract in the interpreter and on the machine, side by side.
final class Pair {
  let contract: CheckedContract
  let compiled: CompiledContract
  let population: Population
  private let machine: Machine
  private var interpreter: Interpreter
  /// The state of both.
  private(set) var state: State
  private var before: State

  init(_ contract: CheckedContract, rows: Int = 3) throws {
    self.contract = contract
    let sizes = contract.tables.indices.map { ($0, CheckedExample.Population(count: rows)) }
    population = try Population(of: contract, given: Dictionary(uniqueKeysWithValues: sizes))
    compiled = try Compiler.compile(contract)
    machine = try Machine(compiled.program, rows: population.counts)
    interpreter = Interpreter(contract, population)
    state = interpreter.initialState
    before = state
    machine.reset(clock: state.now)
  }

  /// Puts both into a state.
  func arrange(_ state: State) {
    self.state = state
    machine.arrange(
      parameters: state.parameters, states: state.states, columns: state.columns.flatMap { $0 },
      clock: state.now)
  }

  /// What the machine remembers.
  private var machineState: State {
    var column = 0
    return State(
      parameters: contract.parameters.indices.map { machine[word: $0] },
      states: contract.states.indices.map { machine[state: $0] },
      columns: contract.tables.map { shape in
        shape.fields.map { _ in
          defer { column += 1 }
          return machine.words(ofColumn: column)
        }
      },
      now: machine.clock)
  }

  /// The same call on both: every difference is an issue. The gas it took; the state is kept only
  /// when asked for.
  @discardableResult
  func call(
    _ action: ActionID, _ arguments: [Int128], by caller: Caller, gas: Int = 100_000,
    keeping: Bool = true
  ) throws -> Int {
    interpreter.limits.gas = gas
    var after = state
    let expected = interpreter.call(action, arguments, by: caller, on: &after)
    let found = machine.call(
      compiled.actions[action], arguments, by: caller.ofMachine, gas: gas)
    let title = "\(contract.name).\(contract.actions[action].name)\(arguments) by \(caller), \(gas)"
    try #require(ending(of: found, action) == Ending(expected.outcome), "\(title)")
    try #require(found.gas == expected.gas, "\(title)")
    try #require(machineState == after, "\(title)")
    before = state
    state = after
    if case .committed = expected.outcome {
      try checkInvariants(after: CompletedCall(action, arguments), title)
      if !keeping {
        machine.undo()
        state = before
      }
    }
    try #require(machineState == state, "\(title)")
    return found.gas
  }

  private func checkInvariants(after call: CompletedCall, _ title: String) throws {
    interpreter.limits.gas = 100_000
    let broken = interpreter.brokenInvariants(in: state, before: before, after: call)
    for (number, invariant) in contract.invariants.enumerated()
    where invariant.after == nil || invariant.after == call.action {
      let entry = compiled.invariants[number]
      let arguments = invariant.after == nil ? [] : call.arguments
      let found = machine.ask(entry, arguments, gas: 100_000)
      let holds = found.stop == nil && machine.results(of: entry) == [1]
      let cause = broken.first { $0.number == number }
      try #require(holds == (cause == nil), "\(invariant.name) after \(title)")
      guard let stop = found.stop, case .traps(let trap)? = cause?.cause else {
        try #require(found.stop == nil, "\(invariant.name) after \(title)")
        continue
      }
      try #require(
        Ending.reverted(
          Ending.name(stop, compiled),
          stop == .outOfGas ? nil : found.at.map { compiled.span(ofInstruction: $0) })
          == Ending(.reverted(trap)), "\(invariant.name) after \(title)")
    }
  }

  private func ending(of execution: Run, _ action: ActionID) -> Ending {
    guard let stop = execution.stop else {
      return .committed(machine.events.map { Event($0.number, $0.values) })
    }
    return .reverted(
      Ending.name(stop, compiled),
      stop == .outOfGas ? nil : compiled.span(of: execution, calling: action))
  }
}

/// How a call ended, in words both sides share.
enum Ending: Equatable {
  case committed([Event])
  case reverted(String, Span?)

  init(_ outcome: Outcome) {
    switch outcome {
    case .committed(let events): self = .committed(events)
    case .reverted(let trap):
      let isOutOfGas = if case .outOfGas = trap.reason { true } else { false }
      self = .reverted(Ending.name(trap.reason), isOutOfGas ? nil : trap.span)
    }
  }

  private static func name(_ reason: Trap.Reason) -> String {
    switch reason {
    case .demand(let kind, let id, _, _): "\(kind) \(id ?? "")"
    case .enforcedInvariant(let number, _): "invariant \(number)"
    case .overflow: "overflow"
    case .divisionByZero: "division by zero"
    case .domain: "domain"
    case .range: "range"
    case .caller: "caller"
    case .noneRow: "none"
    case .rowOutOfRange: "row"
    case .noRow: "no rows"
    case .columnTooLarge: "column too large"
    case .outOfGas: "gas"
    case .depth: "depth"
    case .stackUnavailable: "no stack"
    case .unproved: "unproved"
    }
  }

  static func name(_ stop: Stop, _ compiled: CompiledContract) -> String {
    switch stop {
    case .failure(.demand(let number)):
      "\(compiled.demands[number].kind) \(compiled.demands[number].id ?? "")"
    case .failure(.enforcedInvariant(let number)): "invariant \(number)"
    case .failure(.noRows): "no rows"
    case .failure(.unproved): "unproved"
    case .overflow: "overflow"
    case .divisionByZero: "division by zero"
    case .domain: "domain"
    case .range: "range"
    case .caller: "caller"
    case .noneRow: "none"
    case .rowOutOfRange: "row"
    case .columnTooLarge: "column too large"
    case .outOfGas: "gas"
    case .depth: "depth"
    }
  }
}

extension Caller {
  var ofMachine: RunCaller {
    switch self {
    case .anyone: .anyone
    case .role(let role): .role(role)
    case .row(let table, let row): .row(table: table, row)
    }
  }
}
