import Diagnostics
import Machine
import Numerics
import Semantics

extension Lowering {
  mutating func arithmetic(
    _ operation: ArithmeticOperation, _ left: CheckedExpression, _ right: CheckedExpression,
    _ rounding: Rounding, _ span: Span, _ wish: Target?
  ) -> Term {
    guard let opcode = operation.opcode(rounding) else {
      return compute(
        operation.roundedOpcode, [left, right], mode: .number(Int(rounding.rawValue)),
        cost: operation.gas, span, wish)
    }
    let mark = unit.registers.top
    let a = evaluate(left)
    let b = evaluate(right)
    unit.registers.top = mark
    if let word = folded(operation, a, b, rounding) {
      owe(operation.gas)
      return pool.constant(word)
    }
    if let term = simplified(operation, a, b) {
      owe(operation.gas)
      return settle(mark, term)
    }
    let target = target(wish)
    emit(opcode, target, a, b, cost: operation.gas, span)
    return settle(mark, target)
  }

  /// What an operation gives whatever its operands hold; it cannot fail then.
  private mutating func simplified(
    _ operation: ArithmeticOperation, _ a: Term, _ b: Term
  ) -> Term? {
    let (first, second) = (constant(a), constant(b))
    switch operation {
    case .add: return first == 0 ? b : second == 0 ? a : nil
    case .subtract: return a == b ? pool.constant(0) : second == 0 ? a : nil
    case .multiplyFixed, .multiplyWords:
      return first == 0 || second == 0 ? pool.constant(0) : nil
    case .divideFixed, .divideWords: return nil
    }
  }

  private func constant(_ term: Term) -> Int128? {
    if case .constant(let place) = term { pool.constants[place] } else { nil }
  }

  mutating func negate(
    _ operand: CheckedExpression, _ span: Span, _ wish: Target?
  ) -> Term {
    if case .constant(let word) = operand.kind, word > .min {
      owe(Opcode.negate.cost)
      return pool.constant(-word)
    }
    return unary(.negate, operand, span, wish)
  }

  mutating func unary(
    _ opcode: Opcode, _ operand: CheckedExpression, _ span: Span, _ wish: Target?
  ) -> Term {
    let mark = unit.registers.top
    let word = evaluate(operand)
    unit.registers.top = mark
    let target = target(wish)
    emit(opcode, target, word, cost: opcode.cost, span)
    return settle(mark, target)
  }

  /// What an operation on two constants gives, if it gives anything.
  private func folded(
    _ operation: ArithmeticOperation, _ a: Term, _ b: Term, _ rounding: Rounding
  ) -> Int128? {
    guard case .constant(let first) = a, case .constant(let second) = b else { return nil }
    do throws(ArithmeticError) {
      return try operation.apply(pool.constants[first], pool.constants[second], rounding)
    } catch { return nil }
  }

  /// An operation on a block of registers.
  mutating func compute(
    _ opcode: Opcode, _ operands: [CheckedExpression], mode: Term, cost: Int, _ span: Span,
    _ wish: Target?
  ) -> Term {
    let mark = unit.registers.top
    let block = self.block(operands)
    unit.registers.top = mark
    let target = target(wish)
    emit(opcode, target, block, mode, cost: cost, span)
    return settle(mark, target)
  }

  /// The values in registers next to each other; the first of these.
  mutating func block(_ operands: [CheckedExpression]) -> Term {
    let first = unit.registers.top
    let block = registers(operands.count)
    for (place, operand) in operands.enumerated() {
      let mark = unit.registers.top
      put(operand, in: Target(term: .register(first + place), isFree: true))
      unit.registers.top = mark
    }
    return block
  }

  // MARK: - Comparisons

  mutating func compare(
    _ comparison: Comparison, _ left: CheckedExpression, _ right: CheckedExpression,
    _ span: Span, _ wish: Target?
  ) -> Term {
    if left.isIntegerProduct || right.isIntegerProduct {
      return compute(
        .compareProducts, left.factors + right.factors,
        mode: .number(Int(comparison.ofProducts.rawValue)), cost: Opcode.compareProducts.cost,
        span, wish)
    }
    let mark = unit.registers.top
    let a = evaluate(left)
    let b = evaluate(right)
    unit.registers.top = mark
    let target = target(wish)
    let cost = Opcode.compare.cost
    switch comparison {
    case .equal: emit(.equal, target, a, b, cost: cost, span)
    case .notEqual: emit(.notEqual, target, a, b, cost: cost, span)
    case .less: emit(.less, target, a, b, cost: cost, span)
    case .lessOrEqual: emit(.lessOrEqual, target, a, b, cost: cost, span)
    case .greater: emit(.less, target, b, a, cost: cost, span)
    case .greaterOrEqual: emit(.lessOrEqual, target, b, a, cost: cost, span)
    }
    return settle(mark, target)
  }

  // MARK: - Functions of the language

  mutating func builtin(
    _ function: Builtin, _ arguments: [CheckedExpression], _ rounding: Rounding, _ span: Span,
    _ wish: Target?
  ) -> Term {
    switch function {
    case .absolute: return unary(.absolute, arguments[0], span, wish)
    case .sign: return unary(.sign, arguments[0], span, wish)
    case .minimum:
      return extreme(
        Array(repeating: .minimum, count: max(0, arguments.count - 1)), arguments, span, wish)
    case .maximum:
      return extreme(
        Array(repeating: .maximum, count: max(0, arguments.count - 1)), arguments, span, wish)
    case .clamp: return extreme([.maximum, .minimum], arguments, span, wish)
    default: break
    }
    let (opcode, rounds) = function.opcode
    return compute(
      opcode, arguments, mode: rounds ? .number(Int(rounding.rawValue)) : .unused,
      cost: opcode.cost, span, wish)
  }

  /// The first operand and the second by the first opcode, that and the third by the next ..; all
  /// operands are evaluated before anything is paid.
  private mutating func extreme(
    _ opcodes: [Opcode], _ operands: [CheckedExpression], _ span: Span, _ wish: Target?
  ) -> Term {
    let mark = unit.registers.top
    let terms = operands.map { evaluate($0) }
    // Of two, nothing that is still to be read is overwritten.
    if opcodes.count == 1 { unit.registers.top = mark }
    let target = target(wish)
    let onTheWay = opcodes.count == 1 ? target : accumulator(wish)
    var word = terms[0]
    for (place, opcode) in opcodes.enumerated() {
      let result = place + 1 == opcodes.count ? target : onTheWay
      emit(opcode, result, word, terms[place + 1], cost: opcode.cost, span)
      word = result
    }
    return settle(mark, word)
  }
}

extension CheckedExpression {
  /// `a * b` of two integers, written just so.
  var isIntegerProduct: Bool {
    guard case .integer = type, case .arithmetic(.multiplyWords, _, _, _) = kind else {
      return false
    }
    return true
  }

  /// The two factors of a product; anything else is once itself.
  fileprivate var factors: [CheckedExpression] {
    if isIntegerProduct, case .arithmetic(_, let left, let right, _) = kind {
      return [left, right]
    }
    return [self, CheckedExpression(.constant(1), .count, span)]
  }
}

extension ArithmeticOperation {
  /// The opcode that needs no block: `nil` where something else than to zero is rounded to.
  fileprivate func opcode(_ rounding: Rounding) -> Opcode? {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiplyWords: .multiplyWords
    case .multiplyFixed: rounding == .toZero ? .multiply : nil
    case .divideFixed: rounding == .toZero ? .divide : nil
    case .divideWords: rounding == .toZero ? .divideWords : nil
    }
  }

  fileprivate var roundedOpcode: Opcode {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiplyFixed: .multiplyRounded
    case .multiplyWords: .multiplyWords
    case .divideFixed: .divideRounded
    case .divideWords: .divideWordsRounded
    }
  }

  /// The same whatever the rounding.
  var gas: Int {
    switch self {
    case .add: Opcode.add.cost
    case .subtract: Opcode.subtract.cost
    case .multiplyFixed: Opcode.multiply.cost
    case .multiplyWords: Opcode.multiplyWords.cost
    case .divideFixed: Opcode.divide.cost
    case .divideWords: Opcode.divideWords.cost
    }
  }
}

extension Builtin {
  /// The opcode of a function on a block, and whether it rounds.
  fileprivate var opcode: (Opcode, rounds: Bool) {
    switch self {
    case .absolute: (.absolute, false)
    case .sign: (.sign, false)
    case .minimum: (.minimum, false)
    case .maximum, .clamp: (.maximum, false)
    case .squareRootFixed: (.squareRoot, true)
    case .squareRootInteger: (.squareRootInteger, true)
    case .exponential: (.exponential, false)
    case .logarithm: (.logarithm, false)
    case .power: (.power, false)
    case .normalDistribution: (.normalDistribution, false)
    case .normalDensity: (.normalDensity, false)
    case .multiplyDivide: (.multiplyDivide, true)
    case .multiplyRemainder: (.multiplyRemainder, true)
    case .quotient: (.quotient, true)
    case .remainder: (.remainder, true)
    case .ratio: (.ratio, true)
    }
  }
}

extension Comparison {
  fileprivate var ofProducts: ProductComparison {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    }
  }
}
