import Campaign
import Diagnostics
import Reference
import Semantics

// What a law that does not hold is broken by.
extension SpecWords {
  /// The comparison that does not hold, as it is written, and its sides with their values.
  struct BrokenComparison {
    let text: String
    /// Of which row, where it is asked of many: `w = Account[3]`.
    let row: String?
    /// An expression and its value each.
    let sides: [[String]]
  }

  /// The values of both sides of what does not hold, and of which row; nothing where no one
  /// comparison can be blamed.
  func sides(_ broken: PathRecord.LawBreak) -> (row: String?, left: String, right: String)? {
    let law = program.spec.contract.laws[broken.law]
    guard let found = broken.sides, law.comparisons.indices.contains(found.comparison) else {
      return nil
    }
    let comparison = law.comparisons[found.comparison]
    let row = comparison.rows.flatMap { rows in
      found.row.map { "\(law.frame.locals[rows.binder].name) = \(printer.row($0, of: rows.table))" }
    }
    return (
      row, printer.text(found.left, comparison.left.type),
      printer.text(found.right, comparison.right.type)
    )
  }

  /// The same as it is written.
  func comparison(_ broken: PathRecord.LawBreak, _ sources: SourceMap) -> BrokenComparison? {
    guard let sides = sides(broken), let number = broken.sides?.comparison else { return nil }
    let comparison = program.spec.contract.laws[broken.law].comparisons[number]
    return BrokenComparison(
      text: sources.text(onOneLine: comparison.whole.span), row: sides.row,
      sides: [
        [sources.text(onOneLine: comparison.left.span), sides.left],
        [sources.text(onOneLine: comparison.right.span), sides.right],
      ])
  }

  /// The rows and values a law does not hold for, and both sides of what does not hold.
  func lines(_ broken: PathRecord.LawBreak, _ sources: SourceMap) -> [String] {
    let given = given(broken).map { "given \($0.name) = \($0.value)" }
    guard let comparison = comparison(broken, sources) else { return given }
    return given + (comparison.row.map { ["for \($0)"] } ?? [])
      + comparison.sides.map { "\($0[0]) is \($0[1])" }
  }
}
