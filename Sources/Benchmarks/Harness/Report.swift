import Foundation

/// Measurements as text.
enum Report {
  static func table(_ measurements: [Measurement]) -> String {
    let width = measurements.map(\.row.name.count).max() ?? 0
    func line(_ name: String, _ cells: [String]) -> String {
      let name = name.padding(toLength: width + 2, withPad: " ", startingAt: 0)
      return name + cells.map { String(repeating: " ", count: max(0, 12 - $0.count)) + $0 }.joined()
    }
    var lines = [line("", ["time", "twin", "ratio", "low", "high"]) + "  twin"]
    for measurement in measurements {
      let ratio = measurement.ratio
      let cells =
        [measurement.nanoseconds?.median, measurement.twinNanoseconds?.median].map(duration)
        + [ratio?.median, ratio?.low, ratio?.high].map { number($0, 3) }
      var notes = measurement.row.twin.map { ["  \($0.name)"] } ?? []
      if let difference = measurement.difference { notes.append("  NOT TIMED: \(difference)") }
      lines.append(line(measurement.row.name, cells) + notes.joined())
    }
    return lines.joined(separator: "\n")
  }

  /// One object for each row, in the order of the table.
  static func json(_ measurements: [Measurement], beside baseline: Baseline) -> String {
    let figures = measurements.map { Baseline.Figures($0, was: baseline.figures[$0.row.name]) }
    return Baseline.text(figures)
  }

  /// What is no longer where the baseline has it.
  static func moved(_ measurements: [Measurement], since baseline: Baseline) -> String {
    let moves = measurements.compactMap { measurement -> String? in
      guard let was = baseline.figures[measurement.row.name],
        let move = Baseline.Figures(measurement).move(since: was)
      else { return nil }
      let percent = String(format: "%+.0f%%", (move.now / move.was - 1) * 100)
      let values =
        measurement.ratio == nil
        ? "\(duration(move.was)) -> \(duration(move.now))"
        : "\(number(move.was, 3)) -> \(number(move.now, 3))"
      return "  \(measurement.row.name): \(values), \(percent)"
    }
    let missing = measurements.filter { baseline.figures[$0.row.name] == nil }.count
    let unknown = missing == 0 ? "" : "; \(missing) rows are new"
    return moves.isEmpty
      ? "nothing moved beyond its spread since \(Baseline.path) was recorded\(unknown)"
      : "moved beyond their spread since \(Baseline.path) was recorded\(unknown):\n"
        + moves.joined(separator: "\n")
  }

  /// Nanoseconds in the unit that reads best.
  private static func duration(_ nanoseconds: Double?) -> String {
    guard let nanoseconds else { return "-" }
    if nanoseconds < 1e4 { return number(nanoseconds, 1) + " ns" }
    return nanoseconds < 1e6
      ? number(nanoseconds / 1e3, 1) + " us" : number(nanoseconds / 1e6, 2) + " ms"
  }

  private static func number(_ value: Double?, _ decimals: Int) -> String {
    value.map { String(format: "%.\(decimals)f", $0) } ?? "-"
  }
}
