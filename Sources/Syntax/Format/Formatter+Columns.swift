extension Formatter {
  /// What a line declares when it stands in a run whose parts line up.
  private enum Run: Equatable { case parameter, state, constant, field, parameterField }

  /// Lines up `:`, `=`, `in` and the comments of neighbouring declarations of one kind. Comments
  /// of their own line do not end a run, blank lines and anything else do.
  mutating func alignDeclarations() {
    var run: [Int] = []
    var kind: Run?
    for index in lines.indices {
      let line = lines[index]
      if line.tokens.isEmpty, !line.afterBlank { continue }
      let next = line.tokens.isEmpty ? nil : runKind(index)
      if next == nil || next != kind || line.afterBlank
        || run.last.map({ lines[$0].indent != line.indent }) ?? false
      {
        align(run)
        run = []
      }
      kind = next
      if next != nil { run.append(index) }
    }
    align(run)
  }

  /// The kind of a line that holds exactly one whole declaration or field.
  private func runKind(_ index: Int) -> Run? {
    let range = lines[index].tokens
    let first = range.lowerBound
    for token in range.dropFirst() where !roles[token].isDisjoint(with: Formatter.starts) {
      return nil
    }
    guard endsWhole(range) else { return nil }
    let isField = roles[first].contains(.field)
    guard isField || roles[first].contains(.declaration) else { return nil }
    switch tokens[first].kind {
    case .word(.param): return isField ? .parameterField : .parameter
    case .word(.state) where !isField: return .state
    case .word(.const) where !isField: return .constant
    default: return isField ? .field : nil
    }
  }

  /// Whether what follows a line begins something of its own.
  private func endsWhole(_ range: Range<Int>) -> Bool {
    let next = range.upperBound
    guard next < tokens.count - 1 else { return true }
    return isClosing(next) || !roles[next].isDisjoint(with: Formatter.starts)
  }

  private mutating func align(_ run: [Int]) {
    guard run.count > 1 else { return }
    for stop in [TokenKind.symbol(.colon), .symbol(.set), .word(.in)] { align(run, at: stop) }
    let commented = run.filter { lines[$0].comment != nil }
    let widest = commented.map { width(lines[$0].tokens) }.max() ?? 0
    for index in commented {
      lines[index].commentGap = widest - width(lines[index].tokens) + 2
    }
  }

  private mutating func align(_ run: [Int], at stop: TokenKind) {
    var places: [(token: Int, width: Int)] = []
    for index in run {
      let range = lines[index].tokens
      guard
        let token = range.first(where: { roles[$0].contains(.column) && tokens[$0].kind == stop })
      else { continue }
      places.append((token, width(range.lowerBound..<token)))
    }
    let widest = places.map(\.width).max() ?? 0
    for place in places { gaps[place.token] = widest - place.width + 1 }
  }

  /// Lines up the columns of `cases`.
  mutating func alignCases() {
    var table: [[Range<Int>]] = []
    for line in lines where !line.tokens.isEmpty {
      guard let row = cells(of: line.tokens) else {
        alignTable(table)
        table = []
        continue
      }
      if !(table.isEmpty || !roles[line.tokens.lowerBound].contains(.section)) {
        alignTable(table)
        table = []
      }
      table.append(row)
    }
    alignTable(table)
  }

  /// The cells of a row of `cases`; `nil` for any other line.
  private func cells(of range: Range<Int>) -> [Range<Int>]? {
    let first = range.lowerBound
    let isHeader = roles[first].contains(.section) && tokens[first].kind == .word(.cases)
    guard isHeader || roles[first].contains(.caseRow) else { return nil }
    let starts = range.filter { roles[$0].contains(.cell) }
    let ends = starts.dropFirst() + [range.upperBound]
    return zip(starts, ends).map { $0..<$1 }
  }

  private mutating func alignTable(_ table: [[Range<Int>]]) {
    for column in 0..<max(1, (table.map(\.count).max() ?? 0)) - 1 {
      let rows = table.filter { $0.count > column + 1 }
      let widest = rows.map { width($0[column]) }.max() ?? 0
      for row in rows { gaps[row[column + 1].lowerBound] = widest - width(row[column]) + 2 }
    }
  }
}
