import Attack
import Diagnostics

/// How an attack goes on.
struct FuzzProgress {
  private let name: String
  private var line: LiveLine

  init(_ streams: Streams, name: String) {
    self.name = name
    line = LiveLine(streams)
  }

  mutating func show(_ state: Attack.Progress) {
    guard let pace = line.due() else { return }
    var parts = [
      "\(name): \(grouped(state.actions)) of \(grouped(state.budget)) actions",
      pace.rate(state.actions, "actions"),
    ]
    if let left = pace.time(for: state.budget - state.actions, after: state.actions) {
      parts.append("about \(left) left")
    }
    line.show(
      parts + [
        "\(state.findings) broken", "\(grouped(state.reached)) states and places reached",
        "\(counted(state.entries, "run")) kept",
      ])
  }

  /// Of an exhaustive search: nobody knows how long it takes.
  mutating func show(_ state: Exhaustive.Outcome) {
    guard let pace = line.due() else { return }
    line.show([
      "\(name): all runs of \(counted(state.depth, "call")), \(grouped(state.states)) states",
      pace.rate(state.actions, "actions"), "\(state.minima.count) broken",
    ])
  }

  mutating func clear() { line.clear() }
}
