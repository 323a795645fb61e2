import Foundation
import Testing

/// Follows a page as a reader would, in a folder of its own: writes the files it shows, runs the
/// commands it shows, and compares what they print, byte for byte.
///
/// A `console` block holds commands, each after `$ `, and below each what it prints. A block whose
/// first line is `// file: PATH` is a file the reader writes, and one whose first line is
/// `// at the end of: PATH` is added to one.
struct Walkthrough {
  let folder: URL
  let tool: URL

  /// - Parameter shared: folders of the repository that the reader works beside.
  init(_ name: String, shared: [String]) throws {
    folder = URL(filePath: NSTemporaryDirectory())
      .appending(path: "plimsoll-\(name)-\(ProcessInfo.processInfo.processIdentifier)")
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for path in shared {
      let copy = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: Documentation.root.appending(path: path), to: copy)
    }
    // The program stands beside the tests that were built with it.
    tool = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent()
    try #require(
      FileManager.default.isExecutableFile(atPath: tool.appending(path: "plimsoll").path),
      "no program in \(tool.path)")
  }

  /// The page with what the commands really print.
  func replay(_ text: String) throws -> String {
    var lines: [Substring] = []
    var block: [Substring]?
    var isConsole = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let content = block {
        if line == "```" {
          lines += isConsole ? try console(content) : content
          if !isConsole { try write(content) }
          lines.append(line)
          block = nil
        } else {
          block?.append(line)
        }
        continue
      }
      lines.append(line)
      if line.hasPrefix("```") {
        isConsole = line == "```console"
        block = []
      }
    }
    return lines.joined(separator: "\n")
  }

  private func console(_ block: [Substring]) throws -> [Substring] {
    try block.filter { $0.hasPrefix("$ ") }.flatMap { line -> [Substring] in
      var printed = try run(String(line.dropFirst(2)))
        .split(separator: "\n", omittingEmptySubsequences: false)
      if printed.last == "" { printed.removeLast() }
      return [line] + printed
    }
  }

  private func write(_ block: [Substring]) throws {
    guard let first = block.first else { return }
    if first.hasPrefix("// at the end of: ") {
      let file = try FileHandle(
        forWritingTo: folder.appending(path: String(first.dropFirst(18))))
      try file.seekToEnd()
      try file.write(contentsOf: Data(block.dropFirst().map { $0 + "\n" }.joined().utf8))
      return
    }
    guard first.hasPrefix("// file: ") else { return }
    let text = block.map { $0 + "\n" }.joined()
    let file = folder.appending(path: String(first.dropFirst(9)))
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  private func run(_ command: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = folder
    process.environment = ["PATH": "\(tool.path):/usr/bin:/bin", "LC_ALL": "C"]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).filter { !isOfThisMachine($0) }.joined(separator: "\n")
  }

  /// What depends on how fast the machine or the build is: nothing that a page shows.
  private func isOfThisMachine(_ line: Substring) -> Bool {
    line.hasPrefix("note: this is a debug build") || line.contains(#/ of [\d_]+ paths, .* left/#)
  }
}

@Suite("Documentation: walkthroughs")
struct DocumentationTutorialTests {
  @Test(
    "prints what it says it prints",
    arguments: [
      ("Tutorial.md", []), ("TutorialMarket.md", ["Contracts", "Specs/histories"]),
      ("README.md", ["Contracts", "Specs/proposals"]), ("Gas.md", []), ("Calibrating.md", []),
      ("Voting.md", ["Contracts", "Specs/proposals"]), ("Attacking.md", []), ("Mutating.md", []),
    ])
  func page(_ name: String, shared: [String]) throws {
    let folder = name == "README.md" ? Documentation.root : Documentation.catalog
    let page = folder.appending(path: name)
    let walkthrough = try Walkthrough(name, shared: shared)
    defer { try? FileManager.default.removeItem(at: walkthrough.folder) }
    let written = try String(contentsOf: page, encoding: .utf8)
    let replayed = try walkthrough.replay(written)
    if Documentation.isRecording { try Data(replayed.utf8).write(to: page) }
    #expect(replayed == written)
  }
}
