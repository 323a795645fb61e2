import Diagnostics
import Machine
import Semantics

extension Evaluation {
  /// All results of a function.
  mutating func call(
    _ id: FunctionID, _ arguments: [CheckedExpression], _ span: Span, _ frame: inout Activation
  ) throws(Trap) -> [Int128] {
    let words = try evaluate(arguments, &frame)
    try pay(.call, span)
    let function = contract.functions[id]
    calls.append(Trap.Call(.function(id), span))
    defer { calls.removeLast() }
    try checkRanges(function.parameters, words, of: .function(id), arguments.map(\.span), span)
    var activation = Activation(function.frame, words)
    guard case .return(let results) = try execute(function.body, &activation) else { return [] }
    return results
  }

  /// One result of a function.
  mutating func call(
    _ id: FunctionID, _ arguments: [CheckedExpression], result: Int, _ span: Span,
    _ frame: inout Activation
  ) throws(Trap) -> Int128 {
    let results = try call(id, arguments, span, &frame)
    guard result < results.count else { throw trap(.unproved(.result), span) }
    return results[result]
  }

  /// An action from outside, with its enforced invariants. What it did to the state stays in
  /// `state`: undoing it after a trap is for the owner of this evaluation.
  mutating func perform(
    _ id: ActionID, _ arguments: [Int128], by caller: Caller
  ) throws(Trap) {
    let action = contract.actions[id]
    calls.append(Trap.Call(.action(id), action.span))
    try pay(.enter, action.span)
    try admit(caller, to: action, id)
    try checkRanges(action.parameters, arguments, of: .action(id), [], action.span)
    var words = arguments
    if case .row = action.callers, case .row(_, let row) = caller { words.append(row) }
    var activation = Activation(action.frame, words)
    _ = try execute(action.body, &activation)
    calls.removeLast()
    for (number, invariant) in contract.invariants.enumerated() where invariant.enforced {
      guard invariant.after == nil || invariant.after == id else { continue }
      calls.append(Trap.Call(.invariant(number), invariant.span))
      var activation = Activation(invariant.frame, invariant.after == nil ? [] : arguments)
      let word = try evaluate(invariant.condition, &activation)
      try pay(.branch, invariant.condition.span)
      if word == 0 {
        let evidence = evidence(against: invariant.condition, activation)
        throw trap(.enforcedInvariant(number, evidence), invariant.condition.span)
      }
      calls.removeLast()
    }
  }

  private func admit(
    _ caller: Caller, to action: CheckedAction, _ id: ActionID
  ) throws(Trap) {
    switch (action.callers, caller) {
    case (.anyone, _): return
    case (.roles(let roles), .role(let role)) where roles.contains(role): return
    case (.row(let table), .row(let actual, let row)) where table == actual && row != noRow:
      _ = try checked(row, in: table, action.span)
    default: throw trap(.caller(id, caller), action.span)
    }
  }

  /// Values against the declared ranges, and rows and enum members against what there is, from left
  /// to right; only what has a declared range pays. `none` is a row like any other until it is used.
  private mutating func checkRanges(
    _ slots: [CheckedSlot], _ words: [Int128], of callee: Trap.Callee, _ spans: [Span],
    _ fallback: Span
  ) throws(Trap) {
    for (index, (slot, word)) in zip(slots, words).enumerated() {
      let span = index < spans.count ? spans[index] : fallback
      let range: WordRange?
      switch slot.type {
      case .row(let table): range = noRow...Int128(program.population.counts[table] &- 1)
      case .enumeration(let id):
        range = 0...Int128(max(1, contract.enumerations[id].members.count) &- 1)
      case .truth: range = 0...1
      case .fixed, .integer, .time, .unknown:
        range = slot.range
        if range != nil { try pay(.checkRange, span) }
      }
      guard let range, !range.contains(word) else { continue }
      throw trap(.range(.argument(slot.name, of: callee), Value(word, slot.type), range), span)
    }
  }

  /// Would the action succeed? Without a caller: for anybody it admits.
  mutating func can(
    _ id: ActionID, _ arguments: [CheckedExpression], _ caller: CheckedCaller?, _ span: Span,
    _ frame: inout Activation
  ) throws(Trap) -> Bool {
    let words = try evaluate(arguments, &frame)
    for candidate in try callers(of: id, caller, &frame) {
      if try attempt(id, words, by: candidate, span) { return true }
    }
    return false
  }

  /// The callers to try, in order.
  private mutating func callers(
    of id: ActionID, _ caller: CheckedCaller?, _ frame: inout Activation
  ) throws(Trap) -> [Caller] {
    switch caller {
    case .anyone?: return [.anyone]
    case .role(let role)?: return [.role(role)]
    case .row(let row)?:
      let word = try evaluate(row, &frame)
      guard case .row(let table) = row.type else { return [] }
      return [.row(table, word)]
    case nil: break
    }
    switch contract.actions[id].callers {
    case .anyone: return [.anyone]
    case .roles(let roles): return roles.prefix(1).map { .role($0) }
    case .row(let table):
      return (0..<program.population.counts[table]).map { .row(table, Int128($0)) }
    }
  }

  /// Tries the action on a copy. A trap that says nothing about the action itself is the question's
  /// own, and stands where it is asked.
  private mutating func attempt(
    _ id: ActionID, _ words: [Int128], by caller: Caller, _ span: Span
  ) throws(Trap) -> Bool {
    try pay(.trial, span)
    var trial = Evaluation(program, state, before: state, limits: limits)
    trial.meter = meter
    trial.depth = depth
    trial.calls = calls
    trial.loops = loops
    trial.trials = trials &+ 1
    guard trial.trials <= limits.trials else { throw trap(.depth, span) }
    let outcome: Trap?
    do {
      try trial.perform(id, words, by: caller)
      outcome = nil
    } catch { outcome = error }
    meter = trial.meter
    guard let trap = outcome else { return true }
    if trap.reason.isVerdict { return false }
    if case .outOfGas = trap.reason { throw trap }
    throw self.trap(trap.reason, span)
  }
}
