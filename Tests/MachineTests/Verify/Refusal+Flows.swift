import Machine

extension Refusal {
  private typealias A = Assembly

  private static func code(
    _ name: String, _ code: [Instruction], functions: [[Instruction]] = [], _ error: String
  ) -> Refusal {
    Refusal(name, A.program(code, functions: functions), error)
  }

  private static func unwritten(
    _ slot: String, at index: Int = 0, _ code: [Instruction], functions: [[Instruction]] = [],
    _ name: String? = nil
  ) -> Refusal {
    Refusal(
      name ?? "\(slot) at \(index)", A.program(code, functions: functions),
      "instruction \(index): reads \(slot), which some path leaves unwritten")
  }

  static let flows: [Refusal] = scalarFlows + stripFlows + pastFlows

  private static let scalarFlows: [Refusal] = [
    unwritten("register 2", [A.i(.copy, 15, 14), A.i(.halt)]),
    unwritten("register 2", [A.i(.combine, 14, 12, 0), A.i(.halt)], "an update"),
    unwritten("register 2", [A.i(.compareProducts, 14, 12), A.i(.halt)], "a block"),
    unwritten("register 2", [A.i(.emit, 1, 13), A.i(.halt)], "an event's word"),
    unwritten(
      "register 2", at: 2,
      [A.i(.jumpIfZero, 12, 0, 1), A.i(.copy, 14, 12), A.i(.copy, 15, 14), A.i(.halt)],
      "one branch"),
    unwritten(
      "register 2", at: 4,
      [
        A.i(.jumpIfZero, 12, 0, 2), A.i(.copy, 14, 12), A.i(.jump, 0, 0, 1), A.i(.copy, 15, 12),
        A.i(.copy, 15, 14), A.i(.halt),
      ], "the other branch"),
    unwritten(
      "register 2", at: 3,
      [
        A.i(.beginTimes, 0, 12, 2), A.i(.copy, 14, 12), A.i(.nextTime, 0, 0, 1),
        A.i(.copy, 15, 14), A.i(.halt),
      ], "a loop that may not run"),
    unwritten(
      "register 2", at: 3,
      [
        A.i(.rowsAll, 0, 0), A.i(.beginRows, 14, 0, 1), A.i(.nextRow, 14, 0),
        A.i(.copy, 15, 14), A.i(.halt),
      ], "the binder after its loop"),
    unwritten("list 1", [A.i(.append, 1, 12), A.i(.halt)]),
    unwritten("list 1", [A.i(.appendKey, 1, 12), A.i(.halt)], "a key"),
    unwritten("list 1", [A.i(.sort, 1, 1), A.i(.halt)], "a sort"),
    unwritten("list 1", [A.i(.limit, 1, 12), A.i(.halt)], "a limit"),
    unwritten("list 1", [A.i(.rowCount, 14, 1), A.i(.halt)], "a count"),
    unwritten("list 1", [A.i(.firstRow, 14, 1), A.i(.halt)], "a first row"),
    unwritten("list 1", [A.i(.beginRows, 14, 1, 1), A.i(.nextRow, 14, 1), A.i(.halt)], "a loop"),
    unwritten("sum 1", [A.i(.sumAdd, 1, 12), A.i(.halt)]),
    unwritten("sum 1", [A.i(.sumEnd, 14, 1), A.i(.halt)], "the end of a sum"),
    unwritten("values 1", [A.i(.valuesAdd, 1, 12), A.i(.halt)]),
    unwritten("values 1", [A.i(.median, 14, 1), A.i(.halt)], "a median"),
    unwritten("local column 0", [A.i(.loadCell, 14, 12, 0), A.i(.halt)]),
    unwritten("local column 0", [A.i(.storeCell, 12, 0, 12), A.i(.halt)], "a stored cell"),
    unwritten(
      "local column 1", at: 1, [A.i(.fill, 0, 8), A.i(.swapColumns, 0, 1), A.i(.halt)]),
    unwritten(
      "register 5", at: 2, [A.i(.call, 0), A.i(.halt)],
      functions: [[A.i(.copy, 18, 17), A.i(.return)]], "what a function needs"),
    unwritten(
      "register 5", at: 4, [A.i(.call, 1), A.i(.halt)],
      functions: [
        [A.i(.copy, 18, 17), A.i(.return)], [A.i(.call, 0), A.i(.return)],
      ], "what a function needs that a function calls"),
    unwritten(
      "register 5", at: 5, [A.i(.call, 0), A.i(.copy, 14, 17), A.i(.halt)],
      functions: [
        [A.i(.jumpIfZero, 0, 0, 1), A.i(.return), A.i(.copy, 17, 0), A.i(.return)]
      ], "what one way through a function writes"),
    Refusal(
      "a result",
      "instruction 0: reads register 7, which some path leaves unwritten"
    ) { $0.entries[0].firstResult = 19 },
    Refusal("an argument", "instruction 0: reads register 9, which some path leaves unwritten") {
      $0.trials[0].arguments[1] = 21
      $0.code = [A.i(.trial, 14), A.i(.halt)]
      $0.places = [0, 0]
    },
    Refusal("a caller", "instruction 0: reads register 9, which some path leaves unwritten") {
      $0.trials[0].caller = .row(table: 0, word: 21)
      $0.code = [A.i(.trial, 14), A.i(.halt)]
      $0.places = [0, 0]
    },
  ]

  private static let stripFlows: [Refusal] = [
    unwritten("selection 0", at: 2, A.strips([A.i(.use, 0)])),
    unwritten("the lanes in use", at: 2, A.strips([A.i(.columnRows, A.temporary)])),
    unwritten("the lanes in use", at: 2, A.strips([A.i(.columnCharge, 1)]), "a charge"),
    unwritten("the lanes in use", at: 2, A.strips([A.i(.selectAll, 0, cost: 1)]), "a cost"),
    unwritten(
      "temporary 0", at: 4,
      A.strips([A.i(.selectAll, 0), A.i(.use, 0), A.i(.columnCopy, 8, 7)])),
    unwritten(
      "local column 0", at: 4,
      A.strips([A.i(.selectAll, 0), A.i(.use, 0), A.i(.columnCopy, 8, 4)])),
    unwritten(
      "local column 0", at: 4,
      A.strips([A.i(.selectAll, 0), A.i(.use, 0), A.i(.columnCopy, 4, 0)]), "cells"),
    unwritten(
      "register 2", at: 4,
      A.strips([A.i(.selectAll, 0), A.i(.use, 0), A.i(.columnLeast, 14, 0)]), "an accumulator"),
    unwritten(
      "register 2", at: 4,
      A.strips([
        A.i(.selectAll, 0), A.i(.use, 0), A.i(.selectBelowProduct, 1, 0, 1), A.i(.copy, 14),
      ]), "a second word"),
    unwritten(
      "register 2", at: 5, A.strips([A.i(.copy, 14, 12)], then: [A.i(.copy, 15, 14), A.i(.halt)]),
      "what column code wrote before it fell back"),
    unwritten(
      "selection 0", at: 2,
      A.strips([
        A.i(.selectUnion, 1, 0, 2), A.i(.selectAll, 0), A.i(.selectAll, 2),
      ]), "a selection of the strip before"),
    unwritten(
      "temporary 0", at: 6,
      A.strips([
        A.i(.selectAll, 0), A.i(.use, 0), A.i(.jumpIfZero, 12, 0, 1), A.i(.columnRows, 7),
        A.i(.columnCopy, 8, 7),
      ]), "a temporary of one branch"),
    unwritten(
      "the lanes in use", at: 7,
      A.strips([
        A.i(.selectAll, 0), A.i(.selectAll, 1), A.i(.use, 0), A.i(.jumpIfZero, 12, 0, 1),
        A.i(.use, 1), A.i(.columnRows, 7),
      ]), "lanes that depend on the path"),
    code(
      "a selection written in use",
      A.strips([A.i(.selectAll, 0), A.i(.use, 0), A.i(.selectTrue, 0, 0)]),
      "instruction 4: writes selection 0 while working on it"),
  ]

  private static let pastFlows: [Refusal] = [
    code(
      "the past at the end", [A.i(.old), A.i(.halt)],
      "instruction 1: ends while the past is shown (1 deep)"),
    code(
      "the past at a return", [A.i(.halt)], functions: [[A.i(.old), A.i(.return)]],
      "instruction 1: ends while the past is shown (1 deep)"),
    code(
      "the present twice", [A.i(.present), A.i(.halt)],
      "instruction 0: shows the present where it is shown already"),
    code(
      "the past on one path", [A.i(.jumpIfZero, 12, 0, 1), A.i(.old), A.i(.present), A.i(.halt)],
      "instruction 2: is reached with the past shown 0 deep and 1 deep"),
    code(
      "deeper with every run",
      [A.i(.beginTimes, 0, 12, 2), A.i(.old), A.i(.nextTime, 0, 0, 1), A.i(.halt)],
      "instruction 2: is reached with the past shown 0 deep and 1 deep"),
    code(
      "a store in the past", [A.i(.old), A.i(.store, 2, 12), A.i(.present), A.i(.halt)],
      "instruction 1: has an effect while the past is shown"),
    code(
      "a field stored in the past",
      [A.i(.old), A.i(.storeField, 12, 0, 12), A.i(.present), A.i(.halt)],
      "instruction 1: has an effect while the past is shown"),
    code(
      "an event in the past", [A.i(.old), A.i(.emit, 0, 12), A.i(.present), A.i(.halt)],
      "instruction 1: has an effect while the past is shown"),
    code(
      "a function with an effect in the past",
      [A.i(.old), A.i(.call, 1), A.i(.present), A.i(.halt)],
      functions: [[A.i(.store, 2, 0), A.i(.return)], [A.i(.call, 0), A.i(.return)]],
      "instruction 5: has an effect while the past is shown"),
  ]
}
