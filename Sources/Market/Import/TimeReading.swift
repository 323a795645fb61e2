import Numerics

/// How a file writes its times.
package enum TimeUnit: String, Hashable, Sendable {
  case seconds, milliseconds, microseconds, dates
}

/// A time as a file writes it, in seconds since 1970 as a raw word.
///
/// Numbers tell their unit by their size: seconds reach 10^11, which is the year 5138, and are
/// followed by milliseconds, which begin in March 1973, and by microseconds. Dates are
/// `2020-03-12`, with ` 14:00`, `T14:00:00` or `14:00:00.5` after it, and `Z`, `UTC` or `+05:30`
/// after that; without a zone they are in UTC. Leap seconds have no time of their own.
struct TimeReading {
  let time: Int128
  let unit: TimeUnit

  init?(_ bytes: ArraySlice<UInt8>) {
    if bytes.count >= 10, bytes[bytes.startIndex + 4] == UInt8(ascii: "-") {
      guard let time = DateReader.read(bytes) else { return nil }
      self.init(time: time, unit: .dates)
    } else {
      self.init(number: bytes)
    }
  }

  private init(time: Int128, unit: TimeUnit) {
    self.time = time
    self.unit = unit
  }

  private init?(number bytes: ArraySlice<UInt8>) {
    guard let word = try? Decimal(parsing: bytes).fixedRaw() else { return nil }
    let whole = word / Fixed.unit
    switch whole {
    case ..<100_000_000_000: self.init(time: word, unit: .seconds)
    case ..<100_000_000_000_000: self.init(time: word / 1_000, unit: .milliseconds)
    case ..<100_000_000_000_000_000: self.init(time: word / 1_000_000, unit: .microseconds)
    default: return nil
    }
  }
}

/// Reads a date and a time of day byte by byte.
private struct DateReader {
  private var rest: ArraySlice<UInt8>

  static func read(_ bytes: ArraySlice<UInt8>) -> Int128? {
    var reader = DateReader(rest: bytes)
    guard let day = reader.day() else { return nil }
    if reader.rest.isEmpty { return day * 86_400 * Fixed.unit }
    guard reader.take(UInt8(ascii: "T")) || reader.take(UInt8(ascii: "t")) || reader.takeBlanks(),
      let clock = reader.timeOfDay(), let offset = reader.zone(), reader.rest.isEmpty
    else { return nil }
    return (day * 86_400 - offset) * Fixed.unit + clock
  }

  /// Days since 1970-01-01.
  private mutating func day() -> Int128? {
    guard let year = number(4), take(UInt8(ascii: "-")), let month = number(2),
      take(UInt8(ascii: "-")), let day = number(2),
      year >= 1, (1...12).contains(month), day >= 1, day <= DateReader.days(month, year)
    else { return nil }
    // Years counted from March have the leap day at their end.
    let shifted = month > 2 ? year : year - 1
    let fromMarch = (month + 9) % 12
    let dayOfYear = (153 * fromMarch + 2) / 5 + day - 1
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }

  private static func days(_ month: Int128, _ year: Int128) -> Int128 {
    if month == 2 { return year % 4 == 0 && year % 100 != 0 || year % 400 == 0 ? 29 : 28 }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31
  }

  /// `14:00`, `14:00:00`, `14:00:00.123`, as a raw word.
  private mutating func timeOfDay() -> Int128? {
    guard let hour = number(2), hour < 24, take(UInt8(ascii: ":")), let minute = number(2),
      minute < 60
    else { return nil }
    var seconds = (hour * 60 + minute) * 60 * Fixed.unit
    guard take(UInt8(ascii: ":")) else { return seconds }
    guard let second = number(2), second < 60 else { return nil }
    seconds += second * Fixed.unit
    guard take(UInt8(ascii: ".")) else { return seconds }
    var scale = Fixed.unit
    var hasDigit = false
    while let byte = rest.first, let digit = DateReader.digit(byte) {
      scale /= 10
      seconds += digit * scale
      hasDigit = true
      rest.removeFirst()
    }
    return hasDigit ? seconds : nil
  }

  /// Seconds east of Greenwich; none written is none.
  private mutating func zone() -> Int128? {
    _ = takeBlanks()
    if rest.isEmpty || take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) { return 0 }
    if rest.elementsEqual("UTC".utf8) || rest.elementsEqual("GMT".utf8) {
      rest = []
      return 0
    }
    let isWest = take(UInt8(ascii: "-"))
    guard isWest || take(UInt8(ascii: "+")), let hours = number(2), hours < 24 else { return nil }
    _ = take(UInt8(ascii: ":"))
    guard rest.isEmpty || rest.count == 2 else { return nil }
    guard let minutes = rest.isEmpty ? 0 : number(2), minutes < 60 else { return nil }
    let offset = (hours * 60 + minutes) * 60
    return isWest ? -offset : offset
  }

  private mutating func number(_ digits: Int) -> Int128? {
    var value: Int128 = 0
    for _ in 0..<digits {
      guard let byte = rest.popFirst(), let digit = DateReader.digit(byte) else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  private static func digit(_ byte: UInt8) -> Int128? {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int128(byte - UInt8(ascii: "0")) : nil
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard rest.first == byte else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func takeBlanks() -> Bool {
    let before = rest.count
    while rest.first == 0x20 { rest.removeFirst() }
    return rest.count < before
  }
}
