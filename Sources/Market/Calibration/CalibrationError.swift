import Numerics

/// Why a history gives no estimate. Cases carry values; the sentences are beside them.
package enum CalibrationError: Error, Hashable, Sendable {
  case tooFewReturns(Int, needed: Int)
  /// Every return is the same.
  case noMovement
  /// A sum outgrows its word: the returns differ by more than any price does.
  case outgrown
  /// Too few returns stand out to say how large jumps are.
  case tooFewJumps(Int, needed: Int)

  /// What is wrong, in the voice of a headline.
  package var headline: String {
    switch self {
    case .tooFewReturns(let count, let needed):
      "\(needed) returns are needed at least, and there are \(count)"
    case .noMovement: "the prices do not move, or grow by the same factor in every step"
    case .outgrown: "the returns are too unlike each other to be measured"
    case .tooFewJumps(let count, let needed):
      "\(count == 1 ? "1 return stands" : "\(count) returns stand") out as a jump, and \(needed) are "
        + "needed to say how large jumps are"
    }
  }
}

/// Something estimated, and its standard error. Raw words.
package struct Estimate: Hashable, Sendable {
  package let value: Int128
  /// `nil` where the data say nothing about it, as of a parameter that has no effect.
  package let error: Int128?

  package init(_ value: Int128, error: Int128?) {
    self.value = value
    self.error = error
  }
}

/// Arithmetic whose failure means that the returns are beyond measure.
func measuring<Value>(
  _ body: () throws(ArithmeticError) -> Value
) throws(CalibrationError) -> Value {
  do { return try body() } catch { throw .outgrown }
}
