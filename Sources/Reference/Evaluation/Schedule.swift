import Machine
import Semantics

// What the nodes of a tree cost, in the units of the machine's table. A node pays after its operands
// are evaluated and before it does its work; what is not named here pays where it is evaluated.

extension ArithmeticOperation {
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
  func gas(arguments: Int) -> Int {
    switch self {
    case .absolute: Opcode.absolute.cost
    case .sign: Opcode.sign.cost
    case .minimum: Opcode.minimum.cost * max(0, arguments &- 1)
    case .maximum: Opcode.maximum.cost * max(0, arguments &- 1)
    case .clamp: Opcode.minimum.cost + Opcode.maximum.cost
    case .squareRootFixed: Opcode.squareRoot.cost
    case .squareRootInteger: Opcode.squareRootInteger.cost
    case .exponential: Opcode.exponential.cost
    case .logarithm: Opcode.logarithm.cost
    case .power: Opcode.power.cost
    case .normalDistribution: Opcode.normalDistribution.cost
    case .normalDensity: Opcode.normalDensity.cost
    case .multiplyDivide: Opcode.multiplyDivide.cost
    case .multiplyRemainder: Opcode.multiplyRemainder.cost
    case .quotient: Opcode.quotient.cost
    case .remainder: Opcode.remainder.cost
    case .ratio: Opcode.ratio.cost
    }
  }
}

/// What it costs to put so many things in order: `n log n`, the logarithm rounded up.
func sortCost(_ count: Int) -> Int {
  guard count > 1 else { return 0 }
  // The bits of the greatest index; counts are bounded by what a population holds.
  return Opcode.sort.cost * count * (Int.bitWidth - (count - 1).leadingZeroBitCount)
}
