import Diagnostics
import Machine
import Semantics

extension Evaluation {
  /// `require` and `ensure`.
  mutating func demand(
    _ demand: Demand, _ span: Span, _ frame: inout Activation
  ) throws(Trap) {
    let word = try evaluate(demand.condition, &frame)
    try pay(.branch, span)
    guard word == 0 else { return }
    let message = demand.message.flatMap { text(of: $0, frame) }
    let evidence = evidence(against: demand.condition, frame)
    throw trap(
      .demand(demand.kind, id: demand.id, message: message, evidence), demand.condition.span)
  }

  /// A message with its holes filled from the state at this moment. A hole that traps shows the
  /// trap's name in its place: a message must not hide the reason it stands for. All holes together
  /// may spend the limit once more. Inside a `can` nobody reads it, and there is none.
  private func text(of parts: [MessagePart], _ frame: Activation) -> String? {
    guard trials == 0 else { return nil }
    let printer = ValuePrinter(contract, program.population)
    var meter = meter.aside
    return parts.reduce(into: "") { text, part in
      switch part {
      case .text(let words): text += words
      case .hole(let expression):
        var probe = self
        var frame = frame
        probe.meter = meter
        defer { meter = probe.meter }
        do throws(Trap) {
          let word = try probe.evaluate(expression, &frame)
          text += printer.text(concrete(Value(word, expression.type), frame))
        } catch { text += "(" + error.reason.name(in: contract) + ")" }
      }
    }
  }

  /// The comparison that made a false condition false, with its values; `nil` when no comparison
  /// did, when its values cannot be had, or inside a `can`, where nobody asks for them.
  func evidence(against condition: CheckedExpression, _ frame: Activation) -> Evidence? {
    guard trials == 0 else { return nil }
    var probe = self
    var frame = frame
    probe.meter = meter.aside
    do throws(Trap) { return try probe.why(condition, is: false, &frame) } catch { return nil }
  }

  /// Follows an expression known to be `truth` down to the comparison that decided it.
  private mutating func why(
    _ expression: CheckedExpression, is truth: Bool, _ frame: inout Activation
  ) throws(Trap) -> Evidence? {
    try descend(expression.span)
    defer { depth &-= 1 }
    switch expression.kind {
    case .not(let operand): return try why(operand, is: !truth, &frame)
    case .logical(let operation, let left, let right):
      return try why(operation, left, right, is: truth, &frame)
    case .conditional(let condition, let then, let otherwise):
      let isTrue = try evaluate(condition, &frame) != 0
      let reason = try why(condition, is: isTrue, &frame)
      let taken = try why(isTrue ? then : otherwise, is: truth, &frame)
      return taken?.and(reason)
    case .aggregate(let aggregate): return try why(aggregate, is: truth, &frame)
    case .call(let id, let arguments, _): return try why(id, arguments, is: truth, &frame)
    case .compare(let comparison, let left, let right):
      let a = concrete(Value(try evaluate(left, &frame), left.type), frame)
      let b = concrete(Value(try evaluate(right, &frame), right.type), frame)
      return Evidence(
        span: expression.span, comparison: truth ? comparison.negated : comparison, left: a,
        leftSpan: left.span, right: b,
        rightSpan: right.span, rows: [])
    default: return nil
    }
  }

  /// Where both sides decided together both speak, the left first. What an `implies` asks first only
  /// stands beside what it asks for: nobody expected it to be otherwise.
  private mutating func why(
    _ operation: LogicalOperation, _ left: CheckedExpression, _ right: CheckedExpression,
    is truth: Bool, _ frame: inout Activation
  ) throws(Trap) -> Evidence? {
    let isLeftTrue = try evaluate(left, &frame) != 0
    switch (operation, truth) {
    case (.and, false) where !isLeftTrue, (.or, true) where isLeftTrue:
      return try why(left, is: truth, &frame)
    case (.implies, true) where !isLeftTrue: return try why(left, is: false, &frame)
    case (.and, false), (.or, true), (.implies, true):
      return try why(right, is: truth, &frame)
    case (.implies, false):
      let premise = try why(left, is: true, &frame)
      return try why(right, is: false, &frame)?.and(premise)
    case (.and, true), (.or, false):
      let first = try why(left, is: truth, &frame)
      let second = try why(right, is: truth, &frame)
      return first?.and(second) ?? second
    }
  }

  /// The first row that decided an `all` or an `any`.
  private mutating func why(
    _ aggregate: CheckedAggregate, is truth: Bool, _ frame: inout Activation
  ) throws(Trap) -> Evidence? {
    switch (aggregate.function, truth) {
    case (.all, false), (.any, true): break
    default: return nil
    }
    guard let body = aggregate.body else { return nil }
    let binder = aggregate.rows.binder
    for row in try select(aggregate.rows, &frame) {
      frame.locals[binder] = Int128(row)
      guard (try evaluate(body, &frame) != 0) == truth else { continue }
      let slot = frame.frame.locals[binder]
      return try why(body, is: truth, &frame)?.within([
        Evidence.Row(name: slot.name, value: Value(Int128(row), slot.type))
      ])
    }
    return nil
  }

  /// A function that is one expression decides as its expression does; the rows it was given are
  /// told under the names they have there.
  private mutating func why(
    _ id: FunctionID, _ arguments: [CheckedExpression], is truth: Bool, _ frame: inout Activation
  ) throws(Trap) -> Evidence? {
    let function = contract.functions[id]
    guard function.body.count == 1, case .return(let results)? = function.body.first?.kind,
      results.count == 1
    else { return nil }
    let words = try evaluate(arguments, &frame)
    var activation = Activation(function.frame, words)
    let evidence = try why(results[0], is: truth, &activation)
    let rows = zip(function.parameters, words).compactMap { parameter, word in
      if case .row = parameter.type {
        Evidence.Row(name: parameter.name, value: Value(word, parameter.type))
      } else {
        nil
      }
    }
    return evidence?.within(rows)
  }

  /// A value whose type names rows, where it can, instead of locals: `base[m]` as `base[ETH]`.
  func concrete(_ value: Value, _ frame: Activation) -> Value {
    Value(value.word, value.type.mappingIndices { concrete($0, frame) })
  }

  private func concrete(_ index: UnitIndex, _ frame: Activation) -> UnitIndex {
    guard let (table, row) = place(of: index, frame) else { return index }
    return .numbered(table: contract.tables[table].name, row)
  }

  /// The row an index of a unit stands for.
  private func place(of index: UnitIndex, _ frame: Activation) -> (TableID, Int)? {
    switch index {
    case .local(let slot, _):
      guard slot < frame.locals.count, case .row(let table) = frame.frame.locals[slot].type,
        let row = Int(exactly: frame.locals[slot]), row >= 0
      else { return nil }
      return (table, row)
    case .key(let base, let key, _):
      guard let (table, row) = place(of: base, frame),
        key < contract.tables[table].keys.count
      else { return nil }
      return (
        contract.tables[table].keys[key].table,
        program.population.key(key, of: table, row, contract)
      )
    case .this, .numbered: return nil
    }
  }
}

extension ValueType {
  /// The type with the rows of its indexed units replaced.
  func mappingIndices(_ replacement: (UnitIndex) -> UnitIndex) -> ValueType {
    switch self {
    case .fixed(let dimension): .fixed(dimension.mappingIndices(replacement))
    case .integer(let dimension): .integer(dimension.mappingIndices(replacement))
    case .time, .truth, .row, .enumeration, .unknown: self
    }
  }
}

extension Dimension {
  fileprivate func mappingIndices(_ replacement: (UnitIndex) -> UnitIndex) -> Dimension {
    mapping { unit in
      guard case .indexed(let name, let index) = unit else { return Dimension(unit) }
      return Dimension(.indexed(name, replacement(index)))
    }
  }
}
