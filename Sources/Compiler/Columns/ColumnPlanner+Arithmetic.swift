import Machine
import Numerics
import Semantics

extension ColumnPlanner {
  mutating func arithmetic(
    _ operation: ArithmeticOperation, _ left: CheckedExpression, _ right: CheckedExpression,
    _ rounding: Rounding, _ scope: ColumnScope
  ) throws(NoColumns) -> LaneID {
    let a = try value(left, scope)
    let b = try value(right, scope)
    let cost = operation.gas
    switch operation {
    case .add:
      return multiplyAdd(a, b, cost: cost)
        ?? commuting(.columnAdd, .columnAddWord, a, b, cost: cost)
    case .subtract:
      switch (a, b) {
      case (.lanes(let a), .word(let b)):
        return plan.node(.word(.columnSubtractWord, a, b), cost: cost)
      case (.word(let a), .lanes(let b)):
        return plan.node(.word(.columnSubtractFrom, b, a), cost: cost)
      default: return two(.columnSubtract, a, b, cost: cost)
      }
    case .multiplyFixed:
      guard rounding == .toZero else { return scaled(a, b, by: unit(), rounding, cost: cost) }
      return multiplyMagnitude(a, b, cost: cost)
        ?? commuting(.columnMultiply, .columnMultiplyWord, a, b, cost: cost)
    case .multiplyWords: return two(.columnMultiplyWords, a, b, cost: cost)
    case .divideFixed:
      guard rounding == .toZero else { return scaled(a, unit(), by: b, rounding, cost: cost) }
      return two(.columnDivide, a, b, cost: cost)
    case .divideWords: throw NoColumns()
    }
  }

  /// One, as a fixed-point number.
  private mutating func unit() -> PlannedValue { .word(plan.word(pool.constant(Fixed.unit))) }

  private mutating func scaled(
    _ a: PlannedValue, _ b: PlannedValue, by divisor: PlannedValue, _ rounding: Rounding, cost: Int
  ) -> LaneID {
    let (first, second, third) = (spread(a), spread(b), spread(divisor))
    return plan.node(.scaled(first, second, by: third, rounding), cost: cost)
  }

  private mutating func two(
    _ opcode: Opcode, _ a: PlannedValue, _ b: PlannedValue, cost: Int
  ) -> LaneID {
    let (first, second) = (spread(a), spread(b))
    return plan.node(.two(opcode, first, second), cost: cost)
  }

  /// The word goes to the right, wherever it stood.
  private mutating func commuting(
    _ opcode: Opcode, _ wordOpcode: Opcode, _ a: PlannedValue, _ b: PlannedValue, cost: Int
  ) -> LaneID {
    switch (a, b) {
    case (.lanes(let lanes), .word(let word)), (.word(let word), .lanes(let lanes)):
      plan.node(.word(wordOpcode, lanes, word), cost: cost)
    default: two(opcode, a, b, cost: cost)
    }
  }

  /// A sum one of whose sides is a product, the other one too or not.
  private mutating func multiplyAdd(
    _ a: PlannedValue, _ b: PlannedValue, cost: Int
  ) -> LaneID? {
    guard case .lanes(let first) = a, case .lanes(let second) = b else { return nil }
    for (product, other) in [(second, first), (first, second)] {
      let (kind, paid) = unpaid(product)
      if case .two(.columnMultiply, let x, let y) = kind {
        return plan.node(.three(.columnMultiplyAdd, x, y, other), cost: cost + paid)
      }
    }
    return nil
  }

  /// The product of a magnitude and a word.
  private mutating func multiplyMagnitude(
    _ a: PlannedValue, _ b: PlannedValue, cost: Int
  ) -> LaneID? {
    switch (a, b) {
    case (.lanes(let lanes), .word(let word)), (.word(let word), .lanes(let lanes)):
      guard case (.one(.columnAbsolute, let value), let paid) = unpaid(lanes) else { return nil }
      return plan.node(.word(.columnMultiplyMagnitude, value, word), cost: cost + paid)
    default: return nil
    }
  }

  /// What a node computes and costs, so that it can be done together with what is done with it;
  /// nothing where somebody else needs it as well.
  func unpaid(_ id: LaneID) -> (LaneNode.Kind?, cost: Int) {
    var id = id
    var cost = plan.nodes[id].cost
    while case .same(let value) = plan.nodes[id].kind {
      id = value
      cost += plan.nodes[id].cost
    }
    return (plan.uses[id] == 0 ? plan.nodes[id].kind : nil, cost)
  }

  mutating func builtin(
    _ function: Builtin, _ arguments: [CheckedExpression], _ rounding: Rounding,
    _ scope: ColumnScope
  ) throws(NoColumns) -> LaneID {
    var values: [PlannedValue] = []
    for argument in arguments { values.append(try value(argument, scope)) }
    switch function {
    case .absolute:
      return plan.node(.one(.columnAbsolute, spread(values[0])), cost: Opcode.absolute.cost)
    case .multiplyDivide:
      return scaled(
        values[0], values[1], by: values[2], rounding, cost: Opcode.multiplyDivide.cost)
    case .minimum: return fold(values, values.dropFirst().map { _ in .minimum })
    case .maximum: return fold(values, values.dropFirst().map { _ in .maximum })
    case .clamp: return fold(values, [.maximum, .minimum])
    default: throw NoColumns()
    }
  }

  /// The first and the second by the first opcode, that and the third by the next, and so on.
  private mutating func fold(_ values: [PlannedValue], _ opcodes: [Opcode]) -> LaneID {
    var result = values[0]
    for (opcode, value) in zip(opcodes, values.dropFirst()) {
      let lanes =
        opcode == .minimum
        ? commuting(.columnMinimum, .columnMinimumWord, result, value, cost: opcode.cost)
        : commuting(.columnMaximum, .columnMaximumWord, result, value, cost: opcode.cost)
      result = .lanes(lanes)
    }
    return spread(result)
  }
}
