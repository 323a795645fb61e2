import Campaign
import Numerics
import Semantics

/// Prices that somebody holds, as command lines write them: `--move COIN=69.3@4` holds a price from a
/// step on, and with `--still 12` every price stands where it is first but for such moves, and the
/// path ends after so many steps. With it a path that was made simple, or shocked, is walked again.
struct Steering {
  /// `nil` where prices go as their models say until they are moved.
  let still: Int?
  let moves: [Move]

  /// From a step on, a market is held at a price.
  struct Move: Hashable {
    let market: Int
    let price: Int128
    let step: Int
  }

  init(holding moves: [Move]) {
    still = nil
    self.moves = moves
  }

  /// Nothing where the prices of the path are its own.
  init?(_ arguments: ParsedArguments, _ spec: CheckedSpec) throws(CommandRefusal) {
    let moves = arguments.values("move")
    let last = max(1, spec.clock.steps)
    still = try arguments.value("still").map { text throws(CommandRefusal) in
      if case .number(let steps) = WholeNumber(text), 1...last ~= steps { return steps }
      throw CommandRefusal(
        what: "prices cannot stand still for `\(text)` steps",
        help: "give a whole number from 1 to \(grouped(last))")
    }
    guard still != nil || !moves.isEmpty else { return nil }
    var found: [Move] = []
    for text in moves { found.append(try Steering.move(text, spec, still ?? last)) }
    self.moves = found
  }

  private static func move(
    _ text: String, _ spec: CheckedSpec, _ steps: Int
  ) throws(CommandRefusal) -> Move {
    let wrong = CommandRefusal(
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
      throw CommandRefusal(
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
    still = route.prices.count
    self.moves = moves
  }

  /// The prices of a path that begins as the path of that number does.
  func route(_ path: UInt64, _ runner: PathRunner) throws(PathProblem) -> SteeredPath {
    try runner.begin(path)
    let spec = runner.world.program.spec
    var now = spec.markets.indices.map { still == nil ? nil : runner.untouchedPrice(ofMarket: $0) }
    var prices: [[Int128?]] = []
    for step in 0..<(still ?? spec.clock.steps) {
      for move in moves where move.step == step + 1 && now.indices.contains(move.market) {
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
    return (still.map { " --still \($0)" } ?? "") + moves.joined()
  }
}
