extension Opcode {
  /// The version of the costs below. A change of any cost is a new version.
  package static let scheduleVersion = 1

  /// Gas, from `row`.
  package var cost: Int { Self.costs[Int(rawValue)] }

  private static let costs = allCases.map(\.row.cost)

  /// The row of the table. One unit of gas is about the time of an addition with its dispatch, two
  /// nanoseconds where this was measured; weights follow measured time.
  package var row: OpcodeRow {
    switch self {
    case .enter: OpcodeRow("enter", 10, "an action begins")
    case .compare: OpcodeRow("compare", 1, "a comparison of two values")
    case .branch: OpcodeRow("branch", 1, "a condition decides what is evaluated next")
    case .reduce: OpcodeRow("reduce", 1, "one more value in an aggregate")
    case .row: OpcodeRow("row", 1, "one more row looked at, or one more run of a loop")
    case .emitWord: OpcodeRow("emit-word", 1, "one more value in an event")

    case .checkRangeLoad: pair("check-range", "load")
    case .loadLoad: pair("load", "load")
    case .loadSubtract: pair("load", "subtract")
    case .loadAbsolute: pair("load", "absolute")
    case .combineLoad: pair("combine", "load")
    case .subtractMultiply: pair("subtract", "multiply")
    case .absoluteMultiply: pair("absolute", "multiply")
    case .multiplyAdd: pair("multiply", "add")
    case .multiplyMultiply: pair("multiply", "multiply")
    case .multiplyJump: pair("multiply", "jump")
    case .multiplyAddToField: pair("multiply", "add-to-field")
    case .storeFieldAddToField: pair("store-field", "add-to-field")
    case .addToFieldAndState: pair("add-to-field", "add-to-state")
    case .subtractFromFieldAndState: pair("subtract-from-field", "subtract-from-state")
    case .loadSubtractMultiplyAdd: pair("load-then-subtract", "multiply-then-add")
    case .loadSubtractMultiplyAddToField:
      pair("load-then-subtract", "multiply-then-add-to-field")
    case .checkRangeAddToFieldAndState:
      pair("check-range", "add-to-field-then-add-to-state")
    case .absoluteMultiplyMultiplyJump: pair("absolute-then-multiply", "multiply-then-jump")

    case .halt: OpcodeRow("halt", 0, "ends the entry")
    case .charge: OpcodeRow("charge", 0, "spends a more gas", .immediate)
    case .jump: OpcodeRow("jump", 0, "skips c", .unused, .unused, .forward)
    case .jumpIfZero:
      OpcodeRow("jump-if-zero", 1, "if a == 0 skips c", .read, .unused, .forward)
    case .jumpIfNotZero:
      OpcodeRow("jump-if-not-zero", 1, "if a != 0 skips c", .read, .unused, .forward)
    case .jumpIfLess: OpcodeRow("jump-if-less", 1, "if a < b skips c", .read, .read, .forward)
    case .jumpIfLessOrEqual:
      OpcodeRow("jump-if-less-or-equal", 1, "if a <= b skips c", .read, .read, .forward)
    case .jumpIfEqual: OpcodeRow("jump-if-equal", 1, "if a == b skips c", .read, .read, .forward)
    case .jumpIfNotEqual:
      OpcodeRow("jump-if-not-equal", 1, "if a != b skips c", .read, .read, .forward)
    case .call: OpcodeRow("call", 2, "runs function a", .function)
    case .return: OpcodeRow("return", 0, "back to the caller")
    case .fail: OpcodeRow("fail", 0, "reverts for reason a", .failure)

    case .copy: OpcodeRow("copy", 0, "a = b", .write, .read)
    case .add: OpcodeRow("add", 1, "a = b + c", .write, .read, .read)
    case .subtract: OpcodeRow("subtract", 1, "a = b - c", .write, .read, .read)
    case .multiply:
      OpcodeRow("multiply", 4, "a = b * c of fixed-point words, to zero", .write, .read, .read)
    case .multiplyWords:
      OpcodeRow("multiply-words", 3, "a = b * c of words as integers", .write, .read, .read)
    case .divide:
      OpcodeRow("divide", 6, "a = b / c of fixed-point words, to zero", .write, .read, .read)
    case .divideWords:
      OpcodeRow("divide-words", 6, "a = b / c of words as integers, to zero", .write, .read, .read)
    case .multiplyRounded:
      OpcodeRow("multiply-rounded", 4, "a = b * b', rounded by c", .write, .block(2), .rounding)
    case .divideRounded:
      OpcodeRow("divide-rounded", 6, "a = b / b', rounded by c", .write, .block(2), .rounding)
    case .divideWordsRounded:
      OpcodeRow(
        "divide-words-rounded", 6, "a = b / b' as integers, rounded by c",
        .write, .block(2), .rounding)
    case .negate: OpcodeRow("negate", 1, "a = -b", .write, .read)
    case .not: OpcodeRow("not", 1, "a = 1 if b == 0, else 0", .write, .read)
    case .absolute: OpcodeRow("absolute", 1, "a = |b|", .write, .read)
    case .sign: OpcodeRow("sign", 1, "a = -1, 0 or 1", .write, .read)
    case .minimum: OpcodeRow("minimum", 1, "a = the lesser of b and c", .write, .read, .read)
    case .maximum: OpcodeRow("maximum", 1, "a = the greater of b and c", .write, .read, .read)
    case .less: OpcodeRow("less", 1, "a = b < c", .write, .read, .read)
    case .lessOrEqual: OpcodeRow("less-or-equal", 1, "a = b <= c", .write, .read, .read)
    case .equal: OpcodeRow("equal", 1, "a = b == c", .write, .read, .read)
    case .notEqual: OpcodeRow("not-equal", 1, "a = b != c", .write, .read, .read)
    case .compareProducts:
      OpcodeRow(
        "compare-products", 8, "a = b * b' against b'' * b''', exact, as c says",
        .write, .block(4), .comparison)
    case .squareRoot:
      OpcodeRow("square-root", 32, "a = sqrt b, rounded by c", .write, .block(1), .rounding)
    case .squareRootInteger:
      OpcodeRow(
        "square-root-integer", 32, "a = sqrt b of an integer, rounded by c",
        .write, .block(1), .rounding)
    case .exponential: OpcodeRow("exponential", 160, "a = exp b", .write, .block(1))
    case .logarithm: OpcodeRow("logarithm", 150, "a = ln b", .write, .block(1))
    case .power: OpcodeRow("power", 300, "a = b to the power of b'", .write, .block(2))
    case .normalDistribution:
      OpcodeRow("normal-distribution", 750, "a = normal_cdf b", .write, .block(1))
    case .normalDensity: OpcodeRow("normal-density", 250, "a = normal_pdf b", .write, .block(1))
    case .multiplyDivide:
      OpcodeRow(
        "multiply-divide", 10, "a = b * b' / b'', rounded once by c", .write, .block(3), .rounding)
    case .multiplyRemainder:
      OpcodeRow(
        "multiply-remainder", 10, "a = what b * b' / b'', rounded by c, leaves",
        .write, .block(3), .rounding)
    case .quotient:
      OpcodeRow("quotient", 6, "a = b / b' as integers, rounded by c", .write, .block(2), .rounding)
    case .remainder:
      OpcodeRow(
        "remainder", 6, "a = what b / b' as integers, rounded by c, leaves",
        .write, .block(2), .rounding)
    case .ratio:
      OpcodeRow(
        "ratio", 8, "a = b / b' of integers as fixed point, rounded by c",
        .write, .block(2), .rounding)

    default: columnAndStateRow
    }
  }

  /// What each costs its own instruction says.
  private func pair(_ first: String, _ second: String) -> OpcodeRow {
    OpcodeRow("\(first)-then-\(second)", 0, "both, in one step of the machine")
  }
}
