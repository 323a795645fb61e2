import Numerics

/// One of the states a market may be in.
package struct Regime: Hashable, Sendable {
  package let name: String
  package let drift: Rate
  package let volatility: Rate
  /// How the market leaves it.
  package let leaving: Leaving

  package enum Leaving: Hashable, Sendable {
    /// After so long on average, to each of the other regimes alike.
    case after(mean: Int128)
    /// To each regime named at its own rate: so many times per stretch of time spent here.
    case rates([Switch])
  }

  package struct Switch: Hashable, Sendable {
    package let to: String
    package let rate: Rate

    package init(to: String, rate: Rate) {
      self.to = to
      self.rate = rate
    }
  }

  package init(name: String, drift: Rate, volatility: Rate, leaving: Leaving) {
    self.name = name
    self.drift = drift
    self.volatility = volatility
    self.leaving = leaving
  }
}

/// A Markov chain of regimes in continuous time, looked at once a step: a path begins in the first
/// regime, moves by the one it is in, and then leaves it with the chance that belongs to the step's
/// length. A second switch within one step is not seen.
struct Regimes: Hashable, Sendable {
  static let most = 64

  private let rows: [Row]
  /// For each regime, a row of the chances of going to the first, to the first or second, and so on.
  private let destinations: [Chance]

  private struct Row: Hashable, Sendable {
    let diffusion: Diffusion
    let leave: Chance
  }

  init(_ regimes: [Regime], clock: StepClock) throws(MarketError) {
    guard (1...Regimes.most).contains(regimes.count) else {
      throw .regimeCount(regimes.count, most: Regimes.most)
    }
    let names = regimes.map(\.name)
    for (index, name) in names.enumerated() where names[..<index].contains(name) {
      throw .repeatedRegime(name)
    }
    var rows: [Row] = []
    var destinations: [Chance] = []
    for (index, regime) in regimes.enumerated() {
      let diffusion = try Diffusion(
        drift: regime.drift, volatility: regime.volatility, clock: clock)
      let (leave, weights) = try Regimes.departure(regime, at: index, names, clock)
      rows.append(Row(diffusion: diffusion, leave: leave))
      var sum: Int128 = 0
      let total = max(1, weights.reduce(0, +))
      for weight in weights {
        sum += weight
        let share = Fixed.divideReportingOverflow(sum, total).partialValue
        destinations.append(Chance(of: share))
      }
    }
    self.rows = rows
    self.destinations = destinations
  }

  /// The chance of leaving in one step, and the weights of where to.
  private static func departure(
    _ regime: Regime, at index: Int, _ names: [String], _ clock: StepClock
  ) throws(MarketError) -> (leave: Chance, weights: [Int128]) {
    do {
      switch regime.leaving {
      case .after(let mean):
        guard SettingRange.duration.contains(mean) else {
          throw MarketError.outOfRange(
            setting: "regime \(regime.name)", value: mean, allowed: .duration)
        }
        let weights = names.indices.map { $0 == index ? Int128(0) : 1 }
        let chance = names.count == 1 ? 0 : try clock.chanceOfEnd(mean: mean)
        return (Chance(of: chance), weights)
      case .rates(let switches):
        var weights = [Int128](repeating: 0, count: names.count)
        for change in switches {
          guard let to = names.firstIndex(of: change.to), to != index else {
            throw MarketError.unknownRegime(change.to, from: regime.name)
          }
          try SettingRange.count.check(change.rate, "switch \(regime.name) \(change.to)")
          weights[to] += try clock.share(change.rate)
        }
        let total = weights.reduce(0, +)
        guard total <= 1000 * Fixed.unit else {
          throw MarketError.tooMuchPerStep(setting: "switch \(regime.name)", step: clock.step)
        }
        return (Chance(of: Fixed.unit - (try Fixed.exp(-total))), weights)
      }
    } catch let error as MarketError {
      throw error
    } catch {
      throw .tooMuchPerStep(setting: "regime \(regime.name)", step: clock.step)
    }
  }

  func advance(
    _ state: inout PathState, normal: Int128, _ stream: inout RandomStream
  ) throws(ArithmeticError) {
    let place = state.place
    try rows[place].diffusion.advance(&state, normal: normal)
    guard rows[place].leave.happens(stream.next()) else { return }
    let word = stream.next()
    let row = destinations[place * rows.count..<(place + 1) * rows.count]
    // The last destination's chance is one, so there always is a first.
    state.place = (row.firstIndex { $0.happens(word) } ?? row.startIndex) - row.startIndex
  }
}
