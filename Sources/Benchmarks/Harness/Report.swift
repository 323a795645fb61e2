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
        [duration(measurement.nanoseconds), duration(measurement.twinNanoseconds)]
        + [ratio?.median, ratio?.low, ratio?.high].map { number($0, 3) }
      var notes = measurement.row.twin.map { ["  \($0.name)"] } ?? []
      if !measurement.agrees { notes.append("  RESULTS DIFFER") }
      lines.append(line(measurement.row.name, cells) + notes.joined())
    }
    return lines.joined(separator: "\n")
  }

  /// One object for each row, in the order of the table.
  static func json(_ measurements: [Measurement]) -> String {
    let objects = measurements.map { measurement in
      var fields = [
        #""name": "\#(measurement.row.name)""#,
        #""ns": \#(number(measurement.nanoseconds, 3))"#,
      ]
      if let twin = measurement.row.twin, let ratio = measurement.ratio {
        fields += [
          #""twin": "\#(twin.name)""#,
          #""twin_ns": \#(number(measurement.twinNanoseconds, 3))"#,
          #""ratio": \#(number(ratio.median, 4))"#,
          #""ratio_low": \#(number(ratio.low, 4))"#,
          #""ratio_high": \#(number(ratio.high, 4))"#,
          #""agrees": \#(measurement.agrees)"#,
        ]
      }
      return "  {\(fields.joined(separator: ", "))}"
    }
    return "[\n\(objects.joined(separator: ",\n"))\n]"
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
