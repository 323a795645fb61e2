/// What one in the last digit of a number may be worth, the simplest first.
///
/// They are computed where they are needed: a domain is read for every number that is drawn, and an
/// array in it would be counted every time.
struct Lots: Hashable {
  let count: Int
  /// The least of them; of durations the second.
  private let least: Int128
  /// How many powers of ten lie above the unit, and how many below; of durations none.
  private let above: Int
  private let below: Int
  private let areDurations: Bool

  /// The unit, then tens, tenths, hundreds, hundredths .., as long as they fit the range.
  init(unit: Int128, of range: ClosedRange<Int128>) {
    let farthest = max(range.lowerBound.magnitude, range.upperBound.magnitude)
    var (above, below, larger, least) = (0, 0, unit, unit)
    while true {
      let (next, overflows) = larger.multipliedReportingOverflow(by: 10)
      guard !overflows, next.magnitude <= farthest else { break }
      (larger, above) = (next, above + 1)
    }
    while least % 10 == 0 { (least, below) = (least / 10, below + 1) }
    (self.least, self.above, self.below) = (least, above, below)
    count = 1 + above + below
    areDurations = false
  }

  /// Hours, days, minutes, weeks, months, seconds, years.
  init(second: Int128) {
    (least, above, below, areDurations) = (second, 0, 0, true)
    count = Lots.seconds.count
  }

  private static let seconds: [Int128] = [3_600, 86_400, 60, 604_800, 2_592_000, 1, 31_536_000]

  /// The index is below `count`.
  @inline(__always)
  subscript(index: Int) -> Int128 {
    if areDurations {
      let (product, overflows) = least.multipliedReportingOverflow(by: Lots.seconds[index])
      return overflows ? .max : product
    }
    let power = power(ofLot: index)
    let most = Lots.powers.count - 1
    let lot = least &* Int128(Lots.powers[min(power, most)])
    return power > most ? lot &* Int128(Lots.powers[power - most]) : lot
  }

  /// 10^0 to 10^19.
  private static let powers: [UInt64] = (0..<19).reduce(into: [1]) { powers, _ in
    powers.append((powers.last ?? 1) * 10)
  }

  /// Of ten, above the least: upwards and downwards from the unit in turn, then on the side that is
  /// longer.
  @inline(__always)
  private func power(ofLot index: Int) -> Int {
    let both = 2 * min(above, below)
    guard index > both else { return below + (index % 2 == 1 ? (index + 1) / 2 : -(index / 2)) }
    let rest = index - both / 2
    return below + (above > below ? rest : -rest)
  }
}
