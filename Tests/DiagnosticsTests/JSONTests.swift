import Diagnostics
import Testing

@Suite("JSON")
struct JSONTests {
  @Test("the document says what the report says, in a fixed order")
  func document() {
    let source = Marked("a\né «1:x»\n")
    let bag = DiagnosticBag([
      Diagnostic(.unknownType, "no `x`", at: source["1"], label: "here", help: ["say \"y\""]),
      Diagnostic(.fileNotFound, severity: .warning, "gone", at: nil),
    ])
    let text = JSONWriter.write(JSONRenderer().value(of: bag.findings(), source.sources))
    #expect(
      text == """
        {
          "errors": 1,
          "warnings": 1,
          "hidden": 0,
          "diagnostics": [
            {
              "id": "file-not-found",
              "severity": "warning",
              "headline": "gone",
              "primary": null,
              "secondary": [],
              "notes": [],
              "help": []
            },
            {
              "id": "unknown-type",
              "severity": "error",
              "headline": "no `x`",
              "primary": {
                "path": "a.risk",
                "start": {"line": 2, "column": 3, "offset": 5},
                "end": {"line": 2, "column": 4, "offset": 6},
                "text": "here"
              },
              "secondary": [],
              "notes": [],
              "help": ["say \\"y\\""]
            }
          ]
        }

        """)
  }

  @Test("every string is escaped as it must be")
  func strings() {
    let value: JSONValue = "\"\\/\u{8}\u{1B}\n\r\t\u{7F}\u{2028}é🐴\0"
    #expect(
      JSONWriter.writeCompact(value)
        == #""\"\\/\u0008\u001b\n\r\t\u007f\u2028é🐴\u0000""#)
  }

  @Test("values of every kind")
  func kinds() {
    let value: JSONValue = ["a": nil, "b": [true, -1, "x"], "c": [:], "d": []]
    #expect(
      JSONWriter.writeCompact(value) == #"{"a": null, "b": [true, -1, "x"], "c": {}, "d": []}"#)
    #expect(JSONWriter.write(.array([])) == "[]\n")
    #expect(JSONWriter.write(.integer(.min)) == "-9223372036854775808\n")
  }
}
