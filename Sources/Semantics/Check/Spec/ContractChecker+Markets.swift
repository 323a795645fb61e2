import Diagnostics
import Market
import Numerics
import Syntax

/// Markets, processes, and what spec code asks of them.
extension ContractChecker {
  /// All names first, so that one market's depth may look at another.
  mutating func checkMarkets() -> [CheckedMarket] {
    let parts = spec?.written.parts ?? []
    var written: [(market: Spec.Market, span: Span)] = []
    for part in parts {
      guard case .market(let market) = part.kind else { continue }
      if let earlier = self.market(named: market.name.text) {
        report(
          .duplicateName(
            market.name, noun: "market",
            earlier: spec?.markets[earlier].name.span ?? market.name.span))
        continue
      }
      written.append((market, part.span))
      declare(market)
    }
    return written.enumerated().compactMap { check($1.market, $0, $1.span) }
  }

  private mutating func declare(_ market: Spec.Market) {
    var names = SpecContext.MarketNames(name: market.name, isProcess: market.isProcess)
    names.type = type(of: market)
    names.isDeep = market.settings.contains { $0.name.text == "depth" }
    let title = "of \(market.name.text)"
    names.price = addState("price \(title)", names.type, 0, market.name.span)
    if !market.isProcess, let asset = asset(of: names.type) {
      names.flow = addState("flow \(title)", asset, 0, market.name.span)
      let notional = names.type.dimension.map { $0 * (asset.dimension ?? .none) }
      names.depth = addState(
        "depth \(title)", .fixed(notional ?? .none), 0, market.name.span)
    }
    spec?.markets.append(names)
  }

  /// The unit written at `start`, or that of what an oracle tells of it.
  private mutating func type(of market: Spec.Market) -> ValueType {
    if let type = market.type {
      return ofPath(inSpec(.constant) { $0.resolve(type) }.0, type.span)
    }
    if market.isProcess { return .ratio }
    if let start = market.settings.first(where: { $0.name.text == "start" })?.value,
      !isAdaptable(start)
    {
      return ofPath(inSpec(.setting) { $0.expression(start) }.0.type, start.span)
    }
    for case .oracle(let oracle) in (spec?.written.parts ?? []).map(\.kind)
    where oracle.source.text == market.name.text {
      if let type = typeOfPrice(in: oracle), type != .unknown {
        return ofPath(type, oracle.call.span)
      }
    }
    report(.priceWithoutUnit(market.name))
    return .unknown
  }

  /// Models move numbers.
  private mutating func ofPath(_ type: ValueType, _ span: Span) -> ValueType {
    guard type != .unknown, type.dimension == nil else { return type }
    report(.notAPrice(span, found: describe(type)))
    return .unknown
  }

  /// The type that the oracle's action wants where `price` stands.
  private mutating func typeOfPrice(in oracle: Spec.Oracle) -> ValueType? {
    guard case .call(let callee, let arguments) = oracle.call.kind,
      let name = qualifiedName(callee), let definition = lookUp(name, in: .callable),
      case .action(let id) = definition.kind
    else { return nil }
    let parameters = actions[id].parameters
    let found = diagnostics
    defer { diagnostics = found }
    return inSpec(.routine) { checker -> ValueType? in
      checker.declareFeedWords(of: oracle, price: .unknown)
      var given: [CheckedExpression] = []
      for (parameter, argument) in zip(parameters, arguments) {
        let type = checker.actualType(parameter.type, given: given)
        if argument.isPriceWithin { return type }
        given.append(checker.expression(argument, as: type))
      }
      return nil
    }.0
  }

  /// What trades are made of: of `USD/BTC`, `BTC`.
  private func asset(of price: ValueType) -> ValueType? {
    guard let dimension = price.dimension else { return nil }
    return .fixed(dimension.denominator)
  }

  private mutating func check(
    _ market: Spec.Market, _ number: Int, _ span: Span
  ) -> CheckedMarket? {
    guard let names = spec?.markets[number] else { return nil }
    var start: CheckedExpression?
    var path: CheckedSettings?
    var shocks: [CheckedSettings] = []
    var depth: [Spec.Setting] = []
    var seen: Set<String> = []
    for setting in market.settings {
      if setting.name.text != "shock", !seen.insert(setting.name.text).inserted {
        report(.repeatedSetting(setting.name))
        continue
      }
      switch setting.name.text {
      case "start":
        guard let value = setting.value else {
          report(.settingWithoutValue(setting.name, ""))
          return nil
        }
        start = self.setting(value, as: names.type)
      case "path": path = model(setting, of: names.type)
      case "shock": shocks.append(settings(of: setting, ModelCatalogue.shock, names.type, "shock"))
      default: depth.append(setting)
      }
    }
    guard let path else {
      // What is wrong with one that is there has been said.
      if seen.contains("path") { return nil }
      report(
        .missingSetting(market.name, setting: "path", example: "path gbm { volatility 80% per 1y }")
      )
      return nil
    }
    if names.type == .unknown { return nil }
    if start == nil, path.history == nil {
      report(.missingSetting(market.name, setting: "start", example: "start 60_000"))
      return nil
    }
    if let start, case .constant(let word) = start.kind, start.type != .unknown, word <= 0,
      !market.isProcess
    {
      report(.startNotPositive(start.span))
    }
    let checkedDepth = depth.isEmpty ? nil : self.depth(depth, number, market.name)
    return CheckedMarket(
      name: market.name.text, isProcess: market.isProcess, type: names.type,
      start: start ?? self.number(0, names.type, market.name.span), path: path, shocks: shocks,
      depth: checkedDepth, price: names.price, flow: names.flow, lookbacks: [], span: span)
  }

  private mutating func depth(
    _ written: [Spec.Setting], _ market: Int, _ name: Name
  ) -> CheckedDepth? {
    guard let names = spec?.markets[market], let first = written.first else { return nil }
    if let stray = written.first(where: { setting in
      !DepthCatalogue.settings.contains { $0.name == setting.name.text }
    }) {
      let known = ["start", "path", "shock"] + DepthCatalogue.settings.map(\.name)
      report(
        .unknownSetting(
          stray.name, owner: name.text, known: known,
          suggestion: nearest(stray.name.text, among: known)))
      return nil
    }
    guard let state = names.depth, let notional = contract.states[state].type.dimension else {
      // Where the price has no unit, that has been said.
      if names.isProcess { report(.processHasNoDepth(first.span, name: name.text)) }
      return nil
    }
    guard let main = written.first(where: { $0.name.text == "depth" }), let size = main.value
    else {
      report(.missingSetting(name, setting: "depth", example: "depth 4_000_000 per 1%"))
      return nil
    }
    // How deep a market is may change with it: the stated depth is known before a run, and its
    // share asked in every step.
    let stated = setting(size, as: .fixed(notional))
    let shares = main.clauses.filter(\.isShare)
    let outer = spec?.market
    spec?.market = market
    let (now, frame) = inSpec(.observation) { checker -> CheckedExpression in
      shares.reduce(stated) { depth, share in
        guard case .expression(let written)? = share.value else { return depth }
        let share = checker.expression(written, as: .ratio)
        return CheckedExpression(
          .arithmetic(.multiplyFixed, depth, share, .toZero), depth.type, share.span)
      }
    }
    spec?.market = outer
    let rest = written.map { setting in
      Spec.Setting(
        name: setting.name, clauses: setting.clauses.filter { !$0.isShare }, span: setting.span)
    }
    let settings = settings(
      rest, DepthCatalogue.settings, names.type, "depth", main.span, known: ["depth": stated])
    return CheckedDepth(size: CheckedReading(now, frame), settings: settings, state: state)
  }

  /// The lookbacks found while everything else was checked.
  func finished(_ markets: [CheckedMarket]) -> [CheckedMarket] {
    guard let spec else { return markets }
    return markets.compactMap { market in
      guard let names = spec.markets.first(where: { $0.name.text == market.name }) else {
        return nil
      }
      return CheckedMarket(
        name: market.name, isProcess: market.isProcess, type: market.type, start: market.start,
        path: market.path, shocks: market.shocks, depth: market.depth, price: market.price,
        flow: market.flow, lookbacks: names.lookbacks, span: market.span)
    }
  }

  // MARK: - What code asks of markets

  /// `price(BTC)`, `fill(BTC, size)`, `BTC.price(10 steps ago)`, `BTC.move(1h)`, `peak(x)`,
  /// `count(Event)`; `nil` for every other call.
  mutating func worldCall(
    _ name: QualifiedName, _ arguments: [Expression], hint: ValueType?, _ span: Span
  ) -> CheckedExpression? {
    guard spec != nil else { return nil }
    if let qualifier = name.qualifier {
      guard let market = market(named: qualifier.text), isMarketWord(name.name.text) else {
        return nil
      }
      return marketCall(market, name.name, arguments, span)
    }
    let word = name.name.text
    if word == "move", let market = spec?.market {
      return marketCall(market, name.name, arguments, span)
    }
    if (word == "price" || word == "fill"), let first = arguments.first,
      case .name(let marketName) = first.kind, let market = market(named: marketName.text)
    {
      body.readsOnlyParameters = false
      spec?.usedMarkets.insert(market)
      if word == "price" {
        guard arguments.count == 1 else {
          report(
            .wrongBuiltinCount(span, name: word, expected: 1...1, found: arguments.count))
          return unknown(span)
        }
        return price(of: market, span)
      }
      return fill(market, Array(arguments.dropFirst()), name.name, span)
    }
    return observation(name.name, arguments, hint: hint, span)
  }

  private func isMarketWord(_ word: String) -> Bool { word == "price" || word == "move" }

  private func price(of market: Int, _ span: Span) -> CheckedExpression {
    guard let names = spec?.markets[market] else { return unknown(span) }
    return CheckedExpression(.state(names.price), names.type, span)
  }

  /// `price(10 steps ago)`, `move(1h)`.
  private mutating func marketCall(
    _ market: Int, _ word: Name, _ arguments: [Expression], _ span: Span
  ) -> CheckedExpression {
    body.readsOnlyParameters = false
    spec?.usedMarkets.insert(market)
    guard arguments.count == 1 else {
      report(.wrongBuiltinCount(span, name: word.text, expected: 1...1, found: arguments.count))
      return unknown(span)
    }
    if word.text == "price" {
      guard case .stepsAgo(let written) = arguments[0].kind,
        let ago = fixed(written, as: .count), let names = spec?.markets[market]
      else {
        report(.notAgo(span))
        return unknown(span)
      }
      guard ago >= 0, ago <= 1_000_000 else {
        report(.tooLongAgo(arguments[0].span))
        return unknown(span)
      }
      return CheckedExpression(.state(lookback(market, Int(ago))), names.type, span)
    }
    guard let duration = fixed(arguments[0], as: .duration) else { return unknown(span) }
    guard duration > 0 else {
      report(.notPositive(arguments[0].span, what: "the time of a move"))
      return unknown(span)
    }
    guard steps(covering: duration) <= 1_000_000 else {
      report(.tooLongAgo(arguments[0].span))
      return unknown(span)
    }
    let now = price(of: market, span)
    let before = CheckedExpression(
      .state(lookback(market, steps(covering: duration))), now.type, span)
    let ratio = CheckedExpression(
      .arithmetic(.divideFixed, now, before, .toZero), .ratio, span)
    return CheckedExpression(
      .arithmetic(.subtract, ratio, number(Fixed.unit, .ratio, span), .toZero), .ratio, span)
  }

  /// The state that holds a market's price of so many steps ago.
  private mutating func lookback(_ market: Int, _ steps: Int) -> StateID {
    guard let names = spec?.markets[market] else { return 0 }
    if let known = names.lookbacks.first(where: { $0.steps == steps }) { return known.state }
    let state = addState(
      "price of \(names.name.text) \(steps) steps ago", names.type, 0, names.name.span)
    spec?.markets[market].lookbacks.append((steps, state))
    return state
  }

  /// What trading `size` now costs on average: a call of the library's function.
  private mutating func fill(
    _ market: Int, _ arguments: [Expression], _ word: Name, _ span: Span
  ) -> CheckedExpression {
    guard let names = spec?.markets[market], names.isDeep else {
      if let name = spec?.markets[market].name.text {
        report(.noDepth(span, market: name))
      }
      return unknown(span)
    }
    guard arguments.count == 1, let depth = names.depth, let flow = names.flow,
      let module = spec?.marketModule,
      let place = definitions.modules[module].names[.callable]?["average_price"],
      case .function(let function) = definitions.all[place].kind
    else {
      report(.wrongBuiltinCount(span, name: word.text, expected: 2...2, found: arguments.count))
      return unknown(span)
    }
    let size = expression(arguments[0], as: contract.states[flow].type)
    let words = [
      price(of: market, span),
      CheckedExpression(.state(depth), contract.states[depth].type, span),
      CheckedExpression(.state(flow), contract.states[flow].type, span), size,
    ]
    return CheckedExpression(.call(function, words, result: 0), names.type, span)
  }

  /// `flow BTC -= size`: forced trading, which moves the price at the next step.
  mutating func flow(
    _ market: Name, _ operation: AssignmentOperator, _ size: Expression, _ span: Span
  ) -> CheckedStatement? {
    guard let number = usedMarket(market), let names = spec?.markets[number] else { return nil }
    guard let flow = names.flow, names.isDeep else {
      if names.isProcess {
        report(.processHasNoDepth(market.span, name: market.text))
      } else if names.type != .unknown {
        report(.noDepth(market.span, market: market.text))
      }
      return nil
    }
    let type = contract.states[flow].type
    let value = expression(size, hint: type)
    if !agree(value, with: type), !isSameKind(value.type, type) {
      _ = mismatch(value, expected: type)
      return nil
    }
    let before = CheckedExpression(.state(flow), type, span)
    let sum = CheckedExpression(
      .arithmetic(operation == .subtract ? .subtract : .add, before, value, .toZero), type, span)
    guard operation == .add || operation == .subtract else {
      report(.flowNeedsDirection(span))
      return nil
    }
    return CheckedStatement(.setState(flow, sum), span)
  }

  /// Amounts of one unit that is told apart by rows: what an event says of some row's.
  private func isSameKind(_ found: ValueType, _ wanted: ValueType) -> Bool {
    guard case .fixed(let a) = found, case .fixed(let b) = wanted, a.factors.count == 1,
      b.factors.count == 1, a.factors[0].exponent == b.factors[0].exponent,
      case .indexed(let first, _) = a.factors[0].unit,
      case .indexed(let second, _) = b.factors[0].unit
    else { return false }
    return first == second
  }
}

extension Expression {
  /// `price`, a multiple of it, or more or less than it: what a feed says of it that lies.
  fileprivate var isPriceWithin: Bool {
    switch kind {
    case .name(let name): name.text == "price"
    case .binary(.multiply, let left, let right, _), .binary(.add, let left, let right, _):
      left.isPriceWithin || right.isPriceWithin
    case .binary(.subtract, let left, _, _), .binary(.divide, let left, _, _): left.isPriceWithin
    default: false
    }
  }
}

extension Spec.Clause {
  /// `* clamp(..)` behind a depth.
  fileprivate var isShare: Bool { words.first?.text == "*" }
}

extension Dimension {
  /// What stands below the line: of `USD/BTC`, `BTC`.
  fileprivate var denominator: Dimension {
    factors.filter { $0.exponent < 0 }.reduce(.none) {
      $0 * Dimension($1.unit).raised(to: -$1.exponent)
    }
  }
}
