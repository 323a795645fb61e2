import Compiler
import Machine
import Numerics
import Semantics
import Testing

/// What a region remembers of its rows is what it would compute again.
@Suite struct RememberingTests {
  /// The rule of a case, with actions that change what it reads; some calls are refused in the end.
  private static func source(_ body: String) -> String {
    ColumnRule(body: body).source.replacing(
      "action rule(",
      with: """
        action poke(a: Account, collateral: USD, size: BTC, lots: int, open: bool, b: Account)
            by anyone {
          a.collateral = collateral  a.size = size  a.lots = lots  a.open = open  a.guard = b
          a.entry = mark
          ensure wanted: lots != 3
        }
        action move(price: USD/BTC) by anyone { mark = price }
        action rule(
        """)
  }

  private static func compile(
    _ source: String, remembering: Bool
  ) throws -> CompiledContract {
    let contract = try checked(source)
    let rule = try #require(contract.actions.last)
    let snippet = Snippet(parameters: 1, frame: rule.frame, statements: rule.body)
    return try Compiler.compile(contract, snippets: [snippet], remembering: remembering)
  }

  static func program(
    _ sample: ColumnTests.Case, remembering: Bool
  ) throws -> CompiledContract {
    try compile(source(sample.body), remembering: remembering)
  }

  /// A machine that remembers and one that does not, with the rule as a snippet.
  private struct Twins {
    let machines: [Machine]
    let snippet: Int
    let compiled: [CompiledContract]

    init(_ source: String, rows: Int) throws {
      compiled = try [false, true].map { try compile(source, remembering: $0) }
      self.snippet = compiled[0].snippets[0]
      machines = try compiled.map { try Machine($0.program, rows: [rows, 2, 2 * rows]) }
    }

    func each(_ body: (Machine) -> Stop?) {
      let stops = machines.map(body)
      #expect(stops[0] == stops[1])
    }

    func agree() {
      #expect(machines[0].digest == machines[1].digest)
    }
  }

  @Test("is computed again for rows that were written", arguments: ColumnTests.cases)
  func agrees(_ sample: ColumnTests.Case) throws {
    for rows in [3, 130] {
      let twins = try Twins(Self.source(sample.body), rows: rows)
      var stream = RandomStream(seed: 11, purpose: UInt64(rows), path: 0, step: 0)
      func below(_ bound: Int) -> Int { Int(stream.next(below: UInt128(bound))) }
      func money() -> Int128 {
        // Now and then a word that no lane can be computed with.
        if below(60) == 0 { return Int128.max - 5 }
        return (Int128(below(4_000)) - 2_000) * Fixed.unit
      }
      for _ in 0..<120 {
        switch below(12) {
        case 0:
          let price = [Int128(1_000 + below(50)) * Fixed.unit]
          twins.each { $0.call(1, price, gas: 1_000_000).stop }
        case 1: for machine in twins.machines { machine.undo() }
        case 2:
          let (row, word) = (below(rows), money())
          for machine in twins.machines { machine[0, row] = word }
        case 3 where below(4) == 0:
          let word = money()
          for machine in twins.machines { machine[state: 0] = word }
        case 4 where below(4) == 0:
          for machine in twins.machines { machine.restore(machine.image) }
        case 5...8:
          let words: [Int128] = [
            Int128(below(rows)), money(), Int128(below(9) - 4) * Fixed.unit / 2, Int128(below(6)),
            Int128(below(2)), Int128(below(rows + 1) - 1),
          ]
          twins.each { $0.call(0, words, gas: 1_000_000).stop }
        default:
          let floor = [Int128(below(3) * 500) * Fixed.unit]
          twins.each { $0.call(twins.snippet, floor, gas: 10_000_000).stop }
          twins.agree()
        }
      }
      twins.agree()
    }
  }

  @Test("is kept of sums and choices, and of nothing in an action")
  func code() throws {
    func opcodes(_ body: String) throws -> [Opcode] {
      try Twins(Self.source(body), rows: 1).compiled[1].program.program.code.map(\.opcode)
    }
    let sum = try opcodes("total = sum(equity(a) for a in Account)")
    #expect(sum.count { $0 == .recall } == 1)
    #expect(sum.contains(.keepValues))
    let scan = try opcodes("for a in Account where equity(a) < floor { a.lots += 1 }")
    #expect(scan.count { $0 == .recall } == 1)
    #expect(scan.contains(.keepChosen))
    // A value read through a row may change without the row itself.
    let through = try opcodes(
      "total = sum(a.guard.collateral for a in Account where a.guard != none)")
    #expect(!through.contains(.recall))
  }

  @Test("costs less the second time")
  func cheaper() throws {
    let twins = try Twins(
      Self.source("total = sum(equity(a) for a in Account)"), rows: 256)
    let first = twins.machines.map { $0.call(twins.snippet, [0], gas: 1_000_000).gas }
    let second = twins.machines.map { $0.call(twins.snippet, [0], gas: 1_000_000).gas }
    #expect(first[0] == first[1])
    #expect(second[0] == first[0])
    #expect(second[1] * 10 < second[0])
  }
}
