/// Why a computation has no result. Every operation of this module that can fail throws this type.
@usableFromInline
package enum ArithmeticError: Error, Hashable, Sendable {
  /// The exact result, rounded as asked, does not fit in 128 signed bits.
  case overflow
  /// The divisor is zero.
  case divisionByZero
  /// The function has no value at this argument, such as the logarithm of zero.
  case domain(ElementaryFunction)
}

/// The functions that are not defined everywhere, by the name they have in the rule language.
@usableFromInline
package enum ElementaryFunction: String, Sendable, CaseIterable {
  case sqrt
  case ln
  case pow
}
