extension CaseFile {
  /// Far more than any case that was shrunk.
  package static let sizeLimit = 4 << 20
  /// Rows of a table that a case may ask for.
  package static let rowLimit = 1_000_000

  /// The case whose text has exactly these bytes.
  package init(bytes: [UInt8]) throws(CaseProblem) {
    guard bytes.count <= CaseFile.sizeLimit else { throw .tooLarge(limit: CaseFile.sizeLimit) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .notText(offset: CaseFile.firstBadByte(bytes))
    }
    var parser = CaseParser(text)
    let found = try parser.parse()
    // Whatever the parser let pass that is not written so.
    if found.text != text {
      let pairs = zip(CaseParser.lines(found.text), CaseParser.lines(text))
      let line = pairs.prefix { $0.elementsEqual($1) }.count + 1
      throw .malformed(line: line, wanted: "it is not written as cases are")
    }
    self = found
  }

  private static func firstBadByte(_ bytes: [UInt8]) -> Int {
    var (low, high) = (0, bytes.count)
    // The longest beginning that is text, but for a character that is cut off.
    while low < high {
      let middle = (low + high + 1) / 2
      let isText = (0..<4).contains { cut in
        cut <= middle && String(validating: bytes[..<(middle - cut)], as: UTF8.self) != nil
      }
      if isText { low = middle } else { high = middle - 1 }
    }
    return max(0, low - 1)
  }
}

/// Reads a case line by line, each of which says what comes next.
private struct CaseParser {
  /// Scalars, since an accent that begins a text must not become part of the word before it.
  typealias Line = Substring.UnicodeScalarView

  private let text: String
  private let lines: [Line]
  private var next = 0

  init(_ text: String) {
    self.text = text
    lines = CaseParser.lines(text)
  }

  static func lines(_ text: String) -> [Line] {
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
  }

  mutating func parse() throws(CaseProblem) -> CaseFile {
    try checkFrame()
    next = 1
    let file = try field("file")
    let name = try field("name")
    let claim = try field("claim")
    let line = next + 1
    guard let result = CaseFile.Result(rawValue: try field("result")) else {
      throw .malformed(line: line, wanted: "the result is `smallest` or `worst`")
    }
    let sources = try field("sources")
    let program = try field("program")
    let seed = try number("seed", upTo: .max)
    var rows: [CaseFile.Rows] = []
    while next < lines.count, lines[next].begins("rows ") { rows.append(try self.rows()) }
    var steps: [CaseFile.Step] = []
    for _ in 0..<(try count("steps")) { steps.append(try step()) }
    var story: [String] = []
    for _ in 0..<(try count("story")) { story.append(try indented().string) }
    guard next == lines.count - 2 else {
      throw .malformed(line: next + 1, wanted: "the checksum comes here")
    }
    return CaseFile(
      file: file, name: name, claim: claim, result: result, sources: sources, program: program,
      seed: seed, rows: rows, steps: steps, story: story)
  }

  /// That it begins and ends as a case does, and that nothing between was changed.
  private func checkFrame() throws(CaseProblem) {
    guard lines[0].begins(CaseFile.opening) else {
      let isBeginning = lines.count == 1 && !text.isEmpty && CaseFile.opening.hasPrefix(text)
      throw isBeginning ? .truncated(line: 1) : .notCase
    }
    let version = lines[0].dropFirst(CaseFile.opening.count).string
    if lines.count == 1 { throw .truncated(line: 1) }
    guard version == String(CaseFile.version) else { throw .version(String(version.prefix(20))) }
    guard let closing = lines.firstIndex(where: { $0.begins(CaseFile.closing) }) else {
      throw .truncated(line: lines.count)
    }
    let digits = lines[closing].dropFirst(CaseFile.closing.count).string
    guard digits.utf8.count >= 32, closing + 1 < lines.count else {
      throw .truncated(line: closing + 1)
    }
    guard closing + 2 == lines.count, lines[closing + 1].isEmpty else {
      throw .surplus(line: closing + 2)
    }
    var checksum = Checksum()
    for line in lines[..<closing] { checksum.add(Array(line.string.utf8) + [0x0a]) }
    guard digits == checksum.description else { throw .changed }
  }

  private mutating func line() throws(CaseProblem) -> Line {
    guard next < lines.count else { throw .truncated(line: next) }
    next += 1
    return lines[next - 1]
  }

  private mutating func field(_ key: String) throws(CaseProblem) -> String {
    let line = try line()
    guard line.begins(key + " ") else {
      throw .malformed(line: next, wanted: "`\(key)` comes here")
    }
    return line.dropFirst(key.count + 1).string
  }

  private mutating func number(_ key: String, upTo limit: UInt64) throws(CaseProblem) -> UInt64 {
    guard let number = UInt64(try field(key)), number <= limit else {
      throw .malformed(line: next, wanted: "`\(key)` has a whole number, at most \(limit)")
    }
    return number
  }

  /// How many lines follow; no more than there are.
  private mutating func count(_ key: String) throws(CaseProblem) -> Int {
    Int(try number(key, upTo: UInt64(lines.count)))
  }

  private mutating func rows() throws(CaseProblem) -> CaseFile.Rows {
    let parts = try field("rows").unicodeScalars
      .split(separator: " ", omittingEmptySubsequences: false).map(\.string)
    guard parts.count == 2, let count = Int(parts[1]), (0...CaseFile.rowLimit).contains(count)
    else {
      throw .malformed(
        line: next,
        wanted: "`rows` has the name of a table and a number, at most \(CaseFile.rowLimit)")
    }
    return CaseFile.Rows(table: parts[0], count: count)
  }

  private mutating func indented() throws(CaseProblem) -> Line {
    let line = try line()
    guard line.begins(CaseFile.indent) else {
      throw .malformed(line: next, wanted: "a line that begins with two blanks comes here")
    }
    return line.dropFirst(CaseFile.indent.count)
  }

  private mutating func step() throws(CaseProblem) -> CaseFile.Step {
    let line = try indented()
    var (words, text) = (line, Line())
    if let bar = line.firstIndex(of: "|") {
      text = line[bar...].dropFirst(2)
      words = line[..<bar].dropLast()
    }
    if words.string == CaseFile.noWords { return CaseFile.Step(words: [], text: text.string) }
    var step: ChoiceSequence.Step = []
    for part in words.split(separator: " ", omittingEmptySubsequences: false) {
      guard let word = UInt64(part.string) else {
        throw .malformed(
          line: next, wanted: "a step has whole numbers, and what they mean after `|`")
      }
      step.append(word)
    }
    return CaseFile.Step(words: step, text: text.string)
  }
}

extension Substring.UnicodeScalarView {
  fileprivate var string: String { String(self) }

  fileprivate func begins(_ text: String) -> Bool { starts(with: text.unicodeScalars) }
}
