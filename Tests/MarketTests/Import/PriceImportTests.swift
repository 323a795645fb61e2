import Foundation
import Market
import Numerics
import Testing

@Suite("Import of prices")
struct PriceImportTests {
  /// Repairs as they stand on a command line.
  private static func repairsOf(_ texts: [String]) throws -> Repairs {
    var repairs = Repairs()
    for text in texts {
      let parts = text.split(separator: "=").map(String.init)
      let kind = try #require(Repair.allCases.first { $0.name == parts[0] })
      let isKnown = repairs.add(kind, way: parts[1])
      #expect(isKnown)
    }
    return repairs
  }

  static func load(
    _ text: String, column: String? = nil, _ repairs: String...
  ) throws -> ImportedPrices {
    let options = try ImportOptions(column: column, repairs: repairsOf(repairs))
    return try PriceHistory.load(text: Array(text.utf8), options: options)
  }

  /// The findings that keep a text from being read.
  static func findings(_ text: String, _ repairs: String...) throws -> ImportFindings {
    do {
      let options = try ImportOptions(repairs: repairsOf(repairs))
      _ = try PriceHistory.load(text: Array(text.utf8), options: options)
    } catch ImportError.rows(let findings) {
      return findings
    }
    return ImportFindings()
  }

  static func texts(_ words: [Int128]) -> [String] { words.map { Fixed.text($0, grouped: false) } }

  private static let header =
    "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,"
    + "taker_buy_quote_volume,ignore\n"

  private static let klines = """
    1735603200000,93000.1,93500,92800,93400.25,1,1735606799999,2,3,4,5,0
    1735606800000,93400.25,93900,93300,93850.00000001,1,1735610399999,2,3,4,5,0
    1735610400000,93850,94000,93700,93701,1,1735613999999,2,3,4,5,0

    """

  @Test("klines with and without header, in milliseconds")
  func klinesInMilliseconds() throws {
    for text in [Self.klines, Self.header + Self.klines] {
      let read = try Self.load(text)
      #expect(read.format == .binance && read.column == "close" && read.unit == .milliseconds)
      #expect(read.rows == 3 && read.step == 3600 * Fixed.unit && read.stray == 0)
      #expect(Self.texts(read.history.prices) == ["93400.25", "93850.00000001", "93701"])
      #expect(Self.texts(read.history.times) == ["1735603200", "1735606800", "1735610400"])
      let open = try Self.load(text, column: "open")
      #expect(Self.texts(open.history.prices) == ["93000.1", "93400.25", "93850"])
      #expect(try Self.load(text, column: "4").column == "low")
    }
  }

  @Test("the unit of time is told by its size, and a change of it is followed only when asked")
  func mixedUnits() throws {
    let text =
      Self.klines + "1735614000000000,93701,94000,93700,93702.5,1,1735617599999999,2,3,4,5,0\n"
    let findings = try Self.findings(text)
    #expect(findings.count == 1)
    let first = try #require(findings.shown.first)
    #expect(first.row == 4 && first.column == 1)
    #expect(first.problem == .unit(.microseconds, before: .milliseconds))
    let read = try Self.load(text, "units=each")
    #expect(read.history.rowCount == 4 && read.step == 3600 * Fixed.unit)
    #expect(read.repaired.count(of: .units) == 1)
  }

  @Test("CoinGecko and plain tables")
  func otherLayouts() throws {
    let gecko = try Self.load(
      """
      snapped_at,price,market_cap,total_volume
      2013-04-28 00:00:00 UTC,135.3,1500517590,0
      2013-04-29 00:00:00 UTC,141.96,1575032004,0.0

      """)
    #expect(gecko.format == .coinGecko && gecko.unit == .dates)
    #expect(gecko.history.times[0] == 1_367_107_200 * Fixed.unit)
    #expect(gecko.step == 86_400 * Fixed.unit)
    for text in [
      "time,price\n0,100\n60,101\n", "0,100\n60,101\n", "Date;Close\n0;100\n60;101",
      "price\ttime\n100\t0\n101\t60", "\u{FEFF}time,price\r\n0,100\r\n\r\n60,101\r\n",
      "\"time\",\"price\"\n\"0\",\"100\"\n \"60\" , \"101\" \n", "time,price\r0,100\r60,101",
      "time,volume,price\n0,5,100.0\n60,6,1.01e2\n", "1970-01-01,100\n1970-01-01T00:01Z,+1.01E2",
    ] {
      let read = try Self.load(text)
      #expect(Self.texts(read.history.prices) == ["100", "101"], "\(text)")
      #expect(Self.texts(read.history.times) == ["0", "60"], "\(text)")
    }
  }

  @Test("what is no history, as a whole")
  func refused() throws {
    let cases: [(String, ImportError)] = [
      ("", .empty), ("\u{FEFF}\n \r\n", .empty), ("PK\u{3}\u{4}..", .binary(.zip)),
      ("0,100\n", .tooFewRows(1)), ("time,price\n", .tooFewRows(0)),
      ("hello\n", .unknownLayout(firstLine: "hello")),
      ("1,2,3\n2,3,4\n", .unknownLayout(firstLine: "1,2,3")),
    ]
    for (text, error) in cases {
      #expect(throws: error) { try Self.load(text) }
    }
    #expect(throws: ImportError.unknownColumn("clos", choices: ["open", "close"])) {
      try Self.load("time,open,close\n0,1,2\n", column: "clos")
    }
    #expect(throws: ImportError.unknownColumn("time", choices: ["price"])) {
      try Self.load("time,price\n0,1\n", column: "time")
    }
    #expect(throws: ImportError.gapsTooWide(missing: 99_999_999_995, limit: 8_000_000)) {
      try Self.load("0,1\n1,1\n2,1\n3,1\n99999999999,1\n", "gaps=hold")
    }
  }

  @Test("each fault of a row, with its row and column")
  func faults() throws {
    let text = """
      time,price
      0,100
      60,abc
      120,-5
      180,0
      soon,100
      240,100,7
      300,1e30
      360,"100
      2020-13-01,5
      420,1e-19
      480,
      60,100
      """
    let findings = try Self.findings(text)
    let problems = findings.shown.map(\.problem)
    #expect(
      problems == [
        .price("abc"), .priceNotPositive("-5"), .priceNotPositive("0"), .time("soon"),
        .columns(found: 3, wanted: 2), .priceOutOfReach("1e30"), .quote, .time("2020-13-01"),
        .priceNotPositive("1e-19"), .price(""),
      ])
    #expect(findings.shown.map(\.row) == Array(3...12))
    #expect(findings.shown.map(\.column) == [2, 2, 2, 1, nil, 2, nil, 1, 2, 2])
    let bytes = Array(text.utf8)
    #expect(String(decoding: bytes[findings.shown[0].place], as: UTF8.self) == "abc")
    let read = try Self.load(text, "bad=drop")
    #expect(read.history.rowCount == 2 && read.repaired.count == 10 && read.rows == 12)
  }

  @Test("the first twenty are kept, the rest counted")
  func manyFaults() throws {
    let text = "0,100\n" + (1...1000).map { "\($0 * 60),x\n" }.joined()
    let findings = try Self.findings(text)
    #expect(findings.count == 1000 && findings.shown.count == 20 && findings.hidden == 980)
    #expect(findings.shown.map(\.row) == Array(2...21))
  }

  @Test("disorder, duplicates and gaps are found together and repaired as asked")
  func order() throws {
    let text = "0,100\n60,110\n30,105\n60,111\n90,120\n180,150\n95,121\n"
    let findings = try Self.findings(text)
    #expect(findings.shown.map(\.row) == [3, 4, 6, 7, 7])
    #expect(
      findings.shown.map(\.problem) == [
        .disorder(time: 30 * Fixed.unit, before: 60 * Fixed.unit),
        .duplicate(time: 60 * Fixed.unit, of: 2),
        .gap(missing: 2, step: 30 * Fixed.unit),
        .disorder(time: 95 * Fixed.unit, before: 180 * Fixed.unit),
        .crowded(apart: 5 * Fixed.unit, step: 30 * Fixed.unit, of: 5),
      ])
    #expect(try Self.findings(text, "disorder=sort").count == 3)
    let held = try Self.load(text, "disorder=sort", "duplicates=first", "gaps=hold")
    #expect(Self.texts(held.history.times) == ["0", "30", "60", "90", "120", "150", "180"])
    #expect(Self.texts(held.history.prices) == ["100", "105", "110", "120", "120", "120", "150"])
    #expect(held.filled == 2 && held.repaired.count == 5)
    let drawn = try Self.load(text, "disorder=sort", "duplicates=last", "gaps=interpolate")
    #expect(
      Self.texts(drawn.history.prices)
        == ["100", "105", "111", "121", "130.666666666666666667", "140.333333333333333333", "150"])
  }

  @Test("prices with more than 18 decimals are rounded to the nearest, and counted")
  func rounding() throws {
    let read = try Self.load(
      "0,8.123456789012345678e-6\n60,0.0000081234567890124999999999999999999999999999999999\n"
        + "120,0.0000000000000000005\n")
    #expect(read.rounded == 3)
    #expect(read.history.prices == [8_123_456_789_012, 8_123_456_789_012, 1])
  }

  @Test("every word that is printed is read back")
  func roundTrip() throws {
    var stream = RandomStream(seed: 3, purpose: 1, path: 0, step: 0)
    for count in 0..<20 {
      let prices = (0..<100).map { _ in
        Int128(1) + Int128(truncatingIfNeeded: stream.nextWide() >> (1 + stream.next(below: 126)))
      }
      let start = Int128(count) * 86_400_000_000
      let rows = prices.enumerated().map { place, price in
        "\(start + Int128(place) * 1_000_000),\(Fixed.text(price, grouped: false))\n"
      }
      #expect(try Self.load(rows.joined(), "units=each").history.prices == prices)
    }
  }

  @Test("dates are those of the calendar")
  func calendar() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    var stream = RandomStream(seed: 4, purpose: 1, path: 0, step: 0)
    for _ in 0..<1000 {
      // From 1600 on: Foundation counts older years in the calendar of Julius Caesar.
      let second = Int(stream.integer(in: -11_644_473_600...253_402_214_400))
      let parts = calendar.dateComponents(
        [.year, .month, .day, .hour, .minute, .second],
        from: Date(timeIntervalSince1970: TimeInterval(second)))
      let text = String(
        format: "%04d-%02d-%02d %02d:%02d:%02d UTC", parts.year ?? 0, parts.month ?? 0,
        parts.day ?? 0, parts.hour ?? 0, parts.minute ?? 0, parts.second ?? 0)
      let word = Int128(second) * Fixed.unit
      #expect(TimeText.utc(word) == text)
      let read = try Self.load("\(text),1\n9999-12-31 23:59:59.25,2\n")
      #expect(read.history.times[0] == word)
    }
    for (text, seconds) in [
      ("2020-03-12T14:00:00+05:30", 1_584_001_800), ("2020-03-12 14:00-0330", 1_584_034_200),
      ("2020-02-29", 1_582_934_400), ("0001-01-01 00:00:00Z", -62_135_596_800),
    ] as [(String, Int128)] {
      #expect(
        try Self.load("\(text),1\n9999-12-31,2").history.times[0] == seconds * Fixed.unit)
    }
    for text in [
      "2019-02-29", "1900-02-29", "2020-00-01", "2020-1-01", "2020-01-01 24:00", "2020-01-01T",
      "2020-01-01 10", "2020-01-01 10:00 PST", "2020-01-01 10:60", "2020-01-01 10:00:00.",
      "0000-01-01", "2020-01-01 10:00+1", "2020-01-01 10:00+10:0", "100000000000000000", "-1",
    ] {
      #expect(try Self.findings("\(text),1\n9999-12-31,2").shown.first?.problem == .time(text))
    }
  }
}
