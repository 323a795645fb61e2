import Campaign
import Diagnostics
import Semantics
import Statistics

/// How a simulation goes on.
struct SimulationProgress {
  private let name: String
  private var line: LiveLine
  /// Paths that were known before this run, which say nothing of how fast it is.
  private var known: UInt64?

  init(_ streams: Streams, name: String) {
    self.name = name
    line = LiveLine(streams)
  }

  mutating func show(_ state: Campaign.Progress, _ world: World) {
    let known = known ?? state.paths
    self.known = known
    guard let pace = line.due() else { return }
    line.show(parts(of: state, since: known, world, pace))
  }

  mutating func clear() { line.clear() }

  private func parts(
    of state: Campaign.Progress, since known: UInt64, _ world: World, _ pace: Pace
  ) -> [String] {
    let paths = Int(clamping: state.paths)
    let budget = Int(clamping: state.budget)
    var parts = ["\(name): \(grouped(paths)) of \(grouped(budget)) paths"]
    let walked = paths - min(Int(clamping: known), paths)
    if let left = pace.time(for: budget - min(budget, paths), after: walked) {
      parts += [pace.rate(walked, "paths"), "at most \(left) left"]
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
    return parts
  }
}
