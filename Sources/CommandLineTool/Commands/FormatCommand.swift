import Diagnostics
import Semantics
import Syntax

extension Command {
  /// `plimsoll fmt`: one obvious style.
  static let format = Command(
    description: CommandDescription(
      name: "fmt", summary: "rewrite files in the one obvious style",
      positionals: "PATH..", positionalLimits: 1...10_000,
      options: [
        .init("check", "write nothing; say which files would change"),
        .init("diff", "write nothing; print what would change"),
        .json, .colour,
      ],
      details: """
        Line breaks stay where the author put them; indentation, spacing and the columns of
        declarations are made even. A file with syntax errors is left alone. `-` formats standard
        input to standard output.
        """,
      examples: ["fmt Contracts Specs", "fmt --check --diff Contracts/perpetual.risk"]),
    run: { arguments, session throws(UsageError) in FormatRun(arguments, session).run() })
}

private struct FormatRun {
  let arguments: ParsedArguments
  let session: Session

  init(_ arguments: ParsedArguments, _ session: Session) {
    self.arguments = arguments
    self.session = session
  }

  private var writesNothing: Bool { arguments.has("check") || arguments.has("diff") }

  func run() -> ExitStatus {
    let search = FileSearch(arguments.positionals, kinds: [.risk, .spec])
    var workspace = session.project().workspace
    var changed: [String] = []
    for problem in search.problems { workspace.diagnostics.report(problem) }
    var leftAlone = 0
    for path in search.files {
      guard let file = workspace.load(path), !workspace.isBroken(file.source) else {
        leftAlone += 1
        continue
      }
      let source = workspace.sources[file.source]
      let formatted = Syntax.format(file, source)
      if path == "-", !writesNothing {
        session.output.write(formatted)
      } else if formatted != source.bytes {
        changed.append(path)
        store(formatted, replacing: source.bytes, at: path, &workspace)
      }
    }
    let findings = workspace.diagnostics.findings()
    if arguments.has("json") {
      let document: JSONValue = [
        "command": "fmt", "files": .integer(search.files.count),
        "changed": .array(changed.map { .string($0) }),
        "written": .bool(!writesNothing && !changed.isEmpty),
        "findings": JSONRenderer().value(of: findings, workspace.sources),
      ]
      session.output.write(JSONWriter.write(document))
    } else {
      session.print(findings, workspace.sources)
      if !(search.files == ["-"] && !writesNothing) {
        session.output.line(summary(changed: changed.count, leftAlone, of: search.files.count))
      }
    }
    if findings.errors > 0 { return .cannotRun }
    return writesNothing && !changed.isEmpty ? .findings : .success
  }

  private func store(
    _ formatted: [UInt8], replacing old: [UInt8], at path: String, _ workspace: inout Workspace
  ) {
    let isText = !arguments.has("json")
    if arguments.has("diff"), isText {
      session.output.write(unifiedDiff(old, formatted, path: path))
    }
    if arguments.has("check"), isText { session.output.line("would change \(path)") }
    guard !writesNothing else { return }
    do {
      try System.write(formatted, to: path)
      if isText { session.output.line("formatted \(path)") }
    } catch {
      workspace.diagnostics.report(.notWritable(path, error.reason))
    }
  }

  private func summary(changed: Int, _ leftAlone: Int, of total: Int) -> String {
    var parts = [counted(total, "file")]
    if leftAlone > 0 { parts.append("\(leftAlone) left alone: see the errors above") }
    if changed > 0 {
      parts.append(
        writesNothing
          ? "\(changed) would change; run `plimsoll fmt` to write them" : "\(changed) changed")
    } else if leftAlone < total {
      parts.append("nothing to change")
    }
    return parts.joined(separator: ", ")
  }
}
