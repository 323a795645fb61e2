import Compiler
import Machine
import Semantics

// Surveys are made by invariants, snippets and routines, never by actions. So the body of an action
// is run in all three ways: as the action, as a snippet, and as a routine that asks for every row its
// loops come to.
extension MachineRun {
  convenience init(
    _ contract: CheckedContract, rows: [Int], scans: [ActionID], surveying: Bool
  ) throws {
    let actions = scans.map { contract.actions[$0] }
    let snippets = actions.map {
      Snippet(parameters: $0.parameters.count, frame: $0.frame, statements: $0.body)
    }
    let routines = Routines(
      requests: [1], all: actions.map { ($0.asking, .turn) })
    try self.init(
      Compiler.compile(
        contract, snippets: snippets, routines: routines, remembering: surveying,
        surveying: surveying), rows: rows)
    // Looks that are made again to be compared could hide that something else went wrong.
    if !rows.contains(where: { $0 >= 192 }) { machine.checkSurveys(leastRows: 1) }
  }

  // MARK: - Running

  func scan(_ number: Int, _ arguments: [Int128], gas: Int) -> Result {
    let run = machine.call(compiled.snippets[number], arguments, gas: gas)
    return result(run, run.at.map { compiled.span(ofInstruction: $0) })
  }

  /// How far a routine has come.
  enum Progress: Equatable {
    case row(Int128)
    case finished
    case stopped(Verdict.Reason)
  }

  func begin(_ number: Int, _ arguments: [Int128], gas: Int) -> Progress {
    progress(machine.begin(compiled.routines[number], arguments, gas: gas))
  }

  func goOn() -> Progress { waiting.map { progress(machine.resume($0)) } ?? .finished }

  private func progress(_ progress: Machine.Progress) -> Progress {
    waiting = nil
    switch progress {
    case .asked(let waiting):
      self.waiting = waiting
      return .row(machine.word(0, of: waiting))
    case .finished: return .finished
    case .stopped(let stop, at: _): return .stopped(reason(stop))
    }
  }

  // MARK: - Writing past every call

  func set(_ table: Int, _ field: Int, _ row: Int, _ word: Int128) {
    machine[column(table, field), row] = word
  }

  func word(_ table: Int, _ field: Int, _ row: Int) -> Int128 { machine[column(table, field), row] }

  private func column(_ table: Int, _ field: Int) -> Int {
    compiled.contract.tables[..<table].reduce(field) { $0 + $1.fields.count }
  }

  /// Everything at once; as a step that `old` can look behind, or as if nothing had been before.
  func arrange(
    _ parameters: [Int128], _ states: [Int128], _ columns: [[[Int128]]], _ clock: Int128,
    asStep: Bool
  ) {
    let columns = Array(columns.joined())
    if asStep {
      machine.advance(parameters: parameters, states: states, columns: columns, clock: clock)
    } else {
      machine.arrange(parameters: parameters, states: states, columns: columns, clock: clock)
    }
  }

  func reset(clock: Int128) { machine.reset(clock: clock) }
  func set(clock: Int128) { machine.clock = clock }
  func set(state: Int, _ word: Int128) { machine[state: state] = word }
  func word(ofState state: Int) -> Int128 { machine[state: state] }
  func word(ofParameter parameter: Int) -> Int128 { machine[word: parameter] }

  // MARK: - Whole states

  typealias Image = Machine.Image

  var image: Image { machine.image }
  func restore(_ image: Image) { machine.restore(image) }

  var surveyCount: Int { compiled.program.program.surveys.count }

  var counts: SurveyCounts {
    machine.surveyCounts.reduce(into: SurveyCounts()) { $0.add($1) }
  }
}

extension CheckedAction {
  /// The same as an agent: instead of doing something with the rows its loops come to, it asks for
  /// them.
  fileprivate var asking: SpecRoutine {
    SpecRoutine(
      name: name, parameters: parameters.count, frame: frame, body: body.map(\.asking), span: span)
  }
}

extension CheckedStatement {
  fileprivate var asking: CheckedStatement {
    guard case .for(let rows, let limit, let body) = kind else { return self }
    let isInnermost = !body.contains { if case .for = $0.kind { true } else { false } }
    let row = CheckedExpression(.local(rows.binder), .row(rows.table), rows.span)
    let request = CheckedStatement(
      .request(CheckedRequest(number: 0, arguments: [row])), rows.span)
    return CheckedStatement(
      .for(rows, limit: limit, isInnermost ? [request] : body.map(\.asking)), span)
  }
}
