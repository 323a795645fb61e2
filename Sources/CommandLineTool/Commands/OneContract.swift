import Diagnostics
import Semantics
import Syntax

// What commands about a single contract share.

extension CommandDescription.Option {
  static let contract = Self(
    "contract", value: "NAME", "which contract, when the file holds several")
}

extension ParsedArguments {
  /// The contract of the file that is meant.
  func contract(of file: ParsedFile) throws(UsageError) -> Module {
    let contracts = file.modules.filter { $0.kind == .contract }
    let names = contracts.map(\.name.text)
    if let wanted = value("contract") {
      guard let found = contracts.first(where: { $0.name.text == wanted }) else {
        throw .badChoice(option: "--contract", found: wanted, choices: names)
      }
      return found
    }
    guard let first = contracts.first else {
      throw .badValue(
        what: "file with a contract", found: positionals[0],
        wanted: "name a `.risk` file that holds a contract")
    }
    guard contracts.count == 1 else {
      throw .missingArgument("--contract " + names.joined(separator: "|"))
    }
    return first
  }

  /// The action `--action` names, if it is given.
  func action(of contract: CheckedContract) throws(UsageError) -> ActionID? {
    guard let wanted = value("action") else { return nil }
    let names = contract.actions.map(\.name)
    if let found = names.firstIndex(of: wanted) { return found }
    throw .badValue(
      what: "action", found: wanted,
      wanted: nearest(wanted, among: names).map { "did you mean `\($0)`?" }
        ?? "\(contract.name) has \(names.joined(separator: ", "))")
  }
}

extension Session {
  /// Shows the errors that keep a command from doing anything.
  func refuse(
    _ command: String, _ workspace: Workspace, _ arguments: ParsedArguments
  ) -> ExitStatus {
    let errors = DiagnosticBag(workspace.diagnostics.sorted.filter { $0.severity == .error })
    if arguments.has("json") {
      output.write(
        JSONWriter.write([
          "command": .string(command), command == "run" ? "lines" : "sections": [],
          "findings": JSONRenderer().value(of: errors.findings(), workspace.sources),
        ]))
    } else {
      print(errors.findings(), workspace.sources)
    }
    return .cannotRun
  }
}
