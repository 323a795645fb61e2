import Diagnostics
import Numerics
import Syntax

/// What is said of a spec as a whole: parts that stand once, names that are taken, what nothing uses.
extension ContractChecker {
  /// Before anything else is looked at.
  mutating func checkParts(_ modules: SpecModules) {
    var first: [String: Span] = [:]
    for part in spec?.written.parts ?? [] {
      let name: String
      switch part.kind {
      case .clock: name = "clock"
      case .blockGas: name = "block gas"
      case .adversary: name = "adversary"
      default: continue
      }
      if let earlier = first[name] {
        report(.repeatedPart(part.span, part: name, earlier: earlier))
      } else {
        first[name] = part.span
      }
    }
    var names: [String: Span] = [:]
    for (use, places) in modules.deployed {
      let name = use.alias ?? use.contract
      if let earlier = names[name.text] {
        report(.duplicateName(name, noun: "contract", earlier: earlier))
      } else {
        names[name.text] = name.span
      }
      let units = Set(modules.scopes[places].flatMap(\.units))
      for (from, _) in use.units where !units.contains(from.text) {
        report(.unknownUnit(from, of: use.contract.text))
      }
    }
    reportRepeated(
      (spec?.written.parts ?? []).compactMap { part in
        if case .agent(let agent) = part.kind { agent.name } else { nil }
      })
  }

  /// What a spec declares and nothing uses.
  mutating func reportUnusedParts() {
    for definition in definitions.all where definition.module == 0 && !definition.isUsed {
      let noun: String
      switch definition.kind {
      case .constant: noun = "constant"
      case .parameter: noun = "parameter"
      case .function: noun = "function"
      case .state: noun = "state"
      default: continue
      }
      report(.unusedName(definition.name, definition.span, noun: noun))
    }
    guard let spec else { return }
    for (number, market) in spec.markets.enumerated() where !spec.usedMarkets.contains(number) {
      report(
        .unusedName(
          market.name.text, market.name.span, noun: market.isProcess ? "process" : "market"))
    }
  }

  // MARK: - Set

  /// `set`: parameters of what is deployed, before anything runs.
  mutating func checkSettings() -> SpecRoutine {
    var places: Set<CheckedProposal.Place> = []
    let (statements, frame) = inSpec(.example) { checker -> [CheckedStatement] in
      var statements: [CheckedStatement] = []
      for case .set(let assignments) in (checker.spec?.written.parts ?? []).map(\.kind) {
        for assignment in assignments {
          guard let statement = checker.setting(assignment, &places) else { continue }
          statements.append(statement)
        }
      }
      return statements
    }
    let routine = SpecRoutine(
      name: "set", parameters: 0, frame: frame, body: statements,
      span: spec?.written.name.span ?? contract.span)
    if let last = statements.last,
      let broken = firstBrokenInvariant({ deployed($0, routine.body) })
    {
      report(.setBreaks(last.span, invariant: broken))
    }
    return routine
  }

  private mutating func setting(
    _ written: Example.Assignment, _ places: inout Set<CheckedProposal.Place>
  ) -> CheckedStatement? {
    let span = written.target.span.join(written.value.span)
    guard
      let statement = assignment(written.target, .set, written.value, written.value.span, span)
    else { return nil }
    let value: CheckedExpression
    let range: WordRange?
    switch statement.kind {
    case .setParameter(let id, let word):
      value = word
      range = contract.parameters[id].range
      if !places.insert(.parameter(id)).inserted { report(.setTwice(written.target.span)) }
    case .setField(let table, let field, row: let row, let word)
    where contract.tables[table].fields[field].isParameter:
      value = word
      range = contract.tables[table].fields[field].range
      if let number = knownNumber(row, of: table, written.target.span),
        !places.insert(.field(table, field, row: number)).inserted
      {
        report(.setTwice(written.target.span))
      }
    default:
      report(.setOfNoParameter(written.target.span))
      return nil
    }
    if let culprit = value.firstBeyondParameters { report(.notKnownBefore(culprit.span)) }
    let known = folded(value)
    if case .constant(let word) = known.kind, let range, !range.contains(word) {
      report(
        .setOutOfRange(
          written.value.span, wordText(range.lowerBound, known.type),
          wordText(range.upperBound, known.type)))
    }
    return statement
  }

  /// The number of a row that is known before a run, be it one of a keyed table.
  func rowWord(_ row: CheckedExpression) -> Int128? {
    guard case .rowKeyed(let table, let keys) = row.kind else {
      return (try? fold(row)).flatMap { $0 }
    }
    var number: Int128 = 0
    for (key, declared) in zip(keys, contract.tables[table].keys) {
      let count = Int128(rows(of: declared.table))
      guard let word = rowWord(key), word >= 0, word < count else { return nil }
      let (product, overflow) = number.multipliedReportingOverflow(by: count)
      guard !overflow else { return nil }
      number = product &+ word
    }
    return number
  }

  /// The number of a row that is written down; one that there is not is reported.
  private mutating func knownNumber(
    _ row: CheckedExpression, of table: TableID, _ span: Span
  ) -> Int? {
    guard let word = rowWord(row) else { return nil }
    let rows = rows(of: table)
    guard word >= 0, word < Int128(rows) else {
      report(.rowBeyondPopulation(span, table: contract.tables[table].name, rows: rows))
      return nil
    }
    return Int(word)
  }

  /// A word as people write it.
  func wordText(_ word: Int128, _ type: ValueType) -> String {
    switch type {
    case .duration: return durationText(word)
    case .ratio:
      guard let hundredfold = try? Integer.multiply(word, 100) else { return Fixed.text(word) }
      return Fixed.text(hundredfold) + "%"
    case .fixed: return Fixed.text(word)
    case .truth: return word == 0 ? "false" : "true"
    case .enumeration(let id):
      let members = contract.enumerations[id].members
      return Int(exactly: word).flatMap { members.indices.contains($0) ? members[$0] : nil }
        ?? Integer.text(word)
    default: return Integer.text(word)
    }
  }

  // MARK: - Invariants over parameters

  /// The first invariant over parameters alone that does not hold of these words; one that needs
  /// more than arithmetic on them is left to the run.
  func firstBrokenInvariant(_ word: (CheckedProposal.Place) -> Int128?) -> String? {
    contract.invariants.first { invariant in
      guard invariant.overParametersAlone else { return false }
      let holds = try? fold(invariant.condition) { node in
        switch node.kind {
        case .parameter(let id): word(.parameter(id))
        case .field(let table, let field, row: let row):
          rowWord(row).flatMap { number in
            word(.field(table, field, row: Int(clamping: number)))
          }
        default: nil
        }
      }
      return holds == 0
    }?.name
  }

  /// What `set` leaves in a parameter; `nil` where that is known in a run only.
  func deployed(_ place: CheckedProposal.Place, _ settings: [CheckedStatement]) -> Int128? {
    for statement in settings.reversed() {
      switch (statement.kind, place) {
      case (.setParameter(let id, let value), .parameter(let wanted)) where id == wanted:
        return (try? fold(value)).flatMap { $0 }
      case (.setField(let table, let field, row: let row, let value), .field(let t, let f, let r))
      where table == t && field == f:
        guard let number = rowWord(row) else { return nil }
        if number == Int128(r) { return (try? fold(value)).flatMap { $0 } }
      default: continue
      }
    }
    switch place {
    case .parameter(let id): return contract.parameters[id].initial
    case .field(let table, let field, let row):
      let declared = contract.tables[table]
      if let rows = declared.fixedRows {
        return rows.indices.contains(row) ? rows[row][field] : nil
      }
      return declared.fields[field].initial
    }
  }
}
