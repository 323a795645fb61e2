import Diagnostics

extension Parser {
  func name(at index: Int) -> Name { Name(text(at: index), span(at: index)) }

  /// Reads the name of something being declared or used; `wanted` says of what, as in "a name for
  /// the table". A reserved word in its place is reported and read as the name it wants to be.
  mutating func parseName(_ wanted: String, _ role: TokenRole = []) -> Name? {
    if kind.isName, !startsPartOnLine {
      defer { advance(role) }
      return name(at: position)
    }
    if let word, word.temptsAsName, !endsEverything(word) || !token.startsLine {
      reportReserved()
      defer { advance(role) }
      return name(at: position)
    }
    reportExpected(.expectedName, wanted)
    return nil
  }

  mutating func reportReserved() {
    let text = text(at: position)
    add(
      .reservedWord, "`\(text)` is a word of the language and cannot be a name",
      at: span(at: position), help: ["choose another name, such as `\(text)_` or `the_\(text)`"])
  }

  /// `margin.tier` or `tier`.
  mutating func parseQualifiedName(_ wanted: String) -> QualifiedName? {
    guard let first = parseName(wanted) else { return nil }
    guard at(.dot), peek().isName else { return QualifiedName(first) }
    advance()
    guard let second = parseName(wanted) else { return QualifiedName(first) }
    return QualifiedName(qualifier: first, second)
  }

  /// `A, B, C`.
  mutating func parseNames(_ wanted: String) -> [Name] {
    var names: [Name] = []
    repeat {
      guard let name = parseName(wanted) else { break }
      names.append(name)
    } while accept(.comma)
    return names
  }

  /// Words that show, at the start of a line, that what came before is over.
  func endsEverything(_ word: Word) -> Bool {
    word.startsDeclaration || word.startsItem || word.startsStatement || word == .then
      || word == .else || word == .after && inSpec
  }

  /// Reads a text without holes.
  mutating func parseText(_ wanted: String) -> StringLiteral? {
    guard kind == .string else {
      reportExpected(wanted)
      return nil
    }
    defer { advance() }
    return StringLiteral(text: unescaped(contents(at: position)), span: span(at: position))
  }

  /// The bytes between the quotes; nothing where the quotes are not ours.
  func contents(at index: Int) -> Range<Int> {
    let range = tokens[index].text
    let bytes = source.bytes
    guard bytes[range.lowerBound] == ASCII.quote else { return range.upperBound..<range.upperBound }
    let lower = range.lowerBound + 1
    let closed = range.count > 1 && bytes[range.upperBound - 1] == ASCII.quote
    return lower..<(closed ? range.upperBound - 1 : range.upperBound)
  }

  func unescaped(_ range: Range<Int>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    var cursor = range.lowerBound
    while cursor < range.upperBound {
      var byte = source.bytes[cursor]
      if byte == ASCII.backslash, cursor + 1 < range.upperBound {
        cursor += 1
        byte = source.bytes[cursor]
        if byte == UInt8(ascii: "n") { byte = ASCII.lineFeed }
      }
      bytes.append(byte)
      cursor += 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
