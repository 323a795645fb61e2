import Diagnostics

extension Parser {
  /// Names on one line, rows of as many values below, each on a line of its own.
  mutating func parseCases(from start: Int) -> Example.CaseTable {
    var header: [Name] = []
    roles[position].insert(.caseRow)
    while kind.isName, header.isEmpty || !token.startsLine {
      roles[position].insert(.cell)
      header.append(name(at: position))
      advance()
    }
    if header.isEmpty { reportExpected(.expectedName, "a name for each column") }
    var rows: [[Expression]] = []
    while !atEnd, !at(.rightBrace), token.startsLine, !endsCases {
      let before = position
      rows.append(parseCaseRow(columns: header.count))
      guard isStuck else { continue }
      // A row that cannot even begin must still be left behind.
      if position == before { advance() }
      while !atEnd, !at(.rightBrace), !token.startsLine { advance() }
      quietAt = -1
    }
    if rows.isEmpty, !header.isEmpty, !isStuck {
      add(
        .casesRow, "`cases` has names and no rows, so nothing would run", at: span(from: start),
        help: ["write one value under each name, each case on a line of its own"])
    }
    return Example.CaseTable(header: header, rows: rows, span: span(from: start))
  }

  private var endsCases: Bool {
    guard let word else { return false }
    if word == .true || word == .false { return false }
    return word.isReserved && word != Word.none || word.startsSection
  }

  /// A row is read twice when it holds units: once to count what stands apart, and where that is
  /// more than the columns, again with every unit joined to its number.
  private mutating func parseCaseRow(columns: Int) -> [Expression] {
    let start = position
    roles[start].insert(.caseRow)
    let joins = countCells() != columns
    var cells: [Expression] = []
    repeat {
      guard let cell = parseCell(joining: joins) else { break }
      cells.append(cell)
    } while !token.startsLine && !atEnd && !at(.rightBrace)
    if cells.count != columns, !isStuck {
      report(
        .casesRow, "this row has \(cells.count) values for \(columns) columns",
        at: span(from: start), help: ["write one value under each name of the first line"])
      quietAt = -1
    }
    return cells
  }

  /// How many values stand on this line, a unit counting as one of its own.
  private func countCells() -> Int {
    var count = 0
    var index = position
    while index < tokens.count - 1, index == position || !tokens[index].startsLine {
      switch tokens[index].kind {
      case .symbol(.rightBrace): return count
      case .symbol(.minus): break
      default: count += 1
      }
      index += 1
    }
    return count
  }

  private mutating func parseCell(joining: Bool) -> Expression? {
    let start = position
    roles[start].insert(.cell)
    switch kind {
    case .symbol(.minus):
      advance(.sign)
      guard kind == .number else {
        reportExpected(.expectedExpression, "a number")
        return nil
      }
      let number = parseCellNumber(joining)
      return make(.negate(number), span(from: start))
    case .number: return parseCellNumber(joining)
    case .word(.true), .word(.false), .word(.none):
      let word = word
      advance()
      return Expression(word == Word.none ? .none : .truth(word == .true), span(at: start))
    default: break
    }
    guard kind.isName else {
      reportExpected(
        .casesRow, "a plain value",
        help: ["a cell is a number, a name, `true` or `false`; other values go into `given`"])
      return nil
    }
    advance()
    return Expression(.name(name(at: start)), span(at: start))
  }

  private mutating func parseCellNumber(_ joining: Bool) -> Expression {
    if !joining {
      suppressUnit = true
      defer { suppressUnit = false }
      return parseNumber()
    }
    return parseNumber()
  }
}
