import Numerics

/// The word of an expression made of constants alone, and of what else is `known`; `nil` when it
/// needs a running contract.
func fold(
  _ expression: CheckedExpression, _ known: (CheckedExpression) -> Int128? = { _ in nil }
) throws(ArithmeticError) -> Int128? {
  switch expression.kind {
  case .constant(let word): return word
  case .rowNumbered(_, let number): return try fold(number, known)
  case .negate(let operand):
    guard let word = try fold(operand, known) else { return nil }
    return try Integer.negate(word)
  case .arithmetic(let operation, let left, let right, let rounding):
    guard let a = try fold(left, known), let b = try fold(right, known) else { return nil }
    return try operation.apply(a, b, rounding)
  case .builtin(let function, let arguments, let rounding):
    var words: [Int128] = []
    for argument in arguments {
      guard let word = try fold(argument, known) else { return nil }
      words.append(word)
    }
    return try function.apply(words, rounding)
  case .not(let operand):
    guard let word = try fold(operand, known) else { return nil }
    return 1 - word
  case .compare(let comparison, let left, let right):
    guard let a = try fold(left, known), let b = try fold(right, known) else { return nil }
    return comparison.holds(a, b) ? 1 : 0
  case .conditional(let condition, let then, let otherwise):
    guard let word = try fold(condition, known) else { return nil }
    return try fold(word != 0 ? then : otherwise, known)
  case .logical(let operation, let left, let right):
    guard let word = try fold(left, known) else { return nil }
    switch operation {
    case .and: return word == 0 ? 0 : try fold(right, known)
    case .or: return word != 0 ? 1 : try fold(right, known)
    case .implies: return word == 0 ? 1 : try fold(right, known)
    }
  case .match(let subject, let arms, let otherwise):
    guard let word = try fold(subject, known) else { return nil }
    let body = arms.first { $0.pattern == word }?.body ?? otherwise
    guard let body else { return nil }
    return try fold(body, known)
  default: return known(expression)
  }
}

extension ArithmeticOperation {
  /// What the operation does to words. The one place that says so, for folding and running alike.
  package func apply(
    _ a: Int128, _ b: Int128, _ rounding: Rounding
  ) throws(ArithmeticError) -> Int128 {
    switch self {
    case .add: try Integer.add(a, b)
    case .subtract: try Integer.subtract(a, b)
    case .multiplyFixed: try Fixed.multiply(a, b, rounding)
    case .multiplyWords: try Integer.multiply(a, b)
    case .divideFixed: try Fixed.divide(a, b, rounding)
    case .divideWords: try Integer.quotient(a, b, rounding)
    }
  }
}

extension Comparison {
  package func holds(_ a: Int128, _ b: Int128) -> Bool {
    switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }

  /// What holds when this does not.
  package var negated: Comparison {
    switch self {
    case .equal: .notEqual
    case .notEqual: .equal
    case .less: .greaterOrEqual
    case .lessOrEqual: .greater
    case .greater: .lessOrEqual
    case .greaterOrEqual: .less
    }
  }
}

extension Builtin {
  /// What the function does to words; the checker has seen to the number of arguments.
  /// `clamp(x, low, high)` with `low > high` is `high`.
  package func apply(
    _ words: [Int128], _ rounding: Rounding
  ) throws(ArithmeticError) -> Int128 {
    switch self {
    case .absolute: try Integer.absolute(words[0])
    case .sign: words[0].signum()
    case .minimum: words.dropFirst().reduce(words[0], Swift.min)
    case .maximum: words.dropFirst().reduce(words[0], Swift.max)
    case .clamp: Swift.min(Swift.max(words[0], words[1]), words[2])
    case .squareRootFixed: try Fixed.sqrt(words[0], rounding)
    case .squareRootInteger: try Integer.sqrt(words[0], rounding)
    case .exponential: try Fixed.exp(words[0])
    case .logarithm: try Fixed.ln(words[0])
    case .power: try Fixed.pow(words[0], words[1])
    case .normalDistribution: try Fixed.normalCDF(words[0])
    case .normalDensity: try Fixed.normalPDF(words[0])
    case .multiplyDivide: try Integer.muldiv(words[0], words[1], words[2], rounding)
    case .multiplyRemainder: try Integer.mulrem(words[0], words[1], words[2], rounding)
    case .quotient: try Integer.quotient(words[0], words[1], rounding)
    case .remainder: try Integer.remainder(words[0], words[1], rounding)
    case .ratio: try Integer.ratio(words[0], words[1], rounding)
    }
  }
}
