import Diagnostics

/// How something long goes on: on a terminal one line that is drawn again and again, elsewhere a
/// line now and then, so that a log shows that something moves. Always on standard error, and never
/// part of a result.
struct LiveLine {
  private let streams: Streams
  private let begin = ContinuousClock.now
  private var last: ContinuousClock.Instant
  private var isDrawn = false

  private static let betweenFrames = Duration.milliseconds(200)
  /// At first; then twice as long each time.
  private var betweenLines = Duration.seconds(15)

  init(_ streams: Streams) {
    self.streams = streams
    last = begin
  }

  /// How fast it goes, where it is time to show something.
  mutating func due() -> Pace? {
    let now = ContinuousClock.now
    let pause = streams.errors.isTerminal ? LiveLine.betweenFrames : betweenLines
    guard now - last >= pause else { return nil }
    last = now
    return Pace(now - begin)
  }

  /// - Parameter parts: what there is to say, the most important first.
  mutating func show(_ parts: [String]) {
    let parts = parts.map(\.escapedForDisplay)
    if streams.errors.isTerminal {
      let width = System.width(ofTerminal: 2) ?? 80
      streams.errors.write("\r\u{1B}[K" + LiveLine.fit(parts, width - 1))
      isDrawn = true
    } else {
      streams.errors.line(parts.joined(separator: ", "))
      betweenLines *= 2
    }
    streams.errors.flush()
  }

  /// Takes the line away, for what comes after.
  mutating func clear() {
    guard isDrawn else { return }
    streams.errors.write("\r\u{1B}[K")
    streams.errors.flush()
    isDrawn = false
  }

  /// As many parts as there is room for; of the first, what there is room for.
  private static func fit(_ parts: [String], _ width: Int) -> String {
    var line = String((parts.first ?? "").prefix(max(1, width)))
    for part in parts.dropFirst() {
      guard line.count + 2 + part.count <= width else { break }
      line += ", " + part
    }
    return line
  }
}

/// How fast something goes, and how long it will take.
struct Pace {
  private let milliseconds: UInt64

  init(_ time: Duration) {
    let parts = time.components
    milliseconds = UInt64(max(1, parts.seconds * 1_000 + parts.attoseconds / 1_000_000_000_000_000))
  }

  /// `310 paths/s`, or where that would be few, `42 paths/min`.
  func rate(_ done: Int, _ unit: String) -> String {
    let each = ratio(done, 1_000)
    return each >= 10
      ? "\(grouped(each)) \(unit)/s" : "\(grouped(ratio(done, 60_000))) \(unit)/min"
  }

  /// `75s`, `12min`: for what is left, as fast as it went so far; nil before anything is done.
  func time(for left: Int, after done: Int) -> String? {
    guard done > 0 else { return nil }
    let product = UInt64(max(0, left)).multipliedFullWidth(by: milliseconds)
    let seconds =
      product.high < UInt64(done)
      ? UInt64(done).dividingFullWidth(product).quotient / 1_000 : .max
    return seconds < 120 ? "\(seconds)s" : "\(grouped(Int(clamping: seconds / 60)))min"
  }

  private func ratio(_ done: Int, _ span: UInt64) -> Int {
    let product = UInt64(max(0, done)).multipliedReportingOverflow(by: span)
    return product.overflow ? Int.max : Int(clamping: product.partialValue / milliseconds)
  }
}
