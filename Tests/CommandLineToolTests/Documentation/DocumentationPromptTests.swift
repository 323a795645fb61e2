import CommandLineTool
import Foundation
import Testing

/// Sessions at the prompt that pages show: a `prompt` block holds what a terminal shows, and all of
/// them on a page are one session. What stands behind `Perpetual> ` is typed, the rest is compared.
@Suite("Documentation: prompt")
struct DocumentationPromptTests {
  private static let command = "$ plimsoll run "

  /// What a terminal shows, line by line.
  private final class Screen {
    var bytes: [UInt8] = []
  }

  /// The answers to lines typed one after the other; before the first of them what the program says
  /// when it starts.
  private func session(with contract: String, typing lines: [String]) throws -> [String] {
    let screen = Screen()
    var places: [Int] = []
    var rest = lines[...]
    let sink = Output(isTerminal: true) {
      screen.bytes += $0
      return true
    }
    let input = Input(isTerminal: true) { _ in
      places.append(screen.bytes.count)
      guard let line = rest.popFirst() else { return [] }
      screen.bytes += Array("\(line)\n".utf8)
      return Array("\(line)\n".utf8)
    }
    let path = Documentation.root.appending(path: contract).path
    _ = Plimsoll.run(
      ["run", path],
      Streams(input: input, output: sink, errors: sink, refusesColour: true))
    let text = String(decoding: screen.bytes, as: UTF8.self)
      .replacingOccurrences(of: Documentation.root.path + "/", with: "")
    // The program asks for every line in the same words.
    let question =
      try #require(text.components(separatedBy: "\n").dropFirst().first)
      .prefix { $0 != ">" } + "> "
    return text.components(separatedBy: "\n\(question)")
  }

  private func replay(_ page: String) throws -> String {
    var typed: [String] = []
    var contract = ""
    for block in Documentation.Block.all(in: page, "") where block.language == "prompt" {
      for line in block.text.split(separator: "\n") {
        if line.hasPrefix(Self.command) { contract = String(line.dropFirst(Self.command.count)) }
        if let line = Self.typed(line) { typed.append(line) }
      }
    }
    let answers = try session(with: contract, typing: typed)
    try #require(answers.count == typed.count + 1)
    var next = 1
    var lines: [Substring] = []
    var isPrompt = false
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") { isPrompt = line == "```prompt" }
      if !isPrompt || line.hasPrefix("```") {
        lines.append(line)
      } else if line.hasPrefix(Self.command) {
        lines += [line, answers[0][...]]
      } else if Self.typed(line) != nil {
        let name = line.prefix { $0 != ">" }
        var shown = "\(name)> \(answers[next])"
        // What ends the session ends the line as well.
        if next == answers.count - 1, shown.hasSuffix("\n") { shown.removeLast() }
        lines += shown.split(separator: "\n", omittingEmptySubsequences: false)
        next += 1
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func typed(_ line: Substring) -> String? {
    guard let end = line.range(of: "> "), !line.hasPrefix(" "),
      line[..<end.lowerBound].allSatisfy(\.isLetter), end.lowerBound > line.startIndex
    else { return nil }
    return String(line[end.upperBound...])
  }

  @Test("prints what a page says it prints", arguments: ["RunningByHand.md"])
  func page(_ name: String) throws {
    let file = Documentation.catalog.appending(path: name)
    let written = try String(contentsOf: file, encoding: .utf8)
    let replayed = try replay(written)
    if Documentation.isRecording { try Data(replayed.utf8).write(to: file) }
    #expect(replayed == written)
  }
}
