import Diagnostics
import Syntax

/// What the adversary wants: `profit Account[4].balance` is how much more of it there is than after
/// the setup, and expectations may speak of it by that word.
extension ContractChecker {
  /// The gain, and what keeps at the end of the setup what it is counted from.
  mutating func checkProfit() -> (gain: CheckedMeasure, beginning: SpecRoutine)? {
    let all = (spec?.written.parts ?? []).flatMap { part -> [Expression] in
      if case .adversary(let adversary) = part.kind { adversary.profits } else { [] }
    }
    guard let written = all.first else { return nil }
    if all.count > 1 { report(.repeatedSpecPart(all[1].span, part: "profit")) }
    let (value, frame) = inSpec(.observation) { $0.expression(written) }
    guard value.type.isNumber else {
      if value.type != .unknown { report(.notANumber(value.span, found: describe(value.type))) }
      return nil
    }
    if case .constant = value.kind { report(.profitOfNothing(value.span)) }
    let state = addState("profit at the beginning", value.type, 0, written.span)
    spec?.profit = (written, state)
    let keep = CheckedStatement(.setState(state, value), written.span)
    let (gain, gainFrame) = inSpec(.observation) { $0.profit(at: written.span) }
    guard let gain else { return nil }
    return (
      CheckedMeasure(
        name: "profit", type: gain.type, frame: gainFrame, value: gain, state: nil,
        span: written.span),
      SpecRoutine(
        name: "profit", parameters: 0, frame: frame, body: [keep], span: written.span)
    )
  }

  /// The word `profit` where paths are observed and nothing else is called so.
  mutating func profit(named name: Name) -> CheckedExpression? {
    guard name.text == "profit", body.purpose == .observation else { return nil }
    return profit(at: name.span)
  }

  /// It is checked where it is asked for, without the names that are known there; in itself it
  /// means nothing.
  private mutating func profit(at span: Span) -> CheckedExpression? {
    guard let profit = spec?.profit else { return nil }
    spec?.profit = nil
    let scope = body.scope
    body.scope = LocalScope()
    defer {
      spec?.profit = profit
      body.scope = scope
    }
    let value = expression(profit.written)
    let before = CheckedExpression(.state(profit.beginning), value.type, span)
    return CheckedExpression(.arithmetic(.subtract, value, before, .toZero), value.type, span)
  }
}
