import Numerics

extension SettingRange {
  /// Refuses a word outside the range.
  func check(_ word: Int128, _ setting: String) throws(MarketError) {
    guard contains(word) else { throw .outOfRange(setting: setting, value: word, allowed: self) }
  }

  /// Refuses a rate whose value is outside the range or whose time is none.
  func check(_ rate: Rate, _ setting: String) throws(MarketError) {
    try check(rate.value, setting)
    try SettingRange.duration.check(rate.per, "\(setting) per")
  }
}
