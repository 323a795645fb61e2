import Numerics

/// What `--exhaustive depth=4 rows=2 values=0,100 gaps=1h` asks for.
struct ExhaustiveOptions {
  var depth = 4
  var rows = 2
  /// Decimals; `nil` where the numbers of the contract are to be taken.
  var values: [Int128]?
  var gaps: [Int128] = []
  var states = 1_000_000
  /// As they were given.
  private(set) var words: [String] = []

  /// The value of the option, and the words that follow the path.
  init(_ first: String, _ more: some Sequence<String>) throws(UsageError) {
    for word in [first] + more {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map(String.init)
      guard parts.count == 2, !parts[1].isEmpty else { throw Self.problem(word) }
      words.append(word)
      switch parts[0] {
      case "depth": depth = try Self.number(parts[1], in: 1...64, of: word)
      case "rows": rows = try Self.number(parts[1], in: 1...64, of: word)
      case "states": states = try Self.number(parts[1], in: 1...100_000_000, of: word)
      case "values":
        values = try Self.list(parts[1], of: word) { (text) throws(UsageError) in
          try Self.decimal(text, of: word)
        }
      case "gaps":
        gaps = try Self.list(parts[1], of: word) { (text) throws(UsageError) in
          try Self.duration(text, of: word)
        }
      default: throw Self.problem(word)
      }
    }
  }

  private static func problem(
    _ word: String,
    _ wanted: String =
      "write `depth=4 rows=2 values=0,1,100 gaps=1h,30d states=1_000_000`, or some of it"
  ) -> UsageError {
    .badValue(what: "bound of an exhaustive search", found: word, wanted: wanted)
  }

  private static func number(
    _ text: String, in range: ClosedRange<Int>, of word: String
  ) throws(UsageError) -> Int {
    guard case .number(let number) = WholeNumber(text), range.contains(number) else {
      throw problem(
        word,
        "write a whole number from \(grouped(range.lowerBound)) to \(grouped(range.upperBound))")
    }
    return number
  }

  /// More of them than this no search comes to the end of.
  private static let longest = 1_000

  private static func list(
    _ text: String, of word: String, _ read: (Substring) throws(UsageError) -> Int128
  ) throws(UsageError) -> [Int128] {
    var values: [Int128] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      values.append(try read(part))
    }
    guard values.count <= longest else { throw problem(word, "give at most \(grouped(longest))") }
    return values
  }

  private static func decimal(_ text: Substring, of word: String) throws(UsageError) -> Int128 {
    let isNegative = text.hasPrefix("-")
    guard let decimal = try? Decimal(parsing: text.dropFirst(isNegative ? 1 : 0).utf8),
      let raw = try? decimal.fixedRaw()
    else { throw problem(word, "write numbers with commas between them, without units") }
    return isNegative ? -raw : raw
  }

  /// Seconds in what a unit of time is written as.
  private static let units: [(name: String, seconds: Int)] = [
    ("min", 60), ("s", 1), ("h", 3_600), ("d", 86_400), ("y", 31_536_000),
  ]

  private static func duration(_ text: Substring, of word: String) throws(UsageError) -> Int128 {
    guard let unit = units.first(where: { text.hasSuffix($0.name) }),
      let decimal = try? Decimal(parsing: text.dropLast(unit.name.count).utf8),
      let raw = try? decimal.fixedRaw(multiplier: unit.seconds)
    else { throw problem(word, "write durations such as 30s, 5min, 1h, 30d, with commas between") }
    return raw
  }
}
