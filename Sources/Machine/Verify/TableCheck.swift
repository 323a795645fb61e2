/// The parts of a program that are not code: sizes, and what the parts refer to.
struct TableCheck {
  let program: Program

  /// Far more than any contract needs, and few enough to be proved in moments.
  static let codeLimit = 1 << 20

  /// Instructions times slots; the proof keeps at most so many bits.
  private static let proofLimit = 1 << 32

  /// Things of one kind; operands cannot name more.
  private static let countLimit = 1 << 16

  func run() throws(VerificationError) {
    try sizes()
    try tables()
    try entries()
    try trials()
    try memories()
    try surveys()
  }

  private func fail(
    _ place: VerificationError.Place, _ reason: VerificationError.Reason
  ) -> VerificationError {
    VerificationError(place, reason)
  }

  private func sizes() throws(VerificationError) {
    var slots = 1
    for (kind, count) in program.slotCounts {
      guard 0...Self.countLimit ~= count else { throw fail(.program, .count(kind, count)) }
      slots += count
    }
    guard program.code.count <= Self.codeLimit else {
      throw fail(.program, .tooMuchCode(program.code.count))
    }
    guard program.places.count == program.code.count else {
      throw fail(.program, .places(program.places.count, instructions: program.code.count))
    }
    guard program.wordCount <= Self.countLimit else {
      throw fail(.program, .tooManyWords(program.wordCount))
    }
    let columns = program.firstTemporary + program.temporaryCount
    guard columns <= Self.countLimit else { throw fail(.program, .tooManyColumns(columns)) }
    guard program.code.count * slots <= Self.proofLimit else {
      throw fail(.program, .tooLargeToProve(instructions: program.code.count, slots: slots))
    }
    for (index, length) in program.events.enumerated() where !(0...Self.countLimit ~= length) {
      throw fail(.event(index), .eventLength(length))
    }
    for (index, length) in program.requests.enumerated() where !(0...Self.countLimit ~= length) {
      throw fail(.request(index), .eventLength(length))
    }
    guard 0...Self.countLimit ~= program.drawSites else {
      throw fail(.program, .drawSites(program.drawSites))
    }
  }

  private func isTable(_ number: Int) -> Bool { program.tables.indices.contains(number) }

  private func tables() throws(VerificationError) {
    for (index, table) in program.tables.enumerated() {
      for key in table.keys where !isTable(key) { throw fail(.table(index), .missingTable(key)) }
      guard let rows = table.fixedRows else { continue }
      guard table.keys.isEmpty else { throw fail(.table(index), .fixedRowsOfKeyedTable) }
      for (number, row) in rows.enumerated() where row.count != table.initial.count {
        throw fail(
          .table(index), .fixedRow(number, words: row.count, fields: table.initial.count))
      }
    }
    if let table = tableThatIsKeyOfItself() { throw fail(.table(table), .keyOfItself) }
    for (index, column) in program.localColumns.enumerated() {
      for table in column.tables where !isTable(table) {
        throw fail(.localColumn(index), .missingTable(table))
      }
    }
    for (index, key) in program.keys.enumerated() {
      guard isTable(key.table) else { throw fail(.key(index), .missingTable(key.table)) }
      guard program.tables[key.table].keys.indices.contains(key.key) else {
        throw fail(.key(index), .missingKey(key.key))
      }
    }
  }

  /// Takes tables away whose keys are all gone; what stays is on a circle or above one.
  private func tableThatIsKeyOfItself() -> Int? {
    var missing = program.tables.map(\.keys.count)
    var users = [[Int]](repeating: [], count: program.tables.count)
    for (index, table) in program.tables.enumerated() {
      for key in table.keys { users[key].append(index) }
    }
    var ready = missing.indices.filter { missing[$0] == 0 }
    while let table = ready.popLast() {
      for user in users[table] {
        missing[user] -= 1
        if missing[user] == 0 { ready.append(user) }
      }
    }
    return missing.firstIndex { $0 > 0 }
  }

  private func entries() throws(VerificationError) {
    for (index, entry) in program.entries.enumerated() {
      for (first, count) in [
        (entry.firstParameter, entry.argumentWords), (entry.firstResult, entry.resultCount),
      ] {
        // Nothing at all may be said to begin anywhere.
        if count == 0 { continue }
        guard count > 0, first >= program.firstRegister, first < program.wordCount,
          count <= program.wordCount - first
        else { throw fail(.entry(index), .notRegisters(first: first, count: count)) }
      }
      let sites = entry.drawSites
      guard sites.lowerBound >= 0, sites.upperBound <= program.drawSites else {
        throw fail(.entry(index), .drawSites(sites.upperBound))
      }
      switch entry.admits {
      case .anyone: continue
      case .roles(let roles):
        if let role = roles.first(where: { !(0..<Program.roleLimit).contains($0) }) {
          throw fail(.entry(index), .missingRole(role))
        }
      case .row(let table):
        guard isTable(table) else { throw fail(.entry(index), .missingTable(table)) }
      }
    }
  }

  private func trials() throws(VerificationError) {
    for (index, trial) in program.trials.enumerated() {
      let place = VerificationError.Place.trial(index)
      guard program.entries.indices.contains(trial.entry) else {
        throw fail(place, .missingEntry(trial.entry))
      }
      let entry = program.entries[trial.entry]
      guard !entry.isRoutine else { throw fail(place, .triesRoutine(trial.entry)) }
      guard trial.arguments.count == entry.parameterCount else {
        throw fail(
          place,
          .argumentCount(expected: entry.parameterCount, found: trial.arguments.count))
      }
      for word in trial.arguments { try readable(word, place) }
      switch trial.caller {
      case .anyone, .role: break
      case .row(let table, let word):
        guard isTable(table) else { throw fail(place, .missingTable(table)) }
        try readable(word, place)
      case .someRow(let table):
        guard isTable(table) else { throw fail(place, .missingTable(table)) }
      }
    }
  }

  private func memories() throws(VerificationError) {
    guard program.memories.count <= Self.countLimit else {
      throw fail(.program, .tooManyColumns(program.memories.count))
    }
    let firstColumns = program.firstColumns
    for (index, memory) in program.memories.enumerated() {
      guard isTable(memory.table) else { throw fail(.memory(index), .missingTable(memory.table)) }
      let first = firstColumns[memory.table]
      let own = first..<first + program.tables[memory.table].initial.count
      if let column = memory.columns.first(where: { !own.contains($0) }) {
        throw fail(.memory(index), .missingColumn(column))
      }
      for word in memory.words { try readable(word, .memory(index)) }
    }
  }

  private func surveys() throws(VerificationError) {
    guard program.surveys.count <= Self.countLimit else {
      throw fail(.program, .tooManyColumns(program.surveys.count))
    }
    for (index, survey) in program.surveys.enumerated() {
      let place = VerificationError.Place.survey(index)
      guard isTable(survey.table) else { throw fail(place, .missingTable(survey.table)) }
      guard program.entries.indices.contains(survey.entry) else {
        throw fail(place, .missingEntry(survey.entry))
      }
      let entry = program.entries[survey.entry]
      guard !entry.isRoutine, entry.resultCount == 1, entry.admits == .anyone else {
        throw fail(place, .triesRoutine(survey.entry))
      }
      let given = 1 + survey.keys.count + survey.words.count
      guard entry.parameterCount == given else {
        throw fail(place, .argumentCount(expected: entry.parameterCount, found: given))
      }
      for word in survey.keys + survey.words { try readable(word, place) }
    }
  }

  private func readable(
    _ word: UInt16, _ place: VerificationError.Place
  ) throws(VerificationError) {
    guard Int(word) < program.wordCount else { throw fail(place, .missingWord(word)) }
  }
}

extension Program.Entry {
  /// The words written before it starts: the arguments, and the caller where that is a row.
  var argumentWords: Int {
    guard case .row = admits, parameterCount >= 0, parameterCount < .max else {
      return parameterCount
    }
    return parameterCount + 1
  }
}

extension Program {
  /// How many there are of everything code can write, in the order of `Slot.Kind`.
  var slotCounts: [(kind: Slot.Kind, count: Int)] {
    Slot.Kind.allCases.map { kind in
      switch kind {
      case .register: (kind, registerCount)
      case .list: (kind, listCount)
      case .sum: (kind, sumCount)
      case .values: (kind, valuesCount)
      case .times: (kind, timesCount)
      case .localColumn: (kind, localColumns.count)
      case .temporary: (kind, temporaryCount)
      case .selection: (kind, selectionCount)
      case .lanes: (kind, 1)
      }
    }
  }
}
