import Compiler
import Diagnostics
import Machine
import Numerics
import Semantics
import Testing

/// Routines wait while others run on the same memory, and draw words that nobody else shifts.
@Suite struct RoutineTests {
  private let nowhere = Span(file: SourceID(index: 0), lower: 0, upper: 0)

  /// A contract with one table of eight rows and an action that adds a number to a row's amount.
  private var contract: CheckedContract {
    get throws {
      try checked(
        """
        contract Ledger {
          unit USD
          table Account { amount : USD }
          state total : USD
          action add(a: Account, amount: USD in 0..1_000) by anyone {
            for b in Account where b == a by b.amount { b.amount += amount  total += amount }
          }
        }
        """)
    }
  }

  private func number(_ word: Int128) -> CheckedExpression {
    CheckedExpression(.constant(word), .count, nowhere)
  }

  private func draw(_ site: Int, row: CheckedExpression) -> CheckedExpression {
    CheckedExpression(
      .draw(CheckedDraw(site: site, kind: .between(number(0), number(1_000_000)), row: row)),
      .count, nowhere)
  }

  /// For every row in order asks `number` with the row and a draw.
  private func asking(
    _ request: Int, draws sites: [Int], _ contract: CheckedContract
  ) -> SpecRoutine {
    var frame = Frame()
    frame.locals = [CheckedSlot(name: "a", type: .row(0), span: nowhere)]
    let row = CheckedExpression(.local(0), .row(0), nowhere)
    let rows = CheckedSelection(table: 0, binder: 0, condition: nil, keys: [], span: nowhere)
    let ask = CheckedStatement(
      .request(
        CheckedRequest(number: request, arguments: [row] + sites.map { draw($0, row: row) })),
      nowhere)
    return SpecRoutine(
      name: "asking", parameters: 0, frame: frame,
      body: [CheckedStatement(.for(rows, limit: nil, [ask]), nowhere)], span: nowhere)
  }

  private func words(
    _ progress: Machine.Progress, _ count: Int, _ machine: Machine
  ) -> (Machine.Waiting, [Int128])? {
    guard case .asked(let waiting) = progress else { return nil }
    return (waiting, (0..<count).map { machine.word($0, of: waiting) })
  }

  @Test("a routine in a loop goes on where it waited, whatever ran meanwhile")
  func goesOn() throws {
    let contract = try contract
    let routines = Routines(
      requests: [1, 1], drawSites: 0,
      all: [
        (asking(0, draws: [], contract), .turn), (asking(1, draws: [], contract), .handler),
      ])
    let compiled = try Compiler.compile(contract, routines: routines)
    let machine = try Machine(compiled.program, rows: [8])
    var outer = machine.begin(compiled.routines[0], gas: 1_000_000)
    for row in 0..<8 {
      let (waiting, asked) = try #require(words(outer, 1, machine))
      #expect(waiting.request == 0)
      #expect(asked == [Int128(row)])
      var inner = machine.begin(compiled.routines[1], gas: 1_000_000)
      for other in 0..<8 {
        let (inside, again) = try #require(words(inner, 1, machine))
        #expect(again == [Int128(other)])
        let run = machine.call(
          compiled.actions[0], [Int128(other), Fixed.unit], gas: 1_000_000)
        #expect(run.stop == nil)
        inner = machine.resume(inside)
      }
      #expect(inner == .finished)
      outer = machine.resume(waiting)
    }
    #expect(outer == .finished)
    #expect(machine[state: 0] == 64 * Fixed.unit)
    #expect(machine.words(ofColumn: 0) == Array(repeating: 8 * Fixed.unit, count: 8))
  }

  @Test("one more draw, or one more row, shifts no other")
  func drawsStandAlone() throws {
    let contract = try contract
    func drawn(_ sites: [Int], rows: Int, instance: UInt64 = 0) throws -> [[Int128]] {
      let routines = Routines(
        requests: [sites.count + 1], drawSites: 3, all: [(asking(0, draws: sites, contract), .turn)]
      )
      let compiled = try Compiler.compile(contract, routines: routines)
      let machine = try Machine(compiled.program, rows: [rows])
      machine.draws = DrawContext(seed: 7, path: 1, step: 2, instance: instance)
      var result: [[Int128]] = []
      var progress = machine.begin(compiled.routines[0], gas: 1_000_000)
      while let (waiting, asked) = words(progress, sites.count + 1, machine) {
        result.append(Array(asked.dropFirst()))
        progress = machine.resume(waiting)
      }
      #expect(progress == .finished)
      return result
    }
    let alone = try drawn([1], rows: 8)
    #expect(Set(alone.map { $0[0] }).count == 8)
    #expect(try drawn([0, 1, 2], rows: 8).map { $0[1] } == alone.map { $0[0] })
    #expect(try drawn([1], rows: 5) == Array(alone.prefix(5)))
    #expect(try drawn([1], rows: 8) == alone)
    #expect(try drawn([1], rows: 8, instance: 1) != alone)
    // The same place twice in one row draws anew.
    #expect(try drawn([1, 1], rows: 8).allSatisfy { $0[0] != $0[1] })
  }

  @Test("nothing of a contract may ask or draw")
  func onlyRoutines() throws {
    var program = try Compiler.compile(try contract).program.program
    program.requests = [0]
    let start = program.entries[0].start
    program.code[start] = Instruction(.request, 0, 0, 0, cost: 1)
    #expect(throws: VerificationError.self) { try Verifier.verify(program) }
    program.entries[0].isRoutine = true
    #expect(throws: Never.self) { try Verifier.verify(program) }
  }
}
