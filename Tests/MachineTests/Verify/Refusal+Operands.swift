import Machine

extension Refusal {
  private typealias A = Assembly

  /// One instruction with one operand out of its bounds, before a `halt`.
  private static func operand(
    _ kind: String, _ position: String, _ opcode: Opcode, _ a: UInt16, _ b: UInt16 = 0,
    _ c: UInt16 = 0
  ) -> Refusal {
    Refusal(
      "\(opcode) \(a) \(b) \(c)", A.program([A.i(opcode, a, b, c), A.i(.halt)]),
      "instruction 0: operand \(position) is no \(kind) of the program")
  }

  /// The same inside the strips of table 0, all of whose lanes are in use.
  private static func lane(
    _ kind: String, _ position: String, _ opcode: Opcode, _ a: UInt16, _ b: UInt16 = 0,
    _ c: UInt16 = 0
  ) -> Refusal {
    let code = [A.i(.selectAll, 0), A.i(.use, 0), A.i(opcode, a, b, c)]
    return Refusal(
      "\(opcode) \(a) \(b) \(c)", A.program(A.strips(code)),
      "instruction 4: operand \(position) is no \(kind) of the program")
  }

  static let operands: [Refusal] =
    scalarOperands + laneOperands + [
      Refusal(
        "only a cost", A.program([A.i(.row), A.i(.halt)]),
        "instruction 0: has an opcode that is only a cost"),
      Refusal(
        "no second word", A.program(A.strips([A.i(.selectBelowProduct, 0, 0, 1)])),
        "instruction 2: needs a second word: a copy that holds its last operands alone"),
      Refusal(
        "a second word too high",
        A.program(A.strips([A.i(.selectBelowProduct, 0, 0, 1), A.i(.copy, 28)])),
        "instruction 2: needs a second word: a copy that holds its last operands alone"),
      Refusal(
        "a second word with more in it",
        A.program(A.strips([A.i(.selectBelowProduct, 0, 0, 1), A.i(.copy, 12, 12)])),
        "instruction 2: needs a second word: a copy that holds its last operands alone"),
      Refusal(
        "a rounding there is not",
        A.program(A.strips([A.i(.columnMultiplyDivide, 10, 0, 0), A.i(.copy, 0, 5)])),
        "instruction 2: needs a second word: a copy that holds its last operands alone"),
    ]

  private static let scalarOperands: [Refusal] = [
    operand("unused operand of zero", "b", .jumpIfZero, 0, 1),
    operand("word", "b", .copy, 12, 28),
    operand("word", "c", .add, 12, 27, 65_535),
    operand("register", "a", .copy, 11, 0),
    operand("register", "a", .copy, 28, 0),
    operand("register", "a", .combine, 8, 12, 0),
    operand("run of 4 words", "b", .compareProducts, 12, 25, 0),
    operand("comparison", "c", .compareProducts, 12, 12, 6),
    operand("rounding", "c", .multiplyRounded, 12, 12, 5),
    operand("parameter or state", "a", .store, 4, 12),
    operand("pair of constants", "b", .checkRange, 12, 7),
    operand("pair of constants", "b", .checkRange, 12, 11),
    operand("table", "b", .checkRow, 12, 3),
    operand("column of the state", "c", .load, 12, 12, 4),
    operand("key", "c", .key, 12, 12, 2),
    operand("list", "a", .rowsNone, 3),
    operand("number that fits", "b", .sort, 0, 0),
    operand("number that fits", "b", .sort, 0, 17),
    operand("number that fits", "c", .sort, 0, 2, 4),
    operand("number that fits", "c", .appendKey, 0, 12, 16),
    operand("sum", "a", .sumStart, 2),
    operand("values", "a", .valuesStart, 2),
    operand("local column", "a", .fill, 3, 8),
    operand("local column", "b", .swapColumns, 0, 2),
    operand("event", "a", .emit, 2, 12),
    operand("run of an event's words", "b", .emit, 1, 27),
    operand("trial", "c", .trial, 12, 0, 1),
    operand("function", "a", .call, 0),
    operand("failure", "a", .fail, 2),
    operand("counter", "a", .beginTimes, 2, 12),
    operand("table", "a", .strips, 3),
  ].map { $0.closed }

  private static let laneOperands: [Refusal] = [
    lane("column of the strips", "b", .columnCopy, A.temporary, 2),
    lane("column of the strips", "b", .columnCopy, A.temporary, 6),
    lane("column of the strips", "b", .columnCopy, A.temporary, 11),
    lane("column to write", "a", .columnCopy, 0, 0),
    lane("column to write", "a", .columnCopy, 6, 0),
    lane("column to write", "a", .columnCopy, 11, 0),
    lane("selection", "a", .use, 3),
    lane("selection to write", "a", .selectAll, 3),
    lane("column of the state", "c", .columnLoad, A.temporary, 0, 4),
    lane("number that fits", "c", .columnAppendKey, 0, 0, 16),
    Refusal(
      "a sum into its operand",
      A.program(
        A.strips([
          A.i(.selectAll, 0), A.i(.use, 0), A.i(.columnRows, 7), A.i(.columnAdd, 7, 0, 7),
        ])), "instruction 5: writes temporary 0 while working on it"),
    Refusal(
      "a union into its operand",
      A.program(
        A.strips([A.i(.selectAll, 0), A.i(.selectAll, 1), A.i(.selectUnion, 0, 0, 1)])),
      "instruction 4: writes selection 0 while working on it"),
  ]

  /// Loops need their end before an operand of theirs is looked at.
  private var closed: Refusal {
    var program = program
    guard let first = program.code.first else { return self }
    switch first.opcode {
    case .beginTimes:
      program.code = [
        A.i(.beginTimes, first.a, first.b, 1), A.i(.nextTime, first.a), A.i(.halt),
      ]
    case .strips:
      program.code = [
        A.i(.vector, 0, 0, 3), A.i(.strips, first.a, 0, 1), A.i(.nextStrip), A.i(.endVector),
        A.i(.halt),
      ]
    default: return self
    }
    program.places = program.code.map { _ in 0 }
    let index = first.opcode == .strips ? 1 : 0
    return Refusal(
      name, program, error.replacing("instruction 0", with: "instruction \(index)"))
  }
}
