import Diagnostics
import Machine
import Semantics

extension CostModel {
  /// Conditions for all rows, then for the selected ones their keys, then the sort. `each` is what
  /// follows for every selected row: with it the worst case of a row is either to be refused, or to
  /// be selected and to pay for everything.
  func cost(
    _ rows: CheckedSelection, each: Cost, most: Count? = nil, unlessNone: Cost? = nil
  ) -> Cost {
    let span = rows.span
    let all = self.rows(of: rows.table)
    let row = charge(.row, span)
    var selected: [Cost] = []
    var refused: Cost?
    if let condition = rows.condition {
      let outcome = self.condition(condition)
      selected.append(one(row, outcome.whenTrue))
      refused = one(row, outcome.whenFalse)
    }
    var after: [Cost] = []
    if !rows.keys.isEmpty {
      selected.append(one(row, costs(rows.keys.map(\.value))))
      after.append(sorting(all, span))
    }
    // Where fewer rows go on than are selected, the selected ones pay for their selection alone.
    if let most, most != all {
      after.append(times(most, each))
    } else {
      selected.append(each)
    }
    let chosen = sequence(
      [
        times(all, choice([sequence(selected)] + (refused.map { [$0] } ?? [])))
      ] + after)
    let none = refused.map { one(times(all, $0), unlessNone ?? nothing) } ?? (unlessNone ?? nothing)
    return choice([chosen, none])
  }

  func cost(_ aggregate: CheckedAggregate, _ span: Span) -> Cost {
    var each = nothing
    if let body = aggregate.body {
      each = one(charge(.row, span), cost(body), charge(.reduce, span))
    }
    let rows = cost(
      aggregate.rows, each: each,
      unlessNone: aggregate.otherwise.map { cost($0) })
    guard aggregate.function == .median else { return rows }
    return one(rows, sorting(self.rows(of: aggregate.rows.table), span))
  }

  /// The bound of a count that is known before the run: a constant, the end of a parameter's
  /// range, or the rows of a table.
  func bound(_ expression: CheckedExpression) -> Count? {
    switch expression.kind {
    case .constant(let word): .constant(Int(clamping: max(0, word)))
    case .parameter(let id):
      contract.parameters[id].range.map { .constant(Int(clamping: max(0, $0.upperBound))) }
    case .rowCount(let table): rows(of: table)
    default: nil
    }
  }
}
