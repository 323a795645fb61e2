import Numerics

/// Small pictures made of block characters.
enum Chart {
  private static let levels: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  private static let eighths: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]

  /// Values in a row, from the lowest level to the highest; all the same stand in the middle.
  static func line(_ values: [Int128]) -> String {
    guard let low = values.min(), let high = values.max() else { return "" }
    return String(
      values.map { value in
        levels[low == high ? levels.count / 2 : part(value, low, high, levels.count)]
      })
  }

  /// A bar for a count, against the largest there is; something that is there has a bar.
  static func bar(_ count: UInt64, of most: UInt64, width: Int) -> String {
    guard count > 0, most > 0 else { return "" }
    let length = max(
      1, Int(UInt128(min(count, most)) * UInt128(width * eighths.count) / UInt128(most)))
    let (whole, rest) = length.quotientAndRemainder(dividingBy: eighths.count)
    return String(repeating: "█", count: whole) + (rest == 0 ? "" : String(eighths[rest - 1]))
  }

  /// Which of equal parts of a range a value lies in.
  private static func part(_ value: Int128, _ low: Int128, _ high: Int128, _ parts: Int) -> Int {
    let offset = UInt128(truncatingIfNeeded: value) &- UInt128(truncatingIfNeeded: low)
    let width = UInt128(truncatingIfNeeded: high) &- UInt128(truncatingIfNeeded: low)
    // Of large numbers the lower bits change nothing that can be seen.
    let shift = max(0, 120 - width.leadingZeroBitCount - 8)
    let scaled = max(1, width >> UInt128(shift))
    return min(parts - 1, Int((offset >> UInt128(shift)) * UInt128(parts) / scaled))
  }
}
