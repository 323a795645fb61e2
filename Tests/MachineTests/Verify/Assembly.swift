import Machine

/// Short ways to write programs by hand, over one small world.
///
/// Words: parameters 0-1, states 2-3, clock 4, row counts 5-7, constants 8-11, registers 12-27.
/// Tables: 0 with two fields, 1 with one, 2 keyed by both with one. Columns: state 0-3, local 4-6
/// (of table 0, of table 0, of table 1), temporaries 7-10.
enum Assembly {
  static let register: UInt16 = 12
  static let constant: UInt16 = 8
  static let localLanes: UInt16 = 4
  static let temporary: UInt16 = 7

  /// The world with one entry, and functions before it, in their order.
  static func program(_ code: [Instruction], functions: [[Instruction]] = []) -> Program {
    var program = Program()
    program.parameters = [1, 2]
    program.states = [3, 4]
    program.constants = [0, 1, 100, -1]
    program.registerCount = 16
    program.tables = [
      Program.Table(keys: [], initial: [5, 6], fixedRows: nil),
      Program.Table(keys: [], initial: [7], fixedRows: nil),
      Program.Table(keys: [0, 1], initial: [8], fixedRows: nil),
    ]
    program.localColumns = [[0], [0], [1]].map { Program.LocalColumn(tables: $0) }
    program.temporaryCount = 4
    program.selectionCount = 3
    program.listCount = 3
    program.sumCount = 2
    program.valuesCount = 2
    program.timesCount = 2
    program.keys = [Program.Key(table: 2, key: 0), Program.Key(table: 2, key: 1)]
    program.events = [0, 2]
    program.failures = [.noRows, .demand(0)]
    for body in functions {
      program.functions.append(program.code.count)
      program.code += body
    }
    program.entries = [
      Program.Entry(
        start: program.code.count, firstParameter: 12, parameterCount: 2, admits: .anyone,
        firstResult: 12, resultCount: 1)
    ]
    program.code += code
    program.places = program.code.indices.map { UInt32($0) }
    program.trials = [Program.Trial(entry: 0, arguments: [12, 2], caller: .anyone)]
    return program
  }

  /// An instruction with the cost of its row.
  static func i(
    _ opcode: Opcode, _ a: UInt16 = 0, _ b: UInt16 = 0, _ c: UInt16 = 0, cost: Int? = nil
  ) -> Instruction {
    Instruction(opcode, a, b, c, cost: UInt8(cost ?? min(255, opcode.cost)))
  }

  /// Register number `number`; the first two are the parameters of the entry.
  static func r(_ number: UInt16) -> UInt16 { register + number }

  /// Column code over table 0 in a region, then `after`, to which it also falls back.
  static func strips(_ code: [Instruction], then after: [Instruction] = [i(.halt)])
    -> [Instruction]
  {
    let count = UInt16(code.count)
    return [i(.vector, 0, 0, count + 3), i(.strips, 0, 0, count + 1)] + code
      + [i(.nextStrip, 0, 0, count), i(.endVector)] + after
  }
}
