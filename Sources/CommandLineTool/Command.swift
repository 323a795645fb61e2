import Diagnostics
import Semantics

/// A command: what it says about itself, and what it does.
struct Command: Sendable {
  let description: CommandDescription
  let run: @Sendable (ParsedArguments, Session) throws(UsageError) -> ExitStatus
}

/// What every command needs while it runs.
struct Session {
  let streams: Streams
  let palette: Palette

  init(_ streams: Streams, _ arguments: ParsedArguments) {
    self.streams = streams
    let choice = arguments.value("color").flatMap(ColourChoice.init) ?? .auto
    palette = choice.palette(for: streams.output, streams)
  }

  var output: Output { streams.output }

  /// A project whose files come from the file system, and from standard input for `-`.
  func project() -> Project {
    Project(
      workspace: Workspace { path in
        switch FileSearch.read(path, streams) {
        case .success(let bytes): .bytes(bytes)
        case .failure(.missing): .missing
        case .failure(.refused(let why)): .refused(why)
        }
      })
  }

  /// Prints findings in full. They are the result of a check, so they go to standard output.
  func print(_ findings: Findings, _ sources: SourceMap) {
    let renderer = FullRenderer(palette: palette)
    for diagnostic in findings.shown {
      output.line(renderer.render(diagnostic, sources))
    }
    if findings.hidden > 0 {
      output.line("and \(findings.hidden) more that are not shown; mend these first\n")
    }
  }

  /// A debug build is 50 to 130 times slower: whoever starts something long should know.
  func warnIfDebugBuild() {
    #if DEBUG
      streams.errors.line(
        "note: this is a debug build, many times slower; use `swift run -c release plimsoll`")
    #endif
  }
}

/// `2 errors and 1 warning`.
func counted(_ number: Int, _ noun: String) -> String {
  number == 1 ? "1 \(noun)" : "\(grouped(number)) \(noun)s"
}
