import Diagnostics
import Testing

struct SourceFileTests {
  private func file(_ bytes: [UInt8]) -> SourceFile {
    SourceFile(id: SourceID(index: 0), path: "a.risk", bytes: bytes)
  }

  @Test func anEmptyFileHasOneEmptyLine() {
    let file = file([])
    #expect(file.lineStarts.count == 1)
    #expect(file.position(of: 0) == Position(line: 1, column: 1))
    #expect(file.text(ofLine: 1) == "")
    #expect(file.text(ofLine: 2) == "")
    #expect(file.position(of: 99) == Position(line: 1, column: 1))
    #expect(file.position(of: -1) == Position(line: 1, column: 1))
  }

  @Test func everyLineEndingCounts() {
    let file = file(Array("a\nb\r\nc\rd\r\r\ne\n".utf8))
    #expect(
      (1...file.lineStarts.count).map(file.text(ofLine:)) == ["a", "b", "c", "d", "", "e", ""])
    #expect(file.line(of: 3) == 2)
    #expect(file.position(of: 4) == Position(line: 2, column: 3))
    #expect(file.position(of: file.bytes.count) == Position(line: 7, column: 1))
  }

  @Test func columnsCountScalars() {
    let file = file(Array("é🐴x".utf8))
    #expect([0, 1, 2, 3, 5, 6, 7].map { file.position(of: $0).column } == [1, 1, 2, 2, 2, 3, 4])
  }

  @Test func invalidBytesAreOneColumnEach() {
    let file = file([0x61, 0xFF, 0xC3, 0x62, 0xED, 0xA0, 0x80, 0x63])
    #expect(file.position(of: 7).column == 8)
    #expect(file.firstInvalidByte == 1)
    #expect(file.text(of: file.span).unicodeScalars.contains("\u{FFFD}"))
  }

  @Test(arguments: [
    [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80],
    [0xED, 0xBF, 0xBF], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0x80],
  ])
  func malformedSequencesAreFound(bytes: [UInt8]) {
    #expect(file(bytes).firstInvalidByte == 0)
  }

  @Test func everyScalarIsValid() {
    for value in stride(from: UInt32(0), through: 0x10FFFF, by: 61) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let bytes = Array(String(Character(scalar)).utf8)
      let unit = UTF8Unit.decode(bytes, at: 0)
      #expect(unit == UTF8Unit(scalar: scalar, length: bytes.count))
    }
  }

  @Test func spansJoinWithinAFile() {
    let (a, b) = (SourceID(index: 0), SourceID(index: 1))
    let span = Span(file: a, lower: 3, upper: 5)
    #expect(span.join(.empty(at: 9, in: a)) == Span(file: a, lower: 3, upper: 9))
    #expect(span.join(.empty(at: 9, in: b)) == span)
    #expect(Span(file: a, lower: 3, upper: 1).isEmpty)
  }
}

extension SourceFileTests {
  @Test func aPartOfSomethingLongerKeepsItsNumbers() {
    var sources = SourceMap()
    let id = sources.add(path: "in", bytes: Array("ab\ncd".utf8), firstLine: 99)
    let file = sources[id]
    #expect(file.position(of: 1) == Position(line: 99, column: 2))
    #expect(file.position(of: 4) == Position(line: 100, column: 2))
    // Lines of the text itself are counted from 1.
    #expect(file.line(of: 4) == 2 && file.text(ofLine: 2) == "cd")
    let finding = Diagnostic(
      .unknownName, "wrong", at: Span(file: id, lower: 0, upper: 1),
      secondary: [Label(Span(file: id, lower: 3, upper: 4), "here")])
    #expect(
      FullRenderer().render(finding, sources) == """
        error[unknown-name]: wrong
           --> in:99:1
            |
         99 | ab
            | ^
        100 | cd
            | - here

        """)
  }
}
