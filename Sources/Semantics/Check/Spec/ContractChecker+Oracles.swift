import Diagnostics
import Market
import Syntax

/// Oracles, correlations, and the adversary: what acts without code of its own.
extension ContractChecker {
  mutating func checkOracle(_ written: Spec.Oracle, _ span: Span) -> CheckedOracle? {
    guard let source = market(named: written.source.text) else {
      report(
        .unknownMarket(
          written.source,
          suggestion: nearest(
            written.source.text, among: spec?.markets.map(\.name.text) ?? [])))
      return nil
    }
    let type = spec?.markets[source].type ?? .unknown
    let settings = settings(
      written.settings, OracleCatalogue.settings, type, "oracle", span)
    guard case .call(let callee, let arguments) = written.call.kind,
      let name = qualifiedName(callee)
    else {
      report(.stepNotACall(written.call.span))
      return nil
    }
    let (checked, frame) = inSpec(.routine) {
      checker -> (ActionID, [CheckedExpression], CheckedOracle.Caller)? in
      checker.declareFeedWords(of: written, price: type)
      guard let (action, words) = checker.actionCall(name, arguments, written.call.span),
        let caller = checker.caller(of: written, action)
      else { return nil }
      return (action, words, caller)
    }
    guard let (action, words, caller) = checked else { return nil }
    return CheckedOracle(
      source: source, action: action, frame: frame, arguments: words, caller: caller,
      settings: settings, span: span)
  }

  /// What the feed says, and the feed's row.
  mutating func declareFeedWords(of oracle: Spec.Oracle, price type: ValueType) {
    declareLocal(Name("price", oracle.source.span), type, isVariable: false)
    var row = ValueType.count
    if case .each(let table)? = oracle.caller,
      case .table(let id)? = lookUp(table, in: .type)?.kind
    {
      row = .row(id)
    }
    declareLocal(Name("feed", oracle.source.span), row, isVariable: false)
    for name in ["price", "feed"] {
      if let place = body.scope.find(name) { body.scope.markUsed(place) }
    }
  }

  private mutating func caller(
    of oracle: Spec.Oracle, _ action: ActionID
  ) -> CheckedOracle.Caller? {
    switch oracle.caller {
    case .each(let table): return lookUpTable(table).map { .each($0) }
    case .one(let written):
      switch caller(written, of: action) {
      case .anyone: return .anyone
      case .role(let role): return .role(role)
      case .row(let row):
        guard case .row(let table) = row.type else { return nil }
        return .row(table, row)
      case nil: return nil
      }
    case nil:
      switch defaultCaller(of: action, oracle.call.span) {
      case .anyone: return .anyone
      case .role(let role): return .role(role)
      case .row, nil: return nil
      }
    }
  }

  mutating func checkCorrelation(_ written: Spec.Correlation) -> CheckedCorrelation? {
    func find(_ name: Name, _ checker: inout ContractChecker) -> Int? {
      if let market = checker.market(named: name.text) { return market }
      checker.report(
        .unknownMarket(
          name,
          suggestion: nearest(name.text, among: checker.spec?.markets.map(\.name.text) ?? [])))
      return nil
    }
    guard let first = find(written.first, &self), let second = find(written.second, &self)
    else { return nil }
    var stressed: CheckedCorrelation.Stressed?
    if let written = written.stressed {
      guard let market = find(written.market, &self) else { return nil }
      stressed = CheckedCorrelation.Stressed(
        value: setting(written.value, as: .ratio), market: market,
        fall: setting(written.fall, as: .ratio), window: setting(written.window, as: .duration))
    }
    return CheckedCorrelation(
      first: first, second: second, value: setting(written.value, as: .ratio),
      stressed: stressed, span: written.first.span.join(written.second.span))
  }

  mutating func checkAdversary() -> CheckedAdversary? {
    for part in spec?.written.parts ?? [] {
      guard case .adversary(let written) = part.kind else { continue }
      var grants: [CheckedAdversary.Grant] = []
      for (callers, actions) in written.grants {
        for name in actions {
          guard case .action(let action)? = lookUp(name, in: .callable)?.kind else {
            report(.unknownAction(name.name, suggestion: nil))
            continue
          }
          for caller in callers {
            if let checked = adversary(caller, of: action) {
              grants.append(CheckedAdversary.Grant(action: action, caller: checked))
            }
          }
        }
      }
      let moves = written.moves.compactMap { move -> (market: Int, within: CheckedExpression)? in
        guard let market = market(named: move.market.text) else {
          report(.unknownMarket(move.market, suggestion: nil))
          return nil
        }
        return (market, setting(move.within, as: .ratio))
      }
      return CheckedAdversary(grants: grants, moves: moves, span: part.span)
    }
    return nil
  }

  private mutating func adversary(
    _ caller: Spec.Caller, of action: ActionID
  ) -> CheckedAdversary.Caller? {
    if case .role(let role)? = lookUp(caller.name, in: .role)?.kind { return .role(role) }
    guard let table = lookUpTable(caller.name) else { return nil }
    switch caller.rows {
    case .all: return .rows(table, 0...Int.max)
    case .one(let row):
      return fixed(row, as: .count).map { .rows(table, Int($0)...Int($0)) }
    case .range(let range):
      guard let first = fixed(range.lower, as: .count),
        let last = fixed(range.upper, as: .count), first >= 0, first <= last
      else { return nil }
      return .rows(table, Int(first)...Int(clamping: last))
    }
  }
}
