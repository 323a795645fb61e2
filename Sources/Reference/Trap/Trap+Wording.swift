import Diagnostics
import Numerics
import Semantics

// All sentences about traps, in the voice of a diagnostic's headline: lowercase, no full stop.
extension ValuePrinter {
  /// What happened, in one line, with the values.
  package func headline(_ trap: Trap) -> String {
    switch trap.reason {
    case .demand(let kind, let id, let message, _):
      let name = id.map { " `\($0)`" } ?? ""
      return "\(kind.rawValue)\(name) failed" + (message.map { ": \($0)" } ?? "")
    case .enforcedInvariant(let id, _):
      let invariant = contract.invariants[id]
      let text = invariant.text.map { ": \($0)" } ?? ""
      return "enforced invariant `\(invariant.name)` would break\(text)"
    case .overflow(let operands):
      return operands.count == 1
        ? "the result for \(text(operands[0])) does not fit 128 bits"
        : "the result does not fit 128 bits" + from(operands)
    case .divisionByZero(let operands):
      return operands.count == 2
        ? "division of \(text(operands[0])) by zero" : "division by zero"
    case .domain(let function, let operands):
      let arguments = operands.map { text($0) }.joined(separator: ", ")
      return "`\(function)(\(arguments))` has no value"
    case .range(let place, let value, let range):
      return "\(text(value)) is outside the range of \(self.place(place)), "
        + self.range(range, value.type)
    case .caller(let id, let caller): return admission(id, caller)
    case .noneRow(let table): return "`none` stands where a row of `\(name(table))` is needed"
    case .rowOutOfRange(let table, let index, let count):
      return "`\(name(table))` has no row \(index): it has \(rows(count))"
    case .noRow(let function, let table):
      let count = population.counts[table]
      return "`\(function.rawValue)` finds no row among the \(rows(count)) of `\(name(table))`"
    case .columnTooLarge(let name):
      return
        "the column `\(name)` has more than \(Integer.text(Int128(Population.cellLimit))) cells"
    case .outOfGas(let limit):
      return "this takes more than \(Integer.text(Int128(limit))) gas"
    case .depth: return "calls and expressions are nested too deeply"
    case .stackUnavailable: return "the system has no stack to evaluate on"
    case .unproved(.match): return "no arm of this `match` fits its value"
    case .unproved(.result): return "this function ended without its result"
    case .unproved(.side): return "`left` and `right` mean nothing outside a law"
    case .unproved(.disagreement):
      return "the machine and its judge disagree: a mistake of Plimsoll, please report it"
    }
  }

  /// The values behind a failed condition: `equity(a) is -5 USD, ..`; the texts of sides come from
  /// whoever has the source.
  package func explanation(of evidence: Evidence, source: (Span) -> String) -> [String] {
    var lines: [String] = []
    for part in [evidence] + evidence.also {
      let rows = part.rows.map { "for \($0.name) = \(text($0.value))" }
      let sides = [(part.leftSpan, part.left), (part.rightSpan, part.right)]
      // A number needs no explanation: `0` is `0 USD`.
      let values = sides.compactMap { span, value -> String? in
        let (side, shown) = (source(span), text(value))
        return shown == side || shown.hasPrefix(side + " ") ? nil : "\(side) is \(shown)"
      }
      for line in rows + values where !lines.contains(line) { lines.append(line) }
    }
    return lines
  }

  /// What to do about it, where there is anything to say.
  package func advice(_ trap: Trap) -> String? {
    switch trap.reason {
    case .outOfGas:
      "loops inside each other multiply: repeat fewer times, use smaller populations, or a narrower "
        + "`where` and a `limit`"
    case .noRow(.first, _): "a larger population may be what is missing; or write an `else`"
    case .noRow(let function, _): "say what `\(function.rawValue)` of no rows is: `.. else 0`"
    case .columnTooLarge: "use smaller populations, or a column over one table instead of two"
    case .depth: "`can` may ask about the action it stands in only so many times"
    case .caller(let id, _):
      switch contract.actions[id].callers {
      case .row(let table): "call it `as \(row(0, of: table))` or as another row"
      case .roles(let roles): roles.first.map { "call it `as \(contract.roles[$0])`" }
      case .anyone: nil
      }
    default: nil
    }
  }

  package func callee(_ callee: Trap.Callee) -> String {
    switch callee {
    case .action(let id): contract.actions[id].name
    case .function(let id): contract.functions[id].name
    case .invariant(let id): "invariant \(contract.invariants[id].name)"
    }
  }

  private func from(_ operands: [Value]) -> String {
    operands.isEmpty ? "" : ": from " + operands.map { text($0) }.joined(separator: " and ")
  }

  private func place(_ place: Trap.Place) -> String {
    switch place {
    case .argument(let name, let callee): "`\(name)` of `\(self.callee(callee))`"
    case .parameter(let id): "`\(contract.parameters[id].name)`"
    case .field(let table, let field, let row):
      "`\(self.row(Int128(row), of: table)).\(contract.tables[table].fields[field].name)`"
    }
  }

  private func range(_ range: WordRange, _ type: ValueType) -> String {
    switch type {
    case .row(let table): "which has \(rows(population.counts[table]))"
    default: "\(text(range.lowerBound, type))..\(text(range.upperBound, type))"
    }
  }

  private func admission(_ id: ActionID, _ caller: Caller) -> String {
    let action = contract.actions[id]
    let admitted =
      switch action.callers {
      case .anyone: "anyone"
      case .roles(let roles): roles.map { contract.roles[$0] }.joined(separator: " or ")
      case .row(let table): "a row of `\(name(table))`"
      }
    return "`\(action.name)` is for \(admitted), and \(self.caller(caller)) called it"
  }

  package func caller(_ caller: Caller) -> String {
    switch caller {
    case .anyone: "somebody without a role"
    case .role(let id): contract.roles[id]
    case .row(let table, let word): row(word, of: table)
    }
  }

  private func name(_ table: TableID) -> String { contract.tables[table].name }

  private func rows(_ count: Int) -> String { count == 1 ? "1 row" : "\(count) rows" }
}

extension PopulationError {
  /// Why there can be no such tables.
  package var headline: String {
    switch self {
    case .tooManyCells(let table):
      "with `\(table)` the tables hold more than "
        + "\(Integer.text(Int128(Population.cellLimit))) values"
    case .negative(let table, let count): "`\(table)` cannot have \(count) rows"
    case .cyclicKeys(let table): "the keys of `\(table)` lead back to it"
    }
  }
}
