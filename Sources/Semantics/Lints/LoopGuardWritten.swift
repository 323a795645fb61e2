import Diagnostics

/// A `for` whose body changes what its own `where` or `by` reads: both are evaluated for all rows
/// before the first body runs, so the change comes too late to matter, which few readers expect.
///
/// Quiet where the loop's own row is changed and only its own row is read, because no other row's
/// turn depends on it; and where the body looks again by itself, either in an `if` that leaves the
/// turn or the loop, or in the condition around the change.
struct LoopGuardLint {
  private let contract: CheckedContract
  private let table: AccessTable
  private(set) var findings: [Diagnostic] = []

  init(_ contract: CheckedContract) {
    self.contract = contract
    self.table = AccessTable(contract)
  }

  mutating func visit(_ body: CheckedBody) {
    let loops = body.statements.loops(within: FlowLinter.loopDepthLimit)
    if loops.isEmpty { return }
    let scope = AccessScope(body.statements, contract, table)
    for (rows, statements) in loops { check(rows, statements, body.frame, scope) }
  }

  private mutating func check(
    _ rows: CheckedSelection, _ body: [CheckedStatement], _ frame: Frame, _ scope: AccessScope
  ) {
    let guards = rows.expressions.map { (span: $0.span, cells: scope.reads(of: $0)) }
    let read = guards.reduce(into: Set<Cell>()) { $0.formUnion($1.cells) }
    if read.isEmpty { return }
    var search = WriteSearch(read: read, binder: rows.binder, scope: scope)
    search.look(at: body, tested: [])
    let hits = search.hits.sorted { ($0.span, $0.cell) < ($1.span, $1.cell) }
    guard let first = hits.first else { return }
    let names = hits.map { name(of: $0.cell, frame) }
    var listed: [String] = []
    for name in names where !listed.contains(name) { listed.append(name) }
    let shown = listed.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
    let place = guards.first { $0.cells.contains(first.cell) }?.span ?? rows.span
    let isKey = rows.keys.contains { $0.value.span == place }
    findings.append(
      Diagnostic(
        .loopGuardWritten, severity: .warning,
        "this loop changes \(shown), which its own `\(isKey ? "by" : "where")` reads",
        at: place, label: "read for every row before the first turn",
        secondary: hits.prefix(3).map { Label($0.span, "changed here, too late for it") },
        help: [
          "test again inside the loop, where the change is seen: `if not (..) { continue }`",
          "or compute what the selection needs in a `let` before the loop",
        ]))
  }

  private func name(of cell: Cell, _ frame: Frame) -> String {
    switch cell {
    case .local(let slot):
      frame.locals.indices.contains(slot) ? frame.locals[slot].name : "a local"
    case .state(let state):
      contract.states.indices.contains(state) ? contract.states[state].name : "state"
    case .parameter(let parameter):
      contract.parameters.indices.contains(parameter)
        ? contract.parameters[parameter].name : "a parameter"
    case .field(let table, let field, _):
      contract.field(table, field).map { "\(contract.tables[table].name).\($0.name)" } ?? "a field"
    }
  }
}

/// Looks through the body of one loop for writes its guard would have had to see.
private struct WriteSearch {
  let read: Set<Cell>
  let binder: LocalID
  let scope: AccessScope
  /// The cell that the guard reads, and where it is written.
  private(set) var hits: [(cell: Cell, span: Span)] = []

  init(read: Set<Cell>, binder: LocalID, scope: AccessScope) {
    self.read = read
    self.binder = binder
    self.scope = scope
  }

  /// `tested` is what conditions on the way here have read anew.
  mutating func look(at body: [CheckedStatement], tested: Set<Cell>) {
    let tested = tested.union(body.testedBeforeLeaving(scope))
    visit(body, tested)
  }

  private mutating func visit(_ block: [CheckedStatement], _ tested: Set<Cell>) {
    for statement in block {
      for write in scope.writes(of: statement) {
        for cell in read where !tested.contains(cell) && isLate(write, for: cell) {
          hits.append((cell, statement.span))
        }
      }
      switch statement.kind {
      case .if(let branches, otherwise: let otherwise):
        var inside = tested
        for branch in branches {
          inside.formUnion(scope.reads(of: branch.condition, origins: true))
          visit(branch.body, inside)
        }
        visit(otherwise, inside)
      default:
        for block in statement.blocks { visit(block, tested) }
      }
    }
  }

  /// Whether the guard of another row may read what is written here.
  private func isLate(_ write: Cell, for cell: Cell) -> Bool {
    guard case .field(let table, let field, let written) = write else { return write == cell }
    guard case .field(table, field, let anchor) = cell else { return false }
    return !(anchor.contains(binder) && written.contains(binder))
  }
}

extension [CheckedStatement] {
  /// The loops over rows, but for those that stand deeper than anyone writes them.
  fileprivate func loops(
    within depth: Int
  ) -> [(rows: CheckedSelection, body: [CheckedStatement])] {
    flatMap { statement -> [(rows: CheckedSelection, body: [CheckedStatement])] in
      switch statement.kind {
      case .for(let rows, limit: _, let body):
        depth == 0 ? [] : [(rows, body)] + body.loops(within: depth - 1)
      default: statement.blocks.flatMap { $0.loops(within: depth) }
      }
    }
  }

  /// What the conditions read of every `if` that can leave the turn or the loop it stands in.
  fileprivate func testedBeforeLeaving(_ scope: AccessScope) -> Set<Cell> {
    var result: Set<Cell> = []
    for statement in self {
      switch statement.kind {
      case .if(let branches, otherwise: let otherwise):
        let blocks = branches.map(\.body) + [otherwise]
        if blocks.contains(where: { $0.contains(where: \.leaves) }) {
          for branch in branches {
            result.formUnion(scope.reads(of: branch.condition, origins: true))
          }
        }
        for block in blocks { result.formUnion(block.testedBeforeLeaving(scope)) }
      case .match:
        for block in statement.blocks { result.formUnion(block.testedBeforeLeaving(scope)) }
      default: break
      }
    }
    return result
  }
}
