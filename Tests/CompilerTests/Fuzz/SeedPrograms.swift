import Compiler
import Machine

/// Programs for the mutator to begin with; those written by hand use every opcode but those that
/// remember and note.
///
/// Words: parameters 0-1, states 2-3, clock 4, row counts 5-7, constants 8-12, registers 13-36.
/// Tables: 0 with two fields, 1 with one, 2 keyed by both with one. Columns: state 0-3, local 4-6
/// (of table 0, of table 0, of tables 0 and 1), temporaries 7-12.
enum SeedPrograms {
  static let all = [words, rows, loops, cells, columns, choices, surveys, calls, routine]

  /// The shipped contracts, compiled.
  static let compiled: [Program] = AgreementTests.files.flatMap { file in
    AgreementTests.contracts(of: file).compactMap { contract in
      (try? Compiler.compile(contract))?.program.program
    }
  }

  /// Rules that remember what they computed of rows, as specs ask them again and again, and that
  /// note where they go, as attacks want them to.
  static let observed: [Program] = ColumnTests.cases.compactMap {
    try? RememberingTests.program($0, remembering: true).probed().program.program
  }

  private static func i(
    _ opcode: Opcode, _ a: UInt16 = 0, _ b: UInt16 = 0, _ c: UInt16 = 0, cost: Int? = nil
  ) -> Instruction {
    Instruction(opcode, a, b, c, cost: UInt8(clamping: cost ?? opcode.cost))
  }

  private static func world(
    _ code: [Instruction], functions: [[Instruction]] = [], second: [Instruction] = [i(.halt)]
  ) -> Program {
    var program = Program()
    program.parameters = [1_000_000_000_000_000_000, 2]
    program.states = [3, 4]
    program.constants = [0, 1, 100, -1, 50_000_000_000_000_000]
    program.registerCount = 24
    program.tables = [
      Program.Table(keys: [], initial: [1, 6_000_000_000_000_000_000], fixedRows: nil),
      Program.Table(keys: [], initial: [7], fixedRows: nil),
      Program.Table(keys: [0, 1], initial: [8], fixedRows: nil),
    ]
    program.localColumns = [[0], [0], [0, 1]].map { Program.LocalColumn(tables: $0) }
    program.temporaryCount = 6
    program.selectionCount = 4
    program.listCount = 3
    program.sumCount = 2
    program.valuesCount = 2
    program.timesCount = 3
    program.keys = [Program.Key(table: 2, key: 0), Program.Key(table: 2, key: 1)]
    program.events = [0, 2]
    program.failures = [.noRows, .demand(0)]
    for body in functions {
      program.functions.append(program.code.count)
      program.code += body
    }
    program.entries = [
      Program.Entry(
        start: program.code.count, firstParameter: 13, parameterCount: 3, admits: .anyone,
        firstResult: 13, resultCount: 1),
      Program.Entry(
        start: program.code.count + code.count, firstParameter: 13, parameterCount: 1,
        admits: .row(table: 0), firstResult: 13, resultCount: 2),
    ]
    program.code += code + second
    program.places = [UInt32](repeating: 0, count: program.code.count)
    program.trials = [
      Program.Trial(entry: 0, arguments: [13, 2, 4], caller: .anyone),
      Program.Trial(entry: 1, arguments: [13], caller: .someRow(table: 0)),
    ]
    return program
  }

  /// A routine that draws and asks in a loop, with a local column it comes back to.
  private static let routine: Program = {
    var program = world(
      [
        i(.fill, 0, 13), i(.copy, 16, 8), i(.copy, 17, 10), i(.copy, 18, 8), i(.rowsAll, 0, 0),
        i(.beginRows, 18, 0, 5), i(.drawBetween, 19, 16, 0), i(.drawNormal, 20, 18, 1),
        i(.loadCell, 21, 18, 0), i(.request, 0, 19), i(.nextRow, 18, 0, 4), i(.store, 2, 17),
        i(.halt),
      ], second: [i(.fill, 1, 12), i(.storeField, 14, 0, 13), i(.copy, 14, 13), i(.halt)])
    program.requests = [2, 0]
    program.drawSites = 2
    program.entries[0].isRoutine = true
    program.entries[0].drawSites = 0..<2
    program.trials = [program.trials[1]]
    return program
  }()

  private static let words: Program = world(
    [Opcode.add, .subtract, .multiply, .multiplyWords, .divide, .divideWords, .minimum, .maximum]
      .map { i($0, 16, 13, 14) }
      + [Opcode.less, .lessOrEqual, .equal, .notEqual].map { i($0, 17, 14, 15) }
      + [Opcode.negate, .not, .absolute, .sign, .copy].map { i($0, 18, 15) }
      + [
        Opcode.multiplyRounded, .divideRounded, .divideWordsRounded, .multiplyDivide,
        .multiplyRemainder, .quotient, .remainder, .ratio, .squareRoot, .squareRootInteger,
      ].map { i($0, 19, 13, 4) }
      + [
        i(.exponential, 20, 12), i(.logarithm, 20, 0), i(.power, 20, 0), i(.copy, 21, 10),
        i(.normalDistribution, 20, 12), i(.normalDensity, 20, 12),
        i(.compareProducts, 20, 16, 3), i(.charge, 12), i(.jumpIfZero, 20, 0, 6),
        i(.jumpIfNotZero, 20, 0, 1), i(.fail, 1), i(.jumpIfLess, 13, 14, 3),
        i(.jumpIfLessOrEqual, 13, 14, 2), i(.jumpIfEqual, 13, 14, 1),
        i(.jumpIfNotEqual, 13, 14, 0), i(.halt),
      ])

  private static let rows: Program = world(
    [
      i(.checkArgument, 13, 0), i(.checkRow, 13, 0), i(.checkNumber, 14, 1),
      i(.checkRange, 15, 8), i(.copy, 16, 8), i(.combine, 16, 13, 0),
      i(.combine, 16, 14, 1), i(.key, 17, 16, 0), i(.key, 18, 16, 1), i(.load, 19, 17, 0),
      i(.load, 20, 16, 3), i(.storeField, 17, 0, 15), i(.storeField, 16, 3, 20),
      i(.store, 2, 19), i(.store, 0, 15), i(.emit, 1, 19), i(.emit, 0, 8), i(.halt),
    ],
    second: [
      i(.load, 15, 14, 1), i(.storeField, 14, 1, 13), i(.addToField, 14, 1, 13),
      i(.subtractFromField, 14, 1, 13), i(.addToState, 2, 13), i(.subtractFromState, 3, 13),
      i(.halt),
    ])

  private static let loops: Program = world([
    i(.rowsAll, 0, 0), i(.rowsNone, 1), i(.beginRows, 16, 0, 5),  // 2
    i(.load, 17, 16, 0), i(.append, 1, 16), i(.appendKey, 1, 17), i(.appendKey, 1, 16, 1),
    i(.nextRow, 16, 0, 4),  // 7
    i(.pick, 1, 2, 1), i(.sort, 1, 2, 1), i(.limit, 1, 10), i(.rowCount, 18, 1), i(.sumStart, 0),
    i(.valuesStart, 0),
    i(.beginRows, 16, 1, 7),  // 13
    i(.load, 17, 16, 1), i(.sumAdd, 0, 17), i(.valuesAdd, 0, 17), i(.beginTimes, 0, 13, 2),  // 17
    i(.storeField, 16, 0, 13), i(.nextTime, 0, 0, 1),  // 19
    i(.nextRow, 16, 1, 6),  // 20
    i(.sumEnd, 13, 0), i(.firstRow, 16, 1), i(.median, 17, 0), i(.halt),
  ])

  private static let cells: Program = world([
    i(.fill, 0, 8), i(.fill, 1, 9), i(.fill, 2, 10), i(.storeCell, 13, 0, 14),
    i(.loadCell, 16, 13, 0), i(.swapColumns, 0, 1), i(.copy, 17, 8), i(.combine, 17, 13, 0),
    i(.combine, 17, 14, 1), i(.storeCell, 17, 2, 16), i(.loadCell, 18, 17, 2),
    i(.old), i(.load, 19, 13, 0), i(.old), i(.present), i(.present), i(.store, 3, 18), i(.halt),
  ])

  /// Column code over a table, which falls back to what is behind it.
  private static func strips(_ table: UInt16, _ code: [Instruction]) -> [Instruction] {
    let count = UInt16(code.count)
    return [i(.vector, 0, 0, count + 3), i(.strips, table, 0, count + 1)] + code
      + [i(.nextStrip, 0, 0, count), i(.endVector)]
  }

  private static let columns: Program = world(
    [
      i(.fill, 0, 8), i(.fill, 1, 12), i(.sumStart, 0), i(.rowsNone, 0), i(.valuesStart, 0),
      i(.copy, 16, 8), i(.copy, 17, 8), i(.copy, 18, 8),
    ]
      + strips(
        0,
        [
          i(.selectAll, 0), i(.use, 0), i(.columnRows, 7), i(.columnLoad, 8, 7, 1),
          i(.columnAdd, 9, 8, 0), i(.columnAddWord, 9, 4, 13), i(.columnSubtract, 9, 0, 1),
          i(.columnSubtractWord, 9, 1, 12), i(.columnSubtractFrom, 9, 1, 12),
          i(.columnMultiply, 10, 1, 5), i(.columnMultiplyWord, 10, 1, 12),
          i(.columnMultiplyAdd, 10, 1, 5), i(.copy, 0), i(.columnMultiplyMagnitude, 10, 1, 12),
          i(.columnMultiplyDivide, 10, 1, 5), i(.copy, 0, 3),
          i(.columnMultiplyWords, 11, 7, 0), i(.columnDivide, 11, 1, 10), i(.columnNegate, 11, 9),
          i(.columnNot, 11, 9), i(.columnAbsolute, 11, 9), i(.columnMinimum, 12, 9, 0),
          i(.columnMaximum, 12, 9, 1), i(.columnMinimumWord, 12, 9, 14),
          i(.columnMaximumWord, 12, 9, 15), i(.columnCopy, 11, 12), i(.columnBroadcast, 9, 14),
          i(.columnCharge, 2), i(.columnTruth, 10, 0), i(.columnCheckRange, 7, 11),
          i(.selectBelowProduct, 1, 0, 1), i(.copy, 12), i(.use, 1), i(.columnSum, 0, 12),
          i(.columnLeast, 16, 12), i(.columnGreatest, 17, 12), i(.columnCount, 18),
          i(.columnAppend, 0), i(.columnAppendKey, 0, 12), i(.columnValues, 0, 12),
          i(.columnCopy, 5, 12),
        ])
      + strips(2, [i(.selectAll, 0), i(.use, 0), i(.columnRows, 7), i(.columnKey, 8, 7, 1)])
      + [
        i(.sort, 0, 1, 1), i(.sumEnd, 13, 0), i(.beginRows, 19, 0, 2), i(.loadCell, 20, 19, 1),
        i(.nextRow, 19, 0, 1), i(.median, 21, 0), i(.store, 2, 13), i(.halt),
      ])

  private static let choices: Program = world(
    [i(.copy, 16, 8)]
      + strips(
        0,
        [
          i(.selectAll, 0), i(.use, 0), i(.columnRows, 7), i(.selectTrue, 1, 7),
          i(.selectLess, 1, 7, 0), i(.selectLessOrEqual, 1, 7, 1), i(.selectEqual, 1, 0, 1),
          i(.selectNotEqual, 1, 0, 1), i(.selectBelow, 1, 7, 13), i(.selectAtMost, 1, 7, 13),
          i(.selectAbove, 2, 7, 14), i(.selectAtLeast, 2, 7, 14), i(.selectIs, 2, 7, 15),
          i(.selectIsNot, 2, 7, 15), i(.selectUnion, 3, 1, 2), i(.selectExcept, 1, 0, 3),
          i(.use, 3), i(.columnCopy, 8, 0), i(.use, 1), i(.columnAddWord, 8, 1, 13), i(.use, 0),
          i(.jumpIfZero, 13, 0, 1), i(.columnGreatest, 16, 8), i(.columnCount, 16),
        ])
      + [i(.store, 3, 16), i(.halt)])

  private static let surveys: Program = {
    var program = world([
      i(.rowsNone, 0), i(.sumStart, 0), i(.vector, 0, 0, 4), i(.surveyRows, 0, 0),
      i(.surveyKeys, 0, 0, 0), i(.surveySum, 0, 0), i(.endVector), i(.sumEnd, 16, 0),
      i(.rowCount, 17, 0), i(.halt),
    ])
    program.entries.append(
      Program.Entry(
        start: program.code.count, firstParameter: 13, parameterCount: 2, admits: .anyone,
        firstResult: 16, resultCount: 1))
    program.code += [
      i(.load, 17, 13, 1), i(.multiply, 16, 17, 14), i(.jumpIfLess, 12, 16, 1), i(.copy, 16, 8),
      i(.halt),
    ]
    program.places = [UInt32](repeating: 0, count: program.code.count)
    program.surveys = [Program.Survey(table: 0, entry: 2, keys: [], words: [2])]
    return program
  }()

  private static let calls: Program = world(
    [
      i(.copy, 30, 13), i(.call, 0), i(.copy, 16, 31), i(.beginTimes, 0, 14, 3),
      i(.copy, 30, 16), i(.call, 1), i(.nextTime, 0, 0, 2), i(.old), i(.copy, 30, 13),
      i(.call, 0), i(.present), i(.jumpIfNotZero, 15, 0, 1), i(.jump, 0, 0, 2), i(.trial, 17),
      i(.trial, 18, 0, 1), i(.store, 2, 31), i(.halt),
    ],
    functions: [
      [i(.jumpIfLess, 10, 30, 2), i(.load, 31, 30, 0), i(.return), i(.copy, 31, 12), i(.return)],
      [
        i(.rowsAll, 2, 1), i(.beginRows, 32, 2, 2), i(.storeField, 32, 2, 30),
        i(.nextRow, 32, 2, 1),
        i(.call, 0), i(.return),
      ],
    ],
    second: [i(.copy, 15, 13), i(.storeField, 14, 0, 13), i(.copy, 14, 15), i(.halt)])
}
