import Diagnostics
import Numerics
import Syntax

/// The adversary, and whom an action admits.
extension ContractChecker {
  mutating func checkAdversary(profit: CheckedMeasure?) -> CheckedAdversary? {
    for part in spec?.written.parts ?? [] {
      guard case .adversary(let written) = part.kind else { continue }
      var grants: [CheckedAdversary.Grant] = []
      for grant in written.grants {
        for name in grant.actions { grants += self.grants(name, grant) }
      }
      let moves = written.moves.compactMap { move -> (market: Int, within: CheckedExpression)? in
        guard let market = usedMarket(move.market) else { return nil }
        let within = setting(move.within, as: .ratio)
        if case .constant(let word) = within.kind, within.type != .unknown,
          !(0..<Fixed.unit).contains(word)
        {
          report(
            .agentClause(
              within.span, "a price moves by 0% to less than 100% in a step",
              "write for instance `moves BTC within 15% per step`"))
        }
        return (market, within)
      }
      return CheckedAdversary(grants: grants, moves: moves, profit: profit, span: part.span)
    }
    return nil
  }

  /// What the callers may do: each that the action admits; it is a mistake where none is.
  private mutating func grants(
    _ name: QualifiedName, _ written: Spec.Grant
  ) -> [CheckedAdversary.Grant] {
    guard case .action(let action)? = lookUp(name, in: .callable)?.kind else {
      report(
        .unknownAction(
          name.name,
          suggestion: suggestion(for: name.name, among: actions.map(\.declaration.name.text))))
      return []
    }
    let known = written.callers.compactMap { adversary($0) }
    let admitted = known.filter { admits(action, $0.kind) }
    if admitted.isEmpty, known.count == written.callers.count {
      report(
        .callerNotAdmitted(
          name.name.span, action: name.name.text, admits: admittedCallers(action)))
    }
    return admitted.map {
      CheckedAdversary.Grant(action: action, caller: $0, isAtomic: written.isAtomic)
    }
  }

  private mutating func adversary(_ caller: Spec.Caller) -> CheckedAdversary.Caller? {
    if case .role(let role)? = lookUp(caller.name, in: .role)?.kind { return .role(role) }
    if caller.name.isAnyone { return .anyone }
    guard let table = lookUpCallers(caller.name) else { return nil }
    switch caller.rows {
    case .all: return .rows(table, 0...max(0, rows(of: table) - 1))
    case .one(let row): return knownRow(row, of: table).map { .rows(table, $0...$0) }
    case .range(let range): return knownRows(range, of: table).map { .rows(table, $0) }
    }
  }

  // MARK: - Admission

  /// Who calls, as far as an action cares.
  enum CallerKind {
    case anyone
    case role(RoleID)
    case row(TableID)
  }

  private func admits(_ action: ActionID, _ caller: CallerKind) -> Bool {
    switch (actions[action].callers, caller) {
    case (.anyone, _): true
    case (.roles(let roles), .role(let role)): roles.contains(role)
    case (.row(let table), .row(let found)): table == found
    default: false
    }
  }

  private func admittedCallers(_ action: ActionID) -> [String] {
    switch actions[action].callers {
    case .anyone: ["anyone"]
    case .roles(let roles): roles.map { "`\(contract.roles[$0])`" }
    case .row(let table): ["a row of `\(contract.tables[table].name)`"]
    }
  }

  /// A call that the action would refuse whatever happens is a slip of the spec.
  mutating func requireAdmitted(_ caller: CallerKind, _ action: ActionID, _ span: Span) {
    guard !admits(action, caller) else { return }
    report(
      .callerNotAdmitted(
        span, action: actions[action].declaration.name.text, admits: admittedCallers(action)))
  }

  /// Who `as` names in a spec: also `bank.keeper`, and `anyone`.
  mutating func specCaller(_ written: Expression, of action: ActionID) -> CheckedCaller? {
    if let name = qualifiedName(written) {
      if name.isAnyone, isUnknown(name.name) { return .anyone }
      if name.qualifier != nil, case .role(let role)? = lookUp(name, in: .role)?.kind {
        return .role(role)
      }
    }
    return caller(written, of: action)
  }

  mutating func requireAdmitted(_ caller: CheckedCaller, _ action: ActionID, _ span: Span) {
    switch caller {
    case .anyone: requireAdmitted(CallerKind.anyone, action, span)
    case .role(let role): requireAdmitted(CallerKind.role(role), action, span)
    case .row(let row):
      guard case .row(let table) = row.type else { return }
      requireAdmitted(CallerKind.row(table), action, span)
    }
  }
}

extension CheckedAdversary.Caller {
  fileprivate var kind: ContractChecker.CallerKind {
    switch self {
    case .anyone: .anyone
    case .role(let role): .role(role)
    case .rows(let table, _): .row(table)
    }
  }
}
