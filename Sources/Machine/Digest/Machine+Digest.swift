extension Machine {
  /// The digest of the state: see `StateHasher`.
  package var digest: Digest {
    let program = program.program
    var hasher = StateHasher(
      parameters: program.parameters.count, states: program.states.count,
      tables: zip(program.tables, rows).map { ($0.initial.count, $1) })
    for addresses in stateAddresses {
      hasher.append(
        UnsafeBufferPointer(
          start: core.pointee.arena + addresses.lowerBound, count: addresses.count))
    }
    return hasher.finish()
  }

  /// The fingerprint of the state, from all its words.
  package var fingerprint: Fingerprint {
    var fingerprint = Fingerprint()
    for address in stateAddresses.joined() {
      fingerprint.add(core.pointee.arena[address], at: address)
    }
    return fingerprint
  }

  /// Makes the fingerprint of the state before the last call that of the state after it, when the
  /// call stands. What is set from outside, the clock above all, is told it by `update`: the clock's
  /// address is the number of its word.
  package func follow(_ fingerprint: inout Fingerprint) {
    let arena = core.pointee.arena
    core.pointee.log.eachChange(since: core.pointee.callMark) { place, old, new in
      fingerprint.update(at: place - arena, from: old, to: new)
    }
  }

  /// Parameters, states and clock; then the columns of all tables, which lie in a row.
  private var stateAddresses: [Range<Int>] {
    let program = program.program
    return [0..<program.clock + 1, program.wordCount..<core.pointee.layout.stateEnd]
  }
}

extension UndoLog {
  /// Tells every store since `mark` in order, with the word before and after it. The state and the
  /// log are as before when it returns.
  func eachChange(
    since mark: Int,
    _ body: (UnsafeMutablePointer<Int128>, _ old: Int128, _ new: Int128) -> Void
  ) {
    // In the past every entry holds the word that its store will bring, and the state the word it
    // will replace; so showing the present again tells both.
    showPast(since: mark)
    for index in mark..<max(mark, count) {
      let place = entries[index].place
      let word = place.pointee
      body(place, word, entries[index].word)
      place.pointee = entries[index].word
      entries[index].word = word
    }
  }
}
