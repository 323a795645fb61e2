import Diagnostics
import Foundation
import Syntax
import Testing

/// Says whether the grammar can derive a list of tokens, by trying every way and remembering where
/// each production ends.
private struct GrammarRecogniser {
  private static let rules = Dictionary(
    uniqueKeysWithValues: Grammar.productions.map { ($0.name, RuleReader.read($0.definition)) })

  private let tokens: ArraySlice<Token>
  private let source: SourceFile
  private var known: [Key: Set<Int>] = [:]
  /// Productions that took part in some way of reading.
  private(set) var used: Set<String> = []
  /// The token nobody could go beyond.
  private(set) var furthest = 0

  private struct Key: Hashable {
    let production: String
    let position: Int
  }

  init(_ tokens: ArraySlice<Token>, of source: SourceFile) {
    self.tokens = tokens
    self.source = source
  }

  mutating func accepts() -> Bool { ends(of: "file", at: 0).contains(tokens.count) }

  private mutating func ends(of name: String, at position: Int) -> Set<Int> {
    let key = Key(production: name, position: position)
    if let ends = known[key] { return ends }
    guard let rule = Self.rules[name] else { return [] }
    let ends = ends(of: rule, at: position)
    known[key] = ends
    if !ends.isEmpty { used.insert(name) }
    return ends
  }

  private mutating func ends(of rule: Rule, at position: Int) -> Set<Int> {
    switch rule {
    case .terminal(let text):
      return position < tokens.count && spells(position, text) ? step(position) : []
    case .token(let name): return ends(ofToken: name, at: position)
    case .production(let name): return ends(of: name, at: position)
    case .sequence(let parts):
      return parts.reduce([position]) { positions, part in
        positions.reduce(into: []) { $0.formUnion(ends(of: part, at: $1)) }
      }
    case .choice(let parts):
      return parts.reduce(into: []) { $0.formUnion(ends(of: $1, at: position)) }
    case .optional(let part): return ends(of: part, at: position).union([position])
    case .repeated(let part):
      var all: Set<Int> = [position]
      var fresh = all
      while !fresh.isEmpty {
        let next = fresh.reduce(into: Set<Int>()) { $0.formUnion(ends(of: part, at: $1)) }
        fresh = next.subtracting(all)
        all.formUnion(fresh)
      }
      return all
    }
  }

  private mutating func ends(ofToken name: String, at position: Int) -> Set<Int> {
    switch name {
    // Part of the number before it.
    case "SUFFIX": return [position]
    // No token: what comes next begins a line, or closes the block the line is in.
    case "NEWLINE":
      let ends =
        position >= tokens.count || tokens[position].startsLine
        || tokens[position].kind == .symbol(.rightBrace)
      return ends ? [position] : []
    case "HERE":
      return position < tokens.count && !tokens[position].startsLine ? [position] : []
    default:
      guard position < tokens.count, tokens[position].kind.isToken(name) else { return [] }
      return step(position)
    }
  }

  /// Words of specs are names to the lexer.
  private func spells(_ position: Int, _ text: String) -> Bool {
    switch tokens[position].kind {
    case .word(let word): word.rawValue == text
    case .symbol(let symbol): symbol.rawValue == text
    case .foreign(let mark): mark.rawValue == text
    case .name: source.bytes[tokens[position].text].elementsEqual(text.utf8)
    default: false
    }
  }

  private mutating func step(_ position: Int) -> Set<Int> {
    furthest = max(furthest, position + 1)
    return [position + 1]
  }
}

extension TokenKind {
  fileprivate func isToken(_ name: String) -> Bool {
    switch (name, self) {
    case ("NAME", _): isName
    case ("WORD", .word), ("WORD", .name), ("NUMBER", .number), ("DIGITS", .number),
      ("TEXT", .string), ("MESSAGE", .string):
      true
    default: false
    }
  }
}

/// The other half of "the parser reads every sentence of the grammar".
@Suite("Grammar: real files")
struct GrammarCoverageTests {
  @Test("the grammar says what the contracts and specs of the repository say")
  func files() throws {
    var used: Set<String> = []
    for file in try Self.paths() {
      let source = SourceFile(
        id: SourceID(index: 0), path: file.path, bytes: Array(try Data(contentsOf: file)))
      var findings = DiagnosticBag()
      let tokens = parse(source, into: &findings).tokens.dropLast()
      var recogniser = GrammarRecogniser(tokens, of: source)
      let accepted = recogniser.accepts()
      let place = tokens.dropFirst(recogniser.furthest).first
      let line = place.map { source.line(of: $0.text.lowerBound) } ?? 0
      #expect(accepted, "\(file.lastPathComponent):\(line)")
      used.formUnion(recogniser.used)
    }
    #expect(Set(Grammar.productions.map(\.name)).subtracting(used) == [])
  }

  private static func paths() throws -> [URL] {
    let root = Fixtures.folder.deletingLastPathComponent().deletingLastPathComponent()
    return try ["Contracts", "Specs", "Tests/Fixtures/syntax/samples"].flatMap { name in
      let folder = root.appending(path: name)
      return try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        .filter { $0.hasSuffix(".risk") || $0.hasSuffix(".spec") }
        .map { folder.appending(path: $0) }
    }
  }
}
