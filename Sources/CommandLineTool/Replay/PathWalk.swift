import Campaign
import Deployment
import Diagnostics
import Machine
import Reference
import Semantics

/// Listens to a path being walked and tells it step by step.
///
/// The machine walks the path; the tree walk, given the state before a call, says why one was
/// refused and what made an invariant false.
final class PathWalk: PathListener {
  private let runner: PathRunner
  private let words: SpecWords
  private let writer: FindingWriter
  private let interpreter: Interpreter
  private let sources: SourceMap
  private let shown: ClosedRange<Int>
  private let tell: (ReplayStep) -> Void
  fileprivate var step: ReplayStep?
  /// The state when it was last looked at, and before the last call.
  private var state: State?
  private var before: State?
  private var lastCall: PathCall?
  private var isFollowing = false
  /// States that nobody wrote a name for, but flows: prices, which are shown with the step, copies
  /// of earlier ones, and what measures keep.
  private let hidden: Set<StateID>

  private var spec: CheckedSpec { words.program.spec }

  /// - Parameter tell: is told each step of `shown` when it has ended.
  init(
    _ runner: PathRunner, _ words: SpecWords, _ sources: SourceMap, shown: ClosedRange<Int>,
    tell: @escaping (ReplayStep) -> Void
  ) {
    self.runner = runner
    self.words = words
    self.sources = sources
    self.shown = shown
    self.tell = tell
    writer = FindingWriter(sources, words.printer)
    let spec = words.program.spec
    interpreter = Interpreter(spec.contract, words.population)
    let flows = Set(spec.markets.compactMap(\.flow))
    // Their names hold a blank, which no name in a program can.
    hidden = Set(
      spec.contract.states.indices.filter {
        spec.contract.states[$0].name.contains(" ") && !flows.contains($0)
      } + spec.markets.map(\.price) + spec.measures.compactMap(\.state))
  }

  /// Walks a path to its end, or to where it cannot go on.
  func walk(_ path: UInt64) throws(PathProblem) {
    runner.listener = self
    runner.beginAskingLaws()
    defer { runner.listener = nil }
    open(0)
    do throws(PathProblem) {
      try runner.begin(path)
      while try runner.advance() {}
      try runner.finish()
    } catch {
      close()
      throw error
    }
    close()
  }

  /// Walks the steps of a path whose prices are given.
  func walk(_ route: SteeredPath) throws(PathProblem) {
    runner.listener = self
    runner.beginAskingLaws()
    defer { runner.listener = nil }
    open(0)
    do throws(PathProblem) { try route.walk(runner) } catch {
      close()
      throw error
    }
    close()
  }

  /// Tells whatever happens while the body runs as one step; the body moves the path.
  func follow(_ number: Int, _ body: () -> Void) {
    runner.listener = self
    isFollowing = true
    defer { runner.listener = nil }
    open(number)
    body()
    step?.time = runner.machine.clock
    close()
  }

  // MARK: - Steps

  func stepBegan(_ step: Int) {
    guard !isFollowing else { return }
    close()
    open(step)
  }

  private func open(_ number: Int) {
    guard shown.contains(number) else { return }
    let passed = spec.clock.step.multipliedReportingOverflow(by: Int128(number)).partialValue
    step = ReplayStep(
      number: number, time: CheckedSpec.Clock.start.addingReportingOverflow(passed).partialValue)
    // Before the setup there is nothing to compare with.
    state = number == 0 ? nil : runner.machine.presentState
  }

  private func close() {
    guard step != nil else { return }
    look()
    step?.prices = spec.markets.map { runner.machine[state: $0.price] }
    if let step { tell(step) }
    step = nil
  }

  /// Notes what the spec itself has changed since the state was last looked at.
  fileprivate func look() {
    let now = runner.machine.presentState
    if let state {
      let changes = now.changes(since: state).filter { change in
        switch change.place {
        case .now: false
        case .state(let id): !hidden.contains(id)
        case .parameter, .field: true
        }
      }
      if !changes.isEmpty { step?.entries.append(.changes(changes)) }
    }
    state = now
  }

  // MARK: - Calls

  func willCall(_ call: PathCall) {
    guard step != nil else { return }
    look()
    before = state
    lastCall = call
  }

  func called(_ call: PathCall, _ run: Run) {
    guard step != nil, let before else { return }
    let caller = call.caller.ofInterpreter
    let end: ReplayStep.End
    if let stop = run.stop {
      end = .refused(refusal(call, caller, stop, on: before))
    } else {
      let now = runner.machine.presentState
      let events = runner.machine.events.map { Event($0.number, $0.values) }
      end = .committed(events, now.changes(since: before))
      state = now
    }
    step?.entries.append(
      .call(ReplayStep.Call(call: call, caller: caller, gas: run.gas, end: end)))
  }

  private func refusal(
    _ call: PathCall, _ caller: Caller, _ stop: Stop, on before: State
  ) -> ReplayStep.Refusal {
    let short = ReplayStep.Refusal(
      reason: words.reason(stop), message: stop.words(words.program))
    guard stop != .outOfGas else { return short }
    var copy = before
    let walk = interpreter.call(call.action, call.arguments, by: caller, on: &copy)
    guard case .reverted(let trap) = walk.outcome, trap.reason.isOneOf(stop) else { return short }
    return ReplayStep.Refusal(
      reason: trap.reason.name(in: spec.contract), message: words.printer.headline(trap),
      values: writer.notes(trap), place: sources.place(of: trap.span))
  }

  func broke(_ broken: PathRecord.Break) {
    guard step != nil else { return }
    if broken.action == nil { look() }
    guard let state else { return }
    let call = broken.action.flatMap { action in
      lastCall.map { CompletedCall(action, $0.arguments) }
    }
    let found = interpreter.brokenInvariants(in: state, before: before ?? state, after: call)
    if let broken = found.first(where: { $0.number == broken.invariant }) {
      step?.entries.append(.broke(broken))
    }
  }
}

extension PathWalk {
  func asked(_ law: PathRecord.LawBreak, holds: Bool) {
    guard step != nil, !holds else { return }
    look()
    step?.entries.append(.brokeLaw(law))
  }
}

extension RunCaller {
  fileprivate var ofInterpreter: Caller {
    switch self {
    case .anyone: .anyone
    case .role(let role): .role(role)
    case .row(let table, let word): .row(table, word)
    }
  }
}
