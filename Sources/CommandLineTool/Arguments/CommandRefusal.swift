import Diagnostics
import Semantics

/// What a command line asks for and cannot have, and what to do about it.
struct CommandRefusal: Error {
  let what: String
  let help: String
}

extension Session {
  /// On standard error, as with everything that is about the command line and not about a file.
  func refuse(_ refusal: CommandRefusal) -> ExitStatus {
    streams.errors.line("error: \(refusal.what.escapedForDisplay)")
    streams.errors.line("  = help: \(refusal.help.escapedForDisplay)")
    return .cannotRun
  }
}

extension [CheckedSpec] {
  /// The one that a command is about: the only one of the file, or the one with the name.
  func one(named name: String?, in path: String) throws(CommandRefusal) -> CheckedSpec {
    let known = map(\.name)
    let list = known.map { "`\($0)`" }.joined(separator: ", ")
    guard let first else {
      throw CommandRefusal(
        what: "`\(path)` holds no spec", help: "name the file that `plimsoll test` has named")
    }
    guard let name else {
      guard count == 1 else {
        throw CommandRefusal(
          what: "`\(path)` holds \(count) specs", help: "choose one with --spec: \(list)")
      }
      return first
    }
    guard let spec = self.first(where: { $0.name == name }) else {
      throw CommandRefusal(
        what: "`\(path)` holds no spec `\(name)`",
        help: nearest(name, among: known).map { "did you mean `\($0)`?" } ?? "it holds \(list)")
    }
    return spec
  }
}
