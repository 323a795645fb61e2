import Compiler
import Semantics

/// Makes code of laws.
struct LawCompiler {
  /// What the code of laws begins with.
  private let firstEntry: Int
  private(set) var snippets: [Snippet] = []
  private var frame = Frame()

  /// - Parameter firstEntry: the number of the first entry it adds.
  init(firstEntry: Int) { self.firstEntry = firstEntry }

  private mutating func add(_ snippet: Snippet) -> Int {
    snippets.append(snippet)
    return firstEntry + snippets.count - 1
  }

  /// Words of several states cannot be put into an order.
  struct Unaskable: Error {}

  /// `nil` for a law that asks the median, or the first by some order, of words of several states.
  mutating func entries(of law: CheckedLaw) -> LawEntries? {
    frame = law.frame
    let given = law.given.map(\.slot).max().map { $0 + 1 } ?? 0
    var conditions: [Int?] = []
    for given in law.given {
      if case .row(let rows) = given, let condition = rows.condition {
        conditions.append(snippet(condition, given: rows.binder + 1))
      } else {
        conditions.append(nil)
      }
    }
    let left = add(Snippet(parameters: given, frame: frame, statements: law.left))
    let right = add(Snippet(parameters: given, frame: frame, statements: law.right))
    guard let then = try? term(law.then, in: .base, given: given) else { return nil }
    return LawEntries(
      conditions: conditions, left: left, right: right, then: then,
      proof: try? proof(LawClaim(law.then), given: given))
  }

  private mutating func snippet(_ expression: CheckedExpression, given: Int) -> Int {
    add(Snippet(parameters: given, frame: frame, expressions: [expression]))
  }

  /// - Parameter given: so many of the first locals are known where the expression stands.
  mutating func term(
    _ expression: CheckedExpression, in state: LawState, given: Int
  ) throws(Unaskable) -> LawTerm {
    if case .side(let side, let value) = expression.kind {
      return try term(value, in: side == .left ? .left : .right, given: given)
    }
    guard expression.contains(where: { $0.isSide }) else {
      return .leaf(entry: snippet(expression, given: given), in: state)
    }
    switch expression.kind {
    case .logical(let operation, let left, let right):
      return .logical(
        operation, try term(left, in: state, given: given),
        try term(right, in: state, given: given))
    case .conditional(let condition, then: let then, otherwise: let otherwise):
      return .conditional(
        try term(condition, in: state, given: given),
        then: try term(then, in: state, given: given),
        otherwise: try term(otherwise, in: state, given: given))
    case .match(let value, let arms, otherwise: let otherwise):
      let value = try term(value, in: state, given: given)
      var bodies: [(pattern: Int128, body: LawTerm)] = []
      for arm in arms {
        bodies.append((arm.pattern, try term(arm.body, in: state, given: given)))
      }
      return .match(
        value, bodies, otherwise: try optional(otherwise, in: state, given: given))
    case .aggregate(let aggregate):
      let rows = aggregate.rows
      guard aggregate.function != .median, rows.keys.isEmpty else { throw Unaskable() }
      let inner = max(given, rows.binder + 1)
      return .rows(
        LawRows(
          function: aggregate.function, table: rows.table, binder: rows.binder,
          condition: try optional(rows.condition, in: state, given: inner),
          body: try optional(aggregate.body, in: state, given: inner),
          otherwise: try optional(aggregate.otherwise, in: state, given: given)))
    default: return try joined(expression, in: state, given: given)
    }
  }

  mutating func optional(
    _ expression: CheckedExpression?, in state: LawState, given: Int
  ) throws(Unaskable) -> LawTerm? {
    guard let expression else { return nil }
    return try term(expression, in: state, given: given)
  }

  /// The operation of a node, on words that were found before.
  private mutating func joined(
    _ expression: CheckedExpression, in state: LawState, given: Int
  ) throws(Unaskable) -> LawTerm {
    var operands: [CheckedExpression] = []
    var joint = Frame()
    let operation = expression.replacingChildren { child in
      if case .constant = child.kind { return child }
      operands.append(child)
      joint.locals.append(CheckedSlot(name: "part", type: child.type, span: child.span))
      return CheckedExpression(.local(operands.count - 1), child.type, child.span)
    }
    guard let operation else { throw Unaskable() }
    var parts: [LawTerm] = []
    for operand in operands { parts.append(try term(operand, in: state, given: given)) }
    let entry = add(
      Snippet(parameters: parts.count, frame: joint, expressions: [operation]))
    return .joined(entry: entry, parts, in: state)
  }
}

extension CheckedLaw.Given {
  /// The local that holds it.
  package var slot: LocalID {
    switch self {
    case .row(let rows): rows.binder
    case .value(let slot, _): slot
    }
  }
}

extension CheckedExpression {
  fileprivate var isSide: Bool {
    if case .side = kind { true } else { false }
  }

  private func inside(_ replace: (CheckedExpression) -> CheckedExpression) -> CheckedExpression {
    isIntegerProduct ? replacingChildren(replace) ?? replace(self) : replace(self)
  }

  /// The same operation on other operands; `nil` for what is no operation on words.
  fileprivate func replacingChildren(
    _ replace: (CheckedExpression) -> CheckedExpression
  ) -> CheckedExpression? {
    let kind: Kind
    switch self.kind {
    case .field(let table, let field, row: let row):
      kind = .field(table, field, row: replace(row))
    case .key(let table, key: let key, row: let row):
      kind = .key(table, key: key, row: replace(row))
    case .identity(row: let row): kind = .identity(row: replace(row))
    case .rowNumbered(let table, let number): kind = .rowNumbered(table, replace(number))
    case .rowKeyed(let table, let keys): kind = .rowKeyed(table, keys.map(replace))
    case .arithmetic(let operation, let left, let right, let rounding):
      kind = .arithmetic(operation, replace(left), replace(right), rounding)
    case .negate(let value): kind = .negate(replace(value))
    case .not(let value): kind = .not(replace(value))
    case .compare(let comparison, let left, let right):
      // Products of integers are compared exactly, so they stay what they are.
      kind = .compare(comparison, left.inside(replace), right.inside(replace))
    case .call(let function, let arguments, result: let result):
      kind = .call(function, arguments.map(replace), result: result)
    case .builtin(let builtin, let arguments, let rounding):
      kind = .builtin(builtin, arguments.map(replace), rounding)
    case .constant, .local, .state, .parameter, .rowCount, .now, .logical, .conditional, .match,
      .aggregate, .column, .old, .can, .side, .draw:
      return nil
    }
    return CheckedExpression(kind, type, span)
  }
}
