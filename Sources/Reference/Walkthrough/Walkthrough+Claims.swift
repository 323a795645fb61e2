import Diagnostics
import Semantics

extension Walkthrough {
  /// What is wrong with a claim about the present state and the last step; `nil` when it is so.
  package func failure(
    of check: CheckedExample.Check, in frame: Frame
  ) -> ExampleFailure? {
    let kind: ExampleFailure.Kind?
    do throws(Trap) {
      switch check {
      case .holds(let condition, let tolerance, _):
        kind = try falsehood(of: condition, tolerance, frame)
      case .reverts(let reason, _): kind = otherEnd(than: reason)
      case .stops(let value, let reason, _): kind = success(of: value, reason, frame)
      case .emits(let event, let arguments, let isDenied, _):
        kind = try emission(event, arguments, isDenied: isDenied, frame)
      case .breaks(let number, _):
        kind = lastBroken.contains { $0.number == number } ? nil : .missingBreak(invariant: number)
      }
    } catch { kind = .notComputed(error) }
    return kind.map { ExampleFailure(span: check.span, kind: $0) }
  }

  private func falsehood(
    of condition: CheckedExpression, _ tolerance: CheckedExpression?, _ frame: Frame
  ) throws(Trap) -> ExampleFailure.Kind? {
    guard let tolerance, case .compare(_, let left, let right) = condition.kind else {
      guard try value(of: condition, in: frame) == 0 else { return nil }
      let evidence = interpreter.evidence(against: condition, in: frame, state, before: before)
      return .isFalse(evidence.map { ExampleFailure.Comparison(evidence: $0, tolerance: nil) })
    }
    let a = Value(try value(of: left, in: frame), left.type)
    let b = Value(try value(of: right, in: frame), right.type)
    let most = Value(try value(of: tolerance, in: frame), tolerance.type)
    let (difference, overflow) = a.word.subtractingReportingOverflow(b.word)
    if !overflow, most.word >= 0, difference.magnitude <= most.word.magnitude { return nil }
    let evidence = Evidence(
      span: condition.span, comparison: .equal, left: a, leftSpan: left.span, right: b,
      rightSpan: right.span, rows: [])
    return .isFalse(ExampleFailure.Comparison(evidence: evidence, tolerance: most))
  }

  private func otherEnd(than reason: String?) -> ExampleFailure.Kind? {
    guard case .reverted(let trap) = last else { return .missingRevert(reason: reason) }
    guard let reason, trap.reason.name(in: interpreter.contract) != reason else { return nil }
    return .otherRevert(reason: reason, trap)
  }

  /// What is wrong with a claim that a value cannot be computed.
  private func success(
    of expression: CheckedExpression, _ reason: String?, _ frame: Frame
  ) -> ExampleFailure.Kind? {
    do throws(Trap) {
      return .computed(Value(try value(of: expression, in: frame), expression.type))
    } catch {
      guard let reason else { return nil }
      return error.reason.name(in: interpreter.contract) == reason
        ? nil : .otherStop(reason: reason, error)
    }
  }

  /// What is wrong with a claim that the last step emitted an event, or did not.
  private func emission(
    _ event: EventID, _ arguments: [CheckedExpression?], isDenied: Bool, _ frame: Frame
  ) throws(Trap) -> ExampleFailure.Kind? {
    var wanted: [Value?] = []
    for argument in arguments {
      guard let argument else {
        wanted.append(nil)
        continue
      }
      wanted.append(Value(try value(of: argument, in: frame), argument.type))
    }
    let events: [Event] = if case .committed(let events) = last { events } else { [] }
    let found = events.first { found in
      found.id == event && zip(wanted, found.values).allSatisfy { $0 == nil || $0?.word == $1 }
    }
    if isDenied { return found.map { .unwantedEvent($0) } }
    return found == nil ? .missingEvent(event, wanted, found: events) : nil
  }
}

extension CheckedExample.Check {
  package var span: Span {
    switch self {
    case .holds(_, _, let span), .reverts(_, let span), .stops(_, _, let span),
      .emits(_, _, _, let span), .breaks(_, let span):
      span
    }
  }
}

extension CheckedExample.Step {
  package var span: Span {
    switch self {
    case .call(_, _, _, let span), .after(_, let span): span
    }
  }
}
