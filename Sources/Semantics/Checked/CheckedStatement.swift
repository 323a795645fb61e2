import Diagnostics

/// A statement whose names are slots.
///
/// Order of evaluation: the rows of a target, then (for `+=` and its kin, already spelled out as
/// arithmetic here) its old value, then the right side, then the store. A call that changes state
/// stands only as `perform`, or as the whole right side of `setLocal`, `setLocals`, `setState`,
/// `setParameter`, `setField` and `return`.
package struct CheckedStatement: Sendable {
  package let kind: Kind
  package let span: Span

  package init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }

  package indirect enum Kind: Sendable {
    case setLocal(LocalID, CheckedExpression)
    /// All results of a function with several, in order.
    case setLocals([LocalID], FunctionID, [CheckedExpression])
    /// Fill a local column: for every combination of the selected rows, the value; zero elsewhere.
    case setColumn(ColumnID, [CheckedSelection], CheckedExpression)
    case setState(StateID, CheckedExpression)
    /// Traps outside the parameter's range.
    case setParameter(ParameterID, CheckedExpression)
    /// Traps outside the range when the field is a parameter.
    case setField(TableID, FieldID, row: CheckedExpression, CheckedExpression)
    /// `a = { size: 1 }`: the named fields get values, the others their defaults. Fields that are
    /// governance parameters keep their value unless named.
    case setRow(TableID, row: CheckedExpression, [FieldID: CheckedExpression])
    /// All fields back to their defaults; governance parameters keep their value.
    case reset(TableID, row: CheckedExpression)
    case perform(FunctionID, [CheckedExpression])
    /// `require` and `ensure` alike: a false condition reverts the whole action.
    case demand(Demand)
    case `if`([CheckedBranch], otherwise: [CheckedStatement])
    case match(
      CheckedExpression, [CheckedArm<[CheckedStatement]>], otherwise: [CheckedStatement]?)
    case `for`(CheckedSelection, limit: CheckedExpression?, [CheckedStatement])
    /// Zero times for a count below one.
    case `repeat`(CheckedExpression, [CheckedStatement])
    case `break`
    case `continue`
    case `return`([CheckedExpression])
    case emit(EventID, [CheckedExpression])
    /// In a spec: the routine stops until the world has done what is asked.
    case request(CheckedRequest)
  }
}

package struct CheckedBranch: Sendable {
  package let condition: CheckedExpression
  package let body: [CheckedStatement]

  package init(condition: CheckedExpression, body: [CheckedStatement]) {
    self.condition = condition
    self.body = body
  }
}

/// A `require` or an `ensure`.
package struct Demand: Sendable {
  package let kind: Kind
  /// The name a test can ask for: `reverts stale`.
  package let id: String?
  package let condition: CheckedExpression
  package let message: [MessagePart]?

  package init(
    kind: Kind, id: String?, condition: CheckedExpression, message: [MessagePart]?
  ) {
    self.kind = kind
    self.id = id
    self.condition = condition
    self.message = message
  }

  package enum Kind: String, Sendable { case require, ensure }
}

package enum MessagePart: Sendable {
  case text(String)
  case hole(CheckedExpression)
}
