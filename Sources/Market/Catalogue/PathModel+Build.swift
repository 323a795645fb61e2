import Numerics

/// A model as a spec asks for it: `path NAME { .. }` and what is laid over it.
package struct ModelRequest: Hashable, Sendable {
  package var name: String
  package var settings: [Setting]
  /// For models that take one.
  package var history: PriceHistory?
  /// For a mixture.
  package var parts: [Part] = []
  /// The settings of each shock.
  package var shocks: [[Setting]] = []

  package struct Part: Hashable, Sendable {
    package let weight: Int128
    package let request: ModelRequest

    package init(weight: Int128, _ request: ModelRequest) {
      self.weight = weight
      self.request = request
    }
  }

  package init(_ name: String, _ settings: [Setting] = [], history: PriceHistory? = nil) {
    self.name = name
    self.settings = settings
    self.history = history
  }
}

extension PathModel {
  /// A model from its settings. Only a model with a history can do without a start.
  package static func build(
    name: String, settings: [Setting], step: Int128, start: Int128?
  ) throws(MarketError) -> PathModel {
    try build(ModelRequest(name, settings), step: step, start: start)
  }

  package static func build(
    _ request: ModelRequest, step: Int128, start: Int128?
  ) throws(MarketError) -> PathModel {
    let model: PathModel
    if request.name == "mixture" {
      _ = try SettingReader(request.name, [], request.settings)
      var parts: [(weight: Int128, model: PathModel)] = []
      for part in request.parts {
        guard part.request.name != "mixture", part.request.shocks.isEmpty else {
          throw .nestedMixture
        }
        let model = try plain(part.request, step: step, start: start)
        parts.append((part.weight, model))
      }
      model = try PathModel(mixture: parts)
    } else {
      model = try plain(request, step: step, start: start)
    }
    var shocks: [Shock] = []
    for settings in request.shocks { shocks.append(try Shock.build(settings, step: step)) }
    return try model.with(shocks: shocks)
  }

  /// A model that is made of no others.
  private static func plain(
    _ request: ModelRequest, step: Int128, start given: Int128?
  ) throws(MarketError) -> PathModel {
    let description = try ModelCatalogue.model(named: request.name)
    let reader = try SettingReader(request.name, description.settings, request.settings)
    guard !description.needsHistory else {
      guard let history = request.history else { throw .historyMissing(model: request.name) }
      if request.name == "replay" { return try replay(history, start: given, step: step) }
      return try bootstrap(
        history, start: given, block: reader.word("block"), drift: reader.optionalRate("drift"),
        step: step)
    }
    guard let start = given else {
      throw .missingSetting(owner: request.name, setting: "start")
    }
    return try reader.model(start: start, step: step)
  }
}

extension SettingReader {
  /// The model whose settings these are.
  fileprivate func model(start: Int128, step: Int128) throws(MarketError) -> PathModel {
    let drift = owner == "regimes" ? Rate.none : optionalRate("drift") ?? .none
    switch owner {
    case "steady": return try .steady(start: start, step: step)
    case "gbm":
      return try .gbm(start: start, drift: drift, volatility: rate("volatility"), step: step)
    case "jumps":
      return try .jumps(
        start: start, drift: drift, volatility: rate("volatility"), jumps: rate("jumps"),
        size: word("size"), sizeDeviation: clause(.plusMinus, of: "size") ?? 0, step: step)
    case "garch":
      return try .garch(
        start: start, drift: drift, volatility: rate("volatility"), alpha: word("alpha"),
        beta: word("beta"), interval: optional("every") ?? step, step: step)
    case "regimes": return try .regimes(start: start, regimes(), step: step)
    case "mean_reverting":
      return try .meanReverting(
        start: start, level: word("level"), halfLife: word("half_life"),
        volatility: rate("volatility"), floor: optional("floor") ?? 1, step: step)
    case "vasicek":
      return try .vasicek(
        start: start, level: word("level"), halfLife: word("half_life"),
        volatility: rate("volatility"), floor: optional("floor") ?? SettingRange.amount.low,
        step: step)
    case "heston":
      return try .heston(
        start: start, drift: drift, volatility: rate("volatility"), halfLife: word("half_life"),
        volatilityOfVolatility: rate("vol_of_vol"), correlation: word("correlation"), step: step)
    case "peg": return try peg(start: start, step: step)
    default: throw .unknownModel(owner, known: ModelCatalogue.models.map(\.name))
    }
  }

  /// A peg that may break needs to know where it falls to.
  private func peg(start: Int128, step: Int128) throws(MarketError) -> PathModel {
    let breaks = try rate("breaks")
    return try .peg(
      start: start, deviation: word("deviation"), halfLife: word("half_life"), breaks: breaks,
      level: breaks.value == 0 ? Fixed.unit : word("level"), repair: optional("repair"),
      step: step)
  }

  private func regimes() throws(MarketError) -> [Regime] {
    var regimes: [Regime] = []
    let names = all("regime").map(\.labels[0])
    for setting in all("drift") + all("switch") where !names.contains(setting.labels[0]) {
      throw .unknownRegime(setting.labels[0], from: setting.title)
    }
    for setting in all("regime") {
      let name = setting.labels[0]
      let switches = all("switch").filter { $0.labels[0] == name }
      let leaving: Regime.Leaving
      if let mean = setting.clause(.lasting) {
        guard switches.isEmpty else { throw .regimeBothWays(name) }
        leaving = .after(mean: mean)
      } else {
        leaving = .rates(switches.map { .init(to: $0.labels[1], rate: $0.rate) })
      }
      let drift = all("drift").first { $0.labels[0] == name }?.rate ?? .none
      regimes.append(
        Regime(name: name, drift: drift, volatility: setting.rate, leaving: leaving))
    }
    return regimes
  }
}

extension Setting {
  fileprivate var rate: Rate { Rate(value.word, per: clause(.per) ?? Rate.year) }
}
