import Diagnostics
import Numerics
import Reference
import Semantics

// Checked contracts built by hand, for what no source text can say or what should not depend on the
// parser: one short function for each kind of node.

let nowhere = Span(file: SourceID(index: 0), lower: 0, upper: 0)

func node(_ kind: CheckedExpression.Kind, _ type: ValueType = .count) -> CheckedExpression {
  CheckedExpression(kind, type, nowhere)
}

func statement(_ kind: CheckedStatement.Kind) -> CheckedStatement {
  CheckedStatement(kind, nowhere)
}

func int(_ value: Int128) -> CheckedExpression { node(.constant(value)) }

func local(_ id: LocalID, _ type: ValueType = .count) -> CheckedExpression {
  node(.local(id), type)
}

func add(_ a: CheckedExpression, _ b: CheckedExpression) -> CheckedExpression {
  node(.arithmetic(.add, a, b, .toZero), a.type)
}

func slot(_ name: String, _ type: ValueType = .count) -> CheckedSlot {
  CheckedSlot(name: name, type: type, span: nowhere)
}

func frame(_ locals: CheckedSlot...) -> Frame {
  var frame = Frame()
  frame.locals = locals
  return frame
}

func function(
  _ name: String, _ frame: Frame = Frame(), parameters: [CheckedSlot] = [],
  body: [CheckedStatement]
) -> CheckedFunction {
  CheckedFunction(
    name: name, parameters: parameters, results: [slot("result")], changesState: false,
    frame: frame, body: body, span: nowhere)
}

func action(
  _ name: String, _ frame: Frame = Frame(), parameters: [CheckedSlot] = [],
  by callers: CheckedAction.Callers = .anyone, body: [CheckedStatement]
) -> CheckedAction {
  CheckedAction(
    name: name, parameters: parameters, callers: callers, frame: frame, body: body, span: nowhere)
}

func contract(_ fill: (inout CheckedContract) -> Void) -> CheckedContract {
  var contract = CheckedContract(name: "Test", span: nowhere)
  contract.states = [CheckedState(name: "x", type: .count, initial: 0, span: nowhere)]
  fill(&contract)
  return contract
}
