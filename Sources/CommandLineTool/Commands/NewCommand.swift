import Diagnostics

extension Command {
  /// `plimsoll new`: a first contract and its spec.
  static let new = Command(
    description: CommandDescription(
      name: "new", summary: "write a first contract and its spec",
      positionals: "NAME", positionalLimits: 1...1, options: [.json],
      details: """
        Writes Contracts/NAME.risk and Specs/NAME.spec below the current folder. Nothing is
        overwritten.
        """,
      examples: ["new vault"]),
    run: { arguments, session throws(UsageError) in
      guard let starter = Starter(name: arguments.positionals[0]) else {
        throw .badValue(
          what: "name", found: arguments.positionals[0],
          wanted: "use letters, digits, `-` and `_`, beginning with a letter: `my-vault`")
      }
      return write(starter, session, asJSON: arguments.has("json"))
    })

  private static func write(
    _ starter: Starter, _ session: Session, asJSON: Bool
  ) -> ExitStatus {
    let files = [(starter.contractPath, starter.contract), (starter.specPath, starter.spec)]
    for (path, _) in files where System.kind(of: path) != .missing {
      session.streams.errors.line("error: `\(path)` is already there")
      session.streams.errors.line("  = help: choose another name, or move the file away")
      return .cannotRun
    }
    do {
      try System.makeFolder("Contracts")
      try System.makeFolder("Specs")
      for (path, text) in files {
        try System.write(Array(text.utf8), to: path)
        if !asJSON { session.output.line("wrote \(path)") }
      }
    } catch {
      session.streams.errors.line("error: cannot write here: \(error.reason)")
      session.streams.errors.line("  = help: go to a folder you may write to")
      return .cannotRun
    }
    if asJSON {
      session.output.write(
        JSONWriter.write(["command": "new", "written": .array(files.map { .string($0.0) })]))
      return .success
    }
    session.output.line("next: plimsoll test \(starter.specPath)")
    return .success
  }
}
