import Market
import Testing

@Suite("Import of tables")
struct TextTableTests {
  private static func load(_ text: String) throws -> TextTable {
    try TextTable.load(text: Array(text.utf8))
  }

  @Test("separated values keep their texts and lines")
  func separated() throws {
    let table = try Self.load(
      "\u{FEFF}id,\"the \"\"note\"\"\",debt\r\n7,\"a, b\",115792089237316195423570985008687907853\r\n"
        + "\r\n8,,0.10\r\n")
    #expect(table.columns == ["id", "the \"note\"", "debt"])
    #expect(table.rows.map(\.line) == [2, 4])
    #expect(table.rows[0].values == ["7", "a, b", "115792089237316195423570985008687907853"])
    #expect(table.rows[1].values == ["8", nil, "0.10"])
    #expect(throws: ImportError.repeatedColumn("a", row: 1)) { try Self.load("a,a\n1,2") }
    do {
      _ = try Self.load("a,b\n1\n2,3\n\"4,5\n")
      Issue.record("read rows of the wrong length")
    } catch ImportError.rows(let findings) {
      #expect(findings.shown.map(\.problem) == [.columns(found: 1, wanted: 2), .quote])
      #expect(findings.shown.map(\.row) == [2, 4])
    }
  }

  @Test("JSON rows are found wherever they are, numbers as they were written")
  func json() throws {
    let table = try Self.load(
      """
      {"data": {"block": 5, "userReserves": [
        {"id": "0x1", "currentTotalDebt": "123456789012345678901234567890", "user": {"id": "u"}},
        {"id": "0x2", "extra": 1.50e-3, "ok": true, "currentTotalDebt": null}
      ]}}
      """)
    #expect(table.columns == ["id", "currentTotalDebt", "user.id", "extra", "ok"])
    #expect(table.rows.map(\.line) == [2, 3])
    #expect(
      table.rows[0].values == ["0x1", "123456789012345678901234567890", "u", nil, nil])
    #expect(table.rows[1].values == ["0x2", nil, nil, "1.50e-3", "true"])
    #expect(throws: ImportError.json(.noTable(lists: 0))) { try Self.load("[1, 2]") }
    #expect(throws: ImportError.json(.noTable(lists: 2))) {
      try Self.load("{\"a\": [{}], \"b\": [{}]}")
    }
    #expect(throws: ImportError.json(.listInRow(row: 1, column: "a"))) {
      try Self.load("[{\"a\": [1]}]")
    }
    #expect(throws: ImportError.repeatedColumn("a.b", row: 1)) {
      try Self.load("[{\"a.b\": 1, \"a\": {\"b\": 2}}]")
    }
  }

  @Test("strict JSON")
  func strict() throws {
    let texts: [(String, JSONNode)] = [
      ("null", .null), (" true ", .bool(true)), ("-0.5E+7", .number("-0.5E+7")),
      (#""a\u00e9\ud83d\ude00\n""#, .string("a\u{E9}\u{1F600}\n")), ("[]", .array([])),
      ("{}", .object([])),
    ]
    for (text, node) in texts { #expect(try JSONReader.read(Array(text.utf8)) == node) }
    for text in [
      "", " ", "01", "1.", ".5", "+1", "1e", "tru", "nul", "[1,]", "[1 2]", "{\"a\" 1}", "{a: 1}",
      "{\"a\": 1,}", "\"\\x\"", "\"\\ud800\"", "\"\\u12\"", "\"a", "\"\n\"", "1 2", "[", "{",
      "NaN", "'a'", "{\"a\": 1, \"a\": 2}",
    ] {
      #expect(throws: JSONError.self, "\(text)") { try JSONReader.read(Array(text.utf8)) }
    }
    #expect(throws: JSONError.unexpected(line: 2, column: 3)) {
      try JSONReader.read(Array("[1,\n  x]".utf8))
    }
  }

  @Test("nesting cannot exhaust the stack")
  func depth() {
    for open in ["[", "{\"a\":"] {
      let text = String(repeating: open, count: 200_000)
      #expect(throws: JSONError.tooDeep(limit: 64)) { try JSONReader.read(Array(text.utf8)) }
    }
  }
}
