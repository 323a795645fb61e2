import Machine
import Numerics
import Property

/// Every run up to a number of moves, with numbers from a short list: what it does not break, no run
/// of such moves breaks, and of what it breaks it knows the simplest run.
///
/// States are looked at breadth first, each once, reached by the simplest run that reaches it. If
/// one run is simpler than another and both reach one state, it is simpler still when the same moves
/// follow both; so the first to break something after the fewest moves is the simplest of all.
///
/// With a weight it goes through every run of at most so many binary digits instead, whatever the
/// numbers: what such a search finds first is the simplest run there is.
package struct Exhaustive: Sendable {
  package let stage: Stage
  package let depth: Int
  /// States that may be kept; beyond that it gives up.
  package let stateLimit: Int
  /// The most binary digits a run may have.
  package let weight: Int
  /// All moves there are, each as the words of a step; the lightest first.
  fileprivate let steps: [Weighed]

  /// - Parameters:
  ///   - values: the decimals every number is tried with, as far as its range allows, beside the simplest;
  ///     without them the constants the contract has for it.
  ///   - gaps: how long may pass before a move, beside no time.
  package init(
    _ stage: Stage, depth: Int, values: [Int128]? = nil, gaps: [Int128] = [],
    stateLimit: Int = 1_000_000
  ) {
    self.init(
      stage, depth: depth, weight: .max, stateLimit: stateLimit,
      steps: Exhaustive.steps(of: stage, gaps: stage.gap.choices([0] + gaps), weight: .max) {
        values.map($0.choices) ?? $0.ownChoices
      })
  }

  /// Every run of at most so many moves and binary digits.
  package init(_ stage: Stage, depth: Int, weight: Int, stateLimit: Int = 1_000_000) {
    self.init(
      stage, depth: depth, weight: weight, stateLimit: stateLimit,
      steps: Exhaustive.steps(
        of: stage, gaps: stage.gap.domain.words(weighing: weight), weight: weight
      ) { $0.domain.words(weighing: weight) })
  }

  private init(
    _ stage: Stage, depth: Int, weight: Int, stateLimit: Int, steps: [Weighed]
  ) {
    self.stage = stage
    self.depth = max(0, depth)
    self.stateLimit = max(1, stateLimit)
    self.weight = weight
    self.steps = steps.map { Weighed(ChoiceSequence(steps: [$0.words]).trimmed.steps[0]) }
      .sorted { $0.weight < $1.weight }
  }

  /// A step, and how many binary digits it has.
  fileprivate struct Weighed {
    var words: ChoiceSequence.Step
    var weight: Int

    init(_ words: ChoiceSequence.Step) {
      self.words = words
      weight = ChoiceSequence(steps: [words]).weight
    }
  }

  package struct Outcome: Sendable {
    /// By claim, the simplest run that breaks it.
    package internal(set) var minima: [Int: ChoiceSequence] = [:]
    /// States that differ, the first included. Those after the last move are not told apart.
    package internal(set) var states = 1
    package internal(set) var actions = 0
    /// Moves after which every state has been seen.
    package internal(set) var depth = 0
    /// Whether nothing was left out.
    package internal(set) var isComplete = true
    /// Whether there was no state left to go on from before the moves were used up.
    package internal(set) var isExhausted = false
    package internal(set) var wasInterrupted = false
  }

  /// - Parameter watch: is called now and then, and says whether to go on.
  package func run(
    watching watch: (Outcome) -> Bool = { _ in true }
  ) throws(StageProblem) -> Outcome {
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
      layer = next(layer, player, &seen, &outcome, watch)
      if outcome.isComplete { outcome.depth += 1 }
    }
    // Nothing is left that has not been seen: no run of any length breaks more.
    outcome.isExhausted = outcome.isComplete && layer.isEmpty && outcome.depth < depth
    return outcome
  }

  private struct State {
    let image: Machine.Image
    var run: ChoiceSequence
  }

  /// The states one move further, those that have been seen before left out.
  private func next(
    _ layer: [State], _ player: Player, _ seen: inout Set<Machine.Image>,
    _ outcome: inout Outcome, _ watch: (Outcome) -> Bool
  ) -> [State] {
    var found: [State] = []
    var places: [Machine.Image: Int] = [:]
    var broken: [Int: ChoiceSequence] = [:]
    let evenWeights = stage.evenWeights
    let isLast = outcome.depth + 1 == depth
    search: for state in layer {
      let room = weight - state.run.weight
      for step in steps {
        guard step.weight <= room else { break }
        if outcome.actions % 65_536 == 0, !watch(outcome) {
          outcome.wasInterrupted = true
          outcome.isComplete = false
          break search
        }
        player.begin(at: state.image)
        var reader = ChoiceReader(replaying: step.words)
        let played = player.play(&reader, weights: evenWeights)
        outcome.actions += 1
        var run: ChoiceSequence { ChoiceSequence(steps: state.run.steps + [step.words]) }
        for claim in player.broken where outcome.minima[claim] == nil {
          broken[claim] = min(broken[claim] ?? run, run)
        }
        guard !isLast, played.committed || played.gap > 0 else { continue }
        let image = player.machine.image
        if let place = places[image] {
          found[place].run = min(found[place].run, run)
        } else if seen.count < stateLimit {
          guard seen.insert(image).inserted else { continue }
          outcome.states = seen.count
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
    of stage: Stage, gaps: [ChoiceSequence.Step], weight: Int,
    numbers: (Quantity) -> [ChoiceSequence.Step]
  ) -> [Weighed] {
    let empty = [Weighed([])]
    return stage.moves.indices.flatMap { move in
      var steps = empty.followed(by: gaps, within: weight)
        .followed(by: [[UInt64(move)]], within: weight)
      if case .rows(_, let rows) = stage.moves[move].caller {
        steps = steps.followed(by: (0..<rows.count).map { [UInt64($0)] }, within: weight)
      }
      for parameter in stage.moves[move].parameters {
        let choices: [ChoiceSequence.Step] =
          switch parameter.kind {
          case .row(_, let count), .member(let count): (0..<max(1, count)).map { [UInt64($0)] }
          case .number(let quantity): numbers(quantity)
          }
        steps = steps.followed(by: choices, within: weight)
      }
      return steps
    }
  }
}

extension Quantity {
  /// The words of the simplest number and of all given that are in range.
  fileprivate func choices(_ values: [Int128]) -> [ChoiceSequence.Step] {
    var seen: Set<ChoiceSequence.Step> = []
    return ([domain.simplest] + values.compactMap(word).filter { domain.range.contains($0) })
      .map { Draw.Domain.number(domain).words(for: $0) }.filter { seen.insert($0).inserted }
  }

  /// A decimal as the number is kept; whole numbers are kept as they are.
  private func word(_ decimal: Int128) -> Int128? {
    guard domain.unit != Fixed.unit else { return decimal }
    return decimal % Fixed.unit == 0 ? decimal / Fixed.unit : nil
  }

  /// One of its unit, and what the contract compares it with.
  fileprivate var ownChoices: [ChoiceSequence.Step] {
    // Constants are points in time themselves, and not how long after now.
    let words =
      (times == nil ? hints : [])
      .compactMap { if case .constant(let word) = $0 { word } else { nil } }.prefix(4)
    return [domain.simplest, domain.unit]
      .map { Draw.Domain.number(domain).words(for: $0) }
      + words.map { Draw.Domain.number(domain).words(for: $0) }
  }
}

extension [Exhaustive.Weighed] {
  /// Each followed by each of the others, as far as they weigh no more.
  fileprivate func followed(by others: [ChoiceSequence.Step], within weight: Int) -> Self {
    let others = others.map { Exhaustive.Weighed($0) }.sorted { $0.weight < $1.weight }
    return flatMap { first in
      others.prefix { $0.weight <= weight - first.weight }.map { other in
        var both = first
        both.words += other.words
        both.weight += other.weight
        return both
      }
    }
  }
}
