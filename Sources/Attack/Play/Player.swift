import Campaign
import Machine
import Numerics
import Property
import Semantics

/// Plays runs on a stage, one after the other, on a machine of its own.
///
///     player.begin()
///     var reader = ChoiceReader(replaying: step)
///     let played = player.play(&reader)
///     player.broken            // invariants that are false now and were not before
///
/// A step of a sequence is one move: a gap in which nothing happens, which move, who calls, and with
/// what. What the words come to depends on the stage, and on the state only where a hint is taken.
/// In a spec time passes by its steps instead: the last of the choices moves the prices, and lets
/// the world go on at once or only before the next step.
package final class Player {
  package let stage: Stage
  package let machine: Machine
  /// Claims that are looked at, by number.
  package var isWatched: [Bool] {
    get { questions.isWatched }
    set { questions.watch(newValue) }
  }
  /// Invariants that the last move broke; each once a run.
  @exclusivity(unchecked) package private(set) var broken: [Int] = []
  /// Whether it broke any.
  @exclusivity(unchecked) private(set) var hasBroken = false
  /// How many of the rows of a table are drawn at random, at most.
  @exclusivity(unchecked) var rowsInUse = UInt64.max
  /// The weight of no time before a call, against about 120 of all other times.
  @exclusivity(unchecked) var patience = Player.usualPatience
  static let usualPatience: UInt64 = 300
  /// Where every call is noted, if anybody wants to make them again.
  @exclusivity(unchecked) var trace: AttackTrace?
  /// By move, for how many calls it is not looked at, and for how many it was not before.
  let rests: UnsafeMutableBufferPointer<(left: UInt8, last: UInt8)>
  /// Those of the first 64 that rest, a bit each.
  @exclusivity(unchecked) var resters: UInt64 = 0
  /// Whether any of them has rested since all were woken.
  @exclusivity(unchecked) var mayRest = false
  /// Whether what was decided last comes to the same in every state.
  @exclusivity(unchecked) package internal(set) var tookNothing = true
  /// How often each invariant was asked, over all runs.
  package var asked: [Int] { Array(timesAsked) }
  private let questions: Questions
  private let wasBroken: UnsafeMutableBufferPointer<Bool>
  private let timesAsked: UnsafeMutableBufferPointer<Int>
  /// Walks the world of a spec, on the same machine; and its path after setup.
  package let runner: PathRunner?
  private var afterSetup: PathSnapshot?
  /// Whether prices have moved, and the rest of the step is still to come.
  var isBetween = false
  /// What says how much the adversary has gained.
  let profitEntry: Int?
  let table: MoveTable
  /// Of the call that is being chosen: its arguments, and a row that calls.
  let arguments: UnsafeMutablePointer<Int128>
  /// What a function is asked with.
  let scratch: UnsafeMutablePointer<Int128>

  package init(_ stage: Stage) throws(StageProblem) {
    self.stage = stage
    do throws(PopulationMismatch) {
      if let world = stage.world {
        let walker = try PathRunner(world)
        runner = walker
        machine = walker.machine
      } else {
        runner = nil
        machine = try Machine(stage.compiled.program, rows: stage.rows)
      }
    } catch { throw .population(error) }
    wasBroken = .allocate(capacity: stage.claimLimit)
    wasBroken.initialize(repeating: false)
    timesAsked = .allocate(capacity: stage.contract.invariants.count)
    timesAsked.initialize(repeating: 0)
    table = MoveTable(stage)
    questions = Questions(table, machine, claims: stage.claimLimit)
    profitEntry = stage.profit?.entry
    rests = .allocate(capacity: stage.moves.count)
    rests.initialize(repeating: (0, 0))
    arguments = .allocate(capacity: table.width)
    arguments.initialize(repeating: 0, count: table.width)
    scratch = .allocate(capacity: table.width)
    scratch.initialize(repeating: 0, count: table.width)
    guard let runner else { return }
    do throws(PathProblem) { try runner.begin(0) } catch { throw .stopped(error) }
    afterSetup = runner.snapshot
  }

  deinit {
    wasBroken.deallocate()
    timesAsked.deallocate()
    questions.deallocate()
    table.deallocate()
    rests.deallocate()
    arguments.deallocate()
    scratch.deallocate()
  }

  /// What came of a move.
  package struct Played {
    package let what: What
    /// Of all choices.
    package let choice: Int
    /// The time that passed before it.
    package let gap: Int128
    /// How the call ended; `nil` for a step of the world.
    package let run: Run?
    /// Nothing can follow: the world has no more steps, or something in it has failed.
    package let isOver: Bool
    package var transaction = Transaction.none

    package var committed: Bool { run.map { $0.stop == nil } ?? true }

    package enum What: Sendable {
      case call(move: Int)
      /// Whether the rest of the step is still to come.
      case step(isBetween: Bool)
    }

    /// What the call is part of.
    package enum Transaction: Sendable {
      /// Of none, or it is the last of one, which stands.
      case none
      /// The next call is part of the same.
      case goesOn
      /// The call was refused, so nothing of its transaction happened.
      case undone
    }
  }

  /// A call as it was made.
  package struct Call: Hashable, Sendable {
    package let action: ActionID
    package let caller: RunCaller
    package let arguments: [Int128]

    package init(action: ActionID, caller: RunCaller, arguments: [Int128]) {
      self.action = action
      self.caller = caller
      self.arguments = arguments
    }
  }

  /// How often each invariant was asked since this was taken last.
  func takeAsked() -> [Int] {
    defer { timesAsked.update(repeating: 0) }
    guard let runner, let spec = stage.world?.program.spec else { return asked }
    defer { runner.tally = Tally(spec) }
    return runner.tally.asked
  }

  /// Back to where every run begins.
  package func begin() {
    begin(at: stage.beginning)
    if let runner, let afterSetup { runner.restore(afterSetup, as: 0) }
    isBetween = false
  }

  /// Goes on from a state of a contract, as if the run had begun there.
  package func begin(at image: Machine.Image) {
    machine.restore(image)
    trace?.began()
    forgetBroken()
    wasBroken.update(repeating: false)
    wakeAll()
  }

  /// Every move is worth a look again.
  private func wakeAll() {
    guard mayRest else { return }
    rests.update(repeating: (0, 0))
    resters = 0
    mayRest = false
  }

  /// Claims that are false before anything has happened.
  package func brokenAtBeginning() -> [Int] {
    begin()
    guard runner == nil else {
      noteBreaks(since: 0)
      return broken
    }
    for number in stage.contract.invariants.indices
    where stage.contract.invariants[number].after == nil {
      check(number)
    }
    return broken
  }

  /// Makes the move the reader chooses. With weights, and where the reader draws at random, each
  /// choice is as likely as its weight.
  package func play(_ reader: inout ChoiceReader, weights: Weights) -> Played {
    if hasBroken { forgetBroken() }
    if let runner { return play(&reader, weights, in: runner) }
    tookNothing = true
    var gap = number(table.numbers[table.gap], &reader, rest: patience, as: .gap)
    if gap > 0 { gap = wait(gap) }
    let (index, caller) = chooseCall(&reader, weights)
    let words = UnsafeBufferPointer(
      start: UnsafePointer(arguments), count: table.entries[index].pointee.parameters)
    let run = call(index, words, by: caller)
    return Played(what: .call(move: index), choice: index, gap: gap, run: run, isOver: false)
  }

  /// Makes a call that is known: a move, the time before it, its arguments and a row that calls. Why
  /// it was refused, if it was.
  func play(
    _ index: Int, after gap: Int128, with values: UnsafePointer<Int128>
  ) -> Stop? {
    if hasBroken { forgetBroken() }
    if gap > 0 { _ = wait(gap) }
    let move = table.entries[index]
    let words = UnsafeBufferPointer(start: values, count: move.pointee.parameters)
    guard case .row(let table, _) = move.pointee.caller else {
      return call(index, words, by: move.pointee.caller).stop
    }
    return call(index, words, by: .row(table: table, values[words.count])).stop
  }

  /// Calls, and asks what the call may have broken.
  @inline(__always)
  private func call(
    _ index: Int, _ words: UnsafeBufferPointer<Int128>, by caller: RunCaller
  ) -> Run {
    let move = table.entries[index]
    let run = machine.call(move.pointee.entry, words, by: caller, gas: Player.gasLimit)
    if let trace {
      trace.called(Call(action: stage.moves[index].action, caller: caller, arguments: Array(words)))
    }
    if run.stop == nil {
      // What is about no row may have changed everything for all of them: a price, a rate.
      if move.pointee.rows.isEmpty, move.pointee.callers == nil { wakeAll() }
      for question in questions.after(index) { check(question, words) }
    }
    return run
  }

  /// Lets time pass; how much there was room for.
  private func wait(_ gap: Int128) -> Int128 {
    let (clock, overflow) = machine.clock.addingReportingOverflow(gap)
    guard !overflow else {
      tookNothing = false
      return 0
    }
    machine.clock = clock
    trace?.waited(gap)
    for question in questions.ofTime { check(question, noWords) }
    return gap
  }

  // MARK: - Calls and claims

  /// The call that was made last, if the last move was one.
  package func call(of played: Played) -> Call? {
    guard case .call(let index) = played.what else { return nil }
    let move = stage.moves[index]
    let caller: RunCaller =
      switch move.caller {
      case .anyone: .anyone
      case .role(let role): .role(role)
      case .rows(let table, _): .row(table: table, arguments[move.parameters.count])
      }
    return Call(
      action: move.action, caller: caller,
      arguments: (0..<move.parameters.count).map { arguments[$0] })
  }

  /// What a move was called with last, a row that calls included.
  @inline(__always)
  func wordsOfCall(_ move: Int) -> UnsafeBufferPointer<Int128> {
    UnsafeBufferPointer(start: arguments, count: table.entries[move].pointee.words)
  }

  /// Gas a call may take; far more than any that comes to an end in sensible time.
  static let gasLimit = 50_000_000

  var noWords: UnsafeBufferPointer<Int128> {
    UnsafeBufferPointer(start: nil, count: 0)
  }

  /// One that cannot be computed is broken.
  @inline(__always)
  private func check(
    _ question: Questions.Asked, _ words: UnsafeBufferPointer<Int128>
  ) {
    let number = question.what.number
    guard !wasBroken[number] else { return }
    let words = question.what.isAbout ? words : noWords
    let run = machine.ask(question.what.entry, words, gas: Player.gasLimit)
    timesAsked[number] &+= 1
    if let trace { trace.asked(number, isAbout: question.what.isAbout) }
    if run.stop == nil, question.answer.pointee == 1 { return }
    note(number)
  }

  /// The same at the beginning.
  private func check(_ number: Int) {
    guard questions.isWatched(number), !wasBroken[number] else { return }
    let entry = stage.compiled.invariants[number]
    let run = machine.ask(entry, noWords, gas: Player.gasLimit)
    timesAsked[number] &+= 1
    if run.stop == nil, machine.result(0, of: entry) == 1 { return }
    note(number)
  }

  func note(_ claim: Int) {
    guard questions.isWatched(claim), !wasBroken[claim] else { return }
    wasBroken[claim] = true
    broken.append(claim)
    hasBroken = true
  }

  private func forgetBroken() {
    broken.removeAll(keepingCapacity: true)
    hasBroken = false
  }
}
