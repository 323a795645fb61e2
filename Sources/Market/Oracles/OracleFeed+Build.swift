import Numerics

extension OracleFeed {
  /// A feed from its settings.
  package static func build(_ settings: [Setting], step: Int128) throws(MarketError) -> OracleFeed {
    let reader = try SettingReader("oracle", OracleCatalogue.settings, settings)
    var faults = Faults()
    if let chance = reader.optionalRate("outage") {
      let lasting = reader.clause(.lasting, of: "outage") ?? 0
      faults.outage = Outage(chance: chance, lasting: lasting)
    }
    faults.noise = try reader.word("noise")
    faults.floor = reader.optional("floor")
    faults.ceiling = reader.optional("ceiling")
    return try OracleFeed(
      delay: Int(clamping: reader.word("delay")), late: Int(clamping: reader.word("late")),
      deviation: reader.optional("deviation"), heartbeat: reader.optional("heartbeat"),
      faults: faults, step: step)
  }
}
