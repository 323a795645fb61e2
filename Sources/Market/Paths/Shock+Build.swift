import Numerics

extension Shock {
  /// A shock from its settings: a crash or a rally, and when.
  package static func build(_ settings: [Setting], step: Int128) throws(MarketError) -> Shock {
    let reader = try SettingReader("shock", ModelCatalogue.shock, settings)
    let (crash, rally) = (reader.optional("crash"), reader.optional("rally"))
    if crash != nil, rally != nil { throw .shockBothWays }
    // With neither, it is the crash that is missing.
    let change = if let rally { rally } else { -(try reader.word("crash")) }
    return try Shock(
      change: change, over: reader.clause(.over, of: crash == nil ? "rally" : "crash") ?? 0,
      recovery: reader.optional("recover") ?? 0, over: reader.clause(.over, of: "recover") ?? 0,
      at: reader.word("at"), margin: reader.clause(.plusMinus, of: "at") ?? 0, step: step)
  }
}
