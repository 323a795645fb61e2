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
    guard !diagnostics.hasErrors else { return nil }
    return CheckedProposal(
      title: written.title.text, changes: changes, span: written.title.span)
  }

  private mutating func check(
    _ written: Proposal.Change, _ proposal: Proposal, _ spec: CheckedSpec, _ sources: SourceMap
  ) -> CheckedProposal.Change? {
    let place = expression(qualified(written.place, proposal, spec))
    let (found, range, deployed) = parameter(place, spec)
    guard let found else {
      if place.type != .unknown { report(.changeOfNoParameter(written.place.span)) }
      return nil
    }
    let (before, beforeType) = evaluate(written.before, as: place.type)
    let (after, afterType) = evaluate(written.after, as: place.type)
    guard beforeType != .unknown, afterType != .unknown else { return nil }
    if before != deployed {
      report(
        .staleProposal(
          written.before.span, deployed: number(deployed, place.type),
          said: number(before, place.type)))
    }
    if let range, !range.contains(after) {
      report(
        .changeOutOfRange(
          written.after.span, number(range.lowerBound, place.type),
          number(range.upperBound, place.type)))
    }
    return CheckedProposal.Change(
      place: found, text: sources.text(of: written.place.span), type: place.type,
      before: before, after: after, range: range, span: written.span)
  }

  /// A name in a proposal is one of the contract's that it is for.
  private func qualified(
    _ place: Expression, _ proposal: Proposal, _ spec: CheckedSpec
  ) -> Expression {
    guard case .name(let name) = place.kind,
      let deployed = spec.deployments.first(where: {
        $0.name == proposal.contract.name.text || $0.contract == proposal.contract.name.text
      })
    else { return place }
    return Expression(
      .member(
        Expression(.name(Name(deployed.name, name.span)), name.span), name), place.span)
  }

  /// The parameter a place means, its range, and what the spec deploys there.
  private func parameter(
    _ place: CheckedExpression, _ spec: CheckedSpec
  ) -> (CheckedProposal.Place?, WordRange?, Int128) {
    switch place.kind {
    case .parameter(let id):
      let declared = contract.parameters[id]
      return (.parameter(id), declared.range, spec.deployed(parameter: id) ?? declared.initial)
    case .field(let table, let field, let row):
      let declared = contract.tables[table].fields[field]
      guard declared.isParameter, case .rowNumbered(_, let number) = row.kind,
        case .constant(let word) = number.kind
      else { return (nil, nil, 0) }
      let row = Int(clamping: word)
      let fixed = contract.tables[table].fixedRows.flatMap { rows in
        rows.indices.contains(row) ? rows[row][field] : nil
      }
      return (
        .field(table, field, row: row), declared.range,
        spec.deployed(table: table, field: field, row: row) ?? fixed ?? declared.initial
      )
    default: return (nil, nil, 0)
    }
  }

  private func number(_ word: Int128, _ type: ValueType) -> String {
    if case .fixed = type { return Fixed.text(word) }
    return String(word)
  }
}

extension CheckedSpec {
  /// What `set` makes of a parameter, where that is known without running it.
  fileprivate func deployed(parameter: ParameterID) -> Int128? {
    settings.body.reversed().lazy.compactMap { statement -> Int128? in
      guard case .setParameter(parameter, let value) = statement.kind,
        case .constant(let word) = value.kind
      else { return nil }
      return word
    }.first
  }

  fileprivate func deployed(table: TableID, field: FieldID, row: Int) -> Int128? {
    settings.body.reversed().lazy.compactMap { statement -> Int128? in
      guard case .setField(table, field, row: let place, let value) = statement.kind,
        case .rowNumbered(_, let number) = place.kind, case .constant(Int128(row)) = number.kind,
        case .constant(let word) = value.kind
      else { return nil }
      return word
    }.first
  }
}
