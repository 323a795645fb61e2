import Semantics

/// What callers of a function must know before its code exists.
struct FunctionFacts {
  /// Whether its code stands in its callers.
  let isInlined: Bool
  /// Nodes of its body, with those of the functions inlined in it.
  let size: Int
  /// Whether a call is left in it, once what is inlined is inlined.
  let makesCalls: Bool
  /// Whether it or a function it calls writes state or emits.
  let hasEffects: Bool
  /// Whether it or a function it calls looks at the state before the action.
  let usesOld: Bool
  let assigned: Set<LocalID>
  /// The locals with more than one value.
  let changing: Set<LocalID>
  /// Whether the only `return` is the last statement.
  let hasOneExit: Bool

  /// Nodes up to which a call costs more than a second copy of the code.
  static let largestInlined = 48

  init(_ function: CheckedFunction, _ callees: [FunctionFacts?]) {
    let body = CheckedBody(frame: function.frame, statements: function.body)
    let tally = Tally(body, parameters: function.parameters.count, callees)
    isInlined =
      !tally.hasLoop && function.frame.columns.isEmpty
      && tally.size <= FunctionFacts.largestInlined
    size = tally.size
    makesCalls = tally.makesCalls
    hasEffects = tally.hasEffects
    usesOld = tally.usesOld
    assigned = tally.assigned
    changing = tally.changing
    let endsWithReturn = if case .return? = function.body.last?.kind { true } else { false }
    hasOneExit = tally.returns == (endsWithReturn ? 1 : 0)
  }
}

/// What one walk over a body finds.
struct Tally {
  private(set) var size = 0
  private(set) var makesCalls = false
  private(set) var hasEffects = false
  private(set) var usesOld = false
  private(set) var hasLoop = false
  private(set) var returns = 0
  private(set) var assigned: Set<LocalID> = []
  /// Those assigned again, and those that came with a value.
  private(set) var changing: Set<LocalID> = []

  private let parameters: Int

  init(_ body: CheckedBody, parameters: Int, _ functions: [FunctionFacts?]) {
    self.parameters = parameters
    body.statements.walk { add($0, functions) }
    for expression in body.expressions { add(expression, functions) }
  }

  private mutating func add(_ statement: CheckedStatement, _ functions: [FunctionFacts?]) {
    size += 1
    switch statement.kind {
    case .setLocal(let id, _): assign(id)
    case .setLocals(let ids, let callee, _):
      for id in ids { assign(id) }
      addCall(of: callee, functions)
    case .perform(let callee, _): addCall(of: callee, functions)
    case .setState, .setParameter, .setField, .setRow, .reset, .emit, .request: hasEffects = true
    case .for, .repeat: hasLoop = true
    case .return: returns += 1
    case .setColumn, .demand, .if, .match, .break, .continue: break
    }
    for expression in statement.evaluated { add(expression, functions) }
  }

  private mutating func add(_ expression: CheckedExpression, _ functions: [FunctionFacts?]) {
    expression.walk { node in
      switch node.kind {
      case .constant, .local, .state, .parameter, .rowCount, .now: break
      case .old:
        usesOld = true
        size += 1
      case .call(let callee, _, result: _): addCall(of: callee, functions)
      default: size += 1
      }
    }
  }

  private mutating func assign(_ id: LocalID) {
    if !assigned.insert(id).inserted || id < parameters { changing.insert(id) }
  }

  private mutating func addCall(of callee: FunctionID, _ functions: [FunctionFacts?]) {
    guard let facts = functions[callee] else {
      makesCalls = true
      return
    }
    size += facts.isInlined ? facts.size : 3
    makesCalls = makesCalls || !facts.isInlined || facts.makesCalls
    hasEffects = hasEffects || facts.hasEffects
    usesOld = usesOld || facts.usesOld
  }
}

extension CheckedStatement {
  /// The expressions code evaluates: those of messages are not among them.
  var evaluated: [CheckedExpression] {
    if case .demand(let demand) = kind { return [demand.condition] }
    return expressions
  }
}
