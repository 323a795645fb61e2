import Numerics

extension StepWorkload {
  /// Scalar code: each row needs the price the row before it left, so no column can be worked out.
  static let cascade = StepWorkload(
    name: "scalar code", file: "cascade", action: "cascade", states: ["price", "sold"],
    columns: ["collateral", "size"], writesColumns: true, template: cascadeBook,
    arguments: cascadeArguments, native: nativeCascade)

  private static let share = Fixed.unit / 5
  private static let impact = Fixed.unit / 1000

  @inline(never)
  private static func nativeCascade(_ book: Book, _ arguments: [Int128]) {
    let (collateral, size) = (book.column(0), book.column(1))
    var price = arguments[0]
    let deficit = arguments[1]
    var left = deficit
    for row in 0..<book.rows {
      if left == 0 { break }
      let part = Native.multiply(size[row], share)
      let value = min(left, Native.multiply(part, price))
      size[row] -= part
      collateral[row] += value
      left -= value
      price -= Native.multiply(price, Native.multiply(part, impact))
    }
    book.words[0] = price
    book.words[1] = deficit - left
  }

  private static let cascadeBook: [Int128] = {
    var stream = RandomStream(seed: 2026, purpose: 15, path: 0, step: 0)
    return [0, 0]
      + (0..<rows).map { _ in stream.integer(in: 0...1_000_000 * Fixed.unit) }
      + (0..<rows).map { _ in stream.integer(in: Fixed.unit / 10...10 * Fixed.unit) }
  }()

  /// A price, and a deficit that nearly all accounts together have to sell for.
  private static let cascadeArguments: [[Int128]] = {
    var stream = RandomStream(seed: 2026, purpose: 16, path: 0, step: 0)
    return (0..<calls).map { _ in
      let price = stream.integer(in: 49_500 * Fixed.unit...51_500 * Fixed.unit)
      return [price, stream.integer(in: 2_500_000 * Fixed.unit...3_500_000 * Fixed.unit)]
    }
  }()
}
