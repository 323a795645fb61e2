import Campaign
import Diagnostics
import Reference
import Semantics

// What a law that does not hold is broken by.
extension SpecWords {
  /// A part of a law, and what it came to.
  struct BrokenPart {
    /// As it is written.
    let text: String
    /// Of which rows, where it is asked of many: `w = Account[3]`.
    let rows: [String]
    let holds: Bool
    /// Of a comparison: its mark, and an expression and its value each.
    let sides: (symbol: String, left: [String], right: [String])?

    /// `for b = Account[2], left(b.held) <= right(b.held): 3 USD <= 2 USD does not hold`
    var line: String {
      let head = rows.isEmpty ? "" : "for " + rows.joined(separator: ", ") + ", "
      guard let sides else { return head + text + (holds ? " is true" : " is false") }
      return head + text + ": \(sides.left[1]) \(sides.symbol) \(sides.right[1])"
        + (holds ? " holds" : " does not hold")
    }
  }

  /// All that makes it false, as it is written.
  func parts(_ broken: PathRecord.LawBreak, _ sources: SourceMap) -> [BrokenPart] {
    let law = program.spec.contract.laws[broken.law]
    let parts = law.parts
    return broken.parts.compactMap { found in
      guard parts.indices.contains(found.number) else { return nil }
      let part = parts[found.number]
      let rows = zip(part.rows, found.rows).map { rows, row in
        "\(law.frame.locals[rows.binder].name) = \(printer.row(row, of: rows.table))"
      }
      func side(_ value: CheckedExpression, _ word: Int128) -> [String] {
        [sources.text(onOneLine: value.span), printer.text(word, value.type)]
      }
      var sides: (String, [String], [String])?
      if let both = part.sides, let left = found.left, let right = found.right {
        sides = (both.comparison.symbol, side(both.left, left), side(both.right, right))
      }
      return BrokenPart(
        text: sources.text(onOneLine: part.whole.span), rows: rows, holds: found.holds,
        sides: sides)
    }
  }

  /// The rows a law does not hold for: what is given, and those it was asked of.
  func rows(_ broken: PathRecord.LawBreak) -> [(table: TableID, row: Int128)] {
    let law = program.spec.contract.laws[broken.law]
    let given = law.given.compactMap { given -> (TableID, Int128)? in
      guard case .row(let rows) = given, broken.given.indices.contains(rows.binder) else {
        return nil
      }
      return (rows.table, broken.given[rows.binder])
    }
    let parts = law.parts
    return given
      + broken.parts.filter { parts.indices.contains($0.number) }.flatMap { found in
        zip(parts[found.number].rows, found.rows).map { ($0.table, $1) }
      }
  }

  /// The rows and values a law does not hold for, and all that makes it false.
  func lines(_ broken: PathRecord.LawBreak, _ sources: SourceMap) -> [String] {
    given(broken).map { "given \($0.name) = \($0.value)" }
      + parts(broken, sources).map(\.line)
  }
}
