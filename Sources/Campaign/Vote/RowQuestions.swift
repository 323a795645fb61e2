import Compiler
import Machine
import Semantics

/// Which rows of a table a contract calls liquidatable, and how much each stands for: asked of a
/// state by the contract's own functions, so it is as exact as the contract.
///
/// A function `liquidatable(row) -> bool` says which; the first of `debt`, `notional`, `exposure` and
/// `collateral` of one row how much.
package struct RowQuestions: Sendable {
  package let table: TableID
  /// Of the amounts; `nil` where no function says.
  package let amount: CheckedFunction?
  package let snippets: [Snippet]

  private static let amounts = ["debt", "notional", "exposure", "collateral"]

  /// `nil` where the contract does not say who is liquidatable.
  package init?(_ spec: CheckedSpec, table: TableID) {
    let contract = spec.contract
    func function(_ name: String, _ isWanted: (ValueType) -> Bool) -> FunctionID? {
      contract.functions.firstIndex { function in
        function.name == name && !function.changesState && function.parameters.count == 1
          && function.parameters[0].type == .row(table) && function.results.count == 1
          && isWanted(function.results[0].type)
      }
    }
    guard let test = function("liquidatable", { $0 == .truth }) else { return nil }
    let size = RowQuestions.amounts.lazy.compactMap { name in
      function(name) { if case .fixed = $0 { true } else { false } }
    }.first
    self.table = table
    amount = size.map { contract.functions[$0] }
    snippets = ([test] + (size.map { [$0] } ?? [])).map { id in
      RowQuestions.snippet(contract.functions[id], id, table)
    }
  }

  private static func snippet(
    _ function: CheckedFunction, _ id: FunctionID, _ table: TableID
  ) -> Snippet {
    var frame = Frame()
    frame.locals.append(CheckedSlot(name: "row", type: .row(table), span: function.span))
    let row = CheckedExpression(.local(0), .row(table), function.span)
    return Snippet(
      parameters: 1, frame: frame,
      expressions: [
        CheckedExpression(
          .call(id, [row], result: 0), function.results[0].type, function.span)
      ])
  }
}

extension PathRunner {
  /// A row that is liquidatable, and how much it stands for.
  package struct Liquidatable: Hashable, Sendable {
    package let row: Int
    package let amount: Int128?
  }

  /// Asks the questions that the program was made with, of every row as it stands now; the largest
  /// first. Rows that cannot be asked, because a function traps on them, come in the second list.
  package func liquidatable(
    _ questions: RowQuestions
  ) -> (rows: [Liquidatable], unanswered: [Int]) {
    var rows: [Liquidatable] = []
    var unanswered: [Int] = []
    let entries = program.questions
    guard let test = entries.first else { return ([], []) }
    for row in 0..<world.rows[questions.table] {
      guard machine.ask(test, [Int128(row)], gas: specGas).stop == nil else {
        unanswered.append(row)
        continue
      }
      guard machine.result(0, of: test) != 0 else { continue }
      var amount: Int128?
      if entries.count > 1, machine.ask(entries[1], [Int128(row)], gas: specGas).stop == nil {
        amount = machine.result(0, of: entries[1])
      }
      rows.append(Liquidatable(row: row, amount: amount))
    }
    rows.sort { ($1.amount ?? .min, $0.row) < ($0.amount ?? .min, $1.row) }
    return (rows, unanswered)
  }

  /// Changes parameters now, all of them and at once; what is not a place of this world is left.
  package func make(_ changes: [CheckedProposal.Change]) {
    let columns = program.compiled.program.program.firstColumns
    for change in changes {
      switch change.place {
      case .parameter(let id): machine[word: id] = change.after
      case .field(let table, let field, row: let row):
        guard row < world.rows[table] else { continue }
        machine[columns[table] + field, row] = change.after
      }
    }
  }

  /// The invariants over parameters alone that these changes break without any others.
  package func parametersBroken(
    by changes: [CheckedProposal.Change]
  ) -> [Int] {
    machine.restore(world.beginning)
    make(changes)
    return spec.contract.invariants.indices.filter { number in
      guard spec.contract.invariants[number].overParametersAlone else { return false }
      let entry = program.compiled.invariants[number]
      let run = machine.ask(entry, gas: specGas)
      return run.stop != nil || machine.result(0, of: entry) != 1
    }
  }

  /// Invariants that do not hold where the path begins.
  package var brokenAtStart: [Int] { record.breaks.filter { $0.step == 0 }.map(\.invariant) }
}
