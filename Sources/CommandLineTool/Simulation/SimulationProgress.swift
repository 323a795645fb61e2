import Campaign
import Diagnostics
import Semantics
import Statistics

/// How a simulation goes on: on a terminal one line that is drawn again and again, elsewhere a line
/// now and then, so that a log shows that something moves. Always on standard error, and never part
/// of a result.
struct SimulationProgress {
  private let streams: Streams
  private let name: String
  private let begin = ContinuousClock.now
  private var last: ContinuousClock.Instant
  private var isDrawn = false
  /// Paths that were known before this run, which say nothing of how fast it is.
  private var known: UInt64?

  private static let betweenFrames = Duration.milliseconds(200)
  /// At first; then twice as long each time.
  private var betweenLines = Duration.seconds(15)

  init(_ streams: Streams, name: String) {
    self.streams = streams
    self.name = name
    last = begin
  }

  mutating func show(_ state: Campaign.Progress, _ world: World) {
    let now = ContinuousClock.now
    let known = known ?? state.paths
    self.known = known
    let pause =
      streams.errors.isTerminal
      ? SimulationProgress.betweenFrames : betweenLines
    guard now - last >= pause else { return }
    last = now
    let parts = parts(of: state, since: known, world, now - begin)
    if streams.errors.isTerminal {
      let width = System.width(ofTerminal: 2) ?? 80
      streams.errors.write("\r\u{1B}[K" + SimulationProgress.fit(parts, width - 1))
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

  private func parts(
    of state: Campaign.Progress, since known: UInt64, _ world: World, _ time: Duration
  ) -> [String] {
    var parts = [
      "\(name): \(grouped(Int(clamping: state.paths))) of "
        + "\(grouped(Int(clamping: state.budget))) paths"
    ]
    let milliseconds = UInt64(
      max(1, time.components.seconds * 1_000 + time.components.attoseconds / 1_000_000_000_000_000))
    let walked = state.paths - min(known, state.paths)
    if walked > 0 {
      parts.append(SimulationProgress.rate(walked, milliseconds))
      let left = (state.budget - min(state.budget, state.paths)) * milliseconds / walked
      parts.append("at most \(SimulationProgress.clock(left / 1_000)) left")
    }
    if state.failing > 0 { parts.append("\(state.failing) failing") }
    let judged = zip(world.program.spec.expectations, state.judgements)
    if let (expectation, judgement) = judged.first(where: { !$0.1.isDecided })
      ?? judged.first(where: { $0.1.verdict == .fails }),
      case .estimate(_, .probability, _, bound: _) = expectation.claim,
      let estimate = judgement.estimate, let low = judgement.interval.low,
      let high = judgement.interval.high
    {
      parts.append(
        "\(expectation.text): \(RoundedNumber.percent(estimate)) "
          + "(\(RoundedNumber.percent(low, .down)) to \(RoundedNumber.percent(high, .up)))")
    }
    return parts.map(\.escapedForDisplay)
  }

  /// `310 paths/s`, or where that would be few, `42 paths/min`.
  private static func rate(_ paths: UInt64, _ milliseconds: UInt64) -> String {
    let each = paths * 1_000 / milliseconds
    return each >= 10
      ? "\(grouped(Int(clamping: each))) paths/s"
      : "\(grouped(Int(clamping: paths * 60_000 / milliseconds))) paths/min"
  }

  /// `75s`, `12min`.
  private static func clock(_ seconds: UInt64) -> String {
    seconds < 120 ? "\(seconds)s" : "\(seconds / 60)min"
  }
}
