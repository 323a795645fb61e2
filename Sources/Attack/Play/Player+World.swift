import Campaign
import Machine
import Numerics
import Property
import Semantics

// Moves in the world of a spec.
extension Player {
  func play(
    _ reader: inout ChoiceReader, _ weights: Weights, in runner: PathRunner
  ) -> Played {
    let (index, caller) = chooseCall(&reader, weights)
    let breaks = runner.record.breaks.count
    do throws(PathProblem) {
      guard index < stage.moves.count else {
        try runner.commitTransaction()
        return try step(&reader, runner, index, since: breaks)
      }
      let move = stage.moves[index]
      let goesOn = move.isAtomic && reader.draw(below: 2) == 1
      if !move.isAtomic { try runner.commitTransaction() }
      if goesOn { runner.beginTransaction() }
      let words = (0..<move.parameters.count).map { arguments[$0] }
      let run = try runner.callFromOutside(move.action, words, by: caller)
      var played = Played(
        what: .call(move: index), choice: index, gap: 0, run: run, isOver: false)
      played.transaction = try end(goesOn, run, breaks, runner)
      noteBreaks(since: breaks)
      return played
    } catch {
      noteBreaks(since: breaks)
      return Played(
        what: .step(isBetween: isBetween), choice: index, gap: 0, run: nil, isOver: true)
    }
  }

  /// After a call: its transaction goes on, stands, or is undone. What the call itself has broken
  /// ends it there.
  private func end(
    _ goesOn: Bool, _ run: Run, _ breaks: Int, _ runner: PathRunner
  ) throws(PathProblem) -> Played.Transaction {
    guard runner.isInTransaction else { return .none }
    if run.stop != nil {
      runner.undoTransaction()
      return .undone
    }
    if goesOn, runner.record.breaks.count == breaks { return .goesOn }
    try runner.commitTransaction()
    return .none
  }

  /// Whether the next call may be part of a transaction that has begun.
  var isInTransaction: Bool { runner?.isInTransaction ?? false }

  /// What the adversary has gained; `nil` in the middle of a transaction, which may never have
  /// happened, and where it cannot be computed.
  package var profit: Int128? {
    guard let entry = profitEntry, runner?.isInTransaction == false,
      machine.ask(entry, gas: Player.gasLimit).stop == nil
    else { return nil }
    return machine.result(0, of: entry)
  }

  /// What is left of the step before, and then this one: as far as the prices, or all of it.
  private func step(
    _ reader: inout ChoiceReader, _ runner: PathRunner, _ index: Int, since breaks: Int
  ) throws(PathProblem) -> Played {
    let clock = machine.clock
    for (place, steered) in stage.steered.enumerated() {
      let change = number(table.numbers[table.gap + 1 + place], &reader, as: .amount)
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
      what: .step(isBetween: isBetween), choice: index, gap: machine.clock &- clock, run: nil,
      isOver: !goesOn)
  }

  /// The true prices now, by market.
  package var prices: [Int128] {
    guard let runner else { return [] }
    return runner.world.program.spec.markets.indices.map { runner.price(ofMarket: $0) }
  }

  /// What the world has found broken meanwhile.
  func noteBreaks(since count: Int) {
    guard let runner else { return }
    for broken in runner.record.breaks.dropFirst(count) { note(broken.invariant) }
    for (number, wrong) in runner.record.wrongAt.enumerated() where wrong != nil {
      note(stage.contract.invariants.count + number)
    }
  }
}
