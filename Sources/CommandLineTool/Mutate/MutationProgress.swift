/// How far it has come, on a terminal only; on standard error, and never part of a result.
struct MutationProgress {
  private let streams: Streams
  private let count: Int
  private let begin = ContinuousClock.now
  private var last: ContinuousClock.Instant
  private var isDrawn = false

  init(_ streams: Streams, count: Int) {
    self.streams = streams
    self.count = count
    last = begin
  }

  mutating func show(_ fates: [MutantTrial.Fate]) {
    let now = ContinuousClock.now
    guard streams.errors.isTerminal, now - last >= .milliseconds(200) else { return }
    last = now
    let unnoticed = fates.count { $0 == .survived }
    var text = "\(grouped(fates.count)) of \(grouped(count)) changes, \(unnoticed) unnoticed"
    if !fates.isEmpty {
      let left = (now - begin) * (count - fates.count) / fates.count
      text += ", about \(left.components.seconds)s left"
    }
    let width = System.width(ofTerminal: 2) ?? 80
    streams.errors.write("\r\u{1B}[K" + String(text.prefix(max(1, width - 1))))
    streams.errors.flush()
    isDrawn = true
  }

  mutating func clear() {
    guard isDrawn else { return }
    streams.errors.write("\r\u{1B}[K")
    streams.errors.flush()
    isDrawn = false
  }
}
