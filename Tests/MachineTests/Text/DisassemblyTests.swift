import Machine
import Testing

@Suite("Disassembly")
struct DisassemblyTests {
  private typealias A = Assembly

  private static let sample: Program = {
    var program = A.program(
      [
        A.i(.rowsAll, 0, 0), A.i(.fill, 1, 8), A.i(.beginRows, 14, 0, 3),
        A.i(.load, 15, 14, 1), A.i(.jumpIfLess, 15, 10, 0), A.i(.nextRow, 14, 0, 2),
      ]
        + A.strips(
          [
            A.i(.selectAll, 0), A.i(.use, 0), A.i(.selectBelowProduct, 1, 0, 1), A.i(.copy, 12),
            A.i(.columnAddWord, 7, 5, 4),
          ], then: [A.i(.emit, 1, 12), A.i(.trial, 15), A.i(.checkRange, 15, 8), A.i(.halt)]),
      functions: [[A.i(.combine, 14, 12, 1), A.i(.store, 2, 14), A.i(.return)]])
    program.constants[2] = 2_500_000_000_000_000_000
    program.entries[0].admits = .roles([0, 2])
    program.trials[0].caller = .someRow(table: 1)
    return program
  }()

  @Test("names what it can and numbers the rest")
  func text() throws {
    let program = try Verifier.verify(DisassemblyTests.sample).program
    let names: [Disassembly.Subject: String] = [
      .table(0): "Account", .field(table: 0, 0): "size", .field(table: 0, 1): "entry",
      .function(0): "place", .entry(0): "liquidate", .event(1): "Liquidated", .state(0): "vault",
      .parameter(0): "margin",
    ]
    let text = Disassembly(program, name: { names[$0] }, place: { "sample.risk:\($0 / 2 + 1)" })
    #expect(
      text.text == """
        function place
            0  combine                r2, r0, table 1                           2  sample.risk:1
            1  store                  vault, r2                                 2  sample.risk:1
            2  return                                                           0  sample.risk:2

        entry liquidate, parameters r0 r1, by role 0 or 2, results r0
            3  rows-all               list 0, Account                           0  sample.risk:2
            4  fill                   local 1, #0                               1  sample.risk:3
            5  begin-rows             r2, list 0, -> 9                          1  sample.risk:3
            6    load                 r3, r2, Account.entry                     2  sample.risk:4
            7    jump-if-less         r3, #25e17, -> 8                          1  sample.risk:4
            8  next-row               r2, list 0, -> 6                          1  sample.risk:5
            9  vector                 -> 18                                     0  sample.risk:5
           10    strips               Account, -> 17                            0  sample.risk:6
           11      select-all         lanes 0                                   0  sample.risk:6
           12      use                lanes 0                                   0  sample.risk:7
           13      select-below-product lanes 1, Account.size, Account.entry    5  sample.risk:7
           14      ..                 r0                                           sample.risk:8
           15      column-add-word    t0, local 1, now                          1  sample.risk:8
           16    next-strip           -> 11                                     0  sample.risk:9
           17  end-vector                                                       0  sample.risk:9
           18  emit                   Liquidated, r0 r1                         4  sample.risk:10
           19  trial                  r3, liquidate(r0, vault) by some row of table 1   8  sample.risk:10
           20  check-range            r3, #0 to #1                              1  sample.risk:11
           21  halt                                                             0  sample.risk:11

        """)
  }

  @Test("calls things by their numbers where there are no names, also in the maddest program")
  func madness() {
    let wild: [UInt16] = [0, 1, 13, 27, 28, 4_000, 65_535]
    var code: [Instruction] = []
    for opcode in Opcode.allCases {
      for operand in wild { code.append(A.i(opcode, operand, operand, operand)) }
    }
    var program = A.program(code)
    program.entries[0].start = -5
    program.entries[0].parameterCount = 70_000
    program.places = []
    let lines = Disassembly(program).lines
    #expect(lines.count == code.count)
    #expect(lines.allSatisfy { !$0.hasSuffix(" ") })
  }

  @Test("shows every difference between two instructions")
  func differences() {
    // An event of no values, or a request, has no words to show.
    for opcode in Opcode.allCases where opcode != .emit && opcode != .request {
      let kinds = opcode.row.operands
      var seen: Set<String> = []
      var count = 0
      for a in 0..<(kinds.a == .unused ? 1 : 3) as Range<UInt16> {
        for b in 0..<(kinds.b == .unused ? 1 : 3) as Range<UInt16> {
          for c in 0..<(kinds.c == .unused ? 1 : 3) as Range<UInt16> {
            for cost in 0..<2 {
              let program = A.program([A.i(opcode, a, b, c, cost: cost)])
              seen.insert(Disassembly(program).text)
              count += 1
            }
          }
        }
      }
      #expect(seen.count == count, "\(opcode)")
    }
  }
}
