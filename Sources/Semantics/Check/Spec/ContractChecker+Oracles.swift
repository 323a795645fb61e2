import Diagnostics
import Market
import Numerics
import Syntax

/// Oracles, correlations, and the adversary: what acts without code of its own.
extension ContractChecker {
  mutating func checkOracle(_ written: Spec.Oracle, _ span: Span) -> CheckedOracle? {
    guard let source = usedMarket(written.source) else { return nil }
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
    case .each(let name):
      guard let table = lookUpTable(name) else { return nil }
      requireAdmitted(CallerKind.row(table), action, name.name.span)
      return .each(table)
    case .one(let written):
      let caller = specCaller(written, of: action)
      caller.map { requireAdmitted($0, action, written.span) }
      switch caller {
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

  /// Pairs of markets, each once.
  mutating func checkCorrelations() -> [CheckedCorrelation] {
    var pairs: Set<Set<Int>> = []
    var result: [CheckedCorrelation] = []
    for part in spec?.written.parts ?? [] {
      guard case .correlation(let list) = part.kind else { continue }
      for written in list {
        guard let checked = check(written) else { continue }
        if checked.first != checked.second,
          !pairs.insert([checked.first, checked.second]).inserted
        {
          report(
            .wrongCorrelation(
              checked.span, "this correlation is said twice", "keep one of them"))
        }
        result.append(checked)
      }
    }
    return result
  }

  private mutating func check(_ written: Spec.Correlation) -> CheckedCorrelation? {
    guard let first = usedMarket(written.first), let second = usedMarket(written.second)
    else { return nil }
    let span = written.first.span.join(written.second.span)
    if first == second {
      report(
        .wrongCorrelation(
          span, "`\(written.first.text)` moves with itself", "name two markets or processes"))
    }
    var stressed: CheckedCorrelation.Stressed?
    if let written = written.stressed {
      guard let market = usedMarket(written.market) else { return nil }
      let fall = setting(written.fall, as: .ratio)
      if case .constant(let word) = fall.kind, fall.type != .unknown,
        !(1..<Fixed.unit).contains(word)
      {
        report(
          .wrongCorrelation(
            fall.span, "a fall is more than 0% and less than 100%", "write `falls 5% in 1h`"))
      }
      let window = setting(written.window, as: .duration)
      if case .constant(let word) = window.kind, window.type != .unknown, word <= 0 {
        report(.notPositive(window.span, what: "the time of a fall"))
      }
      stressed = CheckedCorrelation.Stressed(
        value: share(written.value), market: market, fall: fall, window: window)
    }
    return CheckedCorrelation(
      first: first, second: second, value: share(written.value), stressed: stressed, span: span)
  }

  private mutating func share(_ written: Expression) -> CheckedExpression {
    let value = setting(written, as: .ratio)
    if case .constant(let word) = value.kind, value.type != .unknown,
      !(-Fixed.unit...Fixed.unit).contains(word)
    {
      report(
        .wrongCorrelation(
          value.span, "a correlation lies between -100% and 100%", "write for instance `85%`"))
    }
    return value
  }
}
