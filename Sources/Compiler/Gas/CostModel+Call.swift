import Diagnostics
import Machine
import Semantics

/// Something facts are about, which `Term` is called in the module of the lints.
typealias Quantity = Semantics.Term

/// What calls have been looked at, and what functions read.
struct CallTable {
  fileprivate var costs: [Call: Cost] = [:]
  /// How many different knowledges each function has been looked at with.
  fileprivate var contexts: [FunctionID: Int] = [:]
  fileprivate var total = 0
  fileprivate var reads: [FunctionID: Set<Change>] = [:]
  /// Conditions that may still be looked at for what the one taken for granted says.
  fileprivate var assumptions = 0

  /// A function called with more different knowledges than this is taken to be called with none, and
  /// so are all once there are as many of them together.
  fileprivate static let limit = 24
  fileprivate static let totalLimit = 2_000

  fileprivate struct Call: Hashable {
    let function: FunctionID
    let ending: Ending
    let facts: [Quantity: Interval]
  }
}

extension CostModel {
  /// The call itself and the checks of its arguments.
  func entering(_ id: FunctionID, _ span: Span) -> Cost {
    one(charge(.call, span), rangeChecks(contract.functions[id].parameters, span))
  }

  func rangeChecks(_ slots: [CheckedSlot], _ span: Span) -> Cost {
    charge(slots.count { $0.range != nil } * Opcode.checkRange.cost, span)
  }

  /// The body of a function, called with these arguments.
  func function(
    _ id: FunctionID, _ ending: Ending, _ arguments: [CheckedExpression], _ known: Knowledge
  ) -> Cost {
    let inside = knowledge(inside: id, calledWith: arguments, known)
    let call = CallTable.Call(function: id, ending: ending, facts: inside.facts)
    if let cost = calls.costs[call] { return cost }
    if !inside.facts.isEmpty {
      guard calls.contexts[id, default: 0] < CallTable.limit, calls.total < CallTable.totalLimit
      else {
        return function(id, ending, knowing: Knowledge(contract, frame: inside.frame))
      }
      calls.contexts[id, default: 0] += 1
      calls.total += 1
    }
    return function(id, ending, knowing: inside)
  }

  private func function(_ id: FunctionID, _ ending: Ending, knowing known: Knowledge) -> Cost {
    let call = CallTable.Call(function: id, ending: ending, facts: known.facts)
    if let cost = calls.costs[call] { return cost }
    let cost = cost(contract.functions[id].body, ending, known)
    calls.costs[call] = cost
    return cost
  }

  /// What a body knows when it begins: of its parameters, and of what it reads of the state.
  private func knowledge(
    inside id: FunctionID, calledWith arguments: [CheckedExpression], _ known: Knowledge
  ) -> Knowledge {
    let function = contract.functions[id]
    var inside = Knowledge(contract, frame: function.frame)
    var names: [Quantity: Quantity] = [:]
    for (slot, argument) in arguments.enumerated().prefix(function.parameters.count) {
      let parameter = CheckedExpression(
        .local(slot), function.parameters[slot].type, argument.span)
      let (declared, range) = (inside.range(of: parameter), known.range(of: argument))
      if range.lower > declared.lower || range.upper < declared.upper
        || declared.containsZero && !range.containsZero
      {
        inside.learn(.local(slot), range)
      }
      if let term = Quantity(argument), term.hasLocal { names[term] = .local(slot) }
    }
    let reads = reads(of: id)
    inside.learn(known.facts.filter { $0.key.reads(only: reads) }, named: names)
    return inside
  }

  /// Everything that a function, or one it calls, reads of the state.
  private func reads(of id: FunctionID) -> Set<Change> {
    if let known = calls.reads[id] { return known }
    calls.reads[id] = []
    var reads: Set<Change> = []
    let body = CheckedBody(
      frame: contract.functions[id].frame, statements: contract.functions[id].body)
    body.walkExpressions { expression in
      switch expression.kind {
      case .state(let state): reads.insert(.state(state))
      case .parameter(let parameter): reads.insert(.parameter(parameter))
      case .field(let table, let field, row: _): reads.insert(.field(table, field))
      case .call(let function, _, result: _): reads.formUnion(self.reads(of: function))
      default: break
      }
    }
    body.statements.walk { statement in
      switch statement.kind {
      case .perform(let function, _), .setLocals(_, let function, _):
        reads.formUnion(self.reads(of: function))
      default: break
      }
    }
    calls.reads[id] = reads
    return reads
  }
}

extension CostModel {
  /// What a condition says is looked for in so many places, functions included, that the time this
  /// takes stays in proportion.
  private static let assumptionLimit = 100

  /// Takes for granted that a condition came out so, also where a function says it.
  func assuming(
    _ condition: CheckedExpression, is truth: Bool, _ known: Knowledge
  ) -> Knowledge {
    var result = known
    calls.assumptions = CostModel.assumptionLimit
    // What the second part says may make more of the first.
    for _ in 0..<3 {
      let before = result.facts
      assume(condition, is: truth, &result)
      if result.facts == before { break }
    }
    return result
  }

  private func assume(
    _ condition: CheckedExpression, is truth: Bool, _ known: inout Knowledge
  ) {
    guard calls.assumptions > 0 else { return }
    calls.assumptions -= 1
    switch condition.kind {
    case .not(let value): assume(value, is: !truth, &known)
    case .logical(let operation, let left, let right):
      switch (operation, truth) {
      case (.and, true), (.or, false):
        assume(left, is: truth, &known)
        assume(right, is: truth, &known)
      case (.implies, false):
        assume(left, is: true, &known)
        assume(right, is: false, &known)
      case (.and, false), (.or, true): assumeEither(left, truth, right, truth, &known)
      case (.implies, true): assumeEither(left, false, right, true, &known)
      }
    case .call(let id, let arguments, result: _):
      assume(id, arguments, is: truth, &known)
    default: known.assume(condition, is: truth)
    }
  }

  private func assumeEither(
    _ left: CheckedExpression, _ leftTruth: Bool, _ right: CheckedExpression, _ rightTruth: Bool,
    _ known: inout Knowledge
  ) {
    var one = known
    assume(left, is: leftTruth, &one)
    var other = known
    assume(right, is: rightTruth, &other)
    known = one.joined(with: other)
  }

  /// A function that is one expression says what its expression says.
  private func assume(
    _ id: FunctionID, _ arguments: [CheckedExpression], is truth: Bool, _ known: inout Knowledge
  ) {
    let function = contract.functions[id]
    guard function.body.count == 1, case .return(let values)? = function.body.first?.kind,
      values.count == 1, values[0].type == .truth
    else { return }
    var inside = knowledge(inside: id, calledWith: arguments, known)
    let before = inside.facts
    assume(values[0], is: truth, &inside)
    var names: [Quantity: Quantity] = [:]
    for (slot, argument) in arguments.enumerated() { names[.local(slot)] = Quantity(argument) }
    known.learn(inside.facts.filter { before[$0.key] != $0.value }, named: names)
  }
}

extension Knowledge {
  /// More facts than this are not carried into a function or out of it.
  private static let carried = 100

  /// Facts from elsewhere, as far as what they are about has a name here. In which order they come
  /// does not matter.
  fileprivate mutating func learn(_ facts: [Quantity: Interval], named names: [Quantity: Quantity])
  {
    guard facts.count <= Knowledge.carried else { return }
    for (term, interval) in facts {
      guard let renamed = term.renamed(names) else { continue }
      learn(renamed, self.facts[renamed].map { $0.both(interval) } ?? interval)
    }
  }
}

extension Interval {
  /// What lies in both; where nothing does no run comes, and it is one of the two, whichever way
  /// round they are.
  fileprivate func both(_ other: Interval) -> Interval {
    let isFirst = lower != other.lower ? lower < other.lower : upper <= other.upper
    return isFirst ? narrowed(to: other) : other.narrowed(to: self)
  }
}

extension Quantity {
  /// The same, said in other slots; `nil` where a local has no name there.
  fileprivate func renamed(_ names: [Quantity: Quantity]) -> Quantity? {
    if let name = names[self] { return name }
    switch self {
    case .constant, .state, .parameter: return self
    case .local: return nil
    case .field(let table, let field, let row):
      return row.renamed(names).map { .field(table, field, row: $0) }
    case .key(let table, let key, let row):
      return row.renamed(names).map { .key(table, key, row: $0) }
    case .identity(let row): return row.renamed(names).map { .identity($0) }
    case .rowNumbered(let table, let number):
      return number.renamed(names).map { .rowNumbered(table, $0) }
    case .rowKeyed(let table, let keys):
      let renamed = keys.compactMap { $0.renamed(names) }
      return renamed.count == keys.count ? .rowKeyed(table, renamed) : nil
    case .negate(let value): return value.renamed(names).map { .negate($0) }
    case .absolute(let value): return value.renamed(names).map { .absolute($0) }
    case .sum(let left, let right):
      guard let left = left.renamed(names), let right = right.renamed(names) else { return nil }
      return .sum(left, right)
    case .difference(let left, let right):
      guard let left = left.renamed(names), let right = right.renamed(names) else { return nil }
      return .difference(left, right)
    }
  }

  fileprivate var parts: [Quantity] {
    switch self {
    case .constant, .state, .parameter, .local: []
    case .field(_, _, let row), .key(_, _, let row), .identity(let row), .rowNumbered(_, let row),
      .negate(let row), .absolute(let row):
      [row]
    case .rowKeyed(_, let keys): keys
    case .sum(let left, let right), .difference(let left, let right): [left, right]
    }
  }

  fileprivate var hasLocal: Bool {
    if case .local = self { true } else { parts.contains { $0.hasLocal } }
  }

  /// Whether all it reads of the state is among these.
  fileprivate func reads(only cells: Set<Change>) -> Bool {
    let isAmong =
      switch self {
      case .state(let state): cells.contains(.state(state))
      case .parameter(let parameter): cells.contains(.parameter(parameter))
      case .field(let table, let field, _): cells.contains(.field(table, field))
      default: true
      }
    return isAmong && parts.allSatisfy { $0.reads(only: cells) }
  }
}
