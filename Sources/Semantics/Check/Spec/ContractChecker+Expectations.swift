import Diagnostics
import Numerics
import Syntax

/// What a spec expects.
extension ContractChecker {
  mutating func checkExpectation(
    _ written: Spec.Expectation, _ measures: [CheckedMeasure], _ sources: SourceMap
  ) -> CheckedExpectation? {
    var confidence: Int128 = 99 * Fixed.unit / 100
    if let said = written.confidence, let word = fixed(said, as: .ratio) {
      confidence = word
      let most = Fixed.unit - Fixed.unit / 1_000_000
      if !(Fixed.unit / 2...most).contains(word) { report(.confidenceOutOfRange(said.span)) }
    }
    guard let claim = claim(written.claim, measures, written.span) else { return nil }
    if let splitting = written.splitting, !claim.isProbability {
      report(.splittingOfNoChance(splitting))
    }
    return CheckedExpectation(
      text: sources.text(of: written.span), claim: claim, confidence: confidence,
      isRare: written.splitting != nil, span: written.span)
  }

  private mutating func claim(
    _ written: Spec.Claim, _ measures: [CheckedMeasure], _ span: Span
  ) -> CheckedExpectation.Claim? {
    switch written {
    case .invariants:
      if contract.invariants.isEmpty { report(.noInvariants(span)) }
      return .invariants
    case .always(let condition):
      let (truth, frame) = inSpec(.observation) { $0.condition(condition) }
      refuseConstant(truth)
      return truth.type == .unknown ? nil : .always(frame, truth)
    case .eventually(let condition, let within):
      let (truth, frame) = inSpec(.observation) { $0.condition(condition) }
      refuseConstant(truth)
      guard truth.type != .unknown, let steps = wholeSteps(within, span) else { return nil }
      if let clock = spec?.clock, clock.steps > 0, steps >= clock.steps {
        report(.waitsTooLong(span, steps: clock.steps))
      }
      return .eventually(frame, truth, within: steps)
    case .reached(let event, let order, let share):
      guard let id = lookUpEvent(event) else { return nil }
      requireEmitted(id, event.name)
      let (value, frame) = inSpec(.observation) { checker -> CheckedExpression in
        let count = checker.counted(id, span)
        return CheckedExpression(
          .compare(.greater, count, checker.number(0, .count, span)), .truth, span)
      }
      let measure = CheckedMeasure(
        name: "reached \(contract.events[id].name)", type: .truth, frame: frame, value: value,
        state: nil, span: span)
      return estimate(measure, .probability, order, share)
    case .estimate(let function, let arguments, let order, let bound):
      return estimate(function, arguments, order, bound, measures)
    }
  }

  private mutating func estimate(
    _ function: Name, _ arguments: [Expression], _ order: BinaryOperator, _ bound: Expression,
    _ measures: [CheckedMeasure]
  ) -> CheckedExpectation.Claim? {
    guard let (estimand, count) = estimand(function, arguments) else { return nil }
    guard arguments.count == count else {
      report(
        .wrongBuiltinCount(
          function.span, name: function.text, expected: count...count, found: arguments.count))
      return nil
    }
    let (value, frame) = ofWholePath { checker -> CheckedExpression in
      for measure in measures { checker.declareMeasure(measure) }
      if case .probability = estimand { return checker.condition(arguments[0]) }
      return checker.averaged(checker.expression(arguments[0]), estimand)
    }
    if case .probability = estimand { refuseConstant(value) }
    guard value.type != .unknown else { return nil }
    if case .probability = estimand {
    } else {
      if value.type == .truth {
        report(.estimateOfTruth(function))
        return nil
      }
      guard value.type.isNumber || value.type == .time else {
        report(.measureOfNoNumber(value.span, found: describe(value.type)))
        return nil
      }
    }
    return estimate(
      CheckedMeasure(
        name: "", type: value.type, frame: frame, value: value, state: nil,
        span: arguments[0].span),
      estimand, order, bound)
  }

  /// Names of measures stand for their values in what is expected.
  private mutating func declareMeasure(_ measure: CheckedMeasure) {
    guard let state = measure.state,
      case .missing = definitions.find(measure.name, in: .value, from: 0)
    else { return }
    body.scope.add(
      LocalName(
        name: measure.name, span: measure.span, kind: .measured(state, measure.type),
        isUsed: true))
  }

  private mutating func estimate(
    _ measure: CheckedMeasure, _ estimand: CheckedExpectation.Estimand, _ order: BinaryOperator,
    _ bound: Expression
  ) -> CheckedExpectation.Claim? {
    let comparison: Comparison
    switch order {
    case .less: comparison = .less
    case .lessOrEqual: comparison = .lessOrEqual
    case .greater: comparison = .greater
    case .greaterOrEqual: comparison = .greaterOrEqual
    default:
      report(.expectationNeedsOrder(bound.span))
      return nil
    }
    var type = measure.type
    if case .probability = estimand { type = .ratio }
    let value = setting(bound, as: type)
    if case .probability = estimand, case .constant(let word) = value.kind,
      !comparison.isDecidable(ofShare: word)
    {
      report(.undecidable(bound.span))
    }
    return .estimate(measure, estimand, comparison, bound: value)
  }

  /// The mean of counts is no count: they are averaged as plain numbers.
  private func averaged(
    _ value: CheckedExpression, _ estimand: CheckedExpectation.Estimand
  ) -> CheckedExpression {
    switch estimand {
    case .mean, .tailMean: plain(value)
    case .probability, .quantile: value
    }
  }

  /// A count as a plain number; everything else as it is.
  func plain(_ value: CheckedExpression) -> CheckedExpression {
    guard value.type == .count else { return value }
    return CheckedExpression(
      .builtin(.ratio, [value, number(1, .count, value.span)], .toZero), .ratio, value.span)
  }

  private mutating func refuseConstant(_ condition: CheckedExpression) {
    guard condition.type != .unknown, let word = try? fold(condition), word >= 0 else { return }
    report(.undecidable(condition.span))
  }

  /// What is estimated, and how many arguments that takes.
  private mutating func estimand(
    _ function: Name, _ arguments: [Expression]
  ) -> (CheckedExpectation.Estimand, Int)? {
    switch function.text {
    case "P": return (.probability, 1)
    case "mean": return (.mean, 1)
    case "quantile":
      guard arguments.count == 2, let level = fixed(arguments[1], as: .ratio),
        level > 0, level < Fixed.unit
      else {
        report(.quantileWithoutLevel(function.span))
        return nil
      }
      return (.quantile(level), 2)
    default:
      if let level = function.tailLevel { return (.tailMean(level), 1) }
      let known = ["P", "mean", "quantile", "ES99", "ES95"]
      report(
        .unknownEstimate(function, known: known, suggestion: nearest(function.text, among: known)))
      return nil
    }
  }
}

extension CheckedExpectation.Claim {
  fileprivate var isProbability: Bool {
    if case .estimate(_, .probability, _, _) = self { true } else { false }
  }
}

extension Name {
  /// `ES99`: 99%; `ES999`: 99.9%.
  fileprivate var tailLevel: Int128? {
    guard text.hasPrefix("ES"), text.count <= 8 else { return nil }
    let digits = text.dropFirst(2)
    guard digits.count >= 2, digits.allSatisfy(\.isASCIIDigit), let number = Int128(digits)
    else { return nil }
    var scale: Int128 = 1
    for _ in digits { scale *= 10 }
    return number > 0 ? number * (Fixed.unit / scale) : nil
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { "0"..."9" ~= self }
}
