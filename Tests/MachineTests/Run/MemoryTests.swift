import Machine
import Testing

/// Memory and time that a program takes are paid for by gas, or are those of its state.
@Suite struct MemoryTests {
  private typealias A = Assembly

  private func machine(_ program: Program, rows: [Int]) throws -> Machine {
    try Machine(try Verifier.verify(program), rows: rows)
  }

  /// Local columns that nobody fills: a thousand of 256 MB.
  @Test func localColumnsTakeNothingBeforeTheyAreFilled() throws {
    var program = A.program([A.i(.fill, 0, A.constant), A.i(.halt)])
    program.localColumns = (0..<1_000).map { _ in Program.LocalColumn(tables: [0, 0]) }
    let machine = try machine(program, rows: [4_096, 1, 4_096])
    #expect(machine.call(0, gas: 1_000).stop == .outOfGas)
    #expect(machine.call(0, gas: 1 << 25).gas == Opcode.enter.cost + 1 << 24)
  }

  /// The other keys of an empty table multiply to more than a number holds.
  @Test func keysOfAnEmptyTable() throws {
    var program = A.program([A.i(.key, A.r(2), A.r(0), 0), A.i(.halt)])
    program.tables = (0..<4).map { _ in Program.Table(keys: [], initial: [], fixedRows: nil) }
    program.tables.append(Program.Table(keys: [0, 1, 2, 3], initial: [], fixedRows: nil))
    program.keys = [Program.Key(table: 4, key: 0)]
    program.localColumns = []
    // Two more words count rows, so that registers begin two words later.
    program.entries[0].firstParameter += 2
    program.entries[0].firstResult += 2
    program.trials = []
    program.code[0] = A.i(.key, A.r(4), A.r(2), 0)
    let machine = try machine(program, rows: [0, 5_000_000, 5_000_000, 5_000_000, 0])
    #expect(machine.call(0, [0, 0], gas: 1_000).stop == .rowOutOfRange)
  }

  /// Asks ten thousand times whether some row of a million may; the first may.
  @Test func askingForSomeRowStopsAtTheFirst() throws {
    let times = 10_000
    var program = A.program([
      A.i(.beginTimes, 0, A.r(0), 2), A.i(.trial, A.r(2), 0, 0), A.i(.nextTime, 0, 0, 1),
      A.i(.halt),
    ])
    program.entries.append(
      Program.Entry(
        start: program.code.count, firstParameter: 12, parameterCount: 0, admits: .row(table: 0),
        firstResult: 12, resultCount: 0))
    program.code.append(A.i(.halt))
    program.places.append(0)
    program.trials = [Program.Trial(entry: 1, arguments: [], caller: .someRow(table: 0))]
    let machine = try machine(program, rows: [1_000_000, 0, 0])
    let once = Opcode.row.cost + Opcode.trial.cost + Opcode.enter.cost
    let run = machine.call(0, [Int128(times), 0], gas: 1_000_000)
    #expect(run.stop == nil && run.gas == Opcode.enter.cost + times * once)
  }

  /// What the attempt fills, swaps and adds is its own; what was there before it goes on.
  @Test func trialsLeaveColumnsSumsAndListsAlone() throws {
    let (zero, one, hundred) = (A.constant, A.constant + 1, A.constant + 2)
    var program = A.program([
      A.i(.fill, 0, one), A.i(.fill, 1, hundred), A.i(.sumStart, 0), A.i(.sumAdd, 0, hundred),
      A.i(.valuesStart, 0), A.i(.valuesAdd, 0, hundred), A.i(.rowsNone, 0),
      A.i(.append, 0, one), A.i(.append, 0, zero),
      A.i(.beginRows, A.r(2), 0, 5),
      A.i(.trial, A.r(3), 0, 0),
      A.i(.loadCell, A.r(4), A.r(2), 0), A.i(.sumAdd, 0, A.r(4)),
      A.i(.loadCell, A.r(4), A.r(2), 1), A.i(.nextRow, A.r(2), 0, 4),
      A.i(.sumEnd, A.r(0), 0), A.i(.median, A.r(5), 0), A.i(.add, A.r(0), A.r(0), A.r(5)),
      A.i(.halt),
    ])
    program.entries.append(
      Program.Entry(
        start: program.code.count, firstParameter: 12, parameterCount: 0, admits: .anyone,
        firstResult: 12, resultCount: 0))
    let attempt = [
      A.i(.fill, 0, hundred), A.i(.fill, 1, hundred), A.i(.swapColumns, 0, 1),
      A.i(.sumStart, 0), A.i(.sumAdd, 0, hundred), A.i(.valuesStart, 0), A.i(.valuesAdd, 0, one),
      A.i(.rowsAll, 0, 0), A.i(.storeField, zero, 0, hundred), A.i(.store, 2, hundred),
      A.i(.copy, A.r(2), hundred), A.i(.copy, A.r(4), hundred), A.i(.halt),
    ]
    program.code += attempt
    program.places += attempt.map { _ in 0 }
    program.trials = [Program.Trial(entry: 1, arguments: [], caller: .anyone)]
    let machine = try machine(program, rows: [2, 0, 0])
    let before = machine.fingerprint
    let run = machine.call(0, [0, 0], gas: 1_000)
    // The sum is 100 and twice the cell of one, the median 100.
    #expect(run.stop == nil && machine.results(of: 0) == [202])
    #expect(machine.fingerprint == before)
  }
}
