import Diagnostics
import Machine
import Semantics

/// A way through statements: what it has cost, and what is known at its end.
struct Way {
  var cost: Cost
  var known: Knowledge

  func adding(_ more: Cost, in model: CostModel) -> Way {
    Way(cost: model.one(cost, more), known: known)
  }
}

/// The ways through a run of statements.
struct Ways {
  /// To its end; none when every way leaves before.
  var through: [Way] = []
  /// Out of the function.
  var out: [Cost] = []
  var breaks: [Cost] = []
  var continues: [Cost] = []

  mutating func add(_ other: Ways) {
    through += other.through
    leave(other)
  }

  mutating func leave(_ other: Ways) {
    out += other.out
    breaks += other.breaks
    continues += other.continues
  }
}

extension CostModel {
  /// Ways that are known apart; more than so many become one.
  private static let wayLimit = 4

  /// What a body costs. `isTrue` asks only for the ways that return a truth of that value.
  func cost(_ body: [CheckedStatement], _ ending: Ending, _ known: Knowledge) -> Cost {
    let ways = ways(body, ending, [Way(cost: .nothing, known: known)])
    return choice(ways.out + ways.through.map(\.cost))
  }

  func ways(_ statements: [CheckedStatement], _ ending: Ending, _ entering: [Way]) -> Ways {
    var result = Ways(through: entering)
    for statement in statements where !result.through.isEmpty {
      let next = ways(statement, ending, result.through)
      result.through = []
      result.add(next)
      result.through = joined(result.through)
      // One way out stands for all, so that their number does not multiply.
      result.out = one(of: result.out)
      result.breaks = one(of: result.breaks)
      result.continues = one(of: result.continues)
    }
    return result
  }

  private func one(of costs: [Cost]) -> [Cost] {
    let one = choice(costs)
    return one == .impossible ? [] : [one]
  }

  /// Ways with the same knowledge are one way, and the last ones too when there are too many.
  private func joined(_ ways: [Way]) -> [Way] {
    var kept: [Way] = []
    for way in ways where way.cost != .impossible {
      if let same = kept.firstIndex(where: { $0.known.facts == way.known.facts }) {
        kept[same].cost = choice([kept[same].cost, way.cost])
      } else {
        kept.append(way)
      }
    }
    let most = partings > 0 ? CostModel.wayLimit : 1
    while kept.count > most { kept.append(meeting(kept.removeLast(), kept.removeLast())) }
    partings -= max(0, kept.count - 1)
    return kept
  }

  private func meeting(_ one: Way, _ other: Way) -> Way {
    Way(cost: choice([one.cost, other.cost]), known: one.known.joined(with: other.known))
  }

  private func ways(
    _ statement: CheckedStatement, _ ending: Ending, _ entering: [Way]
  ) -> Ways {
    switch statement.kind {
    case .if(let branches, let otherwise):
      return choose(branches, otherwise, ending, entering, statement.span)
    case .match(let subject, let arms, let otherwise):
      return choose(subject, arms, otherwise ?? [], ending, entering, statement.span)
    case .for(let rows, let limit, let body):
      return walk(rows, limit, body, ending, entering)
    case .repeat(let count, let body):
      return walk(count, body, ending, entering, statement.span)
    case .demand(let demand): return pass(demand, entering, statement.span)
    case .break: return Ways(breaks: entering.map(\.cost))
    case .continue: return Ways(continues: entering.map(\.cost))
    case .return(let values):
      return Ways(out: entering.map { one($0.cost, returned(values, ending, $0.known)) })
    case .setLocal(let slot, let value) where value.type == .truth:
      return decide(statement, slot, value, entering)
    case .setLocal(_, let value) where value.isChoice:
      return Ways(through: joined(entering.flatMap { ways(statement, choosing: value, $0) }))
    case .setLocal, .setLocals, .setColumn, .setState, .setParameter, .setField, .setRow, .reset,
      .perform, .emit, .request:
      return Ways(
        through: entering.map { way in
          after(statement, way.adding(cost(of: statement, way.known), in: self))
        })
    }
  }

  private func after(_ statement: CheckedStatement, _ way: Way) -> Way {
    var next = way
    next.known.run(statement, changing: effects.changes(of: statement))
    return next
  }

  /// A local whose value is one of several parts the ways: another local may hang on the same
  /// condition.
  private func ways(
    _ statement: CheckedStatement, choosing value: CheckedExpression, _ way: Way
  ) -> [Way] {
    switch value.kind {
    case .conditional(let test, let then, let otherwise):
      let branch = charge(.branch, value.span)
      let outcome = condition(test, way.known)
      return [(outcome.whenTrue, true, then), (outcome.whenFalse, false, otherwise)].flatMap {
        cost, truth, value in
        ways(
          statement, choosing: value,
          Way(cost: one(way.cost, cost, branch), known: assuming(test, is: truth, way.known)))
      }
    case .match(let subject, let arms, let otherwise):
      let before = one(way.cost, cost(subject, way.known))
      let (fitting, rest) = fitting(arms.map(\.pattern), subject, way.known)
      func tests(_ count: Int) -> Cost {
        one(before, charge(count * Opcode.branch.cost, value.span))
      }
      var result = fitting.flatMap { number, known in
        ways(
          statement, choosing: arms[number].body, Way(cost: tests(number + 1), known: known))
      }
      if let otherwise, let rest {
        result += ways(
          statement, choosing: otherwise, Way(cost: tests(arms.count), known: rest))
      }
      return result
    default:
      return [after(statement, way.adding(cost(value, way.known), in: self))]
    }
  }

  private func returned(
    _ values: [CheckedExpression], _ ending: Ending, _ known: Knowledge
  ) -> Cost {
    guard ending != .any, values.count == 1 else { return costs(values, known) }
    let condition = condition(values[0], known)
    return ending == .isTrue ? condition.whenTrue : condition.whenFalse
  }

  /// A local that holds a truth parts the ways, so that what depends on it goes with it.
  private func decide(
    _ statement: CheckedStatement, _ slot: LocalID, _ value: CheckedExpression, _ entering: [Way]
  ) -> Ways {
    Ways(
      through: entering.flatMap { way in
        let condition = condition(value, way.known)
        return [(condition.whenTrue, true), (condition.whenFalse, false)].map { cost, truth in
          var next = after(
            statement,
            Way(cost: one(way.cost, cost), known: assuming(value, is: truth, way.known)))
          next.known.learn(.local(slot), .truth(truth))
          return next
        }
      })
  }

  private func pass(_ demand: Demand, _ entering: [Way], _ span: Span) -> Ways {
    let branch = charge(.branch, span)
    var result = Ways()
    for way in entering {
      let condition = condition(demand.condition, way.known)
      result.out.append(one(way.cost, condition.whenFalse, branch))
      result.through.append(
        Way(
          cost: one(way.cost, condition.whenTrue, branch),
          known: assuming(demand.condition, is: true, way.known)))
    }
    return result
  }

  private func choose(
    _ branches: [CheckedBranch], _ otherwise: [CheckedStatement], _ ending: Ending,
    _ entering: [Way], _ span: Span
  ) -> Ways {
    let charge = charge(.branch, span)
    var result = Ways()
    var left = entering
    for branch in branches {
      var inside: [Way] = []
      var outside: [Way] = []
      for way in left {
        let condition = condition(branch.condition, way.known)
        inside.append(
          Way(
            cost: one(way.cost, condition.whenTrue, charge),
            known: assuming(branch.condition, is: true, way.known)))
        outside.append(
          Way(
            cost: one(way.cost, condition.whenFalse, charge),
            known: assuming(branch.condition, is: false, way.known)))
      }
      result.add(ways(branch.body, ending, joined(inside)))
      left = joined(outside)
    }
    result.add(ways(otherwise, ending, left))
    return result
  }

  private func choose(
    _ subject: CheckedExpression, _ arms: [CheckedArm<[CheckedStatement]>],
    _ otherwise: [CheckedStatement], _ ending: Ending, _ entering: [Way], _ span: Span
  ) -> Ways {
    var inside = [[Way]](repeating: [], count: arms.count)
    var left: [Way] = []
    for way in entering {
      let before = one(way.cost, cost(subject, way.known))
      let (fitting, rest) = fitting(arms.map(\.pattern), subject, way.known)
      for (number, known) in fitting {
        let tests = charge((number + 1) * Opcode.branch.cost, span)
        inside[number].append(Way(cost: one(before, tests), known: known))
      }
      if let rest {
        let tests = charge(arms.count * Opcode.branch.cost, span)
        left.append(Way(cost: one(before, tests), known: rest))
      }
    }
    var result = ways(otherwise, ending, joined(left))
    for (arm, ways) in zip(arms, inside) { result.add(self.ways(arm.body, ending, joined(ways))) }
    return result
  }
}

extension CheckedExpression {
  /// A value that is one of several.
  fileprivate var isChoice: Bool {
    switch kind {
    case .conditional, .match: true
    default: false
    }
  }
}
