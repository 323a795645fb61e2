import Diagnostics
import Testing

/// A source with marked stretches: `«1:text»` is taken out and remembered as the span `1`.
struct Marked {
  var sources = SourceMap()
  private(set) var spans: [Character: Span] = [:]

  init(_ text: String) {
    add("a.risk", text)
  }

  mutating func add(_ path: String, _ text: String) {
    var plain = ""
    var open: [(name: Character, lower: Int)] = []
    var found: [(name: Character, lower: Int, upper: Int)] = []
    var rest = text[...]
    while let letter = rest.popFirst() {
      if letter == "«", let name = rest.popFirst() {
        rest.removeFirst()
        open.append((name, plain.utf8.count))
      } else if letter == "»", let mark = open.popLast() {
        found.append((mark.name, mark.lower, plain.utf8.count))
      } else {
        plain.append(letter)
      }
    }
    let file = sources.add(path: path, text: plain)
    for mark in found {
      spans[mark.name] = Span(file: file, lower: mark.lower, upper: mark.upper)
    }
  }

  subscript(name: Character) -> Span {
    spans[name] ?? .empty(at: 0, in: SourceID(index: 0))
  }

  func label(_ name: Character, _ text: String? = nil) -> Label { Label(self[name], text) }

  func render(_ diagnostic: Diagnostic, palette: Palette = .plain) -> String {
    FullRenderer(palette: palette).render(diagnostic, sources)
  }
}

@Suite("The report for people")
struct FullRendererTests {
  @Test("place, line, underline, advice")
  func one() {
    let source = Marked("contract A {\n  state x : «1:UDS»\n}\n")
    let report = source.render(
      Diagnostic(
        .unknownType, "there is no type `UDS`", at: source["1"], label: "not declared",
        help: ["did you mean `USD`?", "or declare it:\nunit UDS"], notes: ["units are types"]))
    #expect(
      report == """
        error[unknown-type]: there is no type `UDS`
         --> a.risk:2:13
          |
        2 |   state x : UDS
          |             ^^^ not declared
          = note: units are types
          = help: did you mean `USD`?
          = help: or declare it:
                  unit UDS

        """)
  }

  @Test("a finding about no text is a headline and advice")
  func noText() {
    let report = Marked("").render(
      Diagnostic(.fileNotFound, "there is no file `x`", at: nil, help: ["check the spelling"]))
    #expect(
      report == """
        error[file-not-found]: there is no file `x`
          = help: check the spelling

        """)
  }

  @Test("labels on one line hang from right to left")
  func labels() {
    let source = Marked("\n\n\n\n\n\n\n\n\nlet a = «1:left» «2:+» «3:right»\n")
    let report = source.render(
      Diagnostic(
        .dimensionMismatch, severity: .warning, "cannot add", at: source["2"],
        secondary: [source.label("1", "this is USD"), source.label("3", "this is BTC")]))
    #expect(
      report == """
        warning[dimension-mismatch]: cannot add
          --> a.risk:10:14
           |
        10 | let a = left + right
           |         ---- ^ ----- this is BTC
           |         |
           |         this is USD

        """)
  }

  @Test("several labels keep their stems apart")
  func stems() {
    let source = Marked("«1:a» «2:b» «3:c»«4:»\n")
    let report = source.render(
      Diagnostic(
        .dimensionMismatch, "three", at: source["3"], label: "third",
        secondary: [
          source.label("1", "first"), source.label("2", "second"), source.label("4", "end"),
        ]))
    #expect(
      report == """
        error[dimension-mismatch]: three
         --> a.risk:1:5
          |
        1 | a b c
          | - - ^- end
          | | | |
          | | | third
          | | second
          | first

        """)
  }

  @Test("lines between are shown when they cost no more than dots")
  func gaps() {
    let source = Marked("«1:one»\ntwo\n«2:three»\nfour\nfive\nsix\n«3:seven»")
    let report = source.render(
      Diagnostic(
        .duplicateName, "again", at: source["3"],
        secondary: [source.label("1", "here"), source.label("2")]))
    #expect(
      report == """
        error[duplicate-name]: again
         --> a.risk:7:1
          |
        1 | one
          | --- here
        2 | two
        3 | three
          | -----
        ...
        7 | seven
          | ^^^^^

        """)
  }

  @Test("other files follow, with a gutter that fits all")
  func files() {
    var source = Marked("«1:one»\n")
    source.add("lib/b.risk", String(repeating: "\n", count: 99) + "  «2:two»")
    let report = source.render(
      Diagnostic(
        .duplicateName, "again", at: source["1"], secondary: [source.label("2", "first here")]))
    #expect(
      report == """
        error[duplicate-name]: again
           --> a.risk:1:1
            |
          1 | one
            | ^^^
           ::: lib/b.risk:100:3
            |
        100 |   two
            |   --- first here

        """)
  }

  @Test("a span over several lines is marked where it begins and ends, and speaks at the end")
  func severalLines() {
    let source = Marked("a «1:{\n  b\n  c\n  }» d\n")
    let report = source.render(
      Diagnostic(.duplicateName, "a block", at: source["1"], label: "all of this"))
    #expect(
      report == """
        error[duplicate-name]: a block
         --> a.risk:1:3
          |
        1 | a {
          |   ^
        ...
        4 |   } d
          |   ^ all of this

        """)
  }

  @Test("what a terminal would obey is written out; wide letters keep their columns")
  func odd() {
    let source = Marked("\t資産\u{1B}[31m\u{202E}e\u{301}«1:x»\u{0}\r\n")
    let report = source.render(
      Diagnostic(.unknownType, "no \u{7}\u{1B}[1m\nbell", at: source["1"], label: "a\u{0}b\nc"))
    #expect(
      report == """
        error[unknown-type]: no \\u{7}\\u{1B}[1m bell
         --> a.risk:1:12
          |
        1 |     資産\\u{1B}[31m\\u{202E}e\u{301}x\\u{0}
          |                            ^ a\\u{0}b c

        """)
  }

  @Test("bytes that are no text are shown by value")
  func invalid() {
    var sources = SourceMap()
    let file = sources.add(path: "a.risk", bytes: [0x61, 0xFF, 0xC3, 0x62])
    let report = FullRenderer().render(
      Diagnostic(.invalidUTF8, "not UTF-8", at: Span(file: file, lower: 1, upper: 3)), sources)
    #expect(report.hasSuffix("1 | a\\xFF\\xC3b\n  |  ^^^^^^^^\n"))
  }

  @Test("a long line shows the stretch that matters")
  func long() {
    let words = String(repeating: "word ", count: 100_000)
    let source = Marked("\(words)«1:here» \(words)«2:far»")
    let report = source.render(
      Diagnostic(
        .unknownType, "long", at: source["1"], label: "this",
        secondary: [source.label("2", "that")]))
    let rows = report.split(separator: "\n").map { $0.dropFirst(4) }
    #expect(rows[3].hasPrefix("...") && rows[3].hasSuffix("..."))
    #expect(rows[3].count <= 140)
    let column = rows[4].prefix { $0 != "^" }.count
    #expect(rows[3].dropFirst(column).hasPrefix("here"))
    #expect(rows[4].hasSuffix("- that"))
  }

  @Test("colours change nothing but colours")
  func colours() {
    let source = Marked("«1:left» «2:+» right\n")
    let diagnostic = Diagnostic(
      .dimensionMismatch, "cannot add", at: source["2"], label: "here",
      secondary: [source.label("1", "USD")], help: ["do not"])
    let coloured = source.render(diagnostic, palette: .colour)
    #expect(coloured.contains("\u{1B}[1;31merror[dimension-mismatch]\u{1B}[0m"))
    #expect(coloured.withoutColours == source.render(diagnostic))
  }
}

extension String {
  /// The text without the escape sequences of `Palette`.
  var withoutColours: String {
    let pieces = unicodeScalars.split(separator: "\u{1B}", omittingEmptySubsequences: false)
    var text = String.UnicodeScalarView(pieces.first ?? "".unicodeScalars[...])
    for piece in pieces.dropFirst() {
      text += piece.drop { $0 != "m" }.dropFirst()
    }
    return String(text)
  }
}
