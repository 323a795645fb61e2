import Machine
import Market
import Numerics
import Semantics

/// Walks paths of a world, one after the other, on a machine of its own.
///
/// What happens on a path depends on the seed and the path's number alone, so any number of runners
/// share the paths of a run.
///
/// A step: the clock, what a proposal changes by degrees, and the markets move, with the flow of the
/// step before; oracles publish what is due; delayed calls run, by bid, until the block's gas is
/// spent; agents act in the order written; invariants are asked; measures sample.
package final class PathRunner {
  package let world: World
  package let machine: Machine
  let program: SpecProgram
  let spec: CheckedSpec
  /// Added up over all paths walked since it was last taken.
  package var tally: Tally
  package internal(set) var record = PathRecord(path: 0)
  package internal(set) var step = 0
  /// Hears of everything that happens, for replay; `nil` in a run.
  package var listener: (any PathListener)?
  /// Who asks the laws of what is deployed; `nil` where they are not asked.
  var court: LawCourt?
  /// What a law is asked in the place of what is drawn for it.
  package var question: LawQuestion?

  // Of the path.
  var markets: [PathState] = []
  /// By market, the price somebody holds it at; `nil` where the model says. Forgotten with the path.
  package var heldPrices: [Int128?]
  var depths: [DepthState] = []
  var flows: [Int128]
  var history: [Int128]
  var feeds: [FeedState] = []
  var pending: [Pending] = []
  var sequence = 0
  /// Handlers waiting for the calls before them to end.
  var reactions: [Reaction] = []
  var isReacting = false
  /// Handlers and delayed bodies begun in this step, which tells the draws of each apart.
  var started: UInt64 = 0
  var blockGas = Int.max
  /// Gas left to each agent in this step, by agent and instance; empty for agents without a limit.
  var budgets: [[Int]]
  /// Invariants whose words may have changed since they last held.
  var isSuspect: [Bool]
  /// Of the calls that are made in one, and stand together or not at all.
  var transaction: Transaction?
  var seenEvent: [Bool]
  /// By `eventually`: since which step the condition has not been true.
  var waitingSince: [Int?]

  package init(_ world: World) throws(PopulationMismatch) {
    self.world = world
    program = world.program
    spec = world.program.spec
    machine = try Machine(world.program.compiled.program, rows: world.rows)
    tally = Tally(spec)
    heldPrices = Array(repeating: nil, count: spec.markets.count)
    flows = Array(repeating: 0, count: spec.markets.count)
    history = Array(repeating: 0, count: world.historyWords)
    budgets = world.agents.map { Array(repeating: 0, count: $0.gas == nil ? 0 : $0.count) }
    isSuspect = Array(repeating: true, count: spec.contract.invariants.count)
    seenEvent = Array(repeating: false, count: spec.contract.events.count)
    waitingSince = Array(repeating: nil, count: spec.expectations.count)
  }

  /// From here on laws are asked of the states that paths reach; it changes nothing else.
  package func beginAskingLaws() { court = court ?? LawCourt(world) }

  /// Walks a whole path.
  package func run(_ path: UInt64) throws(PathProblem) -> PathRecord {
    try begin(path)
    while try advance() {}
    try finish()
    return record
  }

  /// Everything before the first step: the first prices, their publication, and the setup, in whose
  /// place a snapshot stands where there is one.
  package func begin(_ path: UInt64) throws(PathProblem) {
    machine.restore(world.beginning)
    court?.beginPath()
    record = PathRecord(path: path)
    record.wrongAt = Array(repeating: nil, count: spec.expectations.count)
    step = 0
    pending.removeAll(keepingCapacity: true)
    reactions.removeAll(keepingCapacity: true)
    started = 0
    blockGas = .max
    for number in flows.indices {
      flows[number] = 0
      heldPrices[number] = nil
    }
    for number in isSuspect.indices { isSuspect[number] = true }
    for number in seenEvent.indices { seenEvent[number] = false }
    for number in waitingSince.indices { waitingSince[number] = nil }
    machine.draws = DrawContext(seed: world.seed, path: path, step: 0, instance: 0)
    try beginMarkets()
    try beginFeeds()
    for (number, setup) in program.setups.enumerated() where world.holdings == nil {
      try run(routine: setup, [], .setup(number), turn: nil)
    }
    try checkInvariants(after: nil, all: true)
    try sample(atStart: true)
    tally.paths += 1
  }

  /// One step; false when there are no more.
  package func advance() throws(PathProblem) -> Bool {
    guard try beginStep() else { return false }
    return try completeStep()
  }

  /// The first half of a step: time and prices move. False when there are no more steps.
  package func beginStep() throws(PathProblem) -> Bool {
    guard step < spec.clock.steps else { return false }
    step += 1
    started = 0
    machine.clock &+= spec.clock.step
    machine.draws.step = UInt64(step)
    listener?.stepBegan(step)
    if !world.arrivals.isEmpty { changeParameters() }
    try advanceMarkets()
    try beginBlock()
    return true
  }

  /// The second half: oracles publish, and everybody acts. Whether there are more steps.
  package func completeStep() throws(PathProblem) -> Bool {
    try publish()
    try runPending()
    try actAgents()
    try endStep()
    tally.steps += 1
    return step < spec.clock.steps
  }

  /// Measures and claims of the path that has ended.
  package func finish() throws(PathProblem) {
    for (number, entry) in program.measures.enumerated() {
      let value = try ask(entry, .measure(number))
      record.measures.append(value)
      if let state = spec.measures[number].state { machine[state: state] = value }
    }
    for (number, expectation) in spec.expectations.enumerated() {
      record.claims.append(try settle(expectation, number))
    }
    for (event, seen) in seenEvent.enumerated() where seen { tally.pathsWithEvent[event] += 1 }
    for broken in record.breaks { tally.broken[broken.invariant] += 1 }
  }

  /// What a measure would be were the path to end now.
  package func measure(_ number: Int) throws(PathProblem) -> Int128 {
    try ask(program.measures[number], .measure(number))
  }

  private func settle(
    _ expectation: CheckedExpectation, _ number: Int
  ) throws(PathProblem) -> Int128 {
    switch expectation.claim {
    case .invariants: return record.breaks.isEmpty ? 1 : 0
    case .always: return record.wrongAt[number] == nil ? 1 : 0
    case .eventually(_, _, let within):
      if record.wrongAt[number] == nil, let since = waitingSince[number], step - since > within {
        record.wrongAt[number] = since
      }
      return record.wrongAt[number] == nil ? 1 : 0
    case .estimate:
      guard let entry = program.expectations[number].value else { return 0 }
      return try ask(entry, .expectation(number))
    }
  }

  // MARK: - Asking

  /// The one word that code of the spec gives now.
  func ask(
    _ entry: Int, _ code: PathProblem.Code, given arguments: [Int128] = []
  ) throws(PathProblem) -> Int128 {
    let run = machine.ask(entry, arguments, gas: specGas)
    if let stop = run.stop { throw problem(.stopped(code, stop, at: run.at)) }
    return machine.result(0, of: entry)
  }

  func problem(_ reason: PathProblem.Reason) -> PathProblem {
    PathProblem(path: record.path, step: step, reason: reason)
  }
}

/// Who wants to hear what happens on a path, step by step.
package protocol PathListener: AnyObject {
  func stepBegan(_ step: Int)
  /// A call is about to be made.
  func willCall(_ call: PathCall)
  /// A call has been made; the machine still holds its undo log and events.
  func called(_ call: PathCall, _ run: Run)
  func broke(_ break: PathRecord.Break)
  /// A law was asked of the state after the step, with what is given.
  func asked(_ law: PathRecord.LawBreak, holds: Bool)
  /// The calls since a transaction began never happened.
  func undid(calls: Int)
  /// A routine of the spec is about to run: a turn of an agent, a handler, a sampler.
  func willRun(_ routine: Int, _ arguments: [Int128])
}

extension PathListener {
  package func willRun(_ routine: Int, _ arguments: [Int128]) {}
  package func undid(calls: Int) {}
}

/// A call as the path makes it.
package struct PathCall: Hashable, Sendable {
  package let action: ActionID
  package let arguments: [Int128]
  package let caller: RunCaller
  package let origin: Origin

  package enum Origin: Hashable, Sendable {
    case setup
    case oracle(Int)
    case agent(Int, instance: Int)
    case handler(EventID)
    case delayed
    /// Somebody outside the spec.
    case adversary
  }

  package init(
    action: ActionID, arguments: [Int128], caller: RunCaller, origin: Origin
  ) {
    self.action = action
    self.arguments = arguments
    self.caller = caller
    self.origin = origin
  }
}

extension PathRunner {
  /// A call of somebody who is no part of the spec: handlers hear of it, and invariants are asked.
  package func callFromOutside(
    _ action: ActionID, _ arguments: [Int128], by caller: RunCaller
  ) throws(PathProblem) -> Run {
    try call(
      PathCall(action: action, arguments: arguments, caller: caller, origin: .adversary),
      gas: defaultGas)
  }

  /// The true price of a market.
  package func price(ofMarket number: Int) -> Int128 { machine[state: world.markets[number].price] }

  /// The same before anybody's trades have moved it.
  package func untouchedPrice(ofMarket number: Int) -> Int128 {
    heldPrices[number] ?? markets[number].price
  }
}
