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
      wanted: advice(for: wanted, among: names, called: "actions of \(contract.name)"))
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

/// What to write instead of a name that nothing has: the one that was probably meant, and the first
/// of all there are, the nearest in front.
func advice(for name: String, among names: [String], called noun: String) -> String {
  let shown = 10
  let sorted = nearestFirst(name, among: names)
  guard !sorted.isEmpty else { return "there are no \(noun)" }
  let question = nearest(name, among: names).map { "did you mean `\($0)`? " } ?? ""
  let rest = sorted.count > shown ? " and \(sorted.count - shown) more" : ""
  return question + "the \(noun) are " + sorted.prefix(shown).joined(separator: ", ") + rest
}
