import Diagnostics
import Numerics

/// Reads a file. Whatever the bytes are, there is a tree; what is wrong with it goes to
/// `diagnostics`. The caller refuses files over 4 MB; the time is linear in the size.
package func parse(
  _ source: SourceFile, into diagnostics: inout DiagnosticBag
) -> ParsedFile {
  let (tokens, findings) = Lexer.lex(source)
  diagnostics.report(contentsOf: findings)
  diagnostics.report(contentsOf: encodingProblems(of: source))
  var parser = Parser(source, tokens: tokens)
  let items = parser.parseFile()
  diagnostics.report(contentsOf: parser.findings)
  return ParsedFile(source: source.id, tokens: tokens, roles: parser.roles, items: items)
}

/// The first byte that is no UTF-8, if there is one.
func encodingProblems(of source: SourceFile) -> [Diagnostic] {
  guard let place = source.firstInvalidByte else { return [] }
  return [
    Diagnostic(
      .invalidUTF8, "the text is not valid UTF-8",
      at: Span(file: source.id, lower: place, upper: place + 1),
      help: ["save the file as UTF-8"])
  ]
}

/// A recursive descent over the tokens, with precedence climbing for operators.
///
/// Two promises hold everything together. The position never moves back, so the time is linear.
/// `depth` counts what is open, `Expression.height` what is finished, and their sum never exceeds
/// `depthLimit`, so the tree can be walked recursively on a small stack.
struct Parser {
  static let depthLimit = 256
  /// How far recovery looks ahead, and how many columns of indentation it counts: enough for every
  /// line people write, and a bound that keeps the time linear.
  static let lookahead = 200

  let source: SourceFile
  let tokens: [Token]
  /// For each bracket the index of the one that matches it, or -1.
  let partners: [Int32]
  var position = 0
  var roles: [TokenRole]
  var findings: [Diagnostic] = []
  var depth = 0
  /// The position of the last report; a second one there would only repeat it.
  var quietAt = -1
  var saidTooDeep = false
  /// The parenthesis right behind a `return`, which may hold several values.
  var tupleAt = -1
  /// In a cell of `cases`, where a name behind a number is the next cell.
  var suppressUnit = false
  /// Inside a law or an example, where words such as `given` end what stands before them.
  var inClaim = false
  /// Inside a spec, where its statements and values may stand and its words end a number.
  var inSpec = false
  /// Inside the settings of a market or an oracle, where braces follow the name of a model.
  var inSettings = false
  /// Pairs of braces whose closing one stands further left than the line of the opening one: the
  /// likely culprits when a brace turns out to be missing.
  var suspects: [Int] = []

  init(_ source: SourceFile, tokens: [Token]) {
    self.source = source
    self.tokens = tokens
    partners = Parser.match(tokens)
    roles = Array(repeating: [], count: tokens.count)
  }

  var token: Token { tokens[position] }
  var kind: TokenKind { tokens[position].kind }
  var word: Word? { tokens[position].kind.word }
  var atEnd: Bool { tokens[position].kind == .endOfFile }

  func peek(_ ahead: Int = 1) -> TokenKind { tokens[min(position + ahead, tokens.count - 1)].kind }

  func at(_ symbol: Symbol) -> Bool { kind == .symbol(symbol) }
  func at(_ word: Word) -> Bool { kind == .word(word) }

  /// Moves on, noting what the token means.
  mutating func advance(_ role: TokenRole = []) {
    roles[position].formUnion(role)
    if position < tokens.count - 1 { position += 1 }
  }

  mutating func accept(_ symbol: Symbol, _ role: TokenRole = []) -> Bool {
    guard at(symbol) else { return false }
    advance(role)
    return true
  }

  mutating func accept(_ word: Word, _ role: TokenRole = []) -> Bool {
    guard at(word) else { return false }
    advance(role)
    return true
  }

  // MARK: Places

  func span(_ range: Range<Int>) -> Span {
    Span(file: source.id, lower: range.lowerBound, upper: range.upperBound)
  }

  /// The span of a token.
  func span(at index: Int) -> Span { span(tokens[index].text) }

  /// From the first byte of a token to the last byte read so far.
  func span(from start: Int) -> Span {
    let lower = tokens[start].text.lowerBound
    return Span(file: source.id, lower: lower, upper: position > start ? previousEnd : lower)
  }

  func span(from first: Span) -> Span {
    Span(file: source.id, lower: first.lower, upper: max(first.upper, previousEnd))
  }

  /// Where the last token read ends.
  var previousEnd: Int { position > 0 ? tokens[position - 1].text.upperBound : 0 }

  func text(at index: Int) -> String {
    String(decoding: source.bytes[tokens[index].text], as: UTF8.self)
  }

  /// How far the line on which a token stands is indented.
  func indentation(at index: Int) -> Int {
    let line = source.line(of: tokens[index].text.lowerBound)
    var cursor = source.lineStarts[line - 1]
    let start = cursor
    while cursor < source.bytes.count, cursor - start < Parser.lookahead,
      source.bytes[cursor] == ASCII.space || source.bytes[cursor] == ASCII.tab
    {
      cursor += 1
    }
    return cursor - start
  }

  // MARK: Depth

  /// Opens one level; `false`, after a report, where there are too many already. What cannot be
  /// read for its depth is skipped.
  mutating func enter() -> Bool {
    depth += 1
    guard depth > Parser.depthLimit else { return true }
    depth -= 1
    reportTooDeep(at: span(at: position))
    skipTooDeep()
    return false
  }

  mutating func leave() { depth -= 1 }

  mutating func reportTooDeep(at span: Span) {
    quietAt = position
    guard !saidTooDeep else { return }
    saidTooDeep = true
    findings.append(
      Diagnostic(
        .nestingTooDeep, "this is nested more than \(Parser.depthLimit) deep", at: span,
        help: ["give parts of it names, with `let` or as functions of their own"]))
  }
}

extension Parser {
  /// Pairs the brackets in one pass. A brace closes whatever parentheses stand open inside it; a
  /// parenthesis never reaches over a brace.
  static func match(_ tokens: [Token]) -> [Int32] {
    var partners = [Int32](repeating: -1, count: tokens.count)
    var open: [(symbol: Symbol, index: Int)] = []
    for (index, token) in tokens.enumerated() {
      guard case .symbol(let symbol) = token.kind else { continue }
      switch symbol {
      case .leftBrace, .leftParenthesis, .leftBracket:
        open.append((symbol, index))
      case .rightBrace:
        while let last = open.popLast() {
          guard last.symbol == .leftBrace else { continue }
          (partners[last.index], partners[index]) = (Int32(index), Int32(last.index))
          break
        }
      case .rightParenthesis, .rightBracket:
        let opener: Symbol = symbol == .rightBracket ? .leftBracket : .leftParenthesis
        guard let last = open.last, last.symbol == opener else { continue }
        open.removeLast()
        (partners[last.index], partners[index]) = (Int32(index), Int32(last.index))
      default: continue
      }
    }
    return partners
  }
}
