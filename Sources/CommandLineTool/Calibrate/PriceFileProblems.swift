import Diagnostics
import Market

/// Wording and places of what is wrong with a file of prices.
extension ImportError {
  /// One finding for each row that is shown, or one about the file.
  func findings(in file: SourceFile) -> Findings {
    guard case .rows(let rows) = self else {
      return Findings(
        shown: [
          Diagnostic(
            .priceFile, "`\(file.path)`: \(headline)", at: nil, help: help.map { [$0] } ?? [])
        ], hidden: 0, errors: 1, warnings: 0)
    }
    var shown: [Diagnostic] = []
    // Advice once for each way to repair, at the first row that needs it.
    var advised: Set<Repair> = []
    for row in rows.shown {
      let repair = row.problem.repair
      let isFirst = advised.insert(repair).inserted
      shown.append(
        Diagnostic(
          .priceRow, row.headline,
          at: Span(file: file.id, lower: row.place.lowerBound, upper: row.place.upperBound),
          help: isFirst ? [repair.advice] : []))
    }
    return Findings(shown: shown, hidden: rows.hidden, errors: rows.count, warnings: 0)
  }
}

extension Repair {
  fileprivate var advice: String {
    let options = ways.map { "`--repair \(name)=\($0)`" }.joined(separator: " or ")
    return switch self {
    case .bad: "\(options) leaves such rows out"
    case .units: "\(options) reads each time by its own size"
    case .disorder: "\(options) puts all rows in the order of their times"
    case .duplicates: "\(options) keeps that one of each step's rows"
    case .gaps: "\(options) fills in rows: with the price before, or on the line to the next"
    }
  }
}
