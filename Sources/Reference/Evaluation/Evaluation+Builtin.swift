import Diagnostics
import Numerics
import Semantics

extension Evaluation {
  mutating func builtin(
    _ function: Builtin, _ arguments: [CheckedExpression], _ rounding: Rounding,
    _ expression: CheckedExpression, _ frame: inout Activation
  ) throws(Trap) -> Int128 {
    let words = try evaluate(arguments, &frame)
    try pay(function.gas(arguments: words.count), expression.span)
    do {
      return try function.apply(words, rounding)
    } catch {
      let operands = zip(words, arguments).map { Value($0, $1.type) }
      throw failure(error, operands, expression.span, frame)
    }
  }
}
