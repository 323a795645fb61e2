import Diagnostics
import Machine
import Semantics

/// Makes a verified program of a checked contract.
///
///     let compiled = try Compiler.compile(contract)
///     let machine = try Machine(compiled.program, rows: population)
///     machine.call(compiled.actions[deposit], [amount], by: .row(table: account, 0), gas: 1_000_000)
///
/// A contract and everything compiled with it do on the machine what they do in the reference
/// interpreter: the same values, state, events, gas, and the same failure at the same place.
///
/// A program that is `remembering` keeps what invariants, snippets and routines computed for each
/// row from one time to the next. Values are the same, but the gas is that of the rows looked at.
/// One that is `surveying` does without looks at rows that are proved to come to the same, too.
package enum Compiler {
  package static func compile(
    _ contract: CheckedContract, snippets: [Snippet] = [], routines: Routines = Routines(),
    remembering: Bool = false, surveying: Bool = false
  ) throws(CompileError) -> CompiledContract {
    var lowering = Lowering(contract)
    var entries = try lowering.entries(
      snippets, routines, remembering: remembering, surveying: surveying)
    let firstRoutine = contract.actions.count + contract.invariants.count + snippets.count
    let lastEntry = entries.count
    entries += try lowering.surveyEntries(after: entries.count)
    let functions = try lowering.functions(calledBy: entries.map(\.unit))
    if let problem = lowering.problem { throw problem }
    let assembly = Assembly(
      contract, lowering.pool, functions: functions, entries: entries, routines)
    let program = try verified(try assembly.finished(), contract.span)
    let firstSnippet = firstRoutine - snippets.count
    let actions = contract.actions.count
    let invariants = contract.invariants.count
    return CompiledContract(
      contract: contract, program: program, spans: lowering.pool.spans,
      functions: functions.map(\.id), actions: Array(0..<actions),
      invariants: Array(actions..<actions + invariants),
      snippets: Array(firstSnippet..<firstRoutine),
      routines: Array(firstRoutine..<lastEntry),
      demands: lowering.pool.demands)
  }

  private static func verified(
    _ program: Program, _ span: Span
  ) throws(CompileError) -> VerifiedProgram {
    do throws(VerificationError) { return try Verifier.verify(program) } catch {
      throw .refused(error, span)
    }
  }
}

extension Lowering {
  /// Actions, then invariants, then snippets, then routines.
  fileprivate mutating func entries(
    _ snippets: [Snippet], _ routines: Routines, remembering: Bool, surveying: Bool
  ) throws(CompileError) -> [(unit: Unit, entry: EntryShape)] {
    defer { (remembers, surveys) = (false, false) }
    var entries: [(unit: Unit, entry: EntryShape)] = []
    for (id, action) in contract.actions.enumerated() {
      let shape = EntryShape(
        parameters: action.parameters.count, admits: action.callers.admission, firstResult: 0,
        results: 0)
      entries.append((try bounded(lower(action: id), action.span), shape))
    }
    // Actions say what they cost, and that must not depend on what ran before them.
    (remembers, surveys) = (remembering, surveying)
    for (number, invariant) in contract.invariants.enumerated() {
      let parameters = parameterCount(of: invariant)
      let shape = EntryShape(
        parameters: parameters, admits: .anyone, firstResult: parameters, results: 1)
      let unit = lower(invariant: number, entry: entries.count)
      entries.append((try bounded(unit, invariant.span), shape))
    }
    for snippet in snippets {
      let shape = EntryShape(
        parameters: snippet.parameters, admits: .anyone, firstResult: snippet.parameters,
        results: snippet.expressions.count)
      let unit = lower(snippet, entry: entries.count)
      entries.append((try bounded(unit, contract.span), shape))
    }
    for routine in routines.all {
      let unit = lower(routine.routine, entry: entries.count)
      let shape = EntryShape(
        parameters: routine.routine.parameters, admits: .anyone, firstResult: 0, results: 0,
        layer: routine.layer, drawSites: unit.drawSites)
      entries.append((try bounded(unit, routine.routine.span), shape))
    }
    return entries
  }

  /// The code of all surveys, which ask for no others.
  fileprivate mutating func surveyEntries(
    after count: Int
  ) throws(CompileError) -> [(unit: Unit, entry: EntryShape)] {
    var entries: [(unit: Unit, entry: EntryShape)] = []
    for survey in pool.surveys {
      let parameters = survey.question.parameters.count
      let unit = lower(survey.question, entry: count + entries.count)
      entries.append(
        (
          try bounded(unit, survey.question.expression.span),
          EntryShape(
            parameters: parameters, admits: .anyone, firstResult: parameters, results: 1)
        ))
    }
    return entries
  }

  /// The functions that are left to call, in the order of calls: going back in it, every caller is
  /// met before what it calls.
  fileprivate mutating func functions(
    calledBy entries: [Unit]
  ) throws(CompileError) -> [(id: FunctionID, unit: Unit)] {
    var called = entries.reduce(into: Set<FunctionID>()) { $0.formUnion($1.callees) }
    var units: [(id: FunctionID, unit: Unit)] = []
    for id in callOrder.reversed() where called.contains(id) {
      let unit = try bounded(lower(function: id), contract.functions[id].span)
      called.formUnion(unit.callees)
      units.append((id, unit))
    }
    return units.reversed()
  }

  /// The unit, if no jump in it can be longer than an operand can say.
  private func bounded(_ unit: Unit, _ span: Span) throws(CompileError) -> Unit {
    guard unit.code.count <= Int(UInt16.max) else {
      throw .tooLong(span, instructions: unit.code.count)
    }
    return unit
  }
}

extension CheckedAction.Callers {
  fileprivate var admission: Program.Admission {
    switch self {
    case .anyone: .anyone
    case .roles(let roles): .roles(roles)
    case .row(let table): .row(table: table)
    }
  }
}
