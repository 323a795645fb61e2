/// How far the trial of mutants has come.
struct MutationProgress {
  private let count: Int
  private var line: LiveLine

  init(_ streams: Streams, count: Int) {
    self.count = count
    line = LiveLine(streams)
  }

  mutating func show(_ fates: [MutantTrial.Fate]) {
    guard let pace = line.due() else { return }
    var parts = ["\(grouped(fates.count)) of \(grouped(count)) changes"]
    if let left = pace.time(for: count - fates.count, after: fates.count) {
      parts.append("about \(left) left")
    }
    line.show(parts + ["\(fates.count { $0 == .survived }) unnoticed"])
  }

  mutating func clear() { line.clear() }
}
