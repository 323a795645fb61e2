import Numerics

extension Knowledge {
  /// The words a built-in function may give, as far as its arguments tell.
  func range(
    of builtin: Builtin, _ arguments: [CheckedExpression], _ rounding: Rounding, _ type: ValueType
  ) -> Interval? {
    let ranges = arguments.map { range(of: $0) }
    guard let first = ranges.first else { return nil }
    let second = ranges.count > 1 ? ranges[1] : .any
    let third = ranges.count > 2 ? ranges[2] : .any
    switch builtin {
    case .absolute: return .absolute(first)
    case .sign: return sign(first, type)
    case .minimum:
      return ranges.dropFirst().reduce(first) { one, other in
        Interval(min(one.lower, other.lower), min(one.upper, other.upper))
      }
    case .maximum:
      return ranges.dropFirst().reduce(first) { one, other in
        Interval(max(one.lower, other.lower), max(one.upper, other.upper))
      }
    case .clamp:
      return Interval(
        min(max(first.lower, second.lower), third.lower),
        min(max(first.upper, second.upper), third.upper))
    case .squareRootFixed, .squareRootInteger, .exponential: return Interval(0, .max)
    case .normalDistribution, .normalDensity: return Interval(0, Fixed.unit)
    case .logarithm, .power: return nil
    case .multiplyDivide: return .multiplyDivide(first, second, third, rounding)
    case .multiplyRemainder: return .remainder(nil, third, rounding)
    case .quotient: return .quotient(first, second, rounding)
    case .remainder: return .remainder(first, second, rounding)
    case .ratio: return Interval.arithmetic(.divideFixed, first, second, rounding).assumed()
    }
  }

  private func sign(_ value: Interval, _ type: ValueType) -> Interval {
    let one: Int128 = if case .fixed = type { Fixed.unit } else { 1 }
    let lower = value.isNeverNegative ? (value.containsZero ? 0 : one) : 0 &- one
    let upper = value.isNeverPositive ? (value.containsZero ? 0 : 0 &- one) : one
    return Interval(lower, upper)
  }
}
