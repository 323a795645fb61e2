import Diagnostics
import Machine
import Semantics

extension CostModel {
  /// The ways through a run of statements.
  struct Ways {
    /// To its end; `nil` when every way leaves before.
    var through: Cost?
    /// Out of the function or the loop it is in.
    var out: [Cost] = []
  }

  /// What a body costs. `isTrue` asks only for the ways that return a truth of that value.
  func cost(_ body: [CheckedStatement], _ ending: Ending) -> Cost {
    let ways = ways(body, ending)
    return choice(ways.out + (ways.through.map { [$0] } ?? []))
  }

  private func ways(_ statements: [CheckedStatement], _ ending: Ending) -> Ways {
    var result = Ways(through: nothing)
    for statement in statements {
      guard let before = result.through else { break }
      let next = ways(statement, ending)
      result.out += next.out.map { one(before, $0) }
      result.through = next.through.map { one(before, $0) }
      // One way out stands for all, so that their number does not multiply.
      if result.out.count > 1 { result.out = [choice(result.out)] }
    }
    return result
  }

  private func ways(_ statement: CheckedStatement, _ ending: Ending) -> Ways {
    let span = statement.span
    switch statement.kind {
    case .setLocal(_, let value): return Ways(through: cost(value))
    case .setLocals(_, let id, let arguments), .perform(let id, let arguments):
      return Ways(
        through: one(costs(arguments), entering(id, span), function(id, .any)))
    case .setColumn(_, let selections, let value):
      return Ways(through: fill(selections, value, span))
    case .setState(_, let value): return Ways(through: one(cost(value), charge(.store, span)))
    case .setParameter(let id, let value):
      return Ways(
        through: one(
          cost(value), check(contract.parameters[id].range, span), charge(.store, span)))
    case .setField(let table, let field, let row, let value):
      return Ways(
        through: one(
          cost(row), charge(.checkRow, span), cost(value), check(table, field, span),
          charge(.storeField, span)))
    case .setRow(let table, let row, let values):
      return Ways(through: setRow(table, row, values, span))
    case .reset(let table, let row): return Ways(through: setRow(table, row, [:], span))
    case .demand(let demand):
      let condition = condition(demand.condition)
      let branch = charge(.branch, span)
      return Ways(
        through: one(condition.whenTrue, branch), out: [one(condition.whenFalse, branch)])
    case .if(let branches, let otherwise): return choose(branches[...], otherwise, ending, span)
    case .match(let subject, let arms, let otherwise):
      let subject = cost(subject)
      var bodies = arms.map { ways($0.body, ending) }
      bodies.append(ways(otherwise ?? [], ending))
      for number in bodies.indices {
        let tests = min(number + 1, arms.count) * Opcode.branch.cost
        bodies[number] = prefix(one(subject, charge(tests, span)), bodies[number])
      }
      return merge(bodies)
    case .for(let rows, let limit, let body):
      let each = one(charge(.row, span), cost(body, ending))
      return Ways(
        through: one(
          limit.map { cost($0) } ?? nothing,
          cost(rows, each: each, most: limit.flatMap { most($0, rows.table) })))
    case .repeat(let count, let body):
      return Ways(
        through: one(
          cost(count),
          times(
            bound(count) ?? .constant(.max), one(charge(.row, span), cost(body, ending)))))
    case .break, .continue: return Ways(through: nil, out: [nothing])
    case .return(let values): return Ways(through: nil, out: [returned(values, ending)])
    case .emit(_, let arguments):
      return Ways(
        through: one(
          costs(arguments),
          charge(Opcode.emit.cost + arguments.count * Opcode.emitWord.cost, span)))
    }
  }

  private func returned(_ values: [CheckedExpression], _ ending: Ending) -> Cost {
    guard ending != .any, values.count == 1 else { return costs(values) }
    let condition = condition(values[0])
    return ending == .isTrue ? condition.whenTrue : condition.whenFalse
  }

  private func prefix(_ cost: Cost, _ ways: Ways) -> Ways {
    Ways(through: ways.through.map { one(cost, $0) }, out: ways.out.map { one(cost, $0) })
  }

  private func merge(_ ways: [Ways]) -> Ways {
    let through = ways.compactMap(\.through)
    return Ways(
      through: through.isEmpty ? nil : choice(through), out: ways.flatMap(\.out))
  }

  private func most(_ limit: CheckedExpression, _ table: TableID) -> Count? {
    switch (bound(limit), rows(of: table)) {
    case (.constant(let number), .constant(let rows)): .constant(min(number, rows))
    case (.constant(let number), _): .atMost(number, table)
    default: nil
    }
  }

  private func choose(
    _ branches: ArraySlice<CheckedBranch>, _ otherwise: [CheckedStatement],
    _ ending: Ending, _ span: Span
  ) -> Ways {
    guard let first = branches.first else { return ways(otherwise, ending) }
    let condition = condition(first.condition)
    let branch = charge(.branch, span)
    return merge([
      prefix(one(condition.whenTrue, branch), ways(first.body, ending)),
      prefix(
        one(condition.whenFalse, branch),
        choose(branches.dropFirst(), otherwise, ending, span)),
    ])
  }

  private func fill(
    _ selections: [CheckedSelection], _ value: CheckedExpression, _ span: Span
  ) -> Cost {
    var each = one(cost(value), charge(.storeCell, span))
    var cells = charge(.fill, span)
    for selection in selections.reversed() {
      each = cost(selection, each: one(charge(.row, selection.span), each))
      cells = times(rows(of: selection.table), cells)
    }
    return one(cells, each)
  }

  private func setRow(
    _ table: TableID, _ row: CheckedExpression, _ values: [FieldID: CheckedExpression],
    _ span: Span
  ) -> Cost {
    var parts = [cost(row), charge(.checkRow, span)]
    for (id, field) in contract.tables[table].fields.enumerated() {
      if let value = values[id] { parts += [cost(value), check(table, id, span)] }
      if values[id] != nil || !field.isParameter { parts.append(charge(.storeField, span)) }
    }
    return sequence(parts)
  }

  private func check(_ table: TableID, _ field: FieldID, _ span: Span) -> Cost {
    let field = contract.tables[table].fields[field]
    return field.isParameter ? check(field.range, span) : nothing
  }

  private func check(_ range: WordRange?, _ span: Span) -> Cost {
    range == nil ? nothing : charge(.checkRange, span)
  }
}

extension CostModel {
  /// An action from outside, with the invariants it must keep.
  func cost(of id: ActionID) -> Cost {
    let action = contract.actions[id]
    var parts = [
      charge(.enter, action.span), rangeChecks(action.parameters, action.span),
      cost(action.body, .any),
    ]
    for invariant in contract.invariants
    where invariant.enforced && (invariant.after == nil || invariant.after == id) {
      parts += [any(condition(invariant.condition)), charge(.branch, invariant.span)]
    }
    return sequence(parts)
  }
}

extension ArithmeticOperation {
  /// What it costs, whatever its rounding.
  package var opcode: Opcode {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiplyFixed: .multiply
    case .multiplyWords: .multiplyWords
    case .divideFixed: .divide
    case .divideWords: .divideWords
    }
  }
}

extension Builtin {
  /// What it costs with so many arguments.
  package func cost(_ arguments: Int) -> Int {
    switch self {
    case .absolute: Opcode.absolute.cost
    case .sign: Opcode.sign.cost
    case .minimum: Opcode.minimum.cost * (arguments - 1)
    case .maximum: Opcode.maximum.cost * (arguments - 1)
    case .clamp: Opcode.minimum.cost + Opcode.maximum.cost
    case .squareRootFixed: Opcode.squareRoot.cost
    case .squareRootInteger: Opcode.squareRootInteger.cost
    case .exponential: Opcode.exponential.cost
    case .logarithm: Opcode.logarithm.cost
    case .power: Opcode.power.cost
    case .normalDistribution: Opcode.normalDistribution.cost
    case .normalDensity: Opcode.normalDensity.cost
    case .multiplyDivide: Opcode.multiplyDivide.cost
    case .multiplyRemainder: Opcode.multiplyRemainder.cost
    case .quotient: Opcode.quotient.cost
    case .remainder: Opcode.remainder.cost
    case .ratio: Opcode.ratio.cost
    }
  }
}
