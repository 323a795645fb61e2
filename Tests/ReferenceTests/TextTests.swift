import Numerics
import Reference
import Semantics
import Testing

/// How values are printed.
@Suite struct TextTests {
  private static let one: Int128 = 1_000_000_000_000_000_000

  @Test func numbersAreExact() {
    #expect(Fixed.text(0) == "0")
    #expect(Fixed.text(1) == "0.000000000000000001")
    #expect(Fixed.text(-Self.one / 2) == "-0.5")
    #expect(Fixed.text(1234 * Self.one) == "1_234")
    #expect(Fixed.text(12_345 * Self.one) == "12_345")
    #expect(Fixed.text(-1_234_567 * Self.one - Self.one / 4) == "-1_234_567.25")
    #expect(Fixed.text(.max) == "170_141_183_460_469_231_731.687303715884105727")
    #expect(Fixed.text(.min) == "-170_141_183_460_469_231_731.687303715884105728")
    #expect(Integer.text(.min) == "-170_141_183_460_469_231_731_687_303_715_884_105_728")
  }

  @Test func durations() {
    #expect(durationText(0) == "0s")
    #expect(durationText(3_900 * Self.one) == "1h 5min")
    #expect(durationText(-90_061 * Self.one - Self.one / 2) == "-1d 1h 1min 1.5s")
    #expect(durationText(400 * 86_400 * Self.one) == "400d")
    #expect(durationText(.min).hasPrefix("-1_969_226_660_422_097d "))
  }

  @Test func times() {
    #expect(timeText(0) == "1970-01-01T00:00:00Z")
    #expect(timeText(Interpreter.start) == "2025-01-01T00:00:00Z")
    #expect(timeText(951_782_400 * Self.one) == "2000-02-29T00:00:00Z")
    #expect(timeText(-Self.one / 2) == "1969-12-31T23:59:59.5Z")
    #expect(timeText(4_102_444_799 * Self.one) == "2099-12-31T23:59:59Z")
    #expect(timeText(.max).hasSuffix("Z") && timeText(.min).hasSuffix("Z"))
  }

  @Test func rowsEnumsAndUnits() throws {
    let contract = try Program(files: [
      "main.risk": """
      contract C {
        unit USD, base[Market]
        enum Mode { open, shut }
        table Account { mode : Mode friend : Account }
        table Market { size : base price : USD/base }
        table Position[account: Account, market: Market] { size : base }
        action go(a: Account, m: Market) by anyone {
          a.mode = shut a.friend = a m.size += 1 base[m] m.price += 1 USD / 1 base[m]
          Position[a, m].size += 1 base[m]
          ensure never: Position[a, m].size > 2 base[m], "{Position[a, m].size} of {a} in {m}, {a.mode}"
        }
      }
      """
    ]).contract()
    let population = try Population(
      of: contract,
      given: [
        0: CheckedExample.Population(count: 2),
        1: CheckedExample.Population(count: 2, names: ["ETH", "BTC"]),
      ])
    let interpreter = Interpreter(contract, population)
    let printer = interpreter.printer
    #expect(printer.row(1, of: 0) == "Account[1]")
    #expect(printer.row(1, of: 1) == "Market[BTC]")
    #expect(printer.row(3, of: 2) == "Position[1, BTC]")
    #expect(printer.row(-1, of: 2) == "none")
    #expect(printer.text(1, .enumeration(0)) == "shut")
    #expect(printer.text(1, .truth) == "true")
    #expect(printer.text(Self.one, table: 2, field: 0, row: 3) == "1 base[BTC]")
    #expect(printer.text(Self.one, table: 1, field: 1, row: 0) == "1 USD/base[ETH]")
    var state = interpreter.initialState
    guard case .reverted(let trap) = interpreter.call(0, [1, 0], by: .anyone, on: &state).outcome
    else {
      Issue.record("the ensure must fail")
      return
    }
    #expect(
      printer.headline(trap)
        == "ensure `never` failed: 1 base[ETH] of Account[1] in Market[ETH], shut")
  }
}
