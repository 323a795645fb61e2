// Words as a contract would write them: exact, no trailing zeros, digits in groups of three.
// `Decimal` reads all of it back.
extension Fixed {
  /// `-1_234.5`; without groups `-1234.5`.
  package static func text(_ raw: Int128, grouped: Bool = true) -> String {
    let (whole, rest) = raw.magnitude.quotientAndRemainder(dividingBy: unit.magnitude)
    var text = sign(raw) + digits(whole, grouped: grouped)
    if rest != 0 {
      // A one in front of eighteen digits keeps the zeros between the point and the first digit.
      var fraction = String(unit.magnitude + rest).dropFirst()
      while fraction.last == "0" { fraction.removeLast() }
      text += "." + fraction
    }
    return text
  }
}

extension Integer {
  /// `-1_234`; without groups `-1234`.
  package static func text(_ word: Int128, grouped: Bool = true) -> String {
    sign(word) + digits(word.magnitude, grouped: grouped)
  }
}

private func sign(_ word: Int128) -> String { word < 0 ? "-" : "" }

private func digits(_ magnitude: UInt128, grouped: Bool) -> String {
  let digits = String(magnitude)
  guard grouped else { return digits }
  var text = ""
  for (place, digit) in digits.enumerated() {
    if place > 0, (digits.count - place) % 3 == 0 { text.append("_") }
    text.append(digit)
  }
  return text
}
