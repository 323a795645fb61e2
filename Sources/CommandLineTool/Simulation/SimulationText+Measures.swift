import Campaign
import Numerics
import Semantics
import Statistics

// What the measures came to: each number with how far it can be trusted.
extension SimulationText {
  var measures: [String] {
    var rows = [["measure", "mean", "median", "99%", "worst", ""]]
    var hasIntervals = false
    for (number, measure) in spec.measures.enumerated() {
      let values = found.measures[number]
      let isVaried = values.min != values.max
      func cell(_ word: Int128?) -> String {
        word.map { RoundedNumber.text($0, measure.foundType, words.printer) } ?? "-"
      }
      rows.append([
        measure.name, cell(values.mean()),
        cell(values.quantile(Fixed.unit / 2)?.upperBound),
        cell(values.quantile(99 * Fixed.unit / 100)?.upperBound), cell(found.worst[number]?.value),
        isVaried ? found.worst[number].map { "path \($0.path)" } ?? "" : "",
      ])
      guard isVaried else { continue }
      hasIntervals = true
      rows.append(["", "", "", "", "", ""])
      let intervals = run.intervals(ofMeasure: number)
      for (column, interval) in [intervals.mean, intervals.median, intervals.p99].enumerated() {
        rows[rows.count - 1][column + 1] = text(interval, measure.foundType)
      }
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      "  "
        + row.enumerated().map { column, cell in
          let margin = String(repeating: " ", count: widths[column] - cell.count)
          return column == 0 || column == 5 ? cell + margin : margin + cell
        }.joined(separator: "  ")
    }
    guard hasIntervals else { return lines }
    let paths = counted(Int(clamping: found.paths), "path")
    return lines + [
      "  over \(paths); below each its 99% interval: bootstrap for means, else order statistics"
    ]
  }

  /// `1_290.2 to 3_801 USD`; an end that so few paths do not tell is `?`.
  private func text(_ interval: Statistics.Interval, _ type: ValueType) -> String {
    func end(_ word: Int128?, _ direction: RoundedNumber.Direction) -> String {
      word.map { RoundedNumber.text($0, type, words.printer, direction) } ?? "?"
    }
    var low = end(interval.low, .down)
    let high = end(interval.high, .up)
    // The unit is said once.
    if let unit = high.lastIndex(of: " ").map({ high[$0...] }), low.hasSuffix(unit) {
      low.removeLast(unit.count)
    }
    return "\(low) to \(high)"
  }
}
