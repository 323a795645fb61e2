import Numerics

extension StepWorkload {
  /// Column code: two products a row to mark, one to compare, few rows liquidated.
  static let mark = StepWorkload(
    name: "column action", file: "mark", action: "mark", states: ["insurance", "total"],
    columns: ["collateral", "size", "entry"], writesColumns: true, template: markBook,
    arguments: markPrices.map { [$0] }, native: nativeMark)

  private static let margin = Fixed.unit / 100
  private static let penalty = Fixed.unit / 200

  @inline(never)
  private static func nativeMark(_ book: Book, _ arguments: [Int128]) {
    let price = arguments[0]
    let (collateral, size, entry) = (book.column(0), book.column(1), book.column(2))
    var insurance = book.words[0]
    var total: Int128 = 0
    for row in 0..<book.rows {
      let position = size[row]
      let worth = collateral[row] + Native.multiply(position, price - entry[row])
      let held = Native.multiply(abs(position), price)
      if worth < Native.multiply(held, margin) {
        let fee = Native.multiply(held, penalty)
        let rest = worth - fee
        insurance += fee + min(0, rest)
        collateral[row] = max(0, rest)
        size[row] = 0
        entry[row] = 0
      }
      total += collateral[row]
    }
    book.words[0] = insurance
    book.words[1] = total
  }

  /// Collateral between half a percent and 20% of what is held: about one row in fifty is below the
  /// margin, another one at every price.
  private static let markBook: [Int128] = {
    var stream = RandomStream(seed: 2026, purpose: 11, path: 0, step: 0)
    var columns = [[Int128]](repeating: [], count: 3)
    for _ in 0..<rows {
      let held = stream.integer(in: Fixed.unit / 10...10 * Fixed.unit)
      let entry = stream.integer(in: 50_000 * Fixed.unit...51_000 * Fixed.unit)
      let ratio = stream.integer(in: Fixed.unit / 200...Fixed.unit / 5)
      columns[0].append(Native.multiply(Native.multiply(held, entry), ratio))
      columns[1].append(stream.next() % 2 == 0 ? held : -held)
      columns[2].append(entry)
    }
    return [1_000_000 * Fixed.unit, 0] + columns.flatMap { $0 }
  }()

  private static let markPrices: [Int128] = {
    var stream = RandomStream(seed: 2026, purpose: 12, path: 0, step: 0)
    return (0..<calls).map { _ in
      stream.integer(in: 49_500 * Fixed.unit...51_500 * Fixed.unit)
    }
  }()
}
