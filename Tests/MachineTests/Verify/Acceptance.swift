import Machine
import Testing

/// A program that breaks no rule.
struct Acceptance: Sendable, CustomTestStringConvertible {
  let name: String
  let program: Program

  var testDescription: String { name }

  private init(_ name: String, _ program: Program) {
    self.name = name
    self.program = program
  }

  private init(
    _ name: String, _ code: [Instruction], functions: [[Instruction]] = []
  ) {
    self.init(name, A.program(code, functions: functions))
  }

  private typealias A = Assembly

  static let all: [Acceptance] = [
    Acceptance("nothing", Program()),
    Acceptance("an end", [A.i(.halt)]),
    Acceptance("every path writes", everyPath),
    Acceptance("loops in loops, left early", nestedLoops),
    Acceptance(
      "code that is never reached", [A.i(.jump, 0, 0, 1), A.i(.copy, 15, 20), A.i(.halt)]),
    Acceptance(
      "functions that call functions",
      [A.i(.copy, 17, 12), A.i(.call, 1), A.i(.copy, 12, 18), A.i(.halt)],
      functions: [
        [A.i(.copy, 18, 17), A.i(.return)],
        [A.i(.jumpIfZero, 17, 0, 2), A.i(.call, 0), A.i(.return), A.i(.copy, 18, 8), A.i(.return)],
      ]),
    Acceptance(
      "a function that only fails", [A.i(.call, 0), A.i(.copy, 12, 27), A.i(.halt)],
      functions: [[A.i(.fail, 0)]]),
    Acceptance(
      "the past in the past, and a pure call in it",
      [A.i(.old), A.i(.old), A.i(.call, 0), A.i(.present), A.i(.present), A.i(.halt)],
      functions: [[A.i(.old), A.i(.load, 18, 0, 0), A.i(.present), A.i(.return)]]),
    Acceptance("column code", columns),
    Acceptance(
      "a region in a loop in the past",
      [A.i(.old), A.i(.beginTimes, 0, 12, 6)]
        + A.strips([A.i(.selectAll, 0)], then: [A.i(.nextTime, 0, 0, 5)])
        + [A.i(.present), A.i(.halt)]),
    Acceptance("an event of no words at the end of the words", [A.i(.emit, 0, 28), A.i(.halt)]),
    Acceptance("called by a row", calledByRow),
  ]

  private static let everyPath: [Instruction] = [
    A.i(.jumpIfZero, 12, 0, 2), A.i(.copy, 14, 12), A.i(.jump, 0, 0, 1), A.i(.copy, 14, 13),
    A.i(.copy, 15, 14), A.i(.halt),
  ]

  private static let nestedLoops: [Instruction] = [
    A.i(.rowsNone, 0), A.i(.append, 0, 12), A.i(.appendKey, 0, 13), A.i(.sort, 0, 1, 1),
    A.i(.beginRows, 14, 0, 5),  // 4
    A.i(.beginTimes, 0, 14, 3),  // 5
    A.i(.jumpIfZero, 14, 0, 2), A.i(.jumpIfZero, 13, 0, 3), A.i(.nextTime, 0, 0, 2),  // 8
    A.i(.nextRow, 14, 0, 4), A.i(.copy, 14, 12), A.i(.halt),
  ]

  private static let columns: [Instruction] =
    [A.i(.fill, 0, 8), A.i(.fill, 1, 8), A.i(.sumStart, 0), A.i(.rowsNone, 0), A.i(.copy, 14, 8)]
    + A.strips(
      [
        A.i(.selectAll, 0), A.i(.use, 0), A.i(.columnRows, 7), A.i(.columnLoad, 8, 7, 1),
        A.i(.columnAdd, 9, 8, 0), A.i(.columnAddWord, 9, 4, 12), A.i(.columnCharge, 3),
        A.i(.selectBelowProduct, 1, 0, 9), A.i(.copy, 9), A.i(.selectExcept, 2, 0, 1),
        A.i(.use, 1), A.i(.columnCopy, 10, 9), A.i(.use, 2), A.i(.columnNegate, 10, 9),
        A.i(.columnSum, 0, 10), A.i(.columnCount, 14), A.i(.columnAppend, 0),
        A.i(.columnAppendKey, 0, 10, 0), A.i(.columnCopy, 5, 10),
      ], then: [A.i(.sumEnd, 12, 0), A.i(.sort, 0, 1), A.i(.swapColumns, 0, 1), A.i(.halt)])

  private static let calledByRow: Program = {
    var program = A.program([A.i(.checkRow, 14, 0), A.i(.trial, 15), A.i(.halt)])
    program.entries[0].admits = .row(table: 0)
    program.trials[0].caller = .someRow(table: 0)
    return program
  }()
}
