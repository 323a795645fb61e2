import Campaign
import Diagnostics
import Numerics
import Semantics

/// The smallest shock that breaks what a spec promises, at the parameters it deploys.
///
/// A shock is a move of one price, or of all, at once after a quarter of the path, from where the
/// price stands; from then on the price is held there. A fall of x% is set against the rise that it
/// takes to come back from it, so that both have the same scale. Looked for among whole percents, by
/// halving, on the first few paths: a smaller shock than the one that is told breaks none of them, if
/// larger ones are no milder.
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
    /// As a share of the price before: negative for a fall.
    let move: Int128
    /// The first path that shows it, and the step where an invariant breaks.
    let path: UInt64
    let step: Int?
  }

  /// The smallest first, for each promise that some shock breaks.
  private(set) var answers: [Answer] = []
  /// What no shock breaks.
  private(set) var unbroken: [Promise] = []
  /// What breaks without one.
  private(set) var broken: [Promise] = []
  private(set) var walked = 0

  static let paths: UInt64 = 4
  static let percents = 1...99

  init?(_ world: World, unless isRaised: () -> Bool) {
    guard let runner = try? PathRunner(world) else { return nil }
    let spec = world.program.spec
    let markets = spec.markets.indices.filter { !spec.markets[$0].isProcess }
    let promises =
      spec.contract.invariants.indices.map { Promise.invariant($0) }
      + spec.expectations.indices.filter { number in
        if case .estimate(_, .probability, _, _) = spec.expectations[number].claim {
          spec.expectations[number].isFear
        } else {
          false
        }
      }.map { Promise.expectation($0) }
    var shocks = markets.flatMap {
      [Shock(market: $0, isFall: true), Shock(market: $0, isFall: false)]
    }
    if markets.count > 1 {
      shocks += [Shock(market: nil, isFall: true), Shock(market: nil, isFall: false)]
    }
    broken = promises.filter { walk(runner, markets, nil, 0)[$0] != nil }
    var found: [Promise: [Answer]] = [:]
    for shock in shocks {
      var seen: [Int: [Promise: Sign]] = [:]
      for promise in promises where !broken.contains(promise) {
        func sign(_ percent: Int) -> Sign? {
          if let known = seen[percent] { return known[promise] }
          let signs = walk(runner, markets, shock, percent)
          seen[percent] = signs
          return signs[promise]
        }
        guard !isRaised(), sign(ReverseStress.percents.upperBound) != nil else { continue }
        var (holds, breaks) = (0, ReverseStress.percents.upperBound)
        while breaks - holds > 1 {
          let middle = (holds + breaks) / 2
          if sign(middle) == nil { holds = middle } else { breaks = middle }
        }
        guard let sign = sign(breaks) else { continue }
        found[promise, default: []].append(
          Answer(
            promise: promise, shock: shock, move: ReverseStress.move(breaks, shock.isFall),
            path: sign.path, step: sign.step))
      }
    }
    for promise in promises where !broken.contains(promise) {
      guard let all = found[promise] else {
        unbroken.append(promise)
        continue
      }
      answers += all.sorted { $0.move.magnitude < $1.move.magnitude }
    }
  }

  private struct Sign {
    let path: UInt64
    let step: Int?
  }

  /// A fall by so many percent, or the rise that comes back from it.
  private static func move(_ percent: Int, _ isFall: Bool) -> Int128 {
    let share = Int128(percent) * Fixed.unit / 100
    guard !isFall else { return -share }
    return (try? Fixed.divide(share, Fixed.unit - share)) ?? 0
  }

  /// What breaks on the first few paths with a shock; what cannot be walked breaks nothing.
  private mutating func walk(
    _ runner: PathRunner, _ markets: [Int], _ shock: Shock?, _ percent: Int
  ) -> [Promise: Sign] {
    walked += 1
    let spec = runner.world.program.spec
    let moment = max(1, spec.clock.steps / 4)
    let factor = Fixed.unit + ReverseStress.move(percent, shock?.isFall ?? true)
    var signs: [Promise: Sign] = [:]
    for path in 0..<ReverseStress.paths {
      do throws(PathProblem) {
        try runner.begin(path)
        var goesOn = spec.clock.steps > 0
        while goesOn {
          if let shock, runner.step + 1 == moment {
            for market in shock.market.map({ [$0] }) ?? markets {
              let price = runner.untouchedPrice(ofMarket: market)
              runner.heldPrices[market] =
                (try? Fixed.multiply(price, factor)).map { max(1, $0) } ?? price
            }
          }
          goesOn = try runner.advance()
        }
        try runner.finish()
      } catch { continue }
      for broken in runner.record.breaks where signs[.invariant(broken.invariant)] == nil {
        signs[.invariant(broken.invariant)] = Sign(path: path, step: broken.step)
      }
      for (number, word) in runner.record.claims.enumerated()
      where word != 0 && spec.expectations[number].isFear
        && signs[.expectation(number)] == nil
      {
        signs[.expectation(number)] = Sign(path: path, step: nil)
      }
    }
    return signs
  }
}

extension ReverseStress {
  func name(_ promise: Promise, _ words: SpecWords) -> String {
    switch promise {
    case .invariant(let number): "invariant `\(words.name(ofInvariant: number))`"
    case .expectation(let number): "`\(words.program.spec.expectations[number].text)`"
    }
  }

  func name(_ shock: Shock, _ spec: CheckedSpec) -> String {
    let verb = shock.isFall ? "fall" : "rise"
    return shock.market.map { "\(spec.markets[$0].name) \(verb)s by" } ?? "all prices \(verb) by"
  }

  /// For each promise, every shock that breaks it.
  func table(_ words: SpecWords) -> ReportTable {
    var last: Promise?
    return ReportTable(
      ["what breaks", "when", "by", "seen on"],
      answers.map { answer in
        defer { last = answer.promise }
        return [
          last == answer.promise ? "" : name(answer.promise, words).replacing("`", with: ""),
          name(answer.shock, words.program.spec),
          RoundedNumber.percent(Int128(answer.move.magnitude)),
          "path \(answer.path)" + (answer.step.map { ", step \(grouped($0))" } ?? ""),
        ]
      })
  }

  func notes(_ words: SpecWords) -> [String] {
    func list(_ promises: [Promise]) -> String {
      let shown = promises.prefix(4).map { name($0, words) }.joined(separator: ", ")
      return promises.count > 4 ? "\(shown) and \(promises.count - 4) more" : shown
    }
    var notes: [String] = []
    if !broken.isEmpty { notes.append("broken without any shock: " + list(broken)) }
    if !unbroken.isEmpty {
      notes.append("no fall or rise of up to 99% breaks: " + list(unbroken))
    }
    return notes
  }

  func document(_ words: SpecWords) -> JSONValue {
    [
      "paths": .integer(Int(ReverseStress.paths)),
      "smallest": .array(
        answers.map { answer in
          [
            "breaks": .string(name(answer.promise, words)),
            "market": JSONValue(answer.shock.market) {
              .string(words.program.spec.markets[$0].name)
            },
            "move": .string(Fixed.text(answer.move, grouped: false)),
            "path": .integer(Int(clamping: answer.path)),
            "step": JSONValue(answer.step) { .integer($0) },
          ]
        }),
      "unbroken": .array(unbroken.map { .string(name($0, words)) }),
      "broken_without": .array(broken.map { .string(name($0, words)) }),
    ]
  }
}
