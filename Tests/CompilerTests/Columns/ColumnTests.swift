import Compiler
import Machine
import Numerics
import Reference
import Semantics
import Testing

/// What is done in columns, and that it is what is done row by row.
@Suite struct ColumnTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let body: String
    /// Opcodes its column code has, among others.
    let opcodes: [Opcode]

    init(_ body: String, _ opcodes: Opcode...) {
      self.body = body
      self.opcodes = opcodes
    }

    var testDescription: String { body }
  }

  static let cases = [
    Case("total = sum(a.collateral for a in Account)", .columnSum),
    Case("total = sum(equity(a) for a in Account)", .columnMultiplyAdd, .columnSubtractFrom),
    Case("total = sum(notional(a) for a in Account)", .columnMultiplyMagnitude),
    Case("total = sum(max(0, a.collateral) for a in Account)", .columnMaximumWord),
    Case(
      "found = count(a in Account where a.collateral < notional(a) * margin)",
      .selectBelowProduct, .columnCount),
    Case(
      "found = count(a in Account where notional(a) * margin <= equity(a))", .selectBelowProduct,
      .selectExcept),
    Case(
      "found = count(a in Account where a.size != 0 and a.collateral / a.size > mark)",
      .columnDivide),
    Case(
      "found = count(a in Account where a.open or a.lots > 3 or a.collateral < floor)",
      .selectUnion),
    Case("found = count(a in Account where not (a.open and a.lots > 3))", .selectExcept),
    Case("found = count(a in Account where a.open implies a.lots == 2)", .selectUnion),
    Case("found = count(a in Account where a.lots * a.lots < 16)", .columnMultiplyWords),
    Case(
      "total = sum(if a.open then a.collateral else -a.collateral for a in Account)", .columnCopy,
      .columnNegate),
    Case(
      "total = sum(match a.side { long: 1 USD  short: a.collateral  flat: floor } for a in Account)",
      .selectIs),
    Case("total = sum(a.collateral * weight(a) for a in Account)", .columnMultiply),
    Case(
      """
      total = sum(muldiv(a.collateral, margin, weight(a) + 0.1) rounding up for a in Account)
      """, .columnMultiplyDivide),
    Case(
      "total = sum(a.collateral * weight(a) rounding half up for a in Account)",
      .columnMultiplyDivide),
    Case(
      "total = sum(a.collateral / (weight(a) + 0.1) rounding down for a in Account)",
      .columnMultiplyDivide),
    Case("found = if any(a.collateral < floor for a in Account) then 1 else 2", .selectBelow),
    Case("found = if all(a.collateral < floor for a in Account) then 1 else 2", .selectAtLeast),
    Case("total = min(a.collateral for a in Account where a.open else floor)", .columnLeast),
    Case("total = max(a.collateral for a in Account else floor)", .columnGreatest),
    Case("total = median(a.collateral for a in Account where a.open else floor)", .columnValues),
    Case(
      "total = max(clamp(a.collateral, -floor, floor) for a in Account else 0)", .columnMaximumWord),
    Case(
      "chosen = first(a in Account where a.open by a.collateral descending, a.lots else none)",
      .columnAppendKey),
    Case("for a in Account where equity(a) < floor { a.lots += 1 }", .columnAppend),
    Case(
      "for a in Account where a.open by equity(a) limit 7 { a.collateral += floor }",
      .columnAppendKey),
    Case(
      """
      let worth[a in Account] = equity(a)
      let held[a in Account] = worth[a] + notional(a)
      total = sum(held[a] for a in Account where worth[a] > 0)
      """, .columnMultiplyAdd, .columnAdd, .selectAbove),
    Case(
      """
      let worth[a in Account where a.open] = equity(a)
      total = sum(worth[a] for a in Account)
      """, .columnMultiplyAdd),
    Case(
      "total = sum(p.paid + p.size * p.market.price for p in Position)", .columnKey, .columnLoad),
    Case(
      """
      for m in Market { total += sum(Position[a, m].size * m.price for a in Account) }
      """, .columnLoad),
    Case(
      "total = sum(a.guard.collateral for a in Account where a.guard != none)", .columnLoad),
    Case("found = count(a in Account where a.id >= 3 and a.guard != a)", .columnRows),
  ]

  @Test("has the column code it should", arguments: cases)
  func opcodes(_ sample: Case) throws {
    let found = Set(try ColumnRule(body: sample.body).opcodes())
    for opcode in sample.opcodes { #expect(found.contains(opcode), "\(opcode)") }
  }

  /// Where no lane fails, column code needs no help.
  @Test("stands on its own", arguments: cases)
  func stands(_ sample: Case) throws {
    let rule = ColumnRule(body: sample.body)
    let contract = try checked(rule.source)
    for rows in [1, 130] {
      let counts = [rows, 2, 2 * rows]
      let whole = try Machine(try rule.compiled().program, rows: counts)
      let alone = try Machine(try rule.withoutFallback(), rows: counts, fewRows: 0)
      var dice = Dice(seed: 3, program: UInt64(rows))
      for _ in 0..<3 {
        let columns = contract.tables.indices.flatMap { table in
          contract.tables[table].fields.map { field in
            (0..<counts[table]).map { _ in dice.ordinary(field.type, rows) }
          }
        }
        for machine in [whole, alone] {
          machine.arrange(
            parameters: [Fixed.unit / 20], states: [1000 * Fixed.unit, 0, 0, -1],
            columns: columns, clock: Interpreter.start)
          #expect(machine.call(0, [50 * Fixed.unit], gas: 1_000_000).stop == nil)
        }
        #expect(whole.states == alone.states)
      }
    }
  }

  /// Any lane may fail, and does; strips end anywhere.
  @Test("is the interpreter's", arguments: cases)
  func agrees(_ sample: Case) throws {
    let contract = try checked(ColumnRule(body: sample.body).source)
    for rows in [0, 1, 128, 129] {
      let pair = try Pair(contract, rows: rows)
      var storm = Storm(
        contract: contract, population: pair.population, dice: Dice(seed: 4, program: UInt64(rows)))
      var state = pair.state
      for _ in 0..<5 {
        for _ in 0..<(1 + rows / 4) { storm.disturb(&state) }
        pair.arrange(state)
        try pair.call(0, storm.callOf(0).arguments, by: .anyone, gas: 1_000_000, keeping: false)
      }
    }
  }
}

extension Machine {
  fileprivate var states: [Int128] { (0..<4).map { self[state: $0] } }
}

extension Dice {
  /// A word as contracts have them in practice.
  fileprivate mutating func ordinary(_ type: ValueType, _ rows: Int) -> Int128 {
    switch type {
    case .truth: Int128(below(2))
    case .row: Int128(below(rows + 1)) - 1
    case .enumeration: Int128(below(3))
    case .integer: Int128(below(9))
    case .fixed, .time, .unknown: (Int128(below(2_000)) - 1_000) * Fixed.unit / 8
    }
  }
}
