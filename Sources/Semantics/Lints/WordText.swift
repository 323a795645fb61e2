import Numerics

/// `30s`, `5min`, `1h`, `7d`: seconds in the largest unit that goes into them evenly.
func durationText(_ word: Int128) -> String {
  for (seconds, suffix) in [(86_400, "d"), (3600, "h"), (60, "min")] as [(Int128, String)] {
    let unit = seconds &* Fixed.unit
    if word != 0, word % unit == 0 { return Integer.text(word / unit) + suffix }
  }
  return Fixed.text(word) + "s"
}
