import Machine
import Property

// What is called, by whom, and with what.
extension Player {
  /// How often another move, and other rows for it, are tried where those drawn would be refused.
  private static let tries = (moves: 8, rows: 4)

  /// The move and who calls; its arguments are left where `arguments` says. Of a step of the world,
  /// which is no call, all else is still to be chosen.
  func chooseCall(
    _ reader: inout ChoiceReader, _ weights: Weights
  ) -> (index: Int, caller: RunCaller) {
    let start = reader.placeOfDraws
    var left = Player.tries.moves
    var refused = start == nil ? 0 : resting()
    while true {
      let index = reader.draw(weights, leavingOut: refused)
      guard index < table.entries.count else { return (index, .anyone) }
      let move = table.entries[index]
      left -= 1
      guard chooseRows(of: move, &reader, mayGiveUp: start != nil && left > 0) else {
        reader.takeBack(to: start ?? reader.count)
        refused |= 1 << UInt64(index)
        rest(index)
        continue
      }
      if start != nil, mayRest, index < 64 {
        rests[index] = (0, 0)
        resters &= ~(1 << UInt64(index))
      }
      for place in move.pointee.numbers {
        let number = table.numbers[place]
        arguments[number.pointee.place] =
          number.pointee.members > 0
          ? Int128(reader.draw(below: number.pointee.members))
          : self.number(number, &reader, as: .amount)
      }
      guard case .row(let table, _) = move.pointee.caller else {
        return (index, move.pointee.caller)
      }
      return (index, .row(table: table, arguments[move.pointee.parameters]))
    }
  }

  /// The moves that are not worth a look, a bit each of the first 64.
  private func resting() -> UInt64 {
    let moves = resters
    var rest = moves
    while rest != 0 {
      let index = rest.trailingZeroBitCount
      rest &= rest &- 1
      rests[index].left -= 1
      if rests[index].left == 0 { resters &= ~(1 << UInt64(index)) }
    }
    return moves
  }

  /// What found no rows now will hardly find any at once: it is left alone for one call, then for
  /// two, and for eight at most.
  private func rest(_ index: Int) {
    guard index < 64 else { return }
    let calls = min(8, max(1, 2 * rests[index].last))
    rests[index] = (calls, calls)
    resters |= 1 << UInt64(index)
    mayRest = true
  }

  /// The row that calls, and all others; whether the call is not refused for them, or is to be made
  /// all the same. Nothing is tried where the reader replays.
  private func chooseRows(
    of move: UnsafePointer<MoveTable.Entry>, _ reader: inout ChoiceReader, mayGiveUp: Bool
  ) -> Bool {
    let start = move.pointee.premises < 0 ? nil : reader.placeOfDraws
    let words = UnsafeBufferPointer(start: arguments, count: move.pointee.words)
    // Where none was found just now, one will hardly be found at once.
    let isSettled = move.pointee.rows.isEmpty && move.pointee.callers == nil
    var left = isSettled || rests[move.pointee.index].last > 0 ? 1 : Player.tries.rows
    while true {
      if let callers = move.pointee.callers {
        arguments[callers.place] = row(of: callers, &reader)
      }
      for place in move.pointee.rows {
        let rows = table.rows[place]
        arguments[rows.pointee.place] = row(of: rows.pointee, &reader)
      }
      guard let start else { return true }
      if machine.ask(move.pointee.premises, words, gas: Player.gasLimit).stop == nil {
        return true
      }
      left -= 1
      if left == 0 { return !mayGiveUp }
      reader.takeBack(to: start)
    }
  }

  @inline(__always)
  private func row(of rows: MoveTable.Rows, _ reader: inout ChoiceReader) -> Int128 {
    Int128(rows.first)
      + Int128(
        reader.draw(
          below: UInt64(max(1, rows.count)), amongFirst: rows.fewWillDo ? rowsInUse : .max,
          as: .row(table: rows.table)))
  }

  func number(
    _ number: UnsafePointer<MoveTable.Number>, _ reader: inout ChoiceReader,
    rest: UInt64 = NumberDomain.usualRest, as kind: Draw.Kind
  ) -> Int128 {
    if let times = number.pointee.times { return time(number, within: times, &reader) }
    let hints = number.pointee.hints
    return reader.draw(
      table.domains[number.pointee.domain], hintCount: hints.count, rest: rest, as: kind
    ) {
      value(of: table.hints[hints.lowerBound + $0])
    }
  }

  /// A point in time: how long after now is what is drawn.
  private func time(
    _ number: UnsafePointer<MoveTable.Number>, within times: ClosedRange<Int128>,
    _ reader: inout ChoiceReader
  ) -> Int128 {
    tookNothing = false
    let (now, hints) = (machine.clock, number.pointee.hints)
    // What is reported was mostly seen just now.
    let distance = reader.draw(
      table.domains[number.pointee.domain], hintCount: hints.count, rest: 120
    ) {
      let (distance, overflow) = value(of: table.hints[hints.lowerBound + $0])
        .subtractingReportingOverflow(now)
      return overflow ? 0 : distance
    }
    let (time, overflow) = now.addingReportingOverflow(distance)
    return overflow ? now : min(max(time, times.lowerBound), times.upperBound)
  }

  private func value(of hint: UnsafePointer<MoveTable.Word>) -> Int128 {
    let (word, rows) = (hint.pointee.word, hint.pointee.rows)
    if hint.pointee.kind == .constant { return word }
    tookNothing = false
    switch hint.pointee.kind {
    case .constant: return word
    case .word: return machine[word: Int(word)]
    case .field:
      guard let row = Int(exactly: arguments[table.hintRows[rows.lowerBound].pointee]) else {
        return 0
      }
      return machine.word(ofColumn: Int(word), row: row) ?? 0
    case .function:
      for (place, source) in rows.enumerated() {
        let argument = table.hintRows[source].pointee
        scratch[place] = argument < 0 ? 0 : arguments[argument]
      }
      let words = UnsafeBufferPointer(start: scratch, count: rows.count)
      guard machine.ask(Int(word), words, gas: Player.gasLimit).stop == nil else { return 0 }
      return machine.result(0, of: Int(word))
    }
  }
}
