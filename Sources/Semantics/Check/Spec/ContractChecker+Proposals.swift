import Diagnostics
import Numerics
import Syntax

/// Proposals: changes of parameters, against what a spec deploys.
extension ContractChecker {
  /// `self` is the checker of a spec that deploys the contract, after `checkSpec`.
  mutating func checkProposal(
    _ written: Proposal, on spec: CheckedSpec, sources: SourceMap
  ) -> CheckedProposal? {
    diagnostics = DiagnosticBag()
    var changes: [CheckedProposal.Change] = []
    for change in written.changes {
      let (checked, _) = inSpec(.example) { checker in
        checker.check(change, written, spec, sources)
      }
      guard let checked else { continue }
      if changes.contains(where: { $0.place == checked.place }) {
        report(.repeatedChange(change.span))
      }
      changes.append(checked)
    }
    if written.changes.isEmpty { report(.emptyProposal(written.title.span)) }
    if !diagnostics.hasErrors,
      let broken = firstBrokenInvariant({ place in
        changes.first { $0.place == place }?.after ?? deployed(place, spec.settings.body)
      })
    {
      report(.proposalBreaks(written.title.span, invariant: broken))
    }
    guard !diagnostics.hasErrors else { return nil }
    return CheckedProposal(
      title: written.title.text, changes: changes, span: written.title.span)
  }

  private mutating func check(
    _ written: Proposal.Change, _ proposal: Proposal, _ spec: CheckedSpec, _ sources: SourceMap
  ) -> CheckedProposal.Change? {
    if let unknown = unknownParameter(written.place, proposal, spec) {
      report(unknown)
      return nil
    }
    for side in [written.before, written.after] where !side.isPlainValue {
      report(.valueThatIsComputed(side.span))
    }
    let place = expression(qualified(written.place, proposal, spec))
    guard place.type != .unknown else { return nil }
    let (found, range) = parameter(place)
    guard let found, isDeployed(found, proposal, spec) else {
      report(.changeOfNoParameter(written.place.span))
      return nil
    }
    if case .field(let table, _, row: let row) = found, row >= rows(of: table) {
      report(
        .rowBeyondPopulation(
          written.place.span, table: contract.tables[table].name, rows: rows(of: table)))
      return nil
    }
    let (before, beforeType) = evaluate(written.before, as: place.type)
    let (after, afterType) = evaluate(written.after, as: place.type)
    guard beforeType != .unknown, afterType != .unknown else { return nil }
    if let deployed = deployed(found, spec.settings.body), before != deployed {
      report(
        .staleProposal(
          written.before.span, deployed: wordText(deployed, place.type),
          said: wordText(before, place.type)))
    }
    if let range, !range.contains(after) {
      report(
        .changeOutOfRange(
          written.after.span, wordText(range.lowerBound, place.type),
          wordText(range.upperBound, place.type)))
    }
    return CheckedProposal.Change(
      place: found, text: sources.text(of: written.place.span), type: place.type,
      before: before, after: after, range: range, stages: stages(written, place.type),
      span: written.span)
  }

  /// When the change comes about. Only quantities can change little by little.
  private mutating func stages(
    _ written: Proposal.Change, _ type: ValueType
  ) -> CheckedProposal.Stages? {
    guard written.delay != nil || written.ramp != nil else { return nil }
    let words = [written.delay, written.ramp].map { part -> Int128 in
      guard let part else { return 0 }
      let (word, found) = evaluate(part, as: .duration)
      if found != .unknown, word < 0 { report(.changeBeforeTheStart(part.span)) }
      return max(0, word)
    }
    if let ramp = written.ramp {
      switch type {
      case .fixed, .integer: break
      default: report(.changeByDegrees(ramp.span))
      }
    }
    return CheckedProposal.Stages(delay: words[0], ramp: words[1])
  }

  /// A name that is none of the contract's.
  private func unknownParameter(
    _ place: Expression, _ proposal: Proposal, _ spec: CheckedSpec
  ) -> Diagnostic? {
    guard case .name(let name) = place.kind,
      let deployed = spec.deployment(named: proposal.contract.name.text)
    else { return nil }
    let names = deployed.parameters.map { contract.parameters[$0].name }
    guard !names.contains(name.text),
      !deployed.states.contains(where: { contract.states[$0].name == name.text })
    else { return nil }
    return .unknownParameter(
      name, of: deployed.contract, suggestion: nearest(name.text, among: names), known: names)
  }

  /// A name in a proposal is one of the contract's that it is for: `Market[ETH].haircut` of `bank` is
  /// `bank.Market[ETH].haircut`.
  private func qualified(
    _ place: Expression, _ proposal: Proposal, _ spec: CheckedSpec
  ) -> Expression {
    guard let deployed = spec.deployment(named: proposal.contract.name.text) else { return place }
    switch place.kind {
    case .name(let name):
      guard name.text != deployed.name else { return place }
      return Expression(
        .member(
          Expression(.name(Name(deployed.name, name.span)), name.span), name), place.span)
    case .member(let base, let name):
      if case .name(let first) = base.kind, first.text == deployed.name { return place }
      return Expression(.member(qualified(base, proposal, spec), name), place.span)
    case .index(let base, let keys):
      return Expression(.index(qualified(base, proposal, spec), keys), place.span)
    default: return place
    }
  }

  /// The parameter a place means, and its range.
  private func parameter(
    _ place: CheckedExpression
  ) -> (CheckedProposal.Place?, WordRange?) {
    switch place.kind {
    case .parameter(let id): return (.parameter(id), contract.parameters[id].range)
    case .field(let table, let field, let row):
      let declared = contract.tables[table].fields[field]
      guard declared.isParameter, let number = rowWord(row), number >= 0
      else { return (nil, nil) }
      return (.field(table, field, row: Int(clamping: number)), declared.range)
    default: return (nil, nil)
    }
  }

  /// Whether it is the named contract's: a spec's own parameters are not voted on.
  private func isDeployed(
    _ place: CheckedProposal.Place, _ proposal: Proposal, _ spec: CheckedSpec
  ) -> Bool {
    guard let deployed = spec.deployment(named: proposal.contract.name.text) else { return false }
    return switch place {
    case .parameter(let id): deployed.parameters.contains(id)
    case .field(let table, _, row: _): deployed.tables.contains(table)
    }
  }
}

extension Expression {
  /// Whether it is what whoever votes reads: a number, a name, a truth, and nothing to work out.
  fileprivate var isPlainValue: Bool {
    switch kind {
    case .number, .truth, .none, .name, .missing: true
    case .negate(let value): value.isPlainValue
    case .member(let base, _): base.isPlainValue
    case .index(let base, let keys): base.isPlainValue && keys.allSatisfy(\.isPlainValue)
    case .call, .aggregate, .not, .binary, .rounded, .conditional, .match, .can, .tuple, .row,
      .wildcard, .draw, .some, .stepsAgo:
      false
    }
  }
}

extension CheckedSpec {
  /// What is deployed under that name, or as that contract.
  fileprivate func deployment(named name: String) -> Deployed? {
    deployments.first { $0.name == name } ?? deployments.first { $0.contract == name }
  }
}
