import Numerics

// Numbers as they would be written in a contract.

/// `-1_000_000`
func groupedText(_ word: Int128) -> String {
  let digits = Array(String(word.magnitude))
  var text = word < 0 ? "-" : ""
  for (place, digit) in digits.enumerated() {
    if place > 0, (digits.count &- place) % 3 == 0 { text.append("_") }
    text.append(digit)
  }
  return text
}

/// `0.05`, `1_000.5`: a fixed-point word without its trailing zeros.
func decimalText(_ word: Int128) -> String {
  let (whole, rest) = word.magnitude.quotientAndRemainder(dividingBy: Fixed.unit.magnitude)
  let sign = word < 0 ? "-" : ""
  // The quotient of a magnitude by 10^18 is far below the largest word.
  let integer = groupedText(Int128(truncatingIfNeeded: whole))
  if rest == 0 { return sign + integer }
  let digits = String(rest)
  var fraction = Substring(
    String(repeating: "0", count: max(0, Fixed.decimals &- digits.count)) + digits)
  while fraction.last == "0" { fraction.removeLast() }
  return "\(sign)\(integer).\(fraction)"
}

/// `30s`, `5min`, `1h`, `7d`: seconds in the largest unit that goes into them evenly.
func durationText(_ word: Int128) -> String {
  for (seconds, suffix) in [(86_400, "d"), (3600, "h"), (60, "min")] as [(Int128, String)] {
    let unit = seconds &* Fixed.unit
    if word != 0, word % unit == 0 { return groupedText(word / unit) + suffix }
  }
  return decimalText(word) + "s"
}
