import Numerics

/// Times and durations as people write them.
package enum TimeText {
  /// `2020-03-12 14:00:00 UTC`, with the decimals of a second that are not zero. What lies before
  /// year 1 or after 9999 is written in seconds.
  package static func utc(_ word: Int128) -> String {
    let whole = floorDivide(word, Fixed.unit)
    let day = floorDivide(whole, 86_400)
    guard (-719_162...2_932_896).contains(day) else { return Fixed.text(word) + " s" }
    let (year, month, date) = civil(day)
    let second = whole - day * 86_400
    let rest = word - whole * Fixed.unit
    let fraction = rest == 0 ? "" : String(Fixed.text(rest).dropFirst())
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(date, 2) + " "
      + padded(second / 3600, 2) + ":" + padded(second / 60 % 60, 2) + ":" + padded(second % 60, 2)
      + fraction + " UTC"
  }

  /// `1h`, `7d`, `90s` as a literal of the language: the largest unit that goes in evenly.
  package static func duration(_ word: Int128) -> String {
    for (seconds, suffix) in units where word != 0 && word % (seconds * Fixed.unit) == 0 {
      return Integer.text(word / (seconds * Fixed.unit)) + suffix
    }
    return Fixed.text(word) + "s"
  }

  private static let units: [(seconds: Int128, suffix: String)] = [
    (86_400, "d"), (3_600, "h"), (60, "min"),
  ]

  private static func padded(_ number: Int128, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
  }

  private static func floorDivide(_ a: Int128, _ b: Int128) -> Int128 {
    let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// Year, month and day of a day since 1970, which must lie in the years 1 to 9999.
  private static func civil(_ day: Int128) -> (Int128, Int128, Int128) {
    let shifted = day + 719_468
    let era = floorDivide(shifted, 146_097)
    let inEra = shifted - era * 146_097
    let yearOfEra = (inEra - inEra / 1_460 + inEra / 36_524 - inEra / 146_096) / 365
    let dayOfYear = inEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    // Months counted from March.
    let fromMarch = (5 * dayOfYear + 2) / 153
    let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * fromMarch + 2) / 5 + 1
    )
  }
}
