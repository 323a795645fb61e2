import Diagnostics
import Numerics
import Syntax

/// Numbers of whole paths: what is summed over events, peaks, times, and what is expected of them.
extension ContractChecker {
  mutating func checkMeasure(_ written: Spec.Measure) -> CheckedMeasure? {
    let (value, frame) = ofWholePath { checker -> CheckedExpression in
      switch written.value {
      case .value(let value): checker.expression(value)
      case .timeWhile(let condition): checker.time(while: condition)
      }
    }
    guard value.type != .unknown else { return nil }
    guard value.type.isNumber || value.type == .time || value.type == .truth else {
      report(.measureOfNoNumber(value.span, found: describe(value.type)))
      return nil
    }
    let state = addState(written.name.text, value.type, 0, written.name.span)
    return CheckedMeasure(
      name: written.name.text, type: value.type, frame: frame, value: value, state: state,
      span: written.name.span)
  }

  /// `severity 1 - margin`: a number of every state, that rises towards the worst.
  mutating func checkSeverity(_ expectations: [Spec.Expectation]) -> CheckedMeasure? {
    let all = severities
    guard let written = all.first else {
      if let rare = expectations.lazy.compactMap(\.splitting).first {
        report(.splittingWithoutSeverity(rare))
      }
      return nil
    }
    if all.count > 1 { report(.repeatedSpecPart(all[1].span, part: "severity")) }
    let (value, frame) = inSpec(.observation) { $0.expression(written) }
    guard value.type.isNumber else {
      if value.type != .unknown { report(.notANumber(value.span, found: describe(value.type))) }
      return nil
    }
    if case .constant = value.kind { report(.severityOfNothing(value.span)) }
    return CheckedMeasure(
      name: "severity", type: value.type, frame: frame, value: value, state: nil,
      span: written.span)
  }

  private var severities: [Expression] {
    (spec?.written.parts ?? []).compactMap { part in
      if case .severity(let value) = part.kind { value } else { nil }
    }
  }

  /// Asks of a path that has ended.
  mutating func ofWholePath<Result>(
    _ work: (inout ContractChecker) -> Result
  ) -> (Result, Frame) {
    let outer = spec?.isOfWholePath ?? false
    spec?.isOfWholePath = true
    defer { spec?.isOfWholePath = outer }
    return inSpec(.observation, work)
  }

  /// `count(E)` of an event, `peak(x)`, `trough(x)`; `nil` for every other call.
  mutating func observation(
    _ word: Name, _ arguments: [Expression], hint: ValueType?, _ span: Span
  ) -> CheckedExpression? {
    switch word.text {
    case "count":
      guard arguments.count == 1, let name = qualifiedName(arguments[0]),
        case .missing = definitions.find(name, in: .type, from: body.module),
        case .event(let event)? = lookUp(name, in: .event)?.kind
      else { return nil }
      return counted(event, span)
    case "peak", "trough":
      guard arguments.count == 1,
        case .missing = definitions.find(word.text, in: .callable, from: body.module)
      else { return nil }
      guard body.purpose == .observation, spec?.isOfWholePath == true else {
        report(.peakOutsideMeasure(span, word: word.text))
        return unknown(span)
      }
      return extreme(arguments[0], isPeak: word.text == "peak", hint: hint, span)
    default: return nil
    }
  }

  /// How many events there have been so far.
  mutating func counted(_ event: EventID, _ span: Span) -> CheckedExpression {
    let shape = contract.events[event]
    let state = addState("count of \(shape.name)", .count, 0, span)
    let before = CheckedExpression(.state(state), .count, span)
    let next = CheckedExpression(
      .arithmetic(.add, before, number(1, .count, span), .toZero), .count, span)
    var frame = Frame()
    frame.locals = shape.parameters
    spec?.keepers.append(
      CheckedHandler(
        event: event,
        routine: SpecRoutine(
          name: "count", parameters: shape.parameters.count, frame: frame,
          body: [CheckedStatement(.setState(state, next), span)], span: span)))
    return before
  }

  private mutating func extreme(
    _ written: Expression, isPeak: Bool, hint: ValueType?, _ span: Span
  ) -> CheckedExpression {
    let (value, frame) = inSpec(.observation) { $0.expression(written, hint: hint) }
    guard value.type.isNumber || value.type == .time else {
      if value.type != .unknown { report(.notANumber(written.span, found: describe(value.type))) }
      return unknown(span)
    }
    let state = addState(
      isPeak ? "peak so far" : "trough so far", value.type, isPeak ? .min : .max, written.span)
    let before = CheckedExpression(.state(state), value.type, span)
    let next = CheckedExpression(
      .builtin(isPeak ? .maximum : .minimum, [before, value], .toZero), value.type, span)
    keep(frame, CheckedStatement(.setState(state, next), span), countsStart: true, span)
    return before
  }

  private mutating func time(while condition: Expression) -> CheckedExpression {
    let span = condition.span
    let (truth, frame) = inSpec(.observation) { $0.condition(condition) }
    let state = addState("time so far", .duration, 0, span)
    let before = CheckedExpression(.state(state), .duration, span)
    let step = number(spec?.clock.step ?? 0, .duration, span)
    let sum = CheckedExpression(.arithmetic(.add, before, step, .toZero), .duration, span)
    let add = CheckedStatement(.setState(state, sum), span)
    keep(
      frame,
      CheckedStatement(.if([CheckedBranch(condition: truth, body: [add])], otherwise: []), span),
      countsStart: false, span)
    return before
  }

  private mutating func keep(
    _ frame: Frame, _ statement: CheckedStatement, countsStart: Bool, _ span: Span
  ) {
    let routine = SpecRoutine(
      name: "sample", parameters: 0, frame: frame, body: [statement], span: span)
    spec?.samplers.append(CheckedSampler(routine: routine, countsStart: countsStart))
  }

  // MARK: - Events

  /// `sum(abs(e.size) * e.price for e in Liquidated where ..)`; `nil` where rows are meant.
  mutating func eventAggregate(
    _ written: Aggregate, _ function: AggregateFunction, hint: ValueType?, _ span: Span
  ) -> CheckedExpression? {
    guard spec != nil, body.purpose == .observation,
      case .missing = definitions.find(written.rows.table, in: .type, from: body.module),
      case .event(let event)? = lookUp(written.rows.table, in: .event)?.kind
    else { return nil }
    guard [.sum, .count, .max, .min].contains(function),
      (function == .count) == (written.body == nil), written.rows.keys.isEmpty
    else {
      report(.eventAggregate(span))
      return unknown(span)
    }
    let shape = contract.events[event]
    let ((value, condition), frame) = inSpec(.observation) {
      checker -> (CheckedExpression, CheckedExpression?) in
      let slots = shape.parameters.map {
        (name: $0.name, slot: checker.body.addSlot($0), type: $0.type)
      }
      checker.bringIntoScope(written.rows.binder, .results(slots))
      if let place = checker.body.scope.find(written.rows.binder.text) {
        checker.body.scope.markUsed(place)
      }
      let condition = written.rows.condition.map { checker.condition($0) }
      let value =
        written.body.map { checker.expression($0, hint: hint) }
        ?? checker.number(1, .count, span)
      return (value, condition)
    }
    guard value.type.isNumber else {
      if value.type != .unknown { report(.notANumber(value.span, found: describe(value.type))) }
      return unknown(span)
    }
    let initial: Int128 = function == .max ? .min : function == .min ? .max : 0
    let state = addState("\(function.rawValue) over \(shape.name)", value.type, initial, span)
    let before = CheckedExpression(.state(state), value.type, span)
    let next: CheckedExpression.Kind =
      switch function {
      case .max: .builtin(.maximum, [before, value], .toZero)
      case .min: .builtin(.minimum, [before, value], .toZero)
      default: .arithmetic(.add, before, value, .toZero)
      }
    let store = CheckedStatement(
      .setState(state, CheckedExpression(next, value.type, span)), span)
    let statement = condition.map {
      CheckedStatement(.if([CheckedBranch(condition: $0, body: [store])], otherwise: []), span)
    }
    spec?.keepers.append(
      CheckedHandler(
        event: event,
        routine: SpecRoutine(
          name: "keep", parameters: shape.parameters.count, frame: frame,
          body: [statement ?? store], span: span)))
    guard function == .max || function == .min else { return before }
    // Without any event there is no extreme.
    guard let otherwise = written.otherwise else {
      report(.eventAggregateNeedsElse(span, function: function.rawValue))
      return unknown(span)
    }
    let none = expression(otherwise, as: value.type)
    let isNone = CheckedExpression(
      .compare(.equal, before, number(initial, value.type, span)), .truth, span)
    return CheckedExpression(
      .conditional(isNone, then: none, otherwise: before), value.type, span)
  }
}
