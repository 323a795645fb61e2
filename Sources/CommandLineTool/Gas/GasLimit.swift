import Compiler
import Diagnostics
import Semantics

/// What `check --max-gas` demands: that no action can take more than so much.
struct GasLimit {
  let most: Int
  let rows: RowCounts?

  init?(_ arguments: ParsedArguments) throws(UsageError) {
    rows = try RowCounts(arguments)
    guard let text = arguments.value("max-gas") else {
      guard rows == nil else { throw .missingArgument("--max-gas N") }
      return nil
    }
    guard let most = Int(text.filter { $0 != "_" }), most >= 0 else {
      throw .badValue(what: "limit of gas", found: text, wanted: "write a whole number")
    }
    self.most = most
  }

  /// A finding for every action that can take more, at the line that takes most of it.
  func findings(
    in contracts: [CheckedContract], _ sources: SourceMap
  ) throws(UsageError) -> [Diagnostic] {
    try rows?.check(against: contracts)
    var findings: [Diagnostic] = []
    for contract in contracts {
      let counts = try (rows ?? .none).rows(of: contract)
      let bounds = GasBounds(contract)
      let numbers = bounds.numbers(rows: counts)
      for (id, action) in contract.actions.enumerated() {
        guard let worst = numbers.worst(id) else {
          findings.append(unbounded(action))
          continue
        }
        guard worst.total > most else { continue }
        findings.append(
          overLimit(
            action, worst, GasLines.dearest(of: worst, sources),
            bounds.formula(of: id)?.text(in: contract), counts, contract))
      }
    }
    return findings
  }

  private func overLimit(
    _ action: CheckedAction, _ worst: WorstGas, _ dearest: (place: WorstGas.Place, gas: Int)?,
    _ formula: String?, _ counts: [Int], _ contract: CheckedContract
  ) -> Diagnostic {
    let sizes = zip(contract.tables, counts).map { "\($0.name) = \(grouped($1))" }
    return Diagnostic(
      .gasOverLimit,
      "`\(action.name)` can take \(grouped(worst.total)) gas, more than \(grouped(most))",
      at: dearest?.place.span ?? action.span,
      label: dearest.map {
        "this line takes \(grouped($0.gas)) of it, \(share($0.gas, of: worst.total))"
      },
      help: [
        "`plimsoll gas --action \(action.name)` shows every line",
        "a `limit` on a loop, or a total kept in a `state`, makes it less",
      ],
      notes: [
        "the formula is \(formula ?? "not known")"
          + (sizes.isEmpty ? "" : ", here with " + sizes.joined(separator: ", "))
      ])
  }

  private func unbounded(_ action: CheckedAction) -> Diagnostic {
    Diagnostic(
      .gasUnbounded, "the gas of `\(action.name)` has no bound", at: action.span,
      help: ["an enforced invariant should not ask for the action it guards"])
  }
}

extension RowCounts {
  /// Every table as an example would have it.
  static let none = RowCounts(given: [])
}

extension CommandDescription.Option {
  static let maxGas = Self(
    "max-gas", value: "N", "refuse actions that can take more gas, for the sizes in --rows")
}
