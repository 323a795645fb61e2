import Machine
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
  private let arguments: UnsafeMutablePointer<Int128>
  private var callerRow: Int128 = 0

  package init(_ stage: Stage) throws(StageProblem) {
    self.stage = stage
    do throws(PopulationMismatch) {
      machine = try Machine(stage.compiled.program, rows: stage.rows)
    } catch { throw .population(error) }
    let invariants = stage.contract.invariants.count
    isWatched = Array(repeating: true, count: invariants)
    isBroken = Array(repeating: false, count: invariants)
    asked = Array(repeating: 0, count: invariants)
    let words = stage.moves.map(\.parameters.count).max() ?? 0
    arguments = .allocate(capacity: max(1, words))
    arguments.initialize(repeating: 0, count: max(1, words))
  }

  deinit { arguments.deallocate() }

  /// What came of a move.
  package struct Played {
    package let move: Int
    package let run: Run
    package var committed: Bool { run.stop == nil }
  }

  /// A call as it was made.
  package struct Call: Hashable, Sendable {
    package let action: ActionID
    package let caller: RunCaller
    package let arguments: [Int128]
  }

  /// Back to where every run begins.
  package func begin() {
    machine.restore(stage.beginning)
    broken.removeAll(keepingCapacity: true)
    for number in isBroken.indices { isBroken[number] = false }
  }

  /// Invariants that are false before anything has happened.
  package func brokenAtBeginning() -> [Int] {
    begin()
    for number in stage.contract.invariants.indices
    where stage.contract.invariants[number].after == nil {
      check(number, UnsafeBufferPointer(start: nil, count: 0))
    }
    return broken
  }

  /// Makes the move the reader chooses. With weights, and where the reader draws at random, each move
  /// is as likely as its weight.
  package func play(_ reader: inout ChoiceReader, weights: [UInt64]) -> Played {
    broken.removeAll(keepingCapacity: true)
    let gap = number(stage.gap, &reader, rest: 300, as: .gap)
    if gap > 0 {
      let (clock, overflow) = machine.clock.addingReportingOverflow(gap)
      if !overflow { machine.clock = clock }
      for number in stage.invariantsOfTime { check(number, nothing) }
    }
    let index = reader.draw(weights: weights)
    let caller = choose(stage.moves[index], &reader)
    let words = UnsafeBufferPointer(start: arguments, count: stage.moves[index].parameters.count)
    let run = machine.call(
      stage.moves[index].entry, words, by: caller, gas: Player.gasLimit)
    if run.stop == nil {
      let action = stage.moves[index].action
      for number in stage.invariantsAfter[action] {
        check(number, stage.contract.invariants[number].after == nil ? nothing : words)
      }
    }
    return Played(move: index, run: run)
  }

  /// The call that was made last.
  package func call(of played: Played) -> Call {
    let move = stage.moves[played.move]
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
    isBroken[number] = true
    broken.append(number)
  }

  // MARK: - Choosing

  /// The caller, and then the arguments, which are left where `arguments` says.
  private func choose(_ move: Move, _ reader: inout ChoiceReader) -> RunCaller {
    let caller: RunCaller
    switch move.caller {
    case .anyone: caller = .anyone
    case .role(let role): caller = .role(role)
    case .rows(let table, let rows):
      callerRow = Int128(rows.lowerBound) + row(of: table, count: rows.count, &reader)
      caller = .row(table: table, callerRow)
    }
    for parameter in move.parameters {
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
      let words = rows.map { row($0).map { Int128($0) } ?? noRow }
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
