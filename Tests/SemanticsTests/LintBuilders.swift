import Diagnostics
import Numerics
import Semantics

/// Checked trees by hand, for lints that must be judged without a parser. Values are integers of no
/// dimension unless said otherwise.
enum Build {
  static let file = SourceID(index: 0)

  static func span(_ offset: Int = 0) -> Span { Span(file: file, lower: offset, upper: offset + 1) }

  static func integer(_ word: Int128) -> CheckedExpression {
    CheckedExpression(.constant(word), .count, span())
  }

  static func ratio(_ word: Int128) -> CheckedExpression {
    CheckedExpression(.constant(word * Fixed.unit), .ratio, span())
  }

  static func truth(_ value: Bool) -> CheckedExpression {
    CheckedExpression(.constant(value ? 1 : 0), .truth, span())
  }

  static func local(_ slot: LocalID, _ type: ValueType = .count) -> CheckedExpression {
    CheckedExpression(.local(slot), type, span(100 + slot))
  }

  static func parameter(_ parameter: ParameterID) -> CheckedExpression {
    CheckedExpression(.parameter(parameter), .count, span(200 + parameter))
  }

  static func state(_ state: StateID) -> CheckedExpression {
    CheckedExpression(.state(state), .count, span(300 + state))
  }

  static func field(_ field: FieldID, of row: CheckedExpression) -> CheckedExpression {
    CheckedExpression(.field(0, field, row: row), .count, span(400 + field))
  }

  static func compare(
    _ left: CheckedExpression, _ comparison: Comparison, _ right: CheckedExpression
  ) -> CheckedExpression {
    CheckedExpression(.compare(comparison, left, right), .truth, span())
  }

  static func logical(
    _ left: CheckedExpression, _ operation: LogicalOperation, _ right: CheckedExpression
  ) -> CheckedExpression {
    CheckedExpression(.logical(operation, left, right), .truth, span())
  }

  static func not(_ value: CheckedExpression) -> CheckedExpression {
    CheckedExpression(.not(value), .truth, span())
  }

  static func arithmetic(
    _ left: CheckedExpression, _ operation: ArithmeticOperation, _ right: CheckedExpression
  ) -> CheckedExpression {
    CheckedExpression(.arithmetic(operation, left, right, .toZero), left.type, span())
  }

  static func builtin(_ builtin: Builtin, _ arguments: CheckedExpression...) -> CheckedExpression {
    CheckedExpression(.builtin(builtin, arguments, .toZero), .count, span())
  }

  static func conditional(
    _ condition: CheckedExpression, _ then: CheckedExpression, _ otherwise: CheckedExpression
  ) -> CheckedExpression {
    CheckedExpression(
      .conditional(condition, then: then, otherwise: otherwise), then.type, span())
  }

  static func statement(_ kind: CheckedStatement.Kind, at offset: Int = 0) -> CheckedStatement {
    CheckedStatement(kind, span(offset))
  }

  static func set(_ slot: LocalID, _ value: CheckedExpression) -> CheckedStatement {
    statement(.setLocal(slot, value))
  }

  static func require(_ condition: CheckedExpression) -> CheckedStatement {
    statement(.demand(Demand(kind: .require, id: nil, condition: condition, message: nil)))
  }

  static func when(
    _ condition: CheckedExpression, _ body: [CheckedStatement], _ otherwise: [CheckedStatement] = []
  ) -> CheckedStatement {
    statement(.if([CheckedBranch(condition: condition, body: body)], otherwise: otherwise))
  }

  /// `for` over the rows of table 0.
  static func loop(
    _ binder: LocalID, where condition: CheckedExpression?, by key: CheckedExpression? = nil,
    _ body: [CheckedStatement]
  ) -> CheckedStatement {
    let keys = key.map { [CheckedSelection.Key(value: $0, descending: false)] } ?? []
    return statement(
      .for(
        CheckedSelection(
          table: 0, binder: binder, condition: condition, keys: keys, span: span(50)),
        limit: nil, body))
  }

  /// A contract with two parameters (`cap` in 0..10, `floor` in 1..10), a state, a table of two
  /// fields, an action `act(n in 0..1_000, k in -5..5)` with this body and locals 2, 3 and 4, of
  /// which 4 is a row.
  static func contract(
    _ body: [CheckedStatement], functions: [CheckedFunction] = [],
    invariants: [CheckedInvariant] = []
  ) -> CheckedContract {
    var contract = CheckedContract(name: "Test", span: span())
    contract.parameters = [
      CheckedParameter(name: "cap", type: .count, initial: 5, range: 0...10, span: span(10)),
      CheckedParameter(name: "floor", type: .count, initial: 5, range: 1...10, span: span(11)),
    ]
    contract.states = [CheckedState(name: "total", type: .count, initial: 0, span: span(12))]
    contract.tables = [
      CheckedTable(
        name: "Account", keys: [],
        fields: ["size", "cash"].map {
          CheckedTable.Field(
            name: $0, type: .count, initial: 0, isParameter: false, range: nil, span: span(13))
        }, fixedRows: nil, span: span(13))
    ]
    contract.functions = functions
    contract.invariants = invariants
    let parameters = [
      CheckedSlot(name: "n", type: .count, range: 0...1000, span: span(20)),
      CheckedSlot(name: "k", type: .count, range: -5...5, span: span(21)),
    ]
    var frame = Frame()
    frame.locals =
      parameters
      + ["x", "y"].map { CheckedSlot(name: $0, type: .count, span: span(22)) }
      + [CheckedSlot(name: "a", type: .row(0), span: span(23))]
    contract.actions = [
      CheckedAction(
        name: "act", parameters: parameters, callers: .anyone, frame: frame, body: body,
        span: span(1))
    ]
    return contract
  }

  /// The ids raised by an action with this body.
  static func ids(
    _ body: CheckedStatement..., functions: [CheckedFunction] = [],
    invariants: [CheckedInvariant] = []
  ) -> [DiagnosticID] {
    lint(contract(body, functions: functions, invariants: invariants)).map(\.id)
  }
}
