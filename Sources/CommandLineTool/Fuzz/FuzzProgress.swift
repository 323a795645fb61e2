import Attack
import Diagnostics

/// How an attack goes on, on standard error: a line that is drawn again and again on a terminal, and
/// now and then a line elsewhere.
struct FuzzProgress {
  private let streams: Streams
  private let name: String
  private let begin = ContinuousClock.now
  private var last: ContinuousClock.Instant
  private var isDrawn = false
  private var betweenLines = Duration.seconds(15)

  init(_ streams: Streams, name: String) {
    self.streams = streams
    self.name = name
    last = begin
  }

  mutating func show(_ state: Attack.Progress) {
    let now = ContinuousClock.now
    let isTerminal = streams.errors.isTerminal
    guard now - last >= (isTerminal ? .milliseconds(200) : betweenLines) else { return }
    last = now
    let text = line(state, now - begin)
    if isTerminal {
      let width = System.width(ofTerminal: 2) ?? 80
      streams.errors.write("\r\u{1B}[K" + String(text.prefix(max(1, width - 1))))
      isDrawn = true
    } else {
      streams.errors.line(text)
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

  private func line(_ state: Attack.Progress, _ time: Duration) -> String {
    let milliseconds = Int(
      max(1, time.components.seconds * 1_000 + time.components.attoseconds / 1_000_000_000_000_000))
    let rate = state.actions.multipliedReportingOverflow(by: 1_000)
    return "\(name): \(grouped(state.actions)) of \(grouped(state.budget)) actions, "
      + "\(grouped(rate.overflow ? 0 : rate.partialValue / milliseconds))/s, "
      + "\(grouped(state.reached)) states and places reached, \(counted(state.entries, "run")) kept, "
      + "\(state.findings) broken"
  }
}
