import Compiler
import Diagnostics
import Machine
import Semantics

/// The machine, its names told apart from the interpreter's: this file imports it, and none that
/// imports the interpreter does.
final class MachineRun {
  let compiled: CompiledContract
  let machine: Machine
  /// The routine that waits, where there is one.
  var waiting: Machine.Waiting?
  private let fields: [Int]

  convenience init(_ contract: CheckedContract, rows: [Int]) throws {
    try self.init(Compiler.compile(contract), rows: rows)
  }

  init(_ compiled: CompiledContract, rows: [Int]) throws {
    self.compiled = compiled
    machine = try Machine(compiled.program, rows: rows)
    let contract = compiled.contract
    fields = contract.tables.map(\.fields.count)
  }

  var instructionCount: Int { compiled.program.program.code.count }

  /// The names of all opcodes in the program.
  var opcodes: Set<String> { Set(compiled.program.program.code.map { $0.opcode.row.name }) }

  // MARK: - State

  func load(parameters: [Int128], states: [Int128], columns: [[[Int128]]], clock: Int128) {
    for (number, word) in parameters.enumerated() { machine[word: number] = word }
    for (number, word) in states.enumerated() { machine[state: number] = word }
    for (number, column) in columns.joined().enumerated() {
      for (row, word) in column.enumerated() { machine[number, row] = word }
    }
    machine.clock = clock
  }

  var parameters: [Int128] {
    compiled.program.program.parameters.indices.map { machine[word: $0] }
  }

  var states: [Int128] { compiled.program.program.states.indices.map { machine[state: $0] } }

  /// By table and field, as the interpreter has them.
  var columns: [[[Int128]]] {
    var column = 0
    return zip(fields, machine.rows).map { count, rows in
      (0..<count).map { _ in
        defer { column += 1 }
        return (0..<rows).map { machine[column, $0] }
      }
    }
  }

  var clock: Int128 { machine.clock }

  // MARK: - Calls

  enum Caller {
    case anyone
    case role(Int)
    case row(Int, Int128)
  }

  struct Result {
    /// Absent where it stands.
    let reason: Verdict.Reason?
    /// Absent where it is no part of what must agree.
    let span: Span?
    let gas: Int
    let events: [(number: Int, values: [Int128])]
  }

  func call(_ action: Int, _ arguments: [Int128], by caller: Caller, gas: Int) -> Result {
    let entry = compiled.actions[action]
    let execution =
      switch caller {
      case .anyone: machine.call(entry, arguments, by: .anyone, gas: gas)
      case .role(let role): machine.call(entry, arguments, by: .role(role), gas: gas)
      case .row(let table, let row):
        machine.call(entry, arguments, by: .row(table: table, row), gas: gas)
      }
    return result(execution, compiled.span(of: execution, calling: action))
  }

  /// Takes back a call that stands.
  func undo() { machine.undo() }

  /// Whether an invariant holds after the last call.
  func ask(_ invariant: Int, _ arguments: [Int128], gas: Int) -> (holds: Bool, Result) {
    let entry = compiled.invariants[invariant]
    let execution = machine.ask(entry, arguments, gas: gas)
    return (
      machine.results(of: entry).first != 0,
      result(execution, execution.at.map { compiled.span(ofInstruction: $0) })
    )
  }

  func result(_ run: Run, _ span: Span?) -> Result {
    Result(
      reason: run.stop.map { reason($0) }, span: run.stop == .outOfGas ? nil : span, gas: run.gas,
      events: machine.events)
  }

  func reason(_ stop: Stop) -> Verdict.Reason {
    switch stop {
    case .outOfGas: .outOfGas
    case .overflow: .overflow
    case .divisionByZero: .divisionByZero
    case .domain: .domain
    case .range: .range
    case .caller: .caller
    case .noneRow: .noneRow
    case .rowOutOfRange: .rowOutOfRange
    case .columnTooLarge: .columnTooLarge
    case .depth: .depth
    case .failure(.demand(let number)):
      compiled.demands[number].kind == .ensure ? .ensure : .require
    case .failure(.enforcedInvariant(let number)): .enforced(number)
    case .failure(.noRows): .noRows
    case .failure(.unproved): .unproved
    }
  }
}
