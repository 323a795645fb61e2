import Campaign
import Numerics
import Semantics

/// The smallest shock that breaks what a spec promises, at the parameters it deploys.
///
/// A shock is a move of one price, or of all, at once after a quarter of the path, from where the
/// price stands; from then on the price is held there. A fall of x% is set against the rise that it
/// takes to come back from it, so that both have the same scale. Looked for among tenths of a percent,
/// by halving, on the first paths of the run:
///
///     0%      holds on all        breaks on one      99%
///     |----------------------|    |------------------|
///                          50.9%  51%
///
/// What is found is an interval: the shock at its lower end breaks none of the paths, the one at its
/// upper end, a tenth of a percent more, breaks at least one. That smaller ones break none either is
/// taken for granted, and where something that was tried says otherwise, that is told.
struct ReverseStress {
  /// Something promised: an invariant, or an expectation that something is seldom.
  enum Promise: Hashable {
    case invariant(Int)
    case expectation(Int)
  }

  struct Shock: Hashable {
    /// `nil` for all of them.
    let market: Int?
    let isFall: Bool
  }

  struct Answer {
    let promise: Promise
    let shock: Shock
    /// As a share of the price before, negative for a fall: the largest that was seen to hold, and
    /// the smallest that was seen to break, next to each other.
    let holds: Int128
    let move: Int128
    let sign: Sign
    /// Whether a larger shock that was tried breaks it less.
    let isIsland: Bool
  }

  /// Where something is seen to break.
  struct Sign {
    /// The first path that shows it, and the step where an invariant breaks.
    let path: UInt64
    let step: Int?
    /// The prices of the shock on that path, by number of the market.
    let prices: [(market: Int, price: Int128)]
  }

  /// The smallest first, for each promise that some shock breaks.
  private(set) var answers: [Answer] = []
  /// What no shock breaks.
  private(set) var unbroken: [Promise] = []
  /// What breaks without one.
  private(set) var broken: [Promise] = []
  /// Paths that were looked at, the same ones for every shock.
  let paths: UInt64
  /// How many paths were walked in all, and how many of them could not be walked to their end.
  private(set) var walks = 0
  private(set) var unwalked = 0
  /// The step before which the price is moved.
  let moment: Int

  /// So many are looked at where the command line does not say: an answer in seconds.
  private static let standardPaths: UInt64 = 32
  /// Shocks that are told apart: tenths of a percent, up to 99%.
  static let width = Fixed.unit / 1_000
  static let largest = 990

  private let world: World
  let runner: PathRunner
  private let markets: [Int]

  /// - Parameter paths: how many to look at, where somebody has said.
  init?(_ world: World, paths: UInt64?, unless isRaised: () -> Bool) {
    guard let runner = try? PathRunner(world) else { return nil }
    let spec = world.program.spec
    self.world = world
    self.runner = runner
    self.paths = paths ?? ReverseStress.standardPaths
    moment = max(1, spec.clock.steps / 4)
    markets = spec.markets.indices.filter { !spec.markets[$0].isProcess }
    let promises = ReverseStress.promises(spec)
    var calm = Trial()
    for promise in promises where sign(of: promise, nil, 0, &calm, unless: isRaised) != nil {
      broken.append(promise)
    }
    let open = promises.filter { !broken.contains($0) }
    var found: [Promise: [Answer]] = [:]
    for shock in ReverseStress.shocks(markets) {
      var trials: [Int: Trial] = [:]
      for promise in open where !isRaised() {
        if let answer = smallest(shock, breaking: promise, &trials, unless: isRaised) {
          found[promise, default: []].append(answer)
        }
      }
    }
    for promise in open {
      guard let all = found[promise] else {
        unbroken.append(promise)
        continue
      }
      answers += all.sorted { $0.move.magnitude < $1.move.magnitude }
    }
  }

  private static func promises(_ spec: CheckedSpec) -> [Promise] {
    spec.contract.invariants.indices.map { Promise.invariant($0) }
      + spec.expectations.indices.filter { number in
        if case .estimate(_, .probability, _, _) = spec.expectations[number].claim {
          spec.expectations[number].isFear
        } else {
          false
        }
      }.map { Promise.expectation($0) }
  }

  private static func shocks(_ markets: [Int]) -> [Shock] {
    let single = markets.map { Optional($0) } + (markets.count > 1 ? [nil] : [])
    return single.flatMap { [Shock(market: $0, isFall: true), Shock(market: $0, isFall: false)] }
  }

  /// What is known of one size of one shock: the signs on the paths walked so far.
  private struct Trial {
    var walked: UInt64 = 0
    var signs: [Promise: Sign] = [:]
  }

  private mutating func smallest(
    _ shock: Shock, breaking promise: Promise, _ trials: inout [Int: Trial],
    unless isRaised: () -> Bool
  ) -> Answer? {
    var (holds, breaks) = (0, ReverseStress.largest)
    guard
      var last = sign(
        of: promise, shock, breaks, &trials[breaks, default: Trial()], unless: isRaised)
    else { return nil }
    while breaks - holds > 1 {
      let middle = (holds + breaks) / 2
      if let sign = sign(
        of: promise, shock, middle, &trials[middle, default: Trial()], unless: isRaised)
      {
        (breaks, last) = (middle, sign)
      } else {
        holds = middle
      }
    }
    // Trials of other promises may have looked at larger ones, on all paths, and seen nothing.
    let isIsland = trials.contains {
      $0.key > breaks && $0.value.walked == paths && $0.value.signs[promise] == nil
    }
    return Answer(
      promise: promise, shock: shock, holds: ReverseStress.move(holds, shock.isFall),
      move: ReverseStress.move(breaks, shock.isFall), sign: last, isIsland: isIsland)
  }

  /// A fall by so many tenths of a percent, or the rise that comes back from it.
  private static func move(_ size: Int, _ isFall: Bool) -> Int128 {
    let share = Int128(size) * width
    guard !isFall else { return -share }
    return (try? Fixed.divide(share, Fixed.unit - share)) ?? 0
  }

  // MARK: - Walking

  /// The first path on which a promise is broken, walking no more of them than that takes.
  private mutating func sign(
    of promise: Promise, _ shock: Shock?, _ size: Int, _ trial: inout Trial,
    unless isRaised: () -> Bool
  ) -> Sign? {
    while trial.signs[promise] == nil, trial.walked < paths, !isRaised() {
      walk(trial.walked, shock, ReverseStress.move(size, shock?.isFall ?? true), &trial.signs)
      trial.walked += 1
    }
    return trial.signs[promise]
  }

  /// What cannot be walked to its end breaks only what it broke on the way.
  private mutating func walk(
    _ path: UInt64, _ shock: Shock?, _ move: Int128, _ signs: inout [Promise: Sign]
  ) {
    walks += 1
    let spec = world.program.spec
    var prices: [(market: Int, price: Int128)] = []
    do throws(PathProblem) {
      try runner.begin(path)
      var goesOn = spec.clock.steps > 0
      while goesOn {
        if let shock, runner.step + 1 == moment {
          prices = markets.filter { shock.market == nil || shock.market == $0 }.map { market in
            let price = runner.untouchedPrice(ofMarket: market)
            let moved = try? Fixed.multiply(price, Fixed.unit + move)
            return (market, moved.map { max(1, $0) } ?? price)
          }
          for (market, price) in prices { runner.heldPrices[market] = price }
        }
        goesOn = try runner.advance()
      }
      try runner.finish()
    } catch { unwalked += 1 }
    for broken in runner.record.breaks where signs[.invariant(broken.invariant)] == nil {
      signs[.invariant(broken.invariant)] = Sign(path: path, step: broken.step, prices: prices)
    }
    for (number, word) in runner.record.claims.enumerated()
    where word != 0 && spec.expectations[number].isFear && signs[.expectation(number)] == nil {
      signs[.expectation(number)] = Sign(path: path, step: nil, prices: prices)
    }
  }
}
