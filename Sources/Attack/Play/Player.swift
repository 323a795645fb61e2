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
  /// Invariants that are looked at, by number.
  package var isWatched: [Bool]
  /// Invariants that the last move broke; each once a run.
  package private(set) var broken: [Int] = []
  /// How often each invariant was asked, over all runs.
  package internal(set) var asked: [Int]
  private var isBroken: [Bool]
  /// Walks the world of a spec, on the same machine; and its path after setup.
  private let runner: PathRunner?
  private var afterSetup: PathSnapshot?
  /// Whether prices have moved, and the rest of the step is still to come.
  private var isBetween = false
  private let arguments: UnsafeMutablePointer<Int128>
  private var callerRow: Int128 = 0

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
    isWatched = Array(repeating: true, count: stage.claimLimit)
    isBroken = Array(repeating: false, count: stage.claimLimit)
    asked = Array(repeating: 0, count: stage.contract.invariants.count)
    let words = stage.moves.map(\.parameters.count).max() ?? 0
    arguments = .allocate(capacity: max(1, words))
    arguments.initialize(repeating: 0, count: max(1, words))
    guard let runner else { return }
    do throws(PathProblem) { try runner.begin(0) } catch { throw .stopped(error) }
    afterSetup = runner.snapshot
  }

  deinit { arguments.deallocate() }

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

    package var committed: Bool { run.map { $0.stop == nil } ?? true }

    package enum What: Sendable {
      case call(move: Int)
      /// Prices as they are now, by market; whether the rest of the step is still to come.
      case step(prices: [Int128], isBetween: Bool)
    }
  }

  /// A call as it was made.
  package struct Call: Hashable, Sendable {
    package let action: ActionID
    package let caller: RunCaller
    package let arguments: [Int128]
  }

  /// How often each invariant was asked since this was taken last.
  func takeAsked() -> [Int] {
    defer { for number in asked.indices { asked[number] = 0 } }
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
    broken.removeAll(keepingCapacity: true)
    for number in isBroken.indices { isBroken[number] = false }
  }

  /// Claims that are false before anything has happened.
  package func brokenAtBeginning() -> [Int] {
    begin()
    if runner != nil {
      noteBreaks(since: 0)
    } else {
      for number in stage.contract.invariants.indices
      where stage.contract.invariants[number].after == nil {
        check(number, nothing)
      }
    }
    return broken
  }

  /// Makes the move the reader chooses. With weights, and where the reader draws at random, each
  /// choice is as likely as its weight.
  package func play(_ reader: inout ChoiceReader, weights: [UInt64]) -> Played {
    broken.removeAll(keepingCapacity: true)
    if let runner { return play(&reader, weights, in: runner) }
    let gap = wait(number(stage.gap, &reader, rest: 300, as: .gap))
    let index = reader.draw(weights: weights)
    let caller = choose(index, &reader)
    let words = UnsafeBufferPointer(
      start: arguments, count: stage.moves[index].parameters.count)
    let run = machine.call(
      stage.moves[index].entry, words, by: caller, gas: Player.gasLimit)
    if run.stop == nil {
      for number in stage.invariantsAfter[stage.moves[index].action] {
        check(number, stage.contract.invariants[number].after == nil ? nothing : words)
      }
    }
    return Played(what: .call(move: index), choice: index, gap: gap, run: run, isOver: false)
  }

  /// Lets time pass; how much there was room for.
  private func wait(_ gap: Int128) -> Int128 {
    guard gap > 0 else { return 0 }
    let (clock, overflow) = machine.clock.addingReportingOverflow(gap)
    guard !overflow else { return 0 }
    machine.clock = clock
    for number in stage.invariantsOfTime { check(number, nothing) }
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
      case .rows(let table, _): .row(table: table, callerRow)
      }
    return Call(
      action: move.action, caller: caller,
      arguments: (0..<move.parameters.count).map { arguments[$0] })
  }

  /// Gas a call may take; far more than any that comes to an end in sensible time.
  private static let gasLimit = 50_000_000

  private var nothing: UnsafeBufferPointer<Int128> {
    UnsafeBufferPointer(start: nil, count: 0)
  }

  /// One that cannot be computed is broken.
  private func check(_ number: Int, _ words: UnsafeBufferPointer<Int128>) {
    guard isWatched[number], !isBroken[number] else { return }
    let entry = stage.compiled.invariants[number]
    let run = machine.ask(entry, words, gas: Player.gasLimit)
    asked[number] += 1
    if run.stop == nil, machine.result(0, of: entry) == 1 { return }
    note(number)
  }

  private func note(_ claim: Int) {
    guard isWatched[claim], !isBroken[claim] else { return }
    isBroken[claim] = true
    broken.append(claim)
  }

  // MARK: - In the world of a spec

  private func play(
    _ reader: inout ChoiceReader, _ weights: [UInt64], in runner: PathRunner
  ) -> Played {
    let index = reader.draw(weights: weights)
    let breaks = runner.record.breaks.count
    do throws(PathProblem) {
      guard index < stage.moves.count else { return try step(&reader, runner, index) }
      let move = stage.moves[index]
      let caller = choose(index, &reader)
      let words = (0..<move.parameters.count).map { arguments[$0] }
      let run = try runner.callFromOutside(move.action, words, by: caller)
      noteBreaks(since: breaks)
      return Played(what: .call(move: index), choice: index, gap: 0, run: run, isOver: false)
    } catch {
      noteBreaks(since: breaks)
      return Played(
        what: .step(prices: prices(runner), isBetween: isBetween), choice: index, gap: 0, run: nil,
        isOver: true)
    }
  }

  /// What is left of the step before, and then this one: as far as the prices, or all of it.
  private func step(
    _ reader: inout ChoiceReader, _ runner: PathRunner, _ index: Int
  ) throws(PathProblem) -> Played {
    let clock = machine.clock
    let breaks = runner.record.breaks.count
    for steered in stage.steered {
      let change = number(steered.change, &reader, as: .amount)
      let old = runner.price(ofMarket: steered.market)
      let moved = Fixed.multiplyReportingOverflow(old, Fixed.unit &+ change)
      runner.heldPrices[steered.market] = moved.overflow ? old : max(1, moved.partialValue)
    }
    let pauses = reader.draw(below: 2) == 1
    var goesOn = true
    if isBetween { goesOn = try runner.completeStep() }
    isBetween = false
    if goesOn { goesOn = try runner.beginStep() }
    isBetween = goesOn && pauses
    if goesOn, !pauses { goesOn = try runner.completeStep() }
    noteBreaks(since: breaks)
    return Played(
      what: .step(prices: prices(runner), isBetween: isBetween), choice: index,
      gap: machine.clock &- clock, run: nil, isOver: !goesOn)
  }

  private func prices(_ runner: PathRunner) -> [Int128] {
    runner.world.program.spec.markets.indices.map { runner.price(ofMarket: $0) }
  }

  /// What the world has found broken meanwhile.
  private func noteBreaks(since count: Int) {
    guard let runner else { return }
    for broken in runner.record.breaks.dropFirst(count) { note(broken.invariant) }
    for (number, wrong) in runner.record.wrongAt.enumerated() where wrong != nil {
      note(stage.contract.invariants.count + number)
    }
  }

  // MARK: - Choosing

  /// The caller, and then the arguments, which are left where `arguments` says.
  private func choose(_ index: Int, _ reader: inout ChoiceReader) -> RunCaller {
    let caller: RunCaller
    switch stage.moves[index].caller {
    case .anyone: caller = .anyone
    case .role(let role): caller = .role(role)
    case .rows(let table, let rows):
      callerRow = Int128(rows.lowerBound) + row(of: table, count: rows.count, &reader)
      caller = .row(table: table, callerRow)
    }
    for parameter in stage.moves[index].parameters {
      let word: Int128
      switch parameter.kind {
      case .row(let table, let count): word = row(of: table, count: count, &reader)
      case .member(let count): word = Int128(reader.draw(below: UInt64(max(1, count))))
      case .number(let quantity): word = number(quantity, &reader, as: .amount)
      }
      arguments[parameter.place] = word
    }
    return caller
  }

  private func row(of table: TableID, count: Int, _ reader: inout ChoiceReader) -> Int128 {
    Int128(reader.draw(below: UInt64(max(1, count)), as: .row(table: table)))
  }

  private func number(
    _ quantity: Quantity, _ reader: inout ChoiceReader, rest: UInt64? = nil, as kind: Draw.Kind
  ) -> Int128 {
    reader.draw(quantity.domain, hintCount: quantity.hints.count, rest: rest, as: kind) {
      value(of: quantity.hints[$0])
    }
  }

  private func value(of hint: Hint) -> Int128 {
    switch hint {
    case .constant(let word): return word
    case .word(let number): return machine[word: number]
    case .field(let column, let row):
      guard let row = self.row(row) else { return 0 }
      return machine.word(ofColumn: column, row: row) ?? 0
    case .function(let entry, let rows):
      let words = rows.map { source in
        source.map { source in row(source).map { Int128($0) } ?? noRow } ?? 0
      }
      guard machine.ask(entry, words, gas: Player.gasLimit).stop == nil else { return 0 }
      return machine.result(0, of: entry)
    }
  }

  private func row(_ source: Hint.RowSource) -> Int? {
    switch source {
    case .caller: Int(exactly: callerRow)
    case .argument(let place): Int(exactly: arguments[place])
    }
  }
}
