import Numerics

extension ImportError {
  /// What is wrong, in the voice of a headline, without the name of the file.
  package var headline: String {
    switch self {
    case .empty: "the file is empty"
    case .binary(let kind): "the file is \(kind.rawValue), and no plain text"
    case .tooManyRows(let limit): "the file has more than \(Integer.text(Int128(limit))) rows"
    case .tooFewRows(let rows):
      "a history needs two rows at least, and this one has \(rows)"
    case .unknownLayout: "the first line names no time and price"
    case .unknownColumn(let name, _): "there is no column `\(name)` of prices"
    case .gapsTooWide(let missing, let limit):
      "filling \(Integer.text(missing)) missing rows makes more than \(Integer.text(Int128(limit)))"
    case .rows(let findings):
      findings.count == 1
        ? "one row is wrong" : "\(Integer.text(Int128(findings.count))) rows are wrong"
    case .json(let error): error.headline
    case .repeatedColumn(let name, let row): "line \(row) has two columns `\(name)`"
    case .history(let error): error.headline
    }
  }

  /// What to do about it.
  package var help: String? {
    switch self {
    case .empty, .tooFewRows: "see that the download is complete"
    case .binary(.zip), .binary(.gzip): "unpack it first, and name the file that was in it"
    case .binary(.utf16): "save it as UTF-8"
    case .tooManyRows: "use a longer step, or a part of the file"
    case .unknownLayout:
      "a first line `time,price`, the 12 columns of Binance, or `snapped_at,price,..` are known; "
        + "`--column NAME` says which column has the price"
    case .unknownColumn(_, let choices): "choose \(choices.joined(separator: ", "))"
    case .gapsTooWide: "cut the file at its widest gap, and use one part"
    case .rows, .json, .repeatedColumn, .history: nil
    }
  }
}

extension ImportFinding {
  /// What is wrong with the row, in the voice of a headline. Rows are lines counted from one.
  package var headline: String {
    switch problem {
    case .columns(let found, let wanted):
      "row \(row) has \(found == 1 ? "1 column" : "\(found) columns"), not \(wanted)"
    case .quote: "row \(row) has a quote that is not closed, or text behind a closed one"
    case .time(let text): "row \(row) has the time `\(text)`, which is none"
    case .price(let text): "row \(row) has the price `\(text)`, which is no number"
    case .priceNotPositive(let text):
      "row \(row) has the price `\(text)`, which is not above zero"
    case .priceOutOfReach(let text): "row \(row) has the price `\(text)`, which is out of reach"
    case .unit(let unit, let before):
      "row \(row) counts time in \(unit.rawValue), the row before it in \(before.rawValue)"
    case .disorder(let time, let before):
      "row \(row) is at \(TimeText.utc(time)), before the row above it at \(TimeText.utc(before))"
    case .duplicate(let time, let first):
      "row \(row) has the time of row \(first), \(TimeText.utc(time))"
    case .crowded(let apart, let step, let first):
      "row \(row) is \(TimeText.duration(apart)) behind row \(first), and the step is "
        + TimeText.duration(step)
    case .gap(let missing, let step):
      "\(missing == 1 ? "1 row is" : "\(Integer.text(missing)) rows are") missing before row \(row), "
        + "with a step of \(TimeText.duration(step))"
    }
  }
}

extension Repair {
  /// What the repair has done, for a line of a report.
  package func deed(_ count: Int, _ repairs: Repairs, filled: Int) -> String {
    let rows = count == 1 ? "1 row" : "\(Integer.text(Int128(count))) rows"
    switch self {
    case .bad: return "\(rows) left out that could not be read"
    case .units:
      return "\(count == 1 ? "1 change" : "\(count) changes") of the unit of time followed"
    case .disorder: return "\(rows) found before the row above, and all sorted by time"
    case .duplicates:
      let which = repairs.duplicates == .last ? "last" : "first"
      return "\(rows) more than one for a step, of which the \(which) was kept"
    case .gaps:
      let gaps = count == 1 ? "1 gap" : "\(Integer.text(Int128(count))) gaps"
      let way =
        repairs.gaps == .interpolate ? "on the line between its ends" : "with the price before"
      return "\(gaps) filled \(way): \(Integer.text(Int128(filled))) rows"
    }
  }
}
