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
      guard rows == nil else {
        throw .needs(
          option: "--rows", other: "--max-gas N",
          advice: "add the limit, or see what actions can take: `plimsoll gas --rows ..`")
      }
      return nil
    }
    switch WholeNumber(text) {
    case .number(let number): most = number
    case .tooLarge:
      throw .tooLarge(
        option: "--max-gas", found: text, limit: "no action takes more than \(grouped(Int.max))")
    case .none:
      throw .badValue(
        what: "limit of gas", found: text,
        wanted: WholeNumber.withoutCommas(text).map { "write `\($0)`, without a comma" }
          ?? "write a whole number")
    }
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
            bounds.formula(of: id)?.text(in: contract), counts, contract,
            path: sources[contract.span.file].path))
      }
    }
    return findings
  }

  private func overLimit(
    _ action: CheckedAction, _ worst: WorstGas, _ dearest: (place: WorstGas.Place, gas: Int)?,
    _ formula: String?, _ counts: [Int], _ contract: CheckedContract, path: String
  ) -> Diagnostic {
    let sizes = zip(contract.tables, counts).map { "\($0.name) = \(grouped($1))" }
    let growsWithTables = formula != grouped(worst.total)
    return Diagnostic(
      .gasOverLimit,
      "`\(action.name)` can take \(grouped(worst.total)) gas, more than \(grouped(most))",
      at: dearest?.place.span ?? action.span,
      label: dearest.map {
        "this line takes \(grouped($0.gas)) of it, \(share($0.gas, of: worst.total))"
      },
      help: [
        "`\(GasLimit.command(action, counts, contract, path))` shows every line",
        growsWithTables
          ? "a `limit` on a loop, or a total kept in a `state`, makes it less"
          : "no table makes it more: do less on the dearest lines, or allow more",
      ],
      notes: [
        "the formula is \(formula ?? "not known")"
          + (!growsWithTables
            ? ", however large the tables are"
            : sizes.isEmpty ? "" : ", here with " + sizes.joined(separator: ", "))
      ])
  }

  /// What shows the lines of an action for the same sizes.
  private static func command(
    _ action: CheckedAction, _ counts: [Int], _ contract: CheckedContract, _ path: String
  ) -> String {
    let sized = zip(contract.tables, counts).filter { table, _ in
      table.keys.isEmpty && table.fixedRows == nil
    }
    let rows = sized.map { "\($0.name)=\(grouped($1))" }.joined(separator: ",")
    return "plimsoll gas \(quotedForShell(path))" + (rows.isEmpty ? "" : " --rows \(rows)")
      + " --action \(action.name)"
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
