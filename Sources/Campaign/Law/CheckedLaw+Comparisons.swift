import Semantics

extension CheckedLaw {
  /// A comparison that must hold for the law to, and of which rows it is asked.
  package struct Comparison {
    package let rows: CheckedSelection?
    /// The whole of it, and its sides.
    package let whole: CheckedExpression
    package let left: CheckedExpression
    package let right: CheckedExpression
  }

  /// All that a law which does not hold can be blamed on: what is joined by `and`, and the body of an
  /// `all`. One that stands deeper, below an `or` or an `if`, may be false in a law that holds.
  package var comparisons: [Comparison] { CheckedLaw.comparisons(in: then, of: nil) }

  private static func comparisons(
    in expression: CheckedExpression, of rows: CheckedSelection?
  ) -> [Comparison] {
    switch expression.kind {
    case .compare(_, let left, let right):
      return [Comparison(rows: rows, whole: expression, left: left, right: right)]
    case .logical(.and, let left, let right):
      return comparisons(in: left, of: rows) + comparisons(in: right, of: rows)
    case .aggregate(let all) where all.function == .all && all.rows.keys.isEmpty && rows == nil:
      return all.body.map { comparisons(in: $0, of: all.rows) } ?? []
    default: return []
    }
  }
}
