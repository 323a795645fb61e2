import Machine
import Semantics

extension ArithmeticOperation {
  /// What it costs, whatever its rounding.
  package var opcode: Opcode {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiplyFixed: .multiply
    case .multiplyWords: .multiplyWords
    case .divideFixed: .divide
    case .divideWords: .divideWords
    }
  }
}

extension Builtin {
  /// What it costs with so many arguments.
  package func cost(_ arguments: Int) -> Int {
    switch self {
    case .absolute: Opcode.absolute.cost
    case .sign: Opcode.sign.cost
    case .minimum: Opcode.minimum.cost * (arguments - 1)
    case .maximum: Opcode.maximum.cost * (arguments - 1)
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
