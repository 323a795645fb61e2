import Foundation

/// The figures committed last, for this kind of processor.
///
/// They stand where a change of them is seen in review. A timing never fails anything; it is said.
struct Baseline {
  var figures: [String: Figures] = [:]

  /// One row as it is written down.
  struct Figures: Codable {
    let name: String
    let ns: Measurement.Spread?
    let twin: String?
    let twin_ns: Measurement.Spread?
    let ratio: Measurement.Spread?
    /// Set when the row does not do what its twin does.
    let difference: String?
    /// The ratio, or without a twin the time, of the baseline.
    var was: Double?
  }

  #if arch(x86_64)
    private static let architecture = "x86_64"
  #elseif arch(arm64)
    private static let architecture = "arm64"
  #else
    private static let architecture = "other"
  #endif

  /// Below the root of the package.
  static let path = "Tests/BenchmarkBaselines/\(architecture).json"

  /// What is recorded: nothing, when there is no file.
  static func load() throws -> Baseline {
    guard let data = try? Data(contentsOf: Package.root.appending(path: path)) else {
      return Baseline()
    }
    let rows = try JSONDecoder().decode([Figures].self, from: data)
    return Baseline(figures: Dictionary(rows.map { ($0.name, $0) }) { $1 })
  }

  /// Takes the measured rows in; rows that were not measured stay as they were.
  func record(_ measurements: [Measurement]) throws {
    var all = figures
    for measurement in measurements where measurement.difference == nil {
      all[measurement.row.name] = Figures(measurement)
    }
    let file = Package.root.appending(path: Self.path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    let text = Self.text(all.values.sorted { $0.name < $1.name })
    try Data((text + "\n").utf8).write(to: file, options: .atomic)
  }
}

extension Baseline.Figures {
  init(_ measurement: Measurement, was: Self? = nil) {
    name = measurement.row.name
    ns = measurement.nanoseconds
    twin = measurement.row.twin?.name
    twin_ns = measurement.twinNanoseconds
    ratio = measurement.ratio
    difference = measurement.difference
    self.was = ratio == nil ? was?.ns?.median : was?.ratio?.median
  }

  /// How far two records of an idle machine lie apart although nothing has changed.
  private static let noise = 0.03

  /// The two medians, when the middle halves of then and now do not meet.
  func move(since old: Self) -> (was: Double, now: Double)? {
    let pair = ratio.map { ($0, old.ratio) } ?? ns.map { ($0, old.ns) }
    guard let (now, then) = pair, let then else { return nil }
    let apart = now.low > then.high || now.high < then.low
    let far = abs(now.median / then.median - 1) > Self.noise
    return apart && far ? (then.median, now.median) : nil
  }
}

extension Baseline {
  /// One line a row, so that a change of one row is a change of one line.
  static func text(_ figures: [Figures]) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let rows = figures.map { row -> String in
      guard let data = try? encoder.encode(row.rounded) else { return "{}" }
      return String(decoding: data, as: UTF8.self)
    }
    return "[\n  \(rows.joined(separator: ",\n  "))\n]"
  }
}

extension Baseline.Figures {
  /// Four digits: more than any figure is good for.
  fileprivate var rounded: Self {
    Self(
      name: name, ns: ns?.rounded, twin: twin, twin_ns: twin_ns?.rounded, ratio: ratio?.rounded,
      difference: difference, was: was.map(fourDigits))
  }
}

extension Measurement.Spread {
  fileprivate var rounded: Self {
    Self(low: fourDigits(low), median: fourDigits(median), high: fourDigits(high))
  }
}

private func fourDigits(_ value: Double) -> Double {
  guard value > 0 else { return value }
  let scale = pow(10, 3 - floor(log10(value)))
  return (value * scale).rounded() / scale
}
