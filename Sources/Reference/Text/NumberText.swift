import Numerics

/// `2d 1h 5min 0.5s`: a duration word in the units of its literals. A year is no calendar year, so
/// it is left in days.
package func durationText(_ word: Int128) -> String {
  guard word != 0 else { return "0s" }
  let second = UInt128(Fixed.unit.magnitude)
  var rest = word.magnitude
  var parts: [String] = []
  for (seconds, suffix) in [(86_400 as UInt128, "d"), (3_600, "h"), (60, "min")] {
    let (count, remainder) = rest.quotientAndRemainder(dividingBy: seconds * second)
    if count != 0 { parts.append(Integer.text(Int128(count)) + suffix) }
    rest = remainder
  }
  if rest != 0 { parts.append(Fixed.text(Int128(rest)) + "s") }
  return (word < 0 ? "-" : "") + parts.joined(separator: " ")
}

/// `2025-01-01T00:00:00Z`: a time word in the proleptic Gregorian calendar, UTC.
package func timeText(_ word: Int128) -> String {
  var (seconds, fraction) = word.quotientAndRemainder(dividingBy: Fixed.unit)
  if fraction < 0 {
    seconds -= 1
    fraction += Fixed.unit
  }
  var (day, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
  if second < 0 {
    day -= 1
    second += 86_400
  }
  let (year, month, dayOfMonth) = date(ofDay: day)
  let decimals = fraction == 0 ? "" : String(Fixed.text(fraction).dropFirst())
  return "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))"
    + "T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
    + decimals + "Z"
}

private func padded(_ number: Int128, _ width: Int) -> String {
  let digits = String(number.magnitude)
  return (number < 0 ? "-" : "")
    + String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// The civil date of a day counted from 1970-01-01, by eras of 400 years that begin on 1 March
/// (H. Hinnant, "chrono-compatible low-level date algorithms").
private func date(ofDay day: Int128) -> (year: Int128, month: Int128, day: Int128) {
  let shifted = day + 719_468
  let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
  let dayOfEra = shifted - era * 146_097
  let yearOfEra =
    (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let shiftedMonth = (5 * dayOfYear + 2) / 153
  let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return (
    yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
    dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
  )
}
