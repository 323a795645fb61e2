import Numerics

/// A layout of price files that is known.
package enum PriceFormat: String, Hashable, Sendable {
  /// Candles of 12 columns, with or without a header.
  case binance = "Binance klines"
  /// `snapped_at,price,..`.
  case coinGecko = "CoinGecko"
  /// A time and a price.
  case plain = "time and price"
}

/// Where a file has its times and its prices.
struct PriceLayout {
  let format: PriceFormat
  let columns: Int
  let timeColumn: Int
  let priceColumn: Int
  let priceName: String
  /// The first row is one of names.
  let hasHeader: Bool

  /// The layout that the first row shows.
  /// - Parameter wanted: the column of the price, by its name or by its place counted from one.
  init(firstRow rows: SeparatedRows, column wanted: String?) throws(ImportError) {
    let texts = rows.fields.map { rows.text($0) }
    hasHeader = !texts.contains(where: PriceLayout.isValue)
    columns = texts.count
    let names = hasHeader ? texts.map(PriceLayout.plainName) : PriceLayout.names(count: columns)
    let time = hasHeader ? PriceLayout.first(PriceLayout.timeNames, in: names) : 0
    let isKlines = columns == PriceLayout.klines.count && (!hasHeader || names[0] == "open_time")
    format = isKlines ? .binance : names.first == "snapped_at" ? .coinGecko : .plain
    let timeColumn = time ?? 0
    self.timeColumn = timeColumn
    if let wanted {
      guard let place = PriceLayout.place(of: wanted, in: names), place != timeColumn else {
        let choices = names.indices.filter { $0 != timeColumn }.map { names[$0] }
        throw .unknownColumn(wanted, choices: choices)
      }
      priceColumn = place
    } else {
      let known = PriceLayout.first(PriceLayout.priceNames, in: names)
      // Of two columns the one that is no time is the price, whatever its name.
      let other = columns == 2 ? 1 - timeColumn : nil
      guard time != nil, let place = known ?? other, place != timeColumn else {
        throw .unknownLayout(firstLine: texts.joined(separator: ","))
      }
      priceColumn = place
    }
    guard columns >= 2, time != nil else {
      throw .unknownLayout(firstLine: texts.joined(separator: ","))
    }
    priceName = names[priceColumn]
  }

  /// The columns of a candle, by the names that newer files have in their header.
  private static let klines = [
    "open_time", "open", "high", "low", "close", "volume", "close_time", "quote_volume", "count",
    "taker_buy_volume", "taker_buy_quote_volume", "ignore",
  ]

  private static let timeNames = [
    "open_time", "snapped_at", "time", "timestamp", "datetime", "date", "unix", "unix_time",
    "block_time", "day", "hour", "minute", "ts", "t",
  ]

  private static let priceNames = [
    "price", "close", "mark_price", "index_price", "mark", "value", "last", "rate", "p",
  ]

  private static func names(count: Int) -> [String] {
    if count == klines.count { return klines }
    if count == 2 { return ["time", "price"] }
    return (0..<count).map { $0 == 0 ? "time" : String($0 + 1) }
  }

  /// Lowercase, with `_` for blanks and dashes.
  private static func plainName(_ name: String) -> String {
    String(name.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
  }

  /// A field that begins as a number or a date does.
  private static func isValue(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) || first == UInt8(ascii: "-")
      || first == UInt8(ascii: "+") || first == UInt8(ascii: ".")
  }

  private static func first(_ wanted: [String], in names: [String]) -> Int? {
    for name in wanted {
      if let place = names.firstIndex(of: name) { return place }
    }
    return nil
  }

  private static func place(of wanted: String, in names: [String]) -> Int? {
    if let place = names.firstIndex(of: plainName(wanted)) { return place }
    guard let number = Int(wanted), names.indices.contains(number &- 1) else { return nil }
    return number - 1
  }
}
