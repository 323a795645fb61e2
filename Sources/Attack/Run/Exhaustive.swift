import Machine
import Numerics
import Property

/// Every run up to a number of moves, with numbers from a short list: what it does not break, no run
/// of such moves breaks, and of what it breaks it knows the simplest run.
///
/// States are looked at breadth first, each once, reached by the simplest run that reaches it. If
/// one run is simpler than another and both reach one state, it is simpler still when the same moves
/// follow both; so the first to break something after the fewest moves is the simplest of all.
package struct Exhaustive: Sendable {
  package let stage: Stage
  package let depth: Int
  /// States that may be kept; beyond that it gives up.
  package let stateLimit: Int
  /// All moves there are, each as the words of a step.
  package let steps: [ChoiceSequence.Step]

  /// - Parameters:
  ///   - values: the words every number is tried with, as far as its range allows, beside the simplest;
  ///     without them the constants the contract has for it.
  ///   - gaps: how long may pass before a move, beside no time.
  package init(
    _ stage: Stage, depth: Int, values: [Int128]? = nil, gaps: [Int128] = [],
    stateLimit: Int = 1_000_000
  ) {
    self.stage = stage
    self.depth = max(0, depth)
    self.stateLimit = max(1, stateLimit)
    steps = Exhaustive.steps(of: stage, values, gaps)
  }

  package struct Outcome: Sendable {
    /// By claim, the simplest run that breaks it.
    package internal(set) var minima: [Int: ChoiceSequence] = [:]
    /// States that differ, the first included.
    package internal(set) var states = 1
    package internal(set) var actions = 0
    /// Moves after which every state has been seen.
    package internal(set) var depth = 0
    /// Whether nothing was left out.
    package internal(set) var isComplete = true
  }

  package func run() throws(StageProblem) -> Outcome {
    let player = try Player(stage)
    var outcome = Outcome()
    for number in stage.contract.invariants.indices where !stage.isClaim(number) {
      player.isWatched[number] = false
    }
    for number in player.brokenAtBeginning() { outcome.minima[number] = ChoiceSequence() }
    player.begin()
    var seen: Set<Machine.Image> = [player.machine.image]
    var layer = [State(image: player.machine.image, run: ChoiceSequence())]
    while outcome.depth < depth, !layer.isEmpty, outcome.isComplete {
      layer = next(layer, player, &seen, &outcome)
      outcome.depth += 1
    }
    outcome.states = seen.count
    return outcome
  }

  private struct State {
    let image: Machine.Image
    var run: ChoiceSequence
  }

  /// The states one move further, those that have been seen before left out.
  private func next(
    _ layer: [State], _ player: Player, _ seen: inout Set<Machine.Image>,
    _ outcome: inout Outcome
  ) -> [State] {
    var found: [State] = []
    var places: [Machine.Image: Int] = [:]
    var broken: [Int: ChoiceSequence] = [:]
    for state in layer {
      for step in steps {
        player.begin(at: state.image)
        var reader = ChoiceReader(replaying: step)
        let played = player.play(&reader, weights: stage.evenWeights)
        outcome.actions += 1
        var run: ChoiceSequence { ChoiceSequence(steps: state.run.steps + [step]) }
        for claim in player.broken where outcome.minima[claim] == nil {
          broken[claim] = min(broken[claim] ?? run, run)
        }
        guard played.committed || played.gap > 0, player.broken.isEmpty else { continue }
        let image = player.machine.image
        if let place = places[image] {
          found[place].run = min(found[place].run, run)
        } else if seen.count < stateLimit {
          guard seen.insert(image).inserted else { continue }
          places[image] = found.count
          found.append(State(image: image, run: run))
        } else {
          outcome.isComplete = false
        }
      }
    }
    outcome.minima.merge(broken) { first, _ in first }
    return found
  }

  // MARK: - Steps

  private static func steps(
    of stage: Stage, _ values: [Int128]?, _ gaps: [Int128]
  ) -> [ChoiceSequence.Step] {
    let waits = stage.gap.choices([0] + gaps)
    return stage.moves.indices.flatMap { move in
      var steps = waits.map { $0 + [UInt64(move)] }
      if case .rows(_, let rows) = stage.moves[move].caller {
        steps = steps.followed(by: (0..<rows.count).map { [UInt64($0)] })
      }
      for parameter in stage.moves[move].parameters {
        let choices: [ChoiceSequence.Step] =
          switch parameter.kind {
          case .row(_, let count), .member(let count): (0..<max(1, count)).map { [UInt64($0)] }
          case .number(let quantity): quantity.choices(values ?? quantity.fewConstants)
          }
        steps = steps.followed(by: choices)
      }
      return steps
    }.map { ChoiceSequence(steps: [$0]).trimmed.steps[0] }.uniqued()
  }
}

extension Quantity {
  /// The words of the simplest number and of all given that are in range.
  fileprivate func choices(_ values: [Int128]) -> [ChoiceSequence.Step] {
    ([domain.simplest] + values.filter { domain.range.contains($0) })
      .map { Draw.Domain.number(domain).words(for: $0) }.uniqued()
  }

  /// One of its unit, and what the contract compares it with.
  fileprivate var fewConstants: [Int128] {
    [domain.unit]
      + hints.compactMap { if case .constant(let word) = $0 { word } else { nil } }.prefix(4)
  }
}

extension [ChoiceSequence.Step] {
  /// Each followed by each of the others.
  fileprivate func followed(by others: [ChoiceSequence.Step]) -> [ChoiceSequence.Step] {
    flatMap { first in others.map { first + $0 } }
  }

  fileprivate func uniqued() -> [ChoiceSequence.Step] {
    var seen: Set<ChoiceSequence.Step> = []
    return filter { seen.insert($0).inserted }
  }
}
