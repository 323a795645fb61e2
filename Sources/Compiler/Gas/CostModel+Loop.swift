import Diagnostics
import Machine
import Semantics

extension CostModel {
  /// Loops inside each other that are looked at with what is known outside.
  private func inside(_ body: [CheckedStatement], _ entering: [Way]) -> Knowledge? {
    guard let first = entering.first else { return nil }
    var known = entering.dropFirst().reduce(first.known) { $0.joined(with: $1.known) }
    known.forget(effects.changes(in: body))
    return known
  }

  /// What one run of a body costs: the one after which another may come, the last one that leaves
  /// the loop, and the last one that leaves the function.
  private struct Turn {
    var next: Cost
    var last: Cost
    var out: Cost?
  }

  private func turn(
    _ body: [CheckedStatement], _ ending: Ending, _ known: Knowledge, _ row: Cost
  ) -> Turn {
    let ways = ways(body, ending, [Way(cost: row, known: known)])
    let next = choice(ways.through.map(\.cost) + ways.continues)
    let last = choice([next] + ways.breaks)
    let out = choice([last] + ways.out)
    return Turn(next: next, last: last, out: ways.out.isEmpty ? nil : out)
  }

  func walk(
    _ rows: CheckedSelection, _ limit: CheckedExpression?, _ body: [CheckedStatement],
    _ ending: Ending, _ entering: [Way]
  ) -> Ways {
    guard let outside = inside(body, entering) else { return Ways() }
    var within = selected(rows, outside)
    within.forget(effects.changes(in: body))
    let turn = turn(body, ending, within, charge(.row, rows.span))
    // A body that always leaves runs once.
    let bound = turn.next == .impossible ? .constant(1) : limit.flatMap { self.bound($0, outside) }
    let most = most(bound, of: rows.table)
    let mayCutAll = limit.map { mayBeNone($0, outside) } ?? false
    let limit = limit.map { cost($0, outside) } ?? .nothing
    func loop(_ each: Cost, _ way: Way) -> Cost {
      let each = each == .impossible && mayCutAll ? .nothing : each
      return one(way.cost, limit, cost(rows, each: each, most: most, way.known))
    }
    return end(turn, entering, changing: effects.changes(in: body), loop)
  }

  func walk(
    _ count: CheckedExpression, _ body: [CheckedStatement], _ ending: Ending,
    _ entering: [Way], _ span: Span
  ) -> Ways {
    guard let inside = inside(body, entering) else { return Ways() }
    let turn = turn(body, ending, inside, charge(.row, span))
    let bound = bound(count, inside)
    let mayRunNever = mayBeNone(count, inside)
    func loop(_ each: Cost, _ way: Way) -> Cost {
      let each = each == .impossible && mayRunNever ? .nothing : each
      let turns = bound.map { times($0, each) } ?? unbounded(span)
      return one(way.cost, cost(count, way.known), turns)
    }
    return end(turn, entering, changing: effects.changes(in: body), loop)
  }

  /// Whether so many may be none at all. A bound is no less than what happens, and says nothing of it.
  private func mayBeNone(_ count: CheckedExpression, _ known: Knowledge) -> Bool {
    known.range(of: count).lower < 1
  }

  private func end(
    _ turn: Turn, _ entering: [Way], changing changes: Set<Change>,
    _ loop: (Cost, Way) -> Cost
  ) -> Ways {
    var result = Ways()
    for way in entering {
      if let out = turn.out { result.out.append(loop(out, way)) }
      var known = way.known
      known.forget(changes)
      result.through.append(Way(cost: loop(turn.last, way), known: known))
    }
    return result
  }
}
