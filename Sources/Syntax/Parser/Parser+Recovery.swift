import Diagnostics

extension Parser {
  /// Whether the last thing read stopped at an error that has not been moved past.
  var isStuck: Bool { quietAt == position }

  /// Skips to where a statement can begin again: a word that begins nothing else, the start of a
  /// line, or the brace that ends the block. Groups are skipped whole, blocks are read, so that a
  /// broken header hides nothing of its body.
  mutating func skipToStatement() {
    while !atEnd {
      switch kind {
      case .symbol(.rightBrace): return
      case .symbol(.leftBrace) where token.startsLine: return
      case .symbol(.leftBrace):
        if looksLikeRow { skipGroup() } else { _ = parseBlock() }
        return
      case .symbol(.leftParenthesis), .symbol(.leftBracket): skipGroup()
      case .word(let word) where word.startsOnlyStatements: return
      case .word(let word) where token.startsLine && word != .then && word != .else:
        if endsEverything(word) { return }
        advance()
      case .name where token.startsLine: return
      default: advance()
      }
    }
  }

  /// Skips to the next declaration, to a line that begins with a name no further in than the
  /// broken declaration did, or to the brace that ends the module.
  mutating func skipToDeclaration(from start: Int) {
    let indent = indentation(at: start)
    while !atEnd, !at(.rightBrace) {
      let afterBrace = position > 0 && tokens[position - 1].kind == .symbol(.rightBrace)
      if token.startsLine || afterBrace, word?.startsDeclaration == true || startsItem { return }
      if token.startsLine, kind.isName, indentation(at: position) <= indent { return }
      switch kind {
      case .symbol(.leftBrace), .symbol(.leftParenthesis), .symbol(.leftBracket): skipGroup()
      default: advance()
      }
    }
  }

  /// Skips a bracket with all it holds, or the bracket alone when nothing matches it.
  mutating func skipGroup() {
    let partner = Int(partners[position])
    if partner > position { position = partner }
    advance()
  }

  /// Skips what is nested too deep: everything up to the bracket that encloses it, or to what
  /// begins a statement or a declaration.
  mutating func skipTooDeep() {
    while !atEnd {
      switch kind {
      case .symbol(.rightBrace), .symbol(.rightParenthesis), .symbol(.rightBracket): break
      case .symbol(.leftBrace), .symbol(.leftParenthesis), .symbol(.leftBracket):
        skipGroup()
        continue
      case .word(let word)
      where word.startsOnlyStatements || word.startsDeclaration && token.startsLine:
        break
      default:
        advance()
        continue
      }
      break
    }
    quietAt = position
  }

  /// After a broken header: goes to the block it should have led to, if that begins on this line.
  mutating func skipToBlock() {
    guard isStuck, !token.startsLine else { return }
    var index = position
    let end = min(tokens.count - 1, position + Parser.lookahead)
    while index < end, index == position || !tokens[index].startsLine {
      switch tokens[index].kind {
      case .symbol(.leftBrace):
        position = index
        return
      case .symbol(.rightBrace): return
      default: index += 1
      }
    }
  }

  /// `{ size: 1`, `{ }`: more likely a row than a block.
  var looksLikeRow: Bool {
    guard at(.leftBrace) else { return false }
    if peek() == .symbol(.rightBrace) { return true }
    switch peek() {
    case .name, .word: return peek(2) == .symbol(.colon)
    default: return false
    }
  }

  /// Begins what stands on its own in a file.
  var startsItem: Bool {
    switch kind {
    case .word(.example): peek() == .string
    case .word(let word): word.startsItem
    default: false
    }
  }

  // MARK: Braces

  /// Notes a pair of braces whose closing one stands further left than the line of its opener.
  mutating func noteClosing(open: Int) {
    guard token.startsLine, indentation(at: position) < indentation(at: open) else { return }
    suspects.append(open)
  }

  /// Reports a brace that was not closed before what stands here. The indentation may tell that
  /// an inner brace took the closing one of `open`; then that one is to blame.
  mutating func reportUnclosed(_ open: Int) {
    let culprit = suspects.suffix(Parser.lookahead).first { $0 > open } ?? open
    report(
      .unclosedBrace, "this `{` is never closed", at: span(at: culprit), label: "opened here",
      secondary: [Label(noticed, atEnd ? "the text ends here" : "noticed here")],
      help: ["add the missing `}`"])
  }
}
