import Diagnostics
import Numerics

/// An expression whose names are slots and whose type is known. Its value is one word.
package struct CheckedExpression: Sendable {
  package let kind: Kind
  package let type: ValueType
  package let span: Span

  package init(_ kind: Kind, _ type: ValueType, _ span: Span) {
    self.kind = kind
    self.type = type
    self.span = span
  }

  package indirect enum Kind: Sendable {
    case constant(Int128)
    case local(LocalID)
    case state(StateID)
    case parameter(ParameterID)
    case field(TableID, FieldID, row: CheckedExpression)
    /// `p.market`: the row of the key table that row `p` of a keyed table belongs to.
    case key(TableID, key: Int, row: CheckedExpression)
    /// `a.id`
    case identity(row: CheckedExpression)
    /// `T[i]`: traps unless 0 <= i < count(T).
    case rowNumbered(TableID, CheckedExpression)
    /// `Position[a, m]`: the row with these keys; traps when a key is `none`.
    case rowKeyed(TableID, [CheckedExpression])
    case rowCount(TableID)
    case now
    case arithmetic(ArithmeticOperation, CheckedExpression, CheckedExpression, Rounding)
    case negate(CheckedExpression)
    case compare(Comparison, CheckedExpression, CheckedExpression)
    case not(CheckedExpression)
    /// The right side is evaluated only when the left leaves the answer open.
    case logical(LogicalOperation, CheckedExpression, CheckedExpression)
    case conditional(CheckedExpression, then: CheckedExpression, otherwise: CheckedExpression)
    /// Arms are constants; `otherwise` is absent only where the arms cover every member.
    case match(
      CheckedExpression, [CheckedArm<CheckedExpression>], otherwise: CheckedExpression?)
    /// The given result of a function; one that changes state stands only where effects are
    /// allowed (see `CheckedStatement`).
    case call(FunctionID, [CheckedExpression], result: Int)
    case builtin(Builtin, [CheckedExpression], Rounding)
    case aggregate(CheckedAggregate)
    /// An element of a local column; zero for rows its selection left out.
    case column(ColumnID, [CheckedExpression])
    /// The value before the outermost call.
    case old(CheckedExpression)
    /// Would the action succeed? For an action called by a row and no caller given: for some row.
    case can(ActionID, [CheckedExpression], CheckedCaller?)
    /// In a law: the value after the left or the right run.
    case side(LawSide, CheckedExpression)
    /// In a spec: a random word.
    case draw(CheckedDraw)
  }
}

/// Operations on words. Which one a `*` or `/` means depends on the kinds of its operands.
package enum ArithmeticOperation: Sendable {
  case add
  case subtract
  /// fixed * fixed
  case multiplyFixed
  /// integer * integer, and integer * fixed in either order: a plain checked product of words
  case multiplyWords
  /// fixed / fixed
  case divideFixed
  /// fixed / integer: a plain quotient of words
  case divideWords
}

package enum Comparison: Sendable {
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
}

package enum LogicalOperation: Sendable { case and, or, implies }

package enum LawSide: Sendable { case left, right }

package struct CheckedArm<Body: Sendable>: Sendable {
  package let pattern: Int128
  package let body: Body

  package init(pattern: Int128, body: Body) {
    self.pattern = pattern
    self.body = body
  }
}

/// Built-in functions on words. `min` and `max` take two or more arguments.
package enum Builtin: Sendable {
  case absolute, sign, minimum, maximum, clamp
  case squareRootFixed, squareRootInteger
  case exponential, logarithm, power, normalDistribution, normalDensity
  /// `muldiv`: on fixed words and on integers alike a * b / c, rounded once.
  case multiplyDivide
  /// `mulrem`, of integers.
  case multiplyRemainder
  case quotient, remainder
  /// `ratio(a, b)` of two integers, as fixed point.
  case ratio
}

package enum AggregateFunction: String, Sendable, CaseIterable {
  case sum, count, min, max, median, any, all, first
}

package struct CheckedAggregate: Sendable {
  package let function: AggregateFunction
  package let rows: CheckedSelection
  /// Absent for `count` and `first`; the result of `first` is the row.
  package let body: CheckedExpression?
  /// The value for no rows; without it `min max median first` trap.
  package let otherwise: CheckedExpression?

  package init(
    function: AggregateFunction, rows: CheckedSelection, body: CheckedExpression?,
    otherwise: CheckedExpression?
  ) {
    self.function = function
    self.rows = rows
    self.body = body
    self.otherwise = otherwise
  }
}

/// Rows of a table: the condition for all rows in order, then keys for the selected ones, then a
/// sort in which ties keep the order of rows.
package struct CheckedSelection: Sendable {
  package let table: TableID
  package let binder: LocalID
  package let condition: CheckedExpression?
  package let keys: [Key]
  package let span: Span

  package init(
    table: TableID, binder: LocalID, condition: CheckedExpression?, keys: [Key], span: Span
  ) {
    self.table = table
    self.binder = binder
    self.condition = condition
    self.keys = keys
    self.span = span
  }

  package struct Key: Sendable {
    package let value: CheckedExpression
    package let descending: Bool

    package init(value: CheckedExpression, descending: Bool) {
      self.value = value
      self.descending = descending
    }
  }
}

extension CheckedExpression {
  /// `a * b` of two integers, written just so. A comparison one of whose sides is so is made on the
  /// exact products.
  package var isIntegerProduct: Bool {
    guard case .integer = type, case .arithmetic(.multiplyWords, _, _, _) = kind else {
      return false
    }
    return true
  }
}
