import Foundation
import Testing

/// The tables of alarms in `Specs/README.md` are what their two commands print.
@Suite("Early warning")
struct EarlyWarningTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let end = "<!-- end of alarms -->"

  @Test(
    "each figure is what its commands print",
    .enabled(if: environment["PLIMSOLL_FINDINGS"] == "1", "set PLIMSOLL_FINDINGS=1"))
  func tables() throws {
    let page = SystemFiles.root.appending(path: "Specs/README.md")
    var text = try String(contentsOf: page, encoding: .utf8)
    for setting in ["score_limit = 25%", "score_limit = 35%"] {
      let head = "<!-- alarms: \(setting) -->\n"
      let start = try #require(text.range(of: head)).upperBound
      let end = try #require(text[start...].range(of: Self.end)).lowerBound
      let table = try printed(with: setting)
      if Self.environment["PLIMSOLL_RECORD"] == "1" {
        text.replaceSubrange(start..<end, with: table)
      } else {
        #expect(text[start..<end] == table, "\(setting)")
      }
    }
    if Self.environment["PLIMSOLL_RECORD"] == "1" {
      try text.write(to: page, atomically: true, encoding: .utf8)
    }
  }

  /// What the script prints about 768 paths of the spec with this setting.
  private func printed(with setting: String) throws -> String {
    let scratch = try Scratch()
    let spec = SystemFiles.root.appending(path: "Specs/markets/early-warning.spec")
    let changed = try String(contentsOf: spec, encoding: .utf8)
      .replacing("set quorum = 1", with: "set \(setting), quorum = 1")
      .replacing("../../Contracts", with: SystemFiles.root.appending(path: "Contracts").path)
    let file = try scratch.write("early-warning.spec", changed)
    let rows = scratch.url.appending(path: "paths.csv").path
    let run = plimsoll("test", file, "--paths", "768", "--csv", rows)
    #expect(run.errors.contains("error") == false, "\(run.errors)")
    let script = SystemFiles.root.appending(path: "Tests/Fixtures/early/table.py").path
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", script, rows]
    process.standardOutput = pipe
    try process.run()
    let output = try #require(try pipe.fileHandleForReading.readToEnd())
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: output, as: UTF8.self)
  }
}
