import Diagnostics
import Machine
import Semantics

extension CostModel {
  /// What is known of a row that was selected.
  func selected(_ rows: CheckedSelection, _ known: Knowledge) -> Knowledge {
    var selected = known
    selected.forget([.local(rows.binder)])
    return rows.condition.map { assuming($0, is: true, selected) } ?? selected
  }

  /// Conditions for all rows, then for the selected ones their keys, then the sort. `each` is what
  /// follows for every selected row: with it the worst case of a row is either to be refused, or to
  /// be selected and to pay for everything.
  func cost(
    _ rows: CheckedSelection, each: Cost, most: Count? = nil, unlessNone: Cost = .nothing,
    _ known: Knowledge
  ) -> Cost {
    let span = rows.span
    let all = self.rows(of: rows.table)
    let row = charge(.row, span)
    var selected: [Cost] = []
    var refused: Cost?
    if let condition = rows.condition {
      var looking = known
      looking.forget([.local(rows.binder)])
      let outcome = self.condition(condition, looking)
      selected.append(one(row, outcome.whenTrue))
      refused = one(row, outcome.whenFalse)
    }
    var after: [Cost] = []
    if !rows.keys.isEmpty {
      selected.append(one(row, costs(rows.keys.map(\.value), self.selected(rows, known))))
      after.append(sorting(all, span))
    }
    // Where fewer rows go on than are selected, the selected ones pay for their selection alone.
    if let most, most != all {
      after.append(times(most, each))
    } else {
      selected.append(each)
    }
    let chosen = one(
      times(all, choice([sequence(selected)] + (refused.map { [$0] } ?? []))), sequence(after))
    let none = refused.map { one(times(all, $0), unlessNone) } ?? unlessNone
    return choice([chosen, none])
  }

  func cost(_ aggregate: CheckedAggregate, _ span: Span, _ known: Knowledge) -> Cost {
    var each = Cost.nothing
    if let body = aggregate.body {
      each = one(
        charge(.row, span), cost(body, selected(aggregate.rows, known)), charge(.reduce, span))
    }
    let rows = cost(
      aggregate.rows, each: each,
      unlessNone: aggregate.otherwise.map { cost($0, known) } ?? .nothing, known)
    guard aggregate.function == .median else { return rows }
    return one(rows, sorting(self.rows(of: aggregate.rows.table), span))
  }

  /// How often at most something is done that is done so many times; `nil` when nothing is known.
  func bound(_ expression: CheckedExpression, _ known: Knowledge) -> Count? {
    if case .rowCount(let table) = expression.kind { return rows(of: table) }
    let most = known.range(of: expression).upper
    return most == .max ? nil : .constant(Int(clamping: max(0, most)))
  }

  /// The lesser of a bound and the rows of a table.
  func most(_ bound: Count?, of table: TableID) -> Count? {
    switch (bound, rows(of: table)) {
    case (.constant(let number), .constant(let rows)): .constant(min(number, rows))
    case (.constant(let number), _): .atMost(number, table)
    default: nil
    }
  }
}
