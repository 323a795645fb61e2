import Compiler
import Diagnostics
import Semantics

/// The gas of the actions of one contract, for people and for machines.
struct GasReport {
  let contract: CheckedContract
  let path: String
  let rows: [Int]?
  let actions: [Action]

  struct Action {
    let name: String
    /// `nil` when there is no bound.
    let formula: String?
    let most: Int?
    let lines: [GasLines.Line]
  }

  init(
    _ contract: CheckedContract, rows: [Int]?, only wanted: String?, _ sources: SourceMap
  ) {
    let bounds = GasBounds(contract)
    self.contract = contract
    self.rows = rows
    path = sources[contract.span.file].path
    let numbers = rows.map { bounds.numbers(rows: $0) }
    actions = contract.actions.enumerated().filter { wanted == nil || $0.element.name == wanted }
      .map { id, action in
        let worst = numbers?.worst(id)
        return Action(
          name: action.name, formula: bounds.formula(of: id)?.text(in: contract),
          most: worst?.total,
          lines: (worst.map { GasLines($0, sources) }
            ?? GasLines(bounds.places(of: id), contract, sources)).lines)
      }
  }

  func text(_ palette: Palette) -> String {
    var text = palette.paint("\(contract.name)", .headline) + " (\(path))"
    if let rows {
      let sizes = zip(contract.tables, rows).map { "\($0.name) = \(grouped($1))" }
      if !sizes.isEmpty { text += " with " + sizes.joined(separator: ", ") }
    }
    text += "\n"
    guard !actions.isEmpty else { return text + "\n  no actions\n" }
    let columns = Columns(actions.flatMap(\.lines), ownPath: path)
    text += "\n" + columns.header
    for action in actions {
      text += "\n  \(palette.paint(action.name, .headline)): \(bound(of: action))\n"
      text += action.lines.map { columns.text(of: $0) }.joined()
    }
    return text
  }

  private func bound(of action: Action) -> String {
    guard let formula = action.formula else {
      return "no bound, because it asks whether it could be called itself"
    }
    guard let most = action.most else { return "at most \(formula)" }
    return "at most \(grouped(most))" + (formula == grouped(most) ? "" : " = \(formula)")
  }

  var document: JSONValue {
    var members = [
      JSONMember("contract", .string(contract.name)), JSONMember("path", .string(path)),
    ]
    if let rows {
      members.append(
        JSONMember(
          "rows",
          .object(zip(contract.tables, rows).map { JSONMember($0.name, .integer($1)) })))
    }
    members.append(JSONMember("actions", .array(actions.map(document))))
    return .object(members)
  }

  private func document(of action: Action) -> JSONValue {
    var members = [
      JSONMember("action", .string(action.name)),
      JSONMember("formula", JSONValue(action.formula) { .string($0) }),
    ]
    if let most = action.most { members.append(JSONMember("most", .integer(most))) }
    let lines = action.lines.map { line -> JSONValue in
      let gas = line.amount.map { JSONValue.integer($0) } ?? .string(line.gas)
      return ["path": .string(line.path), "line": .integer(line.number), "gas": gas]
    }
    members.append(JSONMember("lines", .array(lines)))
    return .object(members)
  }
}
