import Market
import Numerics
import Testing

/// What the catalogue says is what the builders do.
@Suite struct CatalogueTests {
  private func gbm(_ settings: [Setting], step: Int128 = hour) throws -> PathModel {
    try .build(name: "gbm", settings: settings, step: step, start: 100 * unit)
  }

  @Test func entriesAreWellFormed() {
    let names = ModelCatalogue.models.map(\.name)
    #expect(Set(names).count == names.count)
    let lists =
      ModelCatalogue.models.map(\.settings)
      + [ModelCatalogue.shock, OracleCatalogue.settings, DepthCatalogue.settings]
    for settings in lists {
      #expect(Set(settings.map(\.name)).count == settings.count)
      for setting in settings {
        #expect(!setting.summary.hasSuffix("."))
        #expect(setting.range.low < setting.range.high)
        if case .standard(let word) = setting.presence { #expect(setting.range.contains(word)) }
        if case .repeated = setting.presence { #expect(!setting.labels.isEmpty) }
      }
    }
    #expect(ModelCatalogue.models.allSatisfy { !$0.summary.hasSuffix(".") })
  }

  /// Each model with its required settings in the middle of things, and without each of them.
  @Test func everyModelIsBuilt() throws {
    for model in ModelCatalogue.models where !model.hasParts {
      var request = ModelRequest(model.name, model.settings.compactMap(Samples.modest))
      request.history = model.needsHistory ? try Samples.history() : nil
      let built = try PathModel.build(request, step: hour, start: 100 * unit)
      #expect(built.canCorrelate == model.canCorrelate)
      let path = try prices(built, steps: 50)
      #expect(path[0] == 100 * unit)
      #expect(model.name == "steady" || path[50] != path[0])
      for (index, setting) in request.settings.enumerated() {
        var fewer = request
        fewer.settings.remove(at: index)
        #expect(throws: MarketError.missingSetting(owner: model.name, setting: setting.name)) {
          try PathModel.build(fewer, step: hour, start: 100 * unit)
        }
      }
      if model.needsHistory {
        request.history = nil
        #expect(throws: MarketError.historyMissing(model: model.name)) {
          try PathModel.build(request, step: hour, start: nil)
        }
      } else {
        #expect(throws: MarketError.missingSetting(owner: model.name, setting: "start")) {
          try PathModel.build(request, step: hour, start: nil)
        }
      }
    }
  }

  @Test func settingsAreChecked() throws {
    let volatility = Setting("volatility", percent(80), [Clause(.per, year)])
    _ = try gbm([volatility])
    let known = ["drift", "volatility"]
    #expect(throws: MarketError.unknownSetting(owner: "gbm", setting: "vola", known: known)) {
      try gbm([volatility, Setting("vola", unit)])
    }
    #expect(throws: MarketError.repeatedSetting(owner: "gbm", setting: "volatility")) {
      try gbm([volatility, volatility])
    }
    #expect(throws: MarketError.missingClause(setting: "volatility", clause: .per)) {
      try gbm([Setting("volatility", unit)])
    }
    #expect(throws: MarketError.strangeClause(setting: "volatility", clause: .lasting)) {
      try gbm([Setting("volatility", unit, [Clause(.per, year), Clause(.lasting, year)])])
    }
    #expect(throws: MarketError.repeatedSetting(owner: "volatility", setting: "per")) {
      try gbm([Setting("volatility", unit, [Clause(.per, year), Clause(.per, year)])])
    }
    #expect(throws: MarketError.labelCount(setting: "volatility", wanted: 0, found: 1)) {
      try gbm([Setting("volatility", labels: ["x"], unit, [Clause(.per, year)])])
    }
    #expect(
      throws: MarketError.outOfRange(setting: "volatility", value: -1, allowed: .volatility)
    ) {
      try gbm([Setting("volatility", -1, [Clause(.per, year)])])
    }
    #expect(throws: MarketError.outOfRange(setting: "volatility per", value: 0, allowed: .duration))
    {
      try gbm([Setting("volatility", unit, [Clause(.per, 0)])])
    }
    #expect(throws: MarketError.tooMuchPerStep(setting: "volatility", step: year)) {
      try gbm([Setting("volatility", unit, [Clause(.per, minute)])], step: year)
    }
    #expect(throws: MarketError.step(0)) { try gbm([volatility], step: 0) }
    #expect(throws: MarketError.outOfRange(setting: "start", value: 0, allowed: .price)) {
      try PathModel.build(name: "gbm", settings: [volatility], step: hour, start: 0)
    }
    #expect(
      throws: MarketError.unknownModel("gmb", known: ModelCatalogue.models.map(\.name))
    ) {
      try PathModel.build(name: "gmb", settings: [], step: hour, start: unit)
    }
  }

  @Test func regimesAreRead() throws {
    func build(_ settings: [Setting]) throws -> PathModel {
      try .build(name: "regimes", settings: settings, step: hour, start: 100 * unit)
    }
    let calm = Setting(
      "regime", labels: ["calm"], percent(40), [Clause(.per, year), Clause(.lasting, 10 * day)])
    let panic = Setting("regime", labels: ["panic"], percent(180), [Clause(.per, year)])
    let back = Setting("switch", labels: ["panic", "calm"], 2 * unit, [Clause(.per, day)])
    let drift = Setting("drift", labels: ["panic"], percent(-5), [Clause(.per, day)])
    #expect(
      try build([calm, panic, back, drift])
        == PathModel.regimes(
          start: 100 * unit,
          [
            Regime(
              name: "calm", drift: Rate(0, per: year), volatility: Rate(percent(40), per: year),
              leaving: .after(mean: 10 * day)),
            Regime(
              name: "panic", drift: Rate(percent(-5), per: day),
              volatility: Rate(percent(180), per: year),
              leaving: .rates([.init(to: "calm", rate: Rate(2 * unit, per: day))])),
          ], step: hour))
    #expect(throws: MarketError.regimeBothWays("calm")) {
      try build([
        calm, panic, Setting("switch", labels: ["calm", "panic"], unit, [Clause(.per, day)]),
      ])
    }
    #expect(throws: MarketError.unknownRegime("panic", from: "drift panic")) {
      try build([calm, drift])
    }
  }

  @Test func pegsThatBreakNeedALevel() throws {
    let deviation = Setting("deviation", percent(1))
    let breaks = Setting("breaks", percent(1), [Clause(.per, day)])
    _ = try PathModel.build(name: "peg", settings: [deviation], step: hour, start: unit)
    #expect(throws: MarketError.missingSetting(owner: "peg", setting: "level")) {
      try PathModel.build(name: "peg", settings: [deviation, breaks], step: hour, start: unit)
    }
  }

  @Test func mixturesAndShocksAreRead() throws {
    let crash = [
      Setting("crash", percent(45), [Clause(.over, 6 * hour)]),
      Setting("recover", percent(20), [Clause(.over, 12 * hour)]),
      Setting("at", 10 * hour),
    ]
    let steady = ModelRequest("steady")
    var request = ModelRequest("mixture")
    request.parts = [.init(weight: unit, steady), .init(weight: unit, steady)]
    request.shocks = [crash]
    let model = try PathModel.build(request, step: hour, start: 100 * unit)
    #expect((try prices(model, steps: 28)[28] - 64 * unit).magnitude < 1_000)
    var nested = ModelRequest("mixture")
    nested.parts = [.init(weight: unit, request)]
    #expect(throws: MarketError.nestedMixture) {
      try PathModel.build(nested, step: hour, start: unit)
    }
    #expect(throws: MarketError.missingSetting(owner: "shock", setting: "crash")) {
      try Shock.build([Setting("at", 0)], step: hour)
    }
    #expect(throws: MarketError.shockBothWays) {
      try Shock.build(crash + [Setting("rally", unit, [Clause(.over, hour)])], step: hour)
    }
  }

  @Test func oraclesAndDepthsAreRead() throws {
    let settings = [
      Setting("delay", 2), Setting("late", 3), Setting("deviation", unit / 200),
      Setting("heartbeat", hour), Setting("noise", unit / 2_000),
      Setting("outage", percent(1), [Clause(.per, day), Clause(.lasting, 20 * minute)]),
      Setting("floor", unit), Setting("ceiling", 9 * unit),
    ]
    var faults = OracleFeed.Faults()
    faults.outage = .init(chance: Rate(percent(1), per: day), lasting: 20 * minute)
    faults.noise = unit / 2_000
    faults.floor = unit
    faults.ceiling = 9 * unit
    #expect(
      try OracleFeed.build(settings, step: minute)
        == OracleFeed(
          delay: 2, late: 3, deviation: unit / 200, heartbeat: hour, faults: faults, step: minute))
    #expect(try OracleFeed.build([], step: minute) == OracleFeed(step: minute))
    #expect(throws: MarketError.missingClause(setting: "outage", clause: .lasting)) {
      try OracleFeed.build([Setting("outage", unit, [Clause(.per, day)])], step: minute)
    }
    #expect(throws: MarketError.missingSetting(owner: "depth", setting: "depth")) {
      try Depth.build([], step: minute)
    }
  }
}
