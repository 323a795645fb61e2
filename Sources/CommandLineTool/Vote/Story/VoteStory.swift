import Campaign
import Diagnostics
import Reference
import Semantics

/// A break that the proposal brings about, in a few lines: when, at which prices, after which call,
/// the values on both sides of the invariant, and what the accounts have that are involved.
struct VoteStory {
  let path: UInt64
  let invariant: Int
  /// The step of the story; where the path was shrunk, earlier than on the path of the run.
  let step: Int
  let lines: [String]
  /// By market, the prices of the story, that of the setup first.
  let prices: [[Int128]]
  let balances: [Balance]

  /// The most breaks that are told.
  private static let most = 3

  /// One for each invariant that newly breaks, the first few, each as short as it can be made.
  static func all(
    of outcome: PairedRun.Outcome, _ run: PairedRun, _ words: SpecWords, _ sources: SourceMap
  ) -> [VoteStory] {
    outcome.pairs.newlyBroken.compactMap { $0 }.prefix(most).compactMap { witness in
      let shrunk = VoteShrink(witness, base: run.base, proposed: run.proposed)?.shrunk()
      return VoteStory(witness, run.proposed, words, sources, shrunk)
    }
  }

  /// - Parameter steered: the path with simpler prices, if it was shrunk.
  init?(
    _ witness: PairFindings.Witness, _ world: World, _ words: SpecWords, _ sources: SourceMap,
    _ steered: SteeredPath? = nil
  ) {
    guard let runner = try? PathRunner(world) else { return nil }
    let number = witness.break.invariant
    let last = steered?.prices.count ?? witness.break.step
    let route =
      steered
      ?? SteeredPath(
        path: witness.path,
        prices: Array(
          repeating: Array(repeating: nil, count: world.program.spec.markets.count), count: last))
    var seen: ReplayStep?
    let failed = withoutActuallyEscaping({ (told: ReplayStep) in seen = told }) { tell in
      let walk = PathWalk(runner, words, sources, shown: last...last, tell: tell)
      do throws(PathProblem) {
        try walk.walk(route)
        return false
      } catch { return true }
    }
    guard !failed, let seen else { return nil }
    path = witness.path
    invariant = number
    step = last
    let course = Course(route, runner)
    prices = course.prices
    balances = Balance.all(course, seen, world, words)
    lines =
      VoteStory.head(witness, steered, course, words)
      + VoteStory.lines(seen, witness, world, words, FindingWriter(sources, words.printer))
  }

  /// How the path was made shorter, and the moves of prices that are left.
  private static func head(
    _ witness: PairFindings.Witness, _ steered: SteeredPath?, _ course: Course, _ words: SpecWords
  ) -> [String] {
    guard steered != nil else { return [] }
    let spec = words.program.spec
    var moves: [String] = []
    for (market, prices) in zip(spec.markets, course.prices) {
      for step in prices.indices.dropFirst() where prices[step] != prices[step - 1] {
        moves.append(
          "\(market.name) \(words.printer.text(prices[step - 1], market.type)) to "
            + "\(words.printer.text(prices[step], market.type)) in step \(grouped(step))")
      }
    }
    let most = 6
    let shown = moves.prefix(most).joined(separator: ", ")
    let rest = moves.count > most ? " and \(moves.count - most) more" : ""
    return [
      "shrunk from path \(witness.path), \(counted(witness.break.step, "step")), to "
        + "\(counted(course.prices.first.map { $0.count - 1 } ?? 0, "step")): "
        + (moves.isEmpty ? "no price moves" : shown + rest)
    ]
  }

  private static func lines(
    _ step: ReplayStep, _ witness: PairFindings.Witness, _ world: World, _ words: SpecWords,
    _ writer: FindingWriter
  ) -> [String] {
    let prices = zip(words.program.spec.markets, step.prices)
      .map { "\($0.name) at \(words.printer.text($1, $0.type))" }
    let name = words.name(ofInvariant: witness.break.invariant)
    var lines = [
      (["step \(grouped(step.number)), \(timeText(step.time))"] + prices)
        .joined(separator: ", ") + ": `\(name)` breaks"
    ]
    var lastCall: ReplayStep.Call?
    for entry in step.entries {
      switch entry {
      case .call(let call): lastCall = call
      case .broke(let broken) where broken.number == witness.break.invariant:
        if lastCall?.isBreaking(witness) ?? false, let lastCall {
          let who = words.text(of: lastCall.call.origin, world)
          lines.append("after \(who): \(words.text(lastCall))")
        }
        return lines + writer.lines(broken).dropFirst()
      case .broke, .brokeLaw, .changes: continue
      }
    }
    return lines
  }
}

extension ReplayStep.Call {
  fileprivate func isBreaking(_ witness: PairFindings.Witness) -> Bool {
    witness.break.action != nil
  }
}

/// What is seen along a path: prices, and the state at three moments.
struct Course {
  private(set) var prices: [[Int128]]
  /// After the setup, before the last step and after it.
  private(set) var states: [State] = []

  init(_ route: SteeredPath, _ runner: PathRunner) {
    let markets = runner.world.program.spec.markets.indices
    prices = markets.map { _ in [] }
    do throws(PathProblem) {
      try runner.begin(route.path)
      look(runner)
      states.append(runner.machine.presentState)
      for (number, step) in route.prices.enumerated() {
        if number == route.prices.count - 1 { states.append(runner.machine.presentState) }
        for (market, price) in step.enumerated() { runner.heldPrices[market] = price }
        guard try runner.advance() else { break }
        look(runner)
      }
    } catch {}
    if prices.first.map({ $0.count <= route.prices.count }) ?? false { look(runner) }
    states.append(runner.machine.presentState)
  }

  private mutating func look(_ runner: PathRunner) {
    for market in prices.indices { prices[market].append(runner.price(ofMarket: market)) }
  }
}

/// What an account that is involved in a break has of something, at three moments.
struct Balance {
  let name: String
  /// At the start, before the step that breaks, and after it.
  let words: [String]

  private static let mostRows = 4
  private static let most = 16

  /// Of the rows that the last step changes, of the table with the most rows: those the breaking
  /// calls name first.
  static func all(
    _ course: Course, _ step: ReplayStep, _ world: World, _ words: SpecWords
  ) -> [Balance] {
    let contract = world.program.spec.contract
    guard course.states.count == 3,
      let table = accounts(world.program.spec, world.rows)
    else { return [] }
    let (start, before, after) = (course.states[0], course.states[1], course.states[2])
    var rows: [Int] = []
    func add(_ row: Int) {
      if row >= 0, row < world.rows[table], !rows.contains(row), rows.count < mostRows {
        rows.append(row)
      }
    }
    for entry in step.entries.reversed() {
      guard case .call(let call) = entry, case .committed = call.end else { continue }
      let parameters = contract.actions[call.call.action].parameters
      for (parameter, word) in zip(parameters, call.call.arguments)
      where parameter.type == .row(table) {
        add(Int(clamping: word))
      }
    }
    for change in after.changes(since: before) {
      guard case .field(let id, _, row: let row) = change.place else { continue }
      if id == table { add(row) }
    }
    var balances: [Balance] = []
    for row in rows {
      for place in places(ofRow: row, of: table, contract, world.rows) {
        let held = [start, before, after].map { $0.word(at: place) }
        guard held.contains(where: { $0 != 0 }), balances.count < most else { continue }
        balances.append(
          Balance(
            name: words.printer.name(of: place),
            words: held.map { words.printer.text($0, at: place) }))
      }
    }
    return balances
  }

  private static func accounts(_ spec: CheckedSpec, _ rows: [Int]) -> TableID? {
    spec.contract.tables.indices.filter { id in
      let table = spec.contract.tables[id]
      return table.keys.isEmpty && table.fixedRows == nil
        && !spec.agents.contains { $0.memory == id }
    }.max { rows[$0] < rows[$1] }
  }

  /// The quantities of a row, and of the rows of other tables that have it for a key.
  private static func places(
    ofRow row: Int, of table: TableID, _ contract: CheckedContract, _ rows: [Int]
  ) -> [StateChange.Place] {
    var places: [StateChange.Place] = []
    for (id, other) in contract.tables.enumerated() {
      let isOwn = id == table
      guard isOwn || other.keys.contains(where: { $0.table == table }) else { continue }
      for number in 0..<rows[id]
      where isOwn ? number == row : key(number, other, table, rows) == row {
        for (field, declared) in other.fields.enumerated() {
          guard case .fixed = declared.type else { continue }
          places.append(.field(id, field, row: number))
        }
      }
    }
    return places
  }

  /// The row of a table that is a key of a row.
  private static func key(
    _ number: Int, _ table: CheckedTable, _ wanted: TableID, _ rows: [Int]
  ) -> Int {
    var rest = number
    for key in table.keys.reversed() {
      let count = max(1, rows[key.table])
      if key.table == wanted { return rest % count }
      rest /= count
    }
    return rest
  }
}

extension State {
  fileprivate func word(at place: StateChange.Place) -> Int128 {
    switch place {
    case .parameter(let id): parameters[id]
    case .state(let id): states[id]
    case .field(let table, let field, row: let row): columns[table][field][row]
    case .now: now
    }
  }
}
