extension Formatter {
  /// Sets the gap before every token that does not begin a line.
  mutating func spaceTokens() {
    for line in lines where line.tokens.count > 1 {
      for index in line.tokens.dropFirst() {
        gaps[index] = gap(before: index, lineStart: line.tokens.lowerBound)
      }
    }
  }

  private func gap(before index: Int, lineStart: Int) -> Int {
    let role = roles[index]
    let before = roles[index - 1]
    if before.contains(.sign) || before.contains(.tight) || role.contains(.tight) { return 0 }
    if role.contains(.attached) { return 0 }
    switch (tokens[index - 1].kind, tokens[index].kind) {
    case (.symbol(.leftParenthesis), _), (.symbol(.leftBracket), _), (.symbol(.dot), _),
      (_, .symbol(.rightParenthesis)), (_, .symbol(.rightBracket)), (_, .symbol(.dot)),
      (_, .symbol(.comma)), (.symbol(.leftBrace), .symbol(.rightBrace)):
      return 0
    case (.symbol(.leftBrace), _), (.symbol(.comma), _), (.symbol(.colon), _): return 1
    default: break
    }
    if index - 1 == lineStart, before.contains(.section) { return sectionGap(index - 1) }
    if !role.isDisjoint(with: [.statement, .section]) { return 2 }
    return 1
  }

  /// `given`, `when` and the like are followed by one column of content.
  private func sectionGap(_ index: Int) -> Int {
    switch tokens[index].kind {
    case .word(.use), .word(.population): 1
    default: max(1, Formatter.sectionWidth - width(index))
    }
  }
}
