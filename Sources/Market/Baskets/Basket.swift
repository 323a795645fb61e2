import Numerics

/// Markets and processes that move together, one step at a time.
///
///     let basket = try Basket(
///       [.init(model: btc, purpose: 1), .init(model: eth, purpose: 2)],
///       correlation: .pairs([.init(0, 1, ratio)]),
///       stress: .init(member: 0, fall: tenPercent, steps: 6, correlation: .pairs([..])))
///     var states = try basket.begin(seed: 1, path: 7)
///     try basket.advance(&states, isStressed: false, seed: 1, path: 7)
///
/// Each member draws from a stream of its own, named by its purpose, so that a market added behind
/// the others changes none of their paths, and with a common factor none wherever it is added.
package struct Basket: Hashable, Sendable {
  package struct Member: Hashable, Sendable {
    package let model: PathModel
    package let purpose: UInt64

    package init(model: PathModel, purpose: UInt64) {
      self.model = model
      self.purpose = purpose
    }
  }

  /// The correlation of a crash: it holds in every step before which one market has fallen by more
  /// than `fall` in `steps` steps.
  package struct Stress: Hashable, Sendable {
    package let member: Int
    package let fall: Int128
    package let steps: Int
    package let correlation: Correlation

    package init(member: Int, fall: Int128, steps: Int, correlation: Correlation) {
      self.member = member
      self.fall = fall
      self.steps = steps
      self.correlation = correlation
    }

    /// Whether a change of the market's price, as `PriceWindow.move` gives it, means stress.
    @inline(__always)
    package func holds(move: Int128) -> Bool { move < -fall }
  }

  package let members: [Member]
  package let stress: Stress?
  private let calm: Mixing
  private let stressed: Mixing

  package static let mostMembers = 64

  package init(
    _ members: [Member], correlation: Correlation = .independent, stress: Stress? = nil
  ) throws(MarketError) {
    guard members.count <= Basket.mostMembers else {
      throw .tooManyMembers(members.count, most: Basket.mostMembers)
    }
    for (index, member) in members.enumerated() {
      if let same = members[..<index].firstIndex(where: { $0.purpose == member.purpose }) {
        throw .sharedPurpose(first: same, second: index)
      }
      guard member.model.step == members[0].model.step else {
        throw .unlikeSteps(first: members[0].model.step, second: member.model.step)
      }
    }
    self.members = members
    self.stress = stress
    calm = try Mixing(correlation, count: members.count)
    if let stress {
      guard members.indices.contains(stress.member) else {
        throw .unknownMember(stress.member, count: members.count)
      }
      try SettingRange.fall.check(stress.fall, "fall")
      try SettingRange.steps.check(Int128(stress.steps), "within")
      stressed = try Mixing(stress.correlation, count: members.count)
    } else {
      stressed = calm
    }
    for (index, member) in members.enumerated()
    where (calm.isMixed[index] || stressed.isMixed[index]) && !member.model.canCorrelate {
      throw .correlationWithoutDraws(member: index)
    }
  }

  /// The states before the first step, one for each member.
  package func begin(seed: UInt64, path: UInt64) throws(MarketError) -> [PathState] {
    var states: [PathState] = []
    states.reserveCapacity(members.count)
    for member in members {
      states.append(try member.model.begin(seed: seed, purpose: member.purpose, path: path))
    }
    return states
  }

  /// The next step of every member. `states` are those of `begin`, all at the same step.
  package func advance(
    _ states: inout [PathState], isStressed: Bool = false, seed: UInt64, path: UInt64
  ) throws(MarketError) {
    if isStressed {
      try advance(&states, stressed, seed: seed, path: path)
    } else {
      try advance(&states, calm, seed: seed, path: path)
    }
  }

  @inline(__always)
  private func advance(
    _ states: inout [PathState], _ mixing: borrowing Mixing, seed: UInt64, path: UInt64
  ) throws(MarketError) {
    guard states.count == members.count, let first = states.first else { return }
    let step = UInt64(first.step) &+ 1
    var factor: Int128 = 0
    if let purpose = mixing.factor?.purpose {
      var stream = RandomStream(seed: seed, purpose: purpose, path: path, step: step)
      factor = try members[0].model.normal(from: &stream, first)
    }
    for index in members.indices {
      var stream = RandomStream(
        seed: seed, purpose: members[index].purpose, path: path, step: step)
      var normal: Int128 = 0
      // A mixture's choice on this path may need no draw that others hang on.
      if mixing.isMixed[index] || members[index].model.drawsNormal(states[index]) {
        states[index].ownDraw = try members[index].model.normal(from: &stream, states[index])
        normal = mixing.draw(index, states, factor: factor)
      }
      try members[index].model.advance(&states[index], normal: normal, &stream)
    }
  }
}
