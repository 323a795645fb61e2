import Diagnostics
import Numerics
import Syntax

/// Random words: distributions as arithmetic on two kinds of draw.
extension ContractChecker {
  /// The distributions and the names of what they take, in order.
  static let distributions: [(name: String, arguments: [String])] = [
    ("uniform", ["from", "to"]), ("integer", ["from", "to"]), ("normal", ["mean", "deviation"]),
    ("lognormal", ["median", "sigma"]), ("exponential", ["mean"]),
    ("pareto", ["minimum", "alpha"]), ("chance", ["of"]),
  ]

  /// `draw lognormal(median 5_000, sigma 1.1)`.
  mutating func draw(
    _ distribution: Name, _ written: [DrawArgument], hint: ValueType?, _ span: Span
  ) -> CheckedExpression {
    guard body.purpose == .routine else {
      report(.onlyInSpec(span, what: "`draw`", place: "in a setup, an agent or a handler"))
      return unknown(span)
    }
    guard let known = Self.distributions.first(where: { $0.name == distribution.text }) else {
      let names = Self.distributions.map(\.name)
      report(
        .unknownDistribution(
          distribution, known: names, suggestion: nearest(distribution.text, among: names)))
      return unknown(span)
    }
    guard let arguments = ordered(written, known.arguments, distribution) else {
      return unknown(span)
    }
    let type = hint.flatMap { $0.isNumber ? $0 : nil } ?? .ratio
    switch known.name {
    case "integer":
      let low = folded(expression(arguments[0], as: .count))
      let high = folded(expression(arguments[1], as: .count))
      requireOrder(low, high)
      return drawn(.between(low, high), .count, span)
    case "chance":
      let chance = folded(expression(arguments[0], as: .ratio))
      if case .constant(let word) = chance.kind, chance.type != .unknown,
        !(0...Fixed.unit).contains(word)
      {
        report(
          .wordsOfDraw(chance.span, "a chance lies between 0% and 100%", "write `draw chance(5%)`"))
      }
      let word = drawn(
        .between(number(0, .ratio, span), number(Fixed.unit - 1, .ratio, span)), .ratio, span)
      return CheckedExpression(.compare(.less, word, chance), .truth, span)
    case "uniform":
      let (ends, found) = alternatives(arguments, hint: type)
      guard isDrawable(found, arguments[0], whole: true), ends.count == 2 else {
        return unknown(span)
      }
      let low = folded(ends[0])
      let high = folded(ends[1])
      requireOrder(low, high)
      return drawn(.between(low, high), found, span)
    case "normal":
      let (parts, found) = alternatives(arguments, hint: type)
      guard isDrawable(found, arguments[0]), parts.count == 2 else { return unknown(span) }
      let noise = CheckedExpression(
        .arithmetic(.multiplyFixed, parts[1], deviation(span), .toZero), found, span)
      return CheckedExpression(.arithmetic(.add, parts[0], noise, .toZero), found, span)
    default:
      let scale = expression(arguments[0], hint: type)
      guard case .fixed = scale.type else {
        _ = isDrawable(scale.type, arguments[0])
        return unknown(span)
      }
      return CheckedExpression(
        .arithmetic(.multiplyFixed, scale, factor(known.name, arguments, span), .toZero),
        scale.type, span)
    }
  }

  /// The ratio that a scale is multiplied by.
  private mutating func factor(
    _ name: String, _ arguments: [Expression], _ span: Span
  ) -> CheckedExpression {
    func call(_ builtin: Builtin, _ value: CheckedExpression) -> CheckedExpression {
      CheckedExpression(.builtin(builtin, [value], .toZero), .ratio, span)
    }
    if name == "lognormal" {
      let sigma = expression(arguments[1], as: .ratio)
      return call(
        .exponential,
        CheckedExpression(
          .arithmetic(.multiplyFixed, sigma, deviation(span), .toZero), .ratio, span))
    }
    // Above zero, so that its logarithm exists.
    let word = drawn(
      .between(number(1, .ratio, span), number(Fixed.unit, .ratio, span)), .ratio, span)
    let age = CheckedExpression(.negate(call(.logarithm, word)), .ratio, span)
    guard name == "pareto" else { return age }
    let alpha = folded(expression(arguments[1], as: .ratio))
    if case .constant(let word) = alpha.kind, alpha.type != .unknown, word <= 0 {
      report(
        .wordsOfDraw(alpha.span, "the tail index is above zero", "write for instance `alpha 2`"))
    }
    return call(
      .exponential,
      CheckedExpression(.arithmetic(.divideFixed, age, alpha, .toZero), .ratio, span))
  }

  /// Draws are of numbers; of fractions where the distribution has some.
  private mutating func isDrawable(
    _ type: ValueType, _ written: Expression, whole: Bool = false
  ) -> Bool {
    if case .fixed = type { return true }
    if whole, type.isNumber { return true }
    guard type != .unknown else { return false }
    report(
      type.isNumber
        ? .wordsOfDraw(
          written.span, "this distribution draws fractions, and an int has none",
          "use `draw integer(from, to)`")
        : .notANumber(written.span, found: describe(type)))
    return false
  }

  private mutating func requireOrder(_ low: CheckedExpression, _ high: CheckedExpression) {
    guard case .constant(let a) = low.kind, case .constant(let b) = high.kind,
      low.type != .unknown, high.type != .unknown, a > b
    else { return }
    report(
      .wordsOfDraw(
        low.span.join(high.span), "nothing lies between these",
        "write the lower end first"))
  }

  private mutating func deviation(_ span: Span) -> CheckedExpression {
    drawn(.normal, .ratio, span)
  }

  /// A draw with a site of its own.
  mutating func drawn(
    _ kind: CheckedDraw.Kind, _ type: ValueType, _ span: Span
  ) -> CheckedExpression {
    let site = spec?.drawSites ?? 0
    spec?.drawSites = site + 1
    var row = number(0, .count, span)
    if let local = body.drawRow {
      let binder = CheckedExpression(.local(local), body.frame.locals[local].type, span)
      row = CheckedExpression(.identity(row: binder), .count, span)
    }
    return CheckedExpression(
      .draw(CheckedDraw(site: site, kind: kind, row: row)), type, span)
  }

  /// Arguments in the order of their names; those without a name come as they stand.
  private mutating func ordered(
    _ written: [DrawArgument], _ names: [String], _ distribution: Name
  ) -> [Expression]? {
    guard written.count == names.count else {
      report(.wrongDraw(distribution, wanted: names))
      return nil
    }
    var result: [Expression?] = Array(repeating: nil, count: names.count)
    for (place, argument) in written.enumerated() {
      let target = argument.name.map { name in names.firstIndex(of: name.text) } ?? place
      guard let target, result[target] == nil else {
        report(.wrongDraw(distribution, wanted: names))
        return nil
      }
      result[target] = argument.value
    }
    return result.compactMap { $0 }
  }

  /// Where there are no rows at all, none can be chosen.
  private mutating func requireRows(_ table: TableID, _ span: Span) {
    guard table < (spec?.firstTable ?? 0), rows(of: table) == 0 else { return }
    report(.noRows(span, table: contract.tables[table].name))
  }

  /// `some Account`, `some(a in Account where c)`: the first in a random order.
  mutating func some(_ written: RowSelection, _ span: Span) -> CheckedExpression {
    guard body.purpose == .routine else {
      report(.onlyInSpec(span, what: "`some`", place: "in a setup, an agent or a handler"))
      return unknown(span)
    }
    guard written.condition != nil else {
      guard let table = lookUpTable(written.table) else { return unknown(span) }
      requireRows(table, written.table.name.span)
      let count = CheckedExpression(.rowCount(table), .count, span)
      let last = CheckedExpression(
        .arithmetic(.subtract, count, number(1, .count, span), .toZero), .count, span)
      let place = drawn(.between(number(0, .count, span), last), .count, span)
      return CheckedExpression(.rowNumbered(table, place), .row(table), span)
    }
    let depth = body.scope.depth
    guard let rows = selection(written, keysAllowed: false) else { return unknown(span) }
    requireRows(rows.table, written.table.name.span)
    let outer = body.drawRow
    body.drawRow = rows.binder
    let key = drawn(
      .between(number(0, .count, span), number(1 << 100, .count, span)), .count, span)
    body.drawRow = outer
    close(to: depth)
    let ordered = CheckedSelection(
      table: rows.table, binder: rows.binder, condition: rows.condition,
      keys: [CheckedSelection.Key(value: key, descending: false)], span: rows.span)
    return CheckedExpression(
      .aggregate(
        CheckedAggregate(function: .first, rows: ordered, body: nil, otherwise: nil)),
      .row(rows.table), span)
  }
}
