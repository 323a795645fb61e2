import Foundation

/// Whole processes, from being started to having ended, by the processor time they used.
///
/// Without the tool there are no such rows.
func processRows() -> [Row] {
  guard let tool = plimsollTool else { return [] }
  return [row("start plimsoll --version", [tool, "--version"])]
    + [15, 500].compactMap { markets in
      let text = generatedContract(markets: markets)
      let file = FileManager.default.temporaryDirectory
        .appending(path: "plimsoll-benchmark-\(markets).risk")
      guard (try? Data(text.utf8).write(to: file, options: .atomic)) != nil else { return nil }
      let lines = text.utf8.count { $0 == UInt8(ascii: "\n") }
      return row("start plimsoll check, \(lines) lines", [tool, "check", file.path])
    }
}

/// The tool, beside this program, where `swift build` puts it.
var plimsollTool: String? {
  let tool = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "plimsoll").path
  return FileManager.default.isExecutableFile(atPath: tool) ? tool : nil
}

private func row(_ name: String, _ command: [String]) -> Row {
  Row(
    name: name, operations: 1, clock: .children, work: { run(command) },
    twin: Row.Twin(name: "a process that does nothing", isExact: false) { run(["/bin/true"]) },
    difference: { run(command) == 0 ? nil : "it does not end with status 0" })
}

/// Waits for the process and gives back how it ended.
func run(_ command: [String]) -> Int128 {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
  var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
  defer { for word in words { free(word) } }
  var process = pid_t()
  guard posix_spawn(&process, command[0], &actions, nil, &words, environ) == 0 else { return -1 }
  var status: Int32 = 0
  waitpid(process, &status, 0)
  return Int128(status)
}
