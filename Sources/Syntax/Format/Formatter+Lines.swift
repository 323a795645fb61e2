/// What stands open around a token while lines are split.
private struct Frame {
  /// Where lines inside begin.
  var indent: Int
  /// Where the closing bracket stands when it begins a line.
  var close: Int
  /// Whether a line that begins nothing goes on with the one before it, further in.
  var continues: Bool
  /// The indentation of the statement or declaration being read.
  var start: Int
  /// The bracket that opened it.
  var opening = 0
  var inSection = false
}

extension Formatter {
  /// How far the content of `given`, `when` and `then` stands behind their first letter.
  static let sectionWidth = 7

  /// Splits the tokens and comments into lines, and indents them.
  mutating func splitLines() {
    var frames = [Frame(indent: 0, close: 0, continues: true, start: 0)]
    var justOpened = true
    for index in tokens.indices {
      let trivia = Trivia(source.bytes, tokens[index].leading)
      let frame = frames[frames.count - 1]
      let indent = indentation(of: index, in: frame)
      for comment in trivia.comments {
        if comment.newlines == 0, index > 0, !lines.isEmpty {
          lines[lines.count - 1].comment = comment.text
          continue
        }
        lines.append(
          Line(
            tokens: index..<index, indent: isClosing(index) ? frame.indent : indent,
            afterBlank: comment.newlines > 1 && !justOpened, comment: comment.text))
        justOpened = false
      }
      guard tokens[index].kind != .endOfFile else { return }
      if breaks(before: index, trivia, in: frame) {
        lines.append(
          Line(
            tokens: index..<index, indent: indent,
            afterBlank: trivia.newlines > 1 && !justOpened && !isClosing(index)))
      }
      lines[lines.count - 1].tokens = lines[lines.count - 1].tokens.lowerBound..<index + 1
      update(&frames, index)
      justOpened = isOpening(index)
    }
  }

  private func breaks(before index: Int, _ trivia: Trivia, in frame: Frame) -> Bool {
    if index == 0 || !trivia.comments.isEmpty { return true }
    let role = roles[index]
    if role.contains(.declaration) { return true }
    if role.contains(.module), isClosing(index) {
      // What was left on the line it begins on, ends there too.
      let isWhole = lines.last?.tokens.contains(frame.opening) ?? false
      return !isOpening(index - 1) && (!isWhole || trivia.newlines > 0)
    }
    if isOpening(index), !role.isDisjoint(with: [.block, .module]) { return false }
    return trivia.newlines > 0
  }

  private func indentation(of index: Int, in frame: Frame) -> Int {
    let role = roles[index]
    if isClosing(index) { return frame.close }
    if !role.isDisjoint(with: Formatter.starts) { return frame.indent }
    if role.contains(.caseRow) { return frame.indent + Formatter.sectionWidth }
    if !frame.continues { return frame.indent }
    if frame.inSection { return frame.indent + Formatter.sectionWidth }
    return frame.indent + (role.contains(.header) ? 4 : 2)
  }

  /// Roles of tokens that stand at the indentation of their block when they begin a line.
  static let starts: TokenRole = [.declaration, .statement, .section, .continuation]

  private func update(_ frames: inout [Frame], _ index: Int) {
    let line = lines[lines.count - 1].indent
    let role = roles[index]
    let last = frames.count - 1
    if !role.isDisjoint(with: Formatter.starts) {
      frames[last].start = min(line, frames[last].indent)
      frames[last].inSection = role.contains(.section)
    }
    if isOpening(index) {
      let block = !role.isDisjoint(with: [.block, .module])
      let base = block ? frames[last].start : line
      frames.append(
        Frame(
          indent: base + 2, close: base, continues: block || role.contains(.arms), start: base + 2,
          opening: index))
    } else if isClosing(index), frames.count > 1 {
      frames.removeLast()
    }
  }

  func isOpening(_ index: Int) -> Bool {
    switch tokens[index].kind {
    case .symbol(.leftBrace), .symbol(.leftParenthesis), .symbol(.leftBracket): true
    default: false
    }
  }

  func isClosing(_ index: Int) -> Bool {
    switch tokens[index].kind {
    case .symbol(.rightBrace), .symbol(.rightParenthesis), .symbol(.rightBracket): true
    default: false
    }
  }
}

/// The comments before a token, and how many lines end before each and before the token.
struct Trivia {
  struct Comment {
    let text: Range<Int>
    let newlines: Int
  }

  private(set) var comments: [Comment] = []
  /// Line ends between the last comment, or the token before, and the token.
  private(set) var newlines = 0

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    var cursor = range.lowerBound
    while cursor < range.upperBound {
      let byte = bytes[cursor]
      if byte == UInt8(ascii: "/") {
        let start = cursor
        while cursor < range.upperBound, !ASCII.isLineEnd(bytes[cursor]) { cursor += 1 }
        var end = cursor
        while bytes[end - 1] == ASCII.space || bytes[end - 1] == ASCII.tab { end -= 1 }
        comments.append(Comment(text: start..<end, newlines: newlines))
        newlines = 0
        continue
      }
      let pair =
        byte == ASCII.carriageReturn && cursor + 1 < range.upperBound
        && bytes[cursor + 1] == ASCII.lineFeed
      if ASCII.isLineEnd(byte), !pair { newlines += 1 }
      cursor += 1
    }
  }
}
