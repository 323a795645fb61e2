import Numerics

/// How a market's price, or the value of a process that is no price, moves from step to step.
///
///     let model = try PathModel.gbm(
///       start: price, drift: Rate(0, per: year), volatility: Rate(Fixed.unit / 2, per: year),
///       step: hour)
///     var state = try model.begin(seed: 1, purpose: btc, path: 7)
///     try model.advance(&state, seed: 1, purpose: btc, path: 7)
///
/// Everything that can be wrong with it has been refused when it exists; what is left is a path that
/// outgrows its words. The same (seed, purpose, path) gives the same path, whatever else is drawn.
package struct PathModel: Hashable, Sendable {
  /// The value before the first step.
  package let start: Int128
  /// The length of a step.
  package let step: Int128
  /// The models a path may follow; the choice is made once a path.
  private let parts: [Dynamics]
  /// For each part, the chance that the choice falls on it or one before it.
  private let choices: [Chance]
  private var shocks: [Shock] = []

  init(_ dynamics: Dynamics, start: Int128, step: Int128) {
    self.start = start
    self.step = step
    parts = [dynamics]
    choices = []
  }

  /// Each path follows one of the models, chosen with the given weights.
  package init(mixture: [(weight: Int128, model: PathModel)]) throws(MarketError) {
    guard let first = mixture.first?.model else { throw .emptyMixture }
    var total: Int128 = 0
    for (weight, model) in mixture {
      try SettingRange.weight.check(weight, "weight")
      guard model.start == first.start, model.step == first.step else { throw .unlikeMixture }
      guard model.parts.count == 1, model.shocks.isEmpty else { throw .nestedMixture }
      total += weight
    }
    guard total > 0 else { throw .weightlessMixture }
    start = first.start
    step = first.step
    parts = mixture.flatMap(\.model.parts)
    var sum: Int128 = 0
    var choices: [Chance] = []
    for (weight, _) in mixture {
      sum += weight
      choices.append(Chance(of: Fixed.divideReportingOverflow(sum, total).partialValue))
    }
    self.choices = choices
  }

  /// The same with shocks laid over it, also over every model of a mixture.
  package func with(shocks added: [Shock]) throws(MarketError) -> PathModel {
    var model = self
    model.shocks += added
    guard model.shocks.count <= Onsets.capacity else {
      throw .tooManyShocks(model.shocks.count, most: Onsets.capacity)
    }
    return model
  }

  /// Whether its draws can be correlated with those of another market.
  package var canCorrelate: Bool { parts.contains(where: \.isDrivenByNormals) }

  /// How many steps of history a replay has, where the model is one: later steps repeat the last.
  package var recordedSteps: Int? {
    parts.compactMap { if case .replay(let replay) = $0 { replay.stepCount } else { nil } }.min()
  }
}

extension PathModel {
  /// The state before the first step. Its draws are those of step 0.
  package func begin(
    seed: UInt64, purpose: UInt64, path: UInt64
  ) throws(MarketError) -> PathState {
    var state = PathState(price: start)
    if parts.count > 1 || !shocks.isEmpty {
      var stream = RandomStream(seed: seed, purpose: purpose, path: path, step: 0)
      let word = stream.next()
      state.part = choices.firstIndex { $0.happens(word) } ?? 0
      for (index, shock) in shocks.enumerated() {
        let range = Int128(shock.onset.lowerBound)...Int128(shock.onset.upperBound)
        state.onsets[index] = Int(truncatingIfNeeded: stream.integer(in: range))
      }
    }
    parts[state.part].begin(&state)
    try show(&state)
    return state
  }

  /// The next step of a market that stands alone.
  package func advance(
    _ state: inout PathState, seed: UInt64, purpose: UInt64, path: UInt64
  ) throws(MarketError) {
    var stream = RandomStream(
      seed: seed, purpose: purpose, path: path, step: UInt64(state.step) &+ 1)
    let normal = drawsNormal(state) ? try normal(from: &stream, state) : 0
    try advance(&state, normal: normal, &stream)
  }

  /// Whether the next step takes a normal draw.
  @inline(__always)
  func drawsNormal(_ state: borrowing PathState) -> Bool {
    parts[state.part].isDrivenByNormals
  }

  /// The normal draw of a step: the first word of its stream.
  @inline(__always)
  func normal(
    from stream: inout RandomStream, _ state: borrowing PathState
  ) throws(MarketError) -> Int128 {
    do { return try StandardNormal.quantile(stream.next()) } catch {
      throw .outgrown(step: state.step)
    }
  }

  /// The next step with its normal draw, and what else is drawn from the rest of its stream.
  func advance(
    _ state: inout PathState, normal: Int128, _ stream: inout RandomStream
  ) throws(MarketError) {
    state.step += 1
    do { try parts[state.part].advance(&state, normal: normal, &stream) } catch {
      throw .outgrown(step: state.step)
    }
    try show(&state)
  }

  @inline(__always)
  private func show(_ state: inout PathState) throws(MarketError) {
    var shock: Int128 = 0
    for index in shocks.indices {
      shock += shocks[index].offset(elapsed: state.step - state.onsets[index])
    }
    do {
      state.price = try parts[state.part].value(state, start: start, shock: shock)
    } catch {
      throw .outgrown(step: state.step)
    }
  }
}
