import Numerics

/// What an import read, and what it did to it.
package struct ImportedPrices: Hashable, Sendable {
  package let history: PriceHistory
  package let format: PriceFormat
  /// The column the prices come from.
  package let column: String
  /// Rows read, the header and blank lines aside.
  package let rows: Int
  /// How the first row writes its time.
  package let unit: TimeUnit
  /// The time from one row to the next, in seconds as a raw word: the median of the differences.
  package let step: Int128
  /// How far a difference is from the step at most.
  package let stray: Int128
  /// Prices that had more than 18 decimals.
  package let rounded: Int
  /// What was wrong and has been repaired.
  package let repaired: ImportFindings
  /// Rows put in where there were none.
  package let filled: Int

  /// The step as a clock counts it: where rows stray from it, the whole days, hours, minutes or
  /// seconds that are within a fiftieth of it.
  package var nominalStep: Int128 {
    guard stray > 0 else { return step }
    for seconds in [86_400, 3_600, 60, 1] as [Int128] {
      let unit = seconds * Fixed.unit
      let whole = (step + unit / 2) / unit * unit
      if whole > 0, (step - whole).magnitude <= step.magnitude / 50 { return whole }
    }
    return step
  }
}

/// What to read of a file, and what to repair.
package struct ImportOptions: Hashable, Sendable {
  /// The column of the price, by name or by place counted from one; `nil` takes the close of a
  /// candle, or the price.
  package var column: String?
  package var repairs: Repairs

  package init(column: String? = nil, repairs: Repairs = .none) {
    self.column = column
    self.repairs = repairs
  }
}

extension PriceHistory {
  /// The prices a text holds: Binance klines, a CoinGecko download, or a plain table of times and
  /// prices.
  ///
  ///     let prices = try PriceHistory.load(text: Array("time,price\n0,100\n60,101\n".utf8))
  ///
  /// Numbers go from text to word without binary floating point between. Anything wrong with the
  /// rows is an error, unless a repair is asked for. Rows in the order of their times take time in
  /// proportion to their number.
  package static func load(
    text: [UInt8], options: ImportOptions = ImportOptions()
  ) throws(ImportError) -> ImportedPrices {
    var reading = try PriceRows(text, options)
    try reading.readAll()
    var series = PriceSeries(reading, options.repairs)
    return try series.finish()
  }
}
