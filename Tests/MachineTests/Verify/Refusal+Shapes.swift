import Machine

extension Refusal {
  private typealias A = Assembly

  private static func code(
    _ name: String, _ code: [Instruction], functions: [[Instruction]] = [], _ error: String
  ) -> Refusal {
    Refusal(name, A.program(code, functions: functions), error)
  }

  static let shapes: [Refusal] = bodies + loops + regions

  private static let bodies: [Refusal] = [
    code(
      "runs off the end", [A.i(.copy, 14, 12)],
      "instruction 0: would go on beyond the end of its body"),
    code(
      "runs into the next body", [A.i(.halt)], functions: [[A.i(.copy, 14, 12)]],
      "instruction 0: would go on beyond the end of its body"),
    code(
      "a loop that runs off the end", [A.i(.beginTimes, 0, 12, 1), A.i(.nextTime, 0)],
      "instruction 0: jumps to 2, outside its body"),
    code(
      "a jump behind the end", [A.i(.jump, 0, 0, 1), A.i(.halt)],
      "instruction 0: jumps to 2, outside its body"),
    code(
      "a jump into the next body", [A.i(.halt)],
      functions: [[A.i(.jumpIfZero, 12, 0, 1), A.i(.return)]],
      "instruction 0: jumps to 2, outside its body"),
    code(
      "halt in a function", [A.i(.halt)], functions: [[A.i(.halt)]],
      "instruction 0: halts in a function"),
    code("return in an entry", [A.i(.return)], "instruction 0: returns in an entry"),
    code(
      "a call of itself", [A.i(.halt)], functions: [[A.i(.call, 0), A.i(.return)]],
      "instruction 0: calls function 0, which is not before the one it stands in"),
    code(
      "a call of a later function", [A.i(.halt)],
      functions: [[A.i(.call, 1), A.i(.return)], [A.i(.return)]],
      "instruction 0: calls function 1, which is not before the one it stands in"),
  ]

  private static let loops: [Refusal] = [
    code(
      "an end without a beginning", [A.i(.nextTime, 0), A.i(.halt)],
      "instruction 0: ends what has not begun"),
    code(
      "a beginning without an end", [A.i(.beginTimes, 0, 12), A.i(.halt)],
      "instruction 0: begins what does not end"),
    code(
      "the end of another counter",
      [A.i(.beginTimes, 0, 12, 1), A.i(.nextTime, 1), A.i(.halt)],
      "instruction 1: does not belong to the loop that begins at 0"),
    code(
      "the end of another list",
      [A.i(.rowsAll, 0, 0), A.i(.beginRows, 14, 0, 1), A.i(.nextRow, 14, 1), A.i(.halt)],
      "instruction 2: does not belong to the loop that begins at 1"),
    code(
      "the end of another binder",
      [A.i(.rowsAll, 0, 0), A.i(.beginRows, 14, 0, 1), A.i(.nextRow, 15, 0), A.i(.halt)],
      "instruction 2: does not belong to the loop that begins at 1"),
    code(
      "loops that overlap",
      [
        A.i(.beginTimes, 0, 12, 2), A.i(.beginTimes, 1, 12, 2), A.i(.nextTime, 0, 0, 1),
        A.i(.nextTime, 1, 0, 1), A.i(.halt),
      ], "instruction 2: does not belong to the loop that begins at 1"),
    code(
      "a way round that ends too far", [A.i(.beginTimes, 0, 12, 2), A.i(.nextTime, 0), A.i(.halt)],
      "instruction 0: jumps to 3, where its loop makes it 2"),
    code(
      "a way back to the beginning",
      [A.i(.beginTimes, 0, 12, 1), A.i(.nextTime, 0, 0, 1), A.i(.halt)],
      "instruction 1: jumps to 0, where its loop makes it 1"),
    code(
      "a jump into a loop",
      [
        A.i(.jumpIfZero, 12, 0, 1), A.i(.beginTimes, 0, 12, 2), A.i(.copy, 14, 12),
        A.i(.nextTime, 0, 0, 1), A.i(.halt),
      ], "instruction 0: jumps to 2, inside a loop or region it is not in"),
    code(
      "a jump to the end of a loop",
      [
        A.i(.jumpIfZero, 12, 0, 2), A.i(.beginTimes, 0, 12, 2), A.i(.copy, 14, 12),
        A.i(.nextTime, 0, 0, 1), A.i(.halt),
      ], "instruction 0: jumps to 3, inside a loop or region it is not in"),
    code(
      "a free loop", [A.i(.beginTimes, 0, 12, 1), A.i(.nextTime, 0, cost: 0), A.i(.halt)],
      "instruction 1: may not be free of charge"),
    code(
      "a free loop of rows",
      [
        A.i(.rowsAll, 0, 0), A.i(.beginRows, 14, 0, 1, cost: 0), A.i(.nextRow, 14, 0), A.i(.halt),
      ], "instruction 1: may not be free of charge"),
    code(
      "a free sort", [A.i(.rowsAll, 0, 0), A.i(.sort, 0, 1, cost: 0), A.i(.halt)],
      "instruction 1: may not be free of charge"),
    code(
      "a free median", [A.i(.valuesStart, 0), A.i(.median, 14, 0, cost: 0), A.i(.halt)],
      "instruction 1: may not be free of charge"),
    code(
      "a free trial", [A.i(.trial, 14, cost: 0), A.i(.halt)],
      "instruction 0: may not be free of charge"),
    code(
      "a free fill", [A.i(.fill, 0, 8, cost: 0), A.i(.halt)],
      "instruction 0: may not be free of charge"),
    code(
      "a list changed in its loop",
      [
        A.i(.rowsAll, 0, 0), A.i(.beginRows, 14, 0, 2), A.i(.append, 0, 14),
        A.i(.nextRow, 14, 0, 1), A.i(.halt),
      ], "instruction 2: uses list 0, which a loop around it runs on"),
    code(
      "a list walked in its loop",
      [
        A.i(.rowsAll, 0, 0), A.i(.beginRows, 14, 0, 3), A.i(.beginRows, 14, 0, 1),
        A.i(.nextRow, 14, 0), A.i(.nextRow, 14, 0, 2), A.i(.halt),
      ], "instruction 2: uses list 0, which a loop around it runs on"),
    code(
      "a counter used in its loop",
      [
        A.i(.beginTimes, 0, 12, 3), A.i(.beginTimes, 0, 12, 1), A.i(.nextTime, 0),
        A.i(.nextTime, 0, 0, 2), A.i(.halt),
      ], "instruction 1: uses counter 0, which a loop around it runs on"),
    code(
      "a list changed by a function that the loop calls",
      [
        A.i(.rowsAll, 0, 0), A.i(.beginRows, 14, 0, 2), A.i(.call, 1), A.i(.nextRow, 14, 0, 1),
        A.i(.halt),
      ], functions: [[A.i(.rowsNone, 0), A.i(.return)], [A.i(.call, 0), A.i(.return)]],
      "instruction 6: uses list 0, which a loop around it runs on"),
    code(
      "a counter used by a function that the loop calls",
      [A.i(.beginTimes, 0, 12, 2), A.i(.call, 0), A.i(.nextTime, 0, 0, 1), A.i(.halt)],
      functions: [[A.i(.beginTimes, 0, 2, 1), A.i(.nextTime, 0), A.i(.return)]],
      "instruction 4: uses counter 0, which a loop around it runs on"),
  ]

  private static let regions: [Refusal] =
    [
      code(
        "column code outside strips", [A.i(.selectAll, 0), A.i(.halt)],
        "instruction 0: stands outside the strips of a table"),
      code(
        "column code in a region but no strips",
        [A.i(.vector, 0, 0, 2), A.i(.selectAll, 0), A.i(.endVector), A.i(.halt)],
        "instruction 1: stands outside the strips of a table"),
      code(
        "strips outside a region", [A.i(.strips, 0, 0, 1), A.i(.nextStrip), A.i(.halt)],
        "instruction 0: stands outside a region of column code"),
      code(
        "strips in strips", A.strips([A.i(.strips, 0, 0, 1), A.i(.nextStrip)]),
        "instruction 2: may not stand in a region of column code"),
      code(
        "a region in a region",
        [
          A.i(.vector, 0, 0, 3), A.i(.vector, 0, 0, 2), A.i(.endVector), A.i(.endVector),
          A.i(.halt),
        ],
        "instruction 1: may not stand in a region of column code"),
      code(
        "the end of strips that are none",
        [A.i(.vector, 0, 0, 2), A.i(.nextStrip), A.i(.endVector), A.i(.halt)],
        "instruction 1: does not belong to the loop that begins at 0"),
      code(
        "a region that ends in its strips",
        [
          A.i(.vector, 0, 0, 3), A.i(.strips, 0, 0, 2), A.i(.endVector), A.i(.nextStrip, 0, 0, 1),
          A.i(.halt),
        ], "instruction 2: does not belong to the loop that begins at 1"),
      code(
        "a fallback inside", [A.i(.vector, 0, 0, 0), A.i(.endVector), A.i(.halt)],
        "instruction 0: jumps to 1, inside a loop or region it is not in"),
      code(
        "a jump out of a region",
        [
          A.i(.vector, 0, 0, 2), A.i(.jumpIfZero, 12, 0, 1), A.i(.endVector), A.i(.halt),
        ], "instruction 1: jumps to 3, out of its region"),
      code(
        "a jump into a region",
        [
          A.i(.jumpIfZero, 12, 0, 1), A.i(.vector, 0, 0, 1), A.i(.endVector), A.i(.halt),
        ], "instruction 0: jumps to 2, inside a loop or region it is not in"),
      code(
        "a jump into strips",
        [
          A.i(.vector, 0, 0, 5), A.i(.jumpIfZero, 12, 0, 1), A.i(.strips, 0, 0, 2),
          A.i(.copy, 14, 12), A.i(.nextStrip, 0, 0, 1), A.i(.endVector), A.i(.halt),
        ], "instruction 1: jumps to 3, inside a loop or region it is not in"),
      code(
        "a jump to a second word",
        A.strips([
          A.i(.selectAll, 0), A.i(.use, 0), A.i(.jumpIfZero, 12, 0, 1),
          A.i(.selectBelowProduct, 1, 0, 1), A.i(.copy, 12),
        ]), "instruction 4: jumps to 6, the second word of an instruction"),
    ]
    + ([
      A.i(.store, 2, 12), A.i(.storeField, 12, 0, 12), A.i(.storeCell, 12, 0, 12),
      A.i(.emit, 0, 12), A.i(.trial, 14), A.i(.fail, 0), A.i(.halt), A.i(.old), A.i(.present),
    ] as [Instruction]).map { instruction in
      code(
        "\(instruction.opcode) in a region",
        [A.i(.vector, 0, 0, 2), instruction, A.i(.endVector), A.i(.halt)],
        "instruction 1: may not stand in a region of column code")
    } + [
      code(
        "call in a region",
        [A.i(.vector, 0, 0, 2), A.i(.call, 0), A.i(.endVector), A.i(.halt)],
        functions: [[A.i(.return)]], "instruction 2: may not stand in a region of column code"),
      code(
        "return in a region", [A.i(.halt)],
        functions: [[A.i(.vector, 0, 0, 2), A.i(.return), A.i(.endVector), A.i(.return)]],
        "instruction 1: may not stand in a region of column code"),
      code(
        "a loop in a region",
        [
          A.i(.vector, 0, 0, 3), A.i(.beginTimes, 0, 12, 1), A.i(.nextTime, 0), A.i(.endVector),
          A.i(.halt),
        ], "instruction 1: may not stand in a region of column code"),
    ]
}
