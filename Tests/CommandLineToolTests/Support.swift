import CommandLineTool
import Foundation

/// One run of the tool, as a person at a terminal would see it.
struct Transcript {
  let status: ExitStatus
  let output: String
  let errors: String
}

/// A class because the streams write into it.
private final class Collected {
  var bytes: [UInt8] = []
}

func plimsoll(
  _ arguments: String..., input: [UInt8] = [], terminal: Bool = false, noColour: Bool = false
) -> Transcript {
  plimsoll(arguments, input: input, terminal: terminal, noColour: noColour)
}

func plimsoll(
  _ arguments: [String], input: [UInt8] = [], terminal: Bool = false, noColour: Bool = false,
  interruption: Interruption = .never
) -> Transcript {
  let output = Collected()
  let errors = Collected()
  func sink(_ into: Collected) -> Output {
    Output(isTerminal: terminal) {
      into.bytes += $0
      return true
    }
  }
  let status = Plimsoll.run(
    arguments,
    Streams(
      input: Input(input), output: sink(output), errors: sink(errors), refusesColour: noColour,
      interruption: interruption))
  return Transcript(
    status: status, output: String(decoding: output.bytes, as: UTF8.self),
    errors: String(decoding: errors.bytes, as: UTF8.self))
}

/// A folder of the test's own, gone when the test ends.
final class Scratch {
  let url: URL
  var path: String { url.path }

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "plimsoll-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Array(text.utf8))
  }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }

  func read(_ name: String) throws -> String {
    try String(contentsOf: url.appending(path: name), encoding: .utf8)
  }
}
