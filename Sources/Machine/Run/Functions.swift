import Numerics

// The opcodes that compute one word from a block of registers. They take long enough for a call to
// be lost in the noise, so they stay out of the run loop, which is the faster for it.
extension UnsafeMutablePointer<Int128> {
  /// Computes the word and stores it, or says why there is none.
  @inline(never)
  func apply(_ i: Instruction) -> Stop? {
    do throws(ArithmeticError) {
      self[Int(i.a)] = try i.opcode.apply(self + Int(i.b), i.c)
      return nil
    } catch {
      return Stop(error)
    }
  }
}

extension Opcode {
  func apply(
    _ block: UnsafePointer<Int128>, _ mode: UInt16
  ) throws(ArithmeticError) -> Int128 {
    let rounding = Rounding(rawValue: UInt8(truncatingIfNeeded: mode)) ?? .toZero
    return switch self {
    case .multiplyRounded: try Fixed.multiply(block[0], block[1], rounding)
    case .divideRounded: try Fixed.divide(block[0], block[1], rounding)
    case .divideWordsRounded, .quotient: try Integer.quotient(block[0], block[1], rounding)
    case .remainder: try Integer.remainder(block[0], block[1], rounding)
    case .ratio: try Integer.ratio(block[0], block[1], rounding)
    case .squareRoot: try Fixed.sqrt(block[0], rounding)
    case .squareRootInteger: try Integer.sqrt(block[0], rounding)
    case .exponential: try Fixed.exp(block[0])
    case .logarithm: try Fixed.ln(block[0])
    case .power: try Fixed.pow(block[0], block[1])
    case .normalDistribution: try Fixed.normalCDF(block[0])
    case .normalDensity: try Fixed.normalPDF(block[0])
    case .multiplyDivide: try Integer.muldiv(block[0], block[1], block[2], rounding)
    case .multiplyRemainder: try Integer.mulrem(block[0], block[1], block[2], rounding)
    default: 0
    }
  }
}

extension Stop {
  init(_ error: ArithmeticError) {
    switch error {
    case .overflow: self = .overflow
    case .divisionByZero: self = .divisionByZero
    case .domain: self = .domain
    }
  }
}

/// A comparison as the third operand of `compareProducts`.
package enum ProductComparison: UInt16, CaseIterable, Sendable {
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual

  func holds(_ block: UnsafePointer<Int128>) -> Bool {
    let order = Integer.compareProducts(block[0], block[1], block[2], block[3])
    return switch self {
    case .equal: order == .equal
    case .notEqual: order != .equal
    case .less: order == .less
    case .lessOrEqual: order != .greater
    case .greater: order == .greater
    case .greaterOrEqual: order != .less
    }
  }
}

/// The middle one in order of size; of an even number the mean of the two middle ones, rounded
/// toward zero. Sorts the words in place.
func median(_ words: inout UnsafeMutableBufferPointer<Int128>) -> Int128? {
  guard !words.isEmpty else { return nil }
  words.sort()
  let upper = words[words.count / 2]
  guard words.count % 2 == 0 else { return upper }
  let lower = words[words.count / 2 - 1]
  let (sum, overflow) = lower.addingReportingOverflow(upper)
  // Where the sum overflows both have the same sign, and halves lose at most one together.
  return overflow ? lower / 2 + upper / 2 + (lower % 2 + upper % 2) / 2 : sum / 2
}
