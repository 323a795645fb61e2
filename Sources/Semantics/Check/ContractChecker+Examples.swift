import Diagnostics
import Syntax

/// Worked examples, each case on its own: the cells of a case stand in place of its column's names.
extension ContractChecker {
  /// Checks one example; gives back a runnable one for each case. `self` is the used contract's
  /// checker after all its passes, and is left with only the findings of this example.
  mutating func checkExample(_ written: Example, sources: SourceMap) -> [CheckedExample] {
    diagnostics = DiagnosticBag()
    let populations = declarePopulations(written.population)
    guard let cases = written.cases else {
      return [checkCase(written, header: [], cells: [], populations, sources)]
    }
    reportRepeated(cases.header)
    return cases.rows.filter { $0.count == cases.header.count }.map {
      checkCase(written, header: cases.header, cells: $0, populations, sources)
    }
  }

  mutating func declarePopulations(
    _ written: [Example.Population]
  ) -> [TableID: CheckedExample.Population] {
    body = BodyContext(purpose: .constant, module: 0)
    rowNames = [:]
    var result: [TableID: CheckedExample.Population] = [:]
    for population in written {
      guard let table = lookUpTable(population.table) else { continue }
      let declared = contract.tables[table]
      guard declared.keys.isEmpty, declared.fixedRows == nil else {
        report(.populationNotFree(population.table.name, isKeyed: !declared.keys.isEmpty))
        continue
      }
      if result[table] != nil {
        report(
          .duplicateName(population.table.name, noun: "population", earlier: declared.span))
      }
      result[table] = self.population(population, of: table)
    }
    return result
  }

  private mutating func population(
    _ written: Example.Population, of table: TableID
  ) -> CheckedExample.Population? {
    switch written.size {
    case .names(let names):
      reportRepeated(names)
      if let name = names.first, names.count == 1, isNumber(name) {
        report(.populationIsName(name))
      }
      for (place, name) in names.enumerated() { rowNames[table, default: [:]][name.text] = place }
      return CheckedExample.Population(count: names.count, names: names.map(\.text))
    case .count(let count):
      let (word, type) = evaluate(count, as: .count)
      guard type != .unknown else { return nil }
      let most = CheckedExample.largestPopulation
      if spec != nil, word == 0 { report(.populationEmpty(count.span)) }
      guard (0...most).contains(word) else {
        report(.populationOutOfRange(count.span, limit: most, isSpec: spec != nil))
        return nil
      }
      return CheckedExample.Population(count: Int(word))
    }
  }

  /// Whether a name that stands for a row is already that of a number.
  private func isNumber(_ name: Name) -> Bool {
    guard case .found(let place) = definitions.find(name.text, in: .value, from: 0) else {
      return false
    }
    switch definitions.all[place].kind {
    case .parameter, .constant: return true
    default: return false
    }
  }

  private mutating func checkCase(
    _ written: Example, header: [Name], cells: [Expression],
    _ populations: [TableID: CheckedExample.Population], _ sources: SourceMap
  ) -> CheckedExample {
    let (parts, done) = withBody(BodyContext(purpose: .example, module: 0)) {
      checker -> ([CheckedStatement], [CheckedExample.Round]) in
      for (name, cell) in zip(header, cells) {
        checker.body.scope.add(
          LocalName(name: name.text, span: name.span, kind: .cell(cell), isUsed: true))
      }
      let given = written.given.compactMap { assignment in
        checker.assignment(
          assignment.target, .set, assignment.value, assignment.value.span,
          assignment.target.span.join(assignment.value.span))
      }
      return (given, written.rounds.map { checker.round($0) })
    }
    let title = written.title.parts.map { part -> String in
      switch part {
      case .text(let text): text
      case .hole(let hole): cellText(hole, header, cells, sources)
      }
    }.joined()
    return CheckedExample(
      title: title, contract: contract, population: populations, frame: done.frame,
      given: parts.0, rounds: parts.1, span: written.title.span)
  }

  /// What a hole in a title shows: the cell, as it is written.
  private mutating func cellText(
    _ hole: Expression, _ header: [Name], _ cells: [Expression], _ sources: SourceMap
  ) -> String {
    if case .name(let name) = hole.kind,
      let place = header.firstIndex(where: { $0.text == name.text })
    {
      return sources.text(of: cells[place].span)
    }
    report(.titleHoleNotAColumn(hole.span))
    return ""
  }

  private mutating func round(_ written: Example.Round) -> CheckedExample.Round {
    let steps = written.steps.compactMap { step($0) }
    let checks = written.checks.compactMap { check($0, hasSteps: !written.steps.isEmpty) }
    return CheckedExample.Round(steps: steps, checks: checks)
  }

  mutating func step(_ written: Example.Step) -> CheckedExample.Step? {
    switch written {
    case .after(let duration, let span):
      return .after(expression(duration, as: .duration), span)
    case .call(let call, let caller):
      if case .missing = call.kind { return nil }
      guard case .call(let callee, let arguments) = call.kind,
        let name = qualifiedName(callee)
      else {
        report(.stepNotACall(call.span))
        return nil
      }
      let span = caller.map { call.span.join($0.span) } ?? call.span
      let target = actionCall(name, arguments, call.span)
      guard let caller else {
        guard let (action, checked) = target, let actual = defaultCaller(of: action, call.span)
        else { return nil }
        return .call(action, checked, actual, span)
      }
      let actual = self.caller(caller, of: target?.0)
      guard let (action, checked) = target, let actual else { return nil }
      return .call(action, checked, actual, span)
    }
  }

  /// Who `as` names: a role, or a row. Where a row calls, the name that the example gave one is
  /// enough.
  mutating func caller(_ written: Expression, of action: ActionID?) -> CheckedCaller? {
    if case .name(let name) = written.kind,
      let action, case .row(let table) = contract.actions[action].callers,
      rowNames[table]?[name.text] != nil
    {
      return .row(expression(written, as: .row(table)))
    }
    if case .name(let name) = written.kind, name.text != "now",
      case .role(let role)? = lookUp(name, in: .role)?.kind
    {
      return .role(role)
    }
    if case .name(let name) = written.kind, isUnknown(name) {
      report(
        .unknownCaller(
          name, roles: contract.roles, suggestion: suggestion(for: name, in: .role)))
      return nil
    }
    let row = expression(written)
    if case .row = row.type { return .row(row) }
    if row.type != .unknown {
      report(.callerNotARow(written.span, found: describe(row.type)))
    }
    return nil
  }

  /// Whether a name means nothing an expression could use.
  func isUnknown(_ name: Name) -> Bool {
    guard body.scope.find(name.text) == nil, name.text != "now" else { return false }
    if case .missing = definitions.find(name.text, in: .value, from: body.module) { return true }
    return false
  }

  mutating func defaultCaller(of action: ActionID, _ span: Span) -> CheckedCaller? {
    switch contract.actions[action].callers {
    case .anyone: return .anyone
    case .roles(let roles):
      if roles.count == 1 { return .role(roles[0]) }
      report(.callerNeeded(span, choices: roles.map { contract.roles[$0] }))
    case .row(let table):
      report(.callerNeeded(span, choices: ["\(contract.tables[table].name)[0]"]))
    }
    return nil
  }

  mutating func check(
    _ written: Example.Check, hasSteps: Bool
  ) -> CheckedExample.Check? {
    switch written {
    case .holds(let claim, let tolerance):
      let condition = self.condition(claim)
      guard let tolerance else { return .holds(condition, tolerance: nil, claim.span) }
      guard case .compare(.equal, let left, _) = condition.kind else {
        if condition.type != .unknown { report(.toleranceWithoutEquality(tolerance.span)) }
        return nil
      }
      let type = left.type == .time ? ValueType.duration : left.type
      let allowed = expression(tolerance, as: type)
      if case .constant(let word) = allowed.kind, word < 0 {
        report(.negativeTolerance(tolerance.span))
      }
      return .holds(condition, tolerance: allowed, claim.span)
    case .reverts(let reason, let span):
      if !hasSteps { report(.checkNeedsStep(span, word: "reverts")) }
      if let reason { checkReason(reason) }
      return .reverts(reason: reason?.text, span)
    case .stops(let value, let reason, let span):
      if let reason { checkReason(reason) }
      return .stops(expression(value), reason: reason?.text, span)
    case .emits(let event, let arguments, let isDenied, let span):
      if !hasSteps { report(.checkNeedsStep(span, word: "emits")) }
      return emission(of: event, arguments, isDenied: isDenied, span)
    case .breaks(let invariant, let span):
      if !hasSteps { report(.checkNeedsStep(span, word: "breaks")) }
      let names = contract.invariants.map(\.name)
      guard let number = names.firstIndex(of: invariant.text) else {
        report(
          .unknownInvariant(
            invariant, suggestion: suggestion(for: invariant, among: names), known: names))
        return nil
      }
      return .breaks(number, span)
    }
  }

  private mutating func checkReason(_ reason: Name) {
    if demandNames.contains(reason.text) || MachineReason(rawValue: reason.text) != nil
      || Demand.Kind(rawValue: reason.text) != nil
    {
      return
    }
    let enforced = contract.invariants.filter(\.enforced).map(\.name)
    if enforced.contains(reason.text) { return }
    let suggestion = suggestion(
      for: reason,
      among: demandNames.sorted() + enforced + MachineReason.allCases.map(\.rawValue))
    report(.unknownReason(reason, suggestion: suggestion, known: demandNames.sorted()))
  }

  private mutating func emission(
    of name: QualifiedName, _ arguments: [Expression], isDenied: Bool, _ span: Span
  ) -> CheckedExample.Check? {
    guard let id = lookUpEvent(name) else { return nil }
    let event = contract.events[id]
    guard event.parameters.count == arguments.count else {
      report(
        .wrongArgumentCount(
          span, name: event.name, expected: event.parameters, found: arguments.count,
          declared: event.span, names: typeNames))
      return nil
    }
    var values: [CheckedExpression] = []
    var wanted: [CheckedExpression?] = []
    for (parameter, argument) in zip(event.parameters, arguments) {
      if case .wildcard = argument.kind {
        values.append(unknown(argument.span))
        wanted.append(nil)
      } else {
        let value = expression(argument, as: actualType(parameter.type, given: values))
        values.append(value)
        wanted.append(value)
      }
    }
    return .emits(id, wanted, isDenied: isDenied, span)
  }
}
