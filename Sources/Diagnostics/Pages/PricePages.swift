/// Pages about files of prices, which `plimsoll calibrate` reads.
enum PricePages {
  static var priceFile: ExplainPage {
    ExplainPage(
      .priceFile,
      title: "a file holds no prices that can be read",
      summary: """
        The file as a whole is no history: it is empty or packed, has less than two rows, or its \
        first line shows neither a header nor a layout that is known. Known are Binance klines, \
        CoinGecko downloads, and tables of a time and a price; `--column` says which column the \
        prices are in.
        """,
      wrong: .situation("plimsoll calibrate BTCUSDT-1h-2020-08.zip"),
      right: .situation("plimsoll calibrate BTCUSDT-1h-2020-08.csv"))
  }

  static var priceRow: ExplainPage {
    ExplainPage(
      .priceRow,
      title: "a row of prices cannot be taken as it is",
      summary: """
        A number that is none, a price that is not above zero, a row too many or too few for its \
        step, or one out of order. Estimates from such rows are wrong without looking wrong, so \
        they are refused. The first 20 rows are shown, the rest counted.

        `--repair` says what to do instead: `bad=drop` leaves out what cannot be read, \
        `units=each` follows a change from milliseconds to microseconds, `disorder=sort` sorts, \
        `duplicates=first` and `duplicates=last` keep one row of each step, `gaps=hold` and \
        `gaps=interpolate` fill in rows. The report says what was repaired.
        """,
      wrong: .situation("plimsoll calibrate prices.csv    # an hour is missing in it"),
      right: .situation("plimsoll calibrate prices.csv --repair gaps=hold"))
  }

  static var pricesNotFitted: ExplainPage {
    ExplainPage(
      .pricesNotFitted,
      title: "prices cannot tell the parameters of a model",
      summary: """
        Some models need more than a file has: 30 returns for any estimate, 250 for GARCH, three \
        returns that stand out for jumps. Prices that never move give none at all. Without \
        `--model` this is said only where no model can be fitted.
        """,
      wrong: .situation("plimsoll calibrate calm.csv --model jumps    # nothing jumps in it"),
      right: .situation("plimsoll calibrate calm.csv --model gbm"))
  }
}
