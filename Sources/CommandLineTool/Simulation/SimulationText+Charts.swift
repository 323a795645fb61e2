import Campaign
import Diagnostics
import Numerics
import Semantics
import Statistics

// Two small pictures: how the measure that matters is spread, and what led to its worst.
extension SimulationText {
  private static let buckets = 8
  private static let barWidth = 40

  /// The spread of the main measure. Where many paths have none of it, these have a bar of their own.
  var histogram: [String] {
    guard let number = run.mainMeasure else { return [] }
    let measure = spec.measures[number]
    let values = found.measures[number]
    guard let low = values.min, let high = values.max, low < high else { return [] }
    // Counts are looked at as fixed-point numbers.
    let grain: Int128 = measure.foundType == measure.type ? 1 : Fixed.unit
    var rows: [(label: String, count: UInt64)] = []
    var range = low...high
    let none = values.atMost(0).lowerBound
    if low == 0, none * 10 >= values.count, high >= grain {
      rows.append((words.printer.text(0, measure.foundType), none))
      range = grain...high
    }
    // A few whole numbers have a bar each.
    let whole = distance(range) / grain.magnitude
    let isExact = grain > 1 && whole < UInt128(SimulationText.buckets)
    let parts = isExact ? Int(whole) + 1 : SimulationText.buckets
    for (place, count) in values.histogram(buckets: parts, in: range).buckets.enumerated() {
      let end =
        isExact
        ? range.lowerBound + Int128(place) * grain : edge(place + 1, of: parts, in: range)
      let text = RoundedNumber.text(end, measure.foundType, words.printer)
      rows.append(((isExact ? "" : "to ") + text, count))
    }
    let most = rows.map(\.count).max() ?? 0
    let labels = rows.map(\.label.count).max() ?? 0
    let counts = rows.map { grouped(Int(clamping: $0.count)) }
    let width = counts.map(\.count).max() ?? 0
    return ["  \(measure.name), paths"]
      + zip(rows, counts).map { row, count in
        "    " + padded(row.label, labels, left: true) + "  " + padded(count, width, left: true)
          + "  " + Chart.bar(row.count, of: most, width: SimulationText.barWidth)
      }
  }

  private func edge(_ place: Int, of parts: Int, in range: ClosedRange<Int128>) -> Int128 {
    let offset = distance(range) / UInt128(parts) * UInt128(place)
    return place == parts
      ? range.upperBound : range.lowerBound &+ Int128(truncatingIfNeeded: offset)
  }

  private func distance(_ range: ClosedRange<Int128>) -> UInt128 {
    UInt128(truncatingIfNeeded: range.upperBound)
      &- UInt128(truncatingIfNeeded: range.lowerBound)
  }

  private func padded(_ text: String, _ width: Int, left: Bool) -> String {
    let margin = String(repeating: " ", count: max(0, width - text.count))
    return left ? margin + text : text + margin
  }

  /// Prices, funds and the main measure along the path to look at first, as far as they move.
  var worstPath: [String] {
    guard let (path, why) = run.telling, let series = PathSeries.along(path, of: run) else {
      return []
    }
    let lines = series.lines.filter { $0.values.min() != $0.values.max() }
    guard !lines.isEmpty else { return [] }
    let names = lines.map(\.name.count).max() ?? 0
    return ["  path \(path), \(why)"]
      + lines.map { line in
        let text = { (word: Int128) in RoundedNumber.text(word, line.type, words.printer) }
        let low = line.values.min() ?? 0
        let high = line.values.max() ?? 0
        return "    \(padded(line.name, names, left: false))  \(Chart.line(line.values))  "
          + "\(text(low)) to \(text(high))"
      }
  }
}

/// Some words of a path, at equal distances of time.
struct PathSeries {
  private(set) var lines: [Line] = []

  struct Line {
    let name: String
    let type: ValueType
    var values: [Int128] = []
  }

  private static let width = 60
  private static let mostMarkets = 3

  /// Walks the path again; `nil` where it has nothing to show, or cannot be walked.
  static func along(_ path: UInt64, of run: SimulationRun) -> PathSeries? {
    guard let runner = try? PathRunner(run.world) else { return nil }
    let spec = run.spec
    let markets = spec.markets.prefix(mostMarkets)
    let fund = spec.contract.states.firstIndex {
      $0.type.isMoney && $0.name.lowercased().contains("fund")
    }
    var series = PathSeries()
    series.lines = markets.map { Line(name: $0.name, type: $0.type) }
    if let fund {
      let state = spec.contract.states[fund]
      series.lines.append(Line(name: state.name, type: state.type))
    }
    if let measure = run.mainMeasure {
      let measure = spec.measures[measure]
      series.lines.append(Line(name: measure.name, type: measure.type))
    }
    guard !series.lines.isEmpty else { return nil }
    do throws(PathProblem) {
      try runner.begin(path)
      try series.take(runner, run, fund)
      while runner.step < spec.clock.steps {
        _ = try runner.advance()
        let due = series.taken * max(1, spec.clock.steps) / width
        if runner.step >= due { try series.take(runner, run, fund) }
      }
    } catch { return nil }
    return series
  }

  private var taken: Int { lines.first?.values.count ?? 0 }

  private mutating func take(
    _ runner: PathRunner, _ run: SimulationRun, _ fund: StateID?
  ) throws(PathProblem) {
    var words = run.spec.markets.prefix(PathSeries.mostMarkets)
      .map { runner.machine[state: $0.price] }
    if let fund { words.append(runner.machine[state: fund]) }
    if let measure = run.mainMeasure { words.append(try runner.measure(measure)) }
    for (place, word) in words.enumerated() { lines[place].values.append(word) }
  }
}
