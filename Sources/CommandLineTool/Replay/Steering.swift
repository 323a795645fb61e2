import Campaign
import Numerics
import Semantics

/// Prices that stand still for so many steps but for a few moves, as command lines write them:
/// `--still 12 --move COIN=69.3@4`. With it a path that was made simple can be walked again.
struct Steering {
  let steps: Int
  let moves: [Move]

  /// From a step on, a market is held at a price.
  struct Move: Hashable {
    let market: Int
    let price: Int128
    let step: Int
  }

  /// What cannot be walked so, and what to do about it.
  struct Problem: Error {
    let what: String
    let help: String
  }

  /// Nothing where the prices of the path are its own.
  init?(_ arguments: ParsedArguments, _ spec: CheckedSpec) throws(Problem) {
    let moves = arguments.values("move")
    guard let text = arguments.value("still") else {
      guard moves.isEmpty else {
        throw Problem(
          what: "--move says how prices move that stand still otherwise",
          help: "say for how many steps they do: `--still 12 --move \(moves[0])`")
      }
      return nil
    }
    guard case .number(let steps) = WholeNumber(text), 1...max(1, spec.clock.steps) ~= steps else {
      throw Problem(
        what: "prices cannot stand still for `\(text)` steps",
        help: "give a whole number from 1 to \(grouped(spec.clock.steps))")
    }
    self.steps = steps
    var found: [Move] = []
    for text in moves { found.append(try Steering.move(text, spec, steps)) }
    self.moves = found
  }

  private static func move(
    _ text: String, _ spec: CheckedSpec, _ steps: Int
  ) throws(Problem) -> Move {
    let wrong = Problem(
      what: "`\(text)` is no move of a price",
      help: "write it as `--move MARKET=PRICE@STEP`, a plain number and a step from 1 to \(steps)")
    let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard sides.count == 2 else { throw wrong }
    let value = sides[1].split(separator: "@", omittingEmptySubsequences: false)
    guard value.count == 2, case .number(let step) = WholeNumber(value[1]), 1...steps ~= step
    else { throw wrong }
    let isNegative = value[0].hasPrefix("-")
    guard let size = try? Decimal(parsing: value[0].dropFirst(isNegative ? 1 : 0).utf8).fixedRaw()
    else { throw wrong }
    let price = isNegative ? -size : size
    guard let market = spec.markets.firstIndex(where: { $0.name == sides[0] }) else {
      let known = spec.markets.map { "`\($0.name)`" }.joined(separator: ", ")
      throw Problem(
        what: "`\(spec.name)` has no market `\(sides[0])`",
        help: known.isEmpty ? "it has none at all" : "it has \(known)")
    }
    guard price > 0 || spec.markets[market].isProcess else { throw wrong }
    return Move(market: market, price: price, step: step)
  }

  /// What a path with given prices does, told by its moves; `nil` where a model says some of them.
  init?(_ route: SteeredPath, _ runner: PathRunner) {
    do throws(PathProblem) { try runner.begin(route.path) } catch { return nil }
    var now = runner.world.program.spec.markets.indices.map { runner.untouchedPrice(ofMarket: $0) }
    var moves: [Move] = []
    for (number, step) in route.prices.enumerated() {
      for (market, price) in step.enumerated() where now.indices.contains(market) {
        guard let price else { return nil }
        guard price != now[market] else { continue }
        now[market] = price
        moves.append(Move(market: market, price: price, step: number + 1))
      }
    }
    guard !route.prices.isEmpty else { return nil }
    steps = route.prices.count
    self.moves = moves
  }

  /// The prices of a path that begins as the path of that number does.
  func route(_ path: UInt64, _ runner: PathRunner) throws(PathProblem) -> SteeredPath {
    try runner.begin(path)
    var now = runner.world.program.spec.markets.indices.map { runner.untouchedPrice(ofMarket: $0) }
    var prices: [[Int128?]] = []
    for step in 1...steps {
      for move in moves where move.step == step && now.indices.contains(move.market) {
        now[move.market] = move.price
      }
      prices.append(now)
    }
    return SteeredPath(path: path, prices: prices)
  }

  /// What to add to a command.
  func options(_ spec: CheckedSpec) -> String {
    let moves = moves.map { move in
      let price = Fixed.text(move.price, grouped: false)
      return " --move \(spec.markets[move.market].name)=\(price)@\(move.step)"
    }
    return " --still \(steps)" + moves.joined()
  }
}
