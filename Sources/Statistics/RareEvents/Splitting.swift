import Numerics

/// What can be split: a thing that moves step by step, and how close it is to the rare event.
package protocol SplittingModel {
  associatedtype State

  /// The state a path begins in. What is random in it comes from the stream.
  func start(_ stream: inout RandomStream) -> State
  func advance(_ state: inout State, _ stream: inout RandomStream)
  /// The rare event has happened once this reaches the target.
  func severity(_ state: State) -> Int128
  /// Whether the path is over. Every path is, sooner or later.
  func isFinished(_ state: State) -> Bool
  /// Two states that move on without knowing of each other.
  func copy(_ state: State) -> State
}

extension SplittingModel {
  /// Values are copied by being passed on.
  package func copy(_ state: State) -> State { state }
}

/// The chance of a rare event by fixed-effort multilevel splitting (Garvels, "The splitting method in
/// rare event simulation", 2000).
///
/// Levels of severity lead up to the target. At each, the same number of paths starts from states
/// that reached it, and the share that reaches the next is counted; the product of the shares
/// estimates the chance without bias, because the levels come from a pilot with streams of its own. A
/// repetition is a function of (seed, levels, index) alone, so repetitions may be made by any worker
/// in any order; what is made of them takes them in the order of their index.
package struct Splitting<Model: SplittingModel> {
  package let model: Model
  package let target: Int128
  package let seed: UInt64
  /// Paths at each level.
  package let effort: Int

  /// The effort is at least ten paths and at most a million.
  package init(model: Model, target: Int128, seed: UInt64, effort: Int) {
    self.model = model
    self.target = target
    self.seed = seed
    self.effort = min(max(effort, 10), 1_000_000)
  }

  /// Severities to pass one after the other, the target last, and the steps it took to find them.
  package struct Levels: Hashable, Sendable {
    package var severities: [Int128]
    package var steps: UInt64
  }

  /// One estimate: what share of paths passed each level.
  package struct Repetition: Hashable, Sendable {
    package var passed: [UInt64]
    /// The product of the shares, a raw word.
    package var chance: Int128
    package var steps: UInt64
  }
}

extension Splitting: Sendable where Model: Sendable {}

extension Splitting {
  /// One independent estimate; indices count from zero.
  package func repetition(_ index: UInt64, levels: Levels) -> Repetition {
    var result = Repetition(passed: [], chance: 0, steps: 0)
    var product = Scaled.one
    var entrances: [Model.State]?
    for (stage, level) in levels.severities.enumerated() {
      let paths = stagePaths(run: index + 1, stage: stage, from: entrances)
      var reached: [Model.State] = []
      for var path in paths {
        if advance(&path, to: level, steps: &result.steps) { reached.append(path.state) }
      }
      result.passed.append(UInt64(reached.count))
      product = product * Scaled(UInt128(reached.count)) / Scaled(UInt128(effort))
      if reached.isEmpty { return result }
      entrances = reached
    }
    result.chance = product.raw(.down)
    return result
  }

  /// Levels that about one path in five passes each. Each stage runs its paths to their end, takes
  /// as the next level what a fifth of them reached, and runs those again up to there.
  package func pilot() -> Levels {
    var levels = Levels(severities: [], steps: 0)
    var entrances: [Model.State]?
    while levels.severities.count < mostLevels {
      let stage = levels.severities.count
      let last = levels.severities.last
      var peaks: [Int128] = []
      for var path in stagePaths(run: 0, stage: stage, from: entrances) {
        peaks.append(peak(&path, steps: &levels.steps))
      }
      let sorted = peaks.sorted()
      let fifth = sorted[sorted.count - 1 - sorted.count / 5]
      // A severity with few values may need the next one seen.
      let next = last.map { last in fifth > last ? fifth : sorted.first { $0 > last } } ?? fifth
      guard let next, next < target else { break }
      levels.severities.append(next)
      var reached: [Model.State] = []
      for (peak, var path) in zip(peaks, stagePaths(run: 0, stage: stage, from: entrances))
      where peak >= next {
        if advance(&path, to: next, steps: &levels.steps) { reached.append(path.state) }
      }
      entrances = reached
    }
    levels.severities.append(target)
    return levels
  }

  /// More levels than this are for chances no one asks about: a fifth to the hundredth power.
  private var mostLevels: Int { 100 }

  private struct Path {
    var state: Model.State
    var stream: RandomStream
  }

  /// The paths of a stage, each with its own stream. The states to start from are dealt out evenly,
  /// beginning at a random one, so each is expected equally often.
  private func stagePaths(
    run: UInt64, stage: Int, from entrances: [Model.State]?
  ) -> LazyMapSequence<Range<Int>, Path> {
    let step = UInt64(stage)
    var dealer = RandomStream(seed: seed, purpose: Self.dealing, path: run, step: step)
    let first = Int(dealer.next(below: UInt128(entrances?.count ?? 0)))
    let root = RandomStream(seed: seed, purpose: Self.moving, path: run, step: step)
    return (0..<effort).lazy.map { place in
      var stream = root.split(UInt64(place))
      guard let entrances, !entrances.isEmpty else {
        return Path(state: model.start(&stream), stream: stream)
      }
      return Path(
        state: model.copy(entrances[(first + place) % entrances.count]), stream: stream)
    }
  }

  /// Moves the path until it reaches the level or is over; whether it did reach it.
  private func advance(_ path: inout Path, to level: Int128, steps: inout UInt64) -> Bool {
    while model.severity(path.state) < level {
      if model.isFinished(path.state) { return false }
      model.advance(&path.state, &path.stream)
      steps += 1
    }
    return true
  }

  /// The highest severity the path has until it is over or reaches the target.
  private func peak(_ path: inout Path, steps: inout UInt64) -> Int128 {
    var highest = model.severity(path.state)
    while highest < target, !model.isFinished(path.state) {
      model.advance(&path.state, &path.stream)
      steps += 1
      highest = max(highest, model.severity(path.state))
    }
    return highest
  }

  private static var dealing: UInt64 { 0x6465_616C }
  private static var moving: UInt64 { 0x6D6F_7665 }
}
