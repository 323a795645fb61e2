import Numerics

extension Depth {
  /// A depth from its settings. Any share recovered in any time has a half-life:
  /// `time * ln 2 / -ln(1 - share)`.
  package static func build(_ settings: [Setting], step: Int128) throws(MarketError) -> Depth {
    let reader = try SettingReader("depth", DepthCatalogue.settings, settings)
    var halfLife: Int128?
    if let share = reader.optional("recovers"), share > 0 {
      let time = reader.clause(.within, of: "recovers") ?? 0
      do {
        halfLife =
          share == Fixed.unit / 2
          ? time
          : try Integer.muldiv(
            time, Fixed.ln(2 * Fixed.unit), -Fixed.ln(Fixed.unit - share), .halfUp)
      } catch {
        throw .outOfRange(setting: "recovers", value: share, allowed: .share)
      }
    }
    return try Depth(
      reader.word("depth"), per: reader.clause(.per, of: "depth") ?? 0, halfLife: halfLife,
      floor: reader.word("floor"), step: step)
  }
}
