import Diagnostics
import Reference

/// The command line tool as a function: arguments in, streams written, status out.
package enum Plimsoll {
  package static let version = "0.1.0"

  /// Every command, in the order of the help.
  static let commands: [Command] = [
    .check, .test, .fuzz, .replay, .promote, .vote, .verify, .sweep, .mutate, .run, .gas,
    .calibrate, .disassemble, .format, .new, .explain,
  ]

  /// What each command says about itself, for the command reference.
  package static var descriptions: [CommandDescription] { commands.map(\.description) }

  /// Runs the program.
  /// - Parameter arguments: the words after the program's name.
  package static func run(_ arguments: [String], _ streams: Streams) -> ExitStatus {
    defer {
      streams.output.flush()
      streams.errors.flush()
    }
    guard let first = arguments.first else {
      streams.output.write(greeting)
      return .success
    }
    switch first {
    case "help", "--help", "-h":
      return help(Array(arguments.dropFirst()), streams)
    case "--version", "version":
      streams.output.line("plimsoll \(version)")
      return .success
    default: break
    }
    guard let command = commands.first(where: { $0.description.name == first }) else {
      return fail(unknownCommand(first), command: nil, streams)
    }
    return run(command, Array(arguments.dropFirst()), streams)
  }

  private static func run(_ command: Command, _ words: [String], _ streams: Streams)
    -> ExitStatus
  {
    let description = command.description
    do throws(UsageError) {
      let parsed = try description.parse(words)
      if parsed.has("help") {
        streams.output.write(description.helpText)
        return .success
      }
      return try perform(command, parsed, streams)
    } catch {
      return fail(error, command: description.name, streams)
    }
  }

  /// Rules may nest as deep as the language allows, in text and in evaluation; one deep stack serves
  /// whatever a command does with them.
  private static func perform(
    _ command: Command, _ arguments: ParsedArguments, _ streams: Streams
  ) throws(UsageError) -> ExitStatus {
    let result = DeepStack.run { () -> Result<ExitStatus, UsageError> in
      do throws(UsageError) {
        return .success(try command.run(arguments, Session(streams, arguments)))
      } catch { return .failure(error) }
    }
    return try result?.get() ?? .cannotRun
  }

  private static func help(_ words: [String], _ streams: Streams) -> ExitStatus {
    guard let name = words.first else {
      streams.output.write(overview)
      return .success
    }
    guard let command = commands.first(where: { $0.description.name == name }) else {
      return fail(unknownCommand(name), command: nil, streams)
    }
    streams.output.write(command.description.helpText)
    return .success
  }

  private static func unknownCommand(_ name: String) -> UsageError {
    let names = descriptions.map(\.name) + ["help", "--help", "--version"]
    return .unknownCommand(name, suggestion: nearest(name, among: names))
  }

  private static func fail(_ error: UsageError, command: String?, _ streams: Streams)
    -> ExitStatus
  {
    streams.errors.line("error: \(error.headline)")
    streams.errors.line("  = help: \(error.help(command: command))")
    return .usage
  }

  /// What `plimsoll` alone says.
  private static let greeting = """
    Plimsoll \(version): write risk rules as small scripts, and see whether they hold.
      plimsoll new vault       write a first contract and its spec
      plimsoll check           check every contract under Contracts and Specs
      plimsoll test            run every example under Specs
    `plimsoll help` lists all commands.

    """

  /// The list of commands.
  package static var overview: String {
    let width = descriptions.map(\.name.count).max() ?? 0
    let rows = descriptions.map {
      "  \($0.name)\(String(repeating: " ", count: width - $0.name.count))  \($0.summary)\n"
    }
    return """
      usage: plimsoll COMMAND [OPTIONS] [ARGUMENTS]

      commands:
      \(rows.joined())
      `plimsoll COMMAND --help` explains one, with an example. Exit status: 0 clean, 1 findings,
      2 could not run, 64 wrong usage.

      """
  }
}

extension Plimsoll {
  /// Runs the process: its arguments, its streams, its status.
  package static func main() -> Never {
    let status = run(Array(CommandLine.arguments.dropFirst()), .standard())
    System.leave(status.rawValue)
  }
}
