import Foundation
import Testing

/// Specs that a script writes are what it would write now, and so are the tables beside them.
@Suite("Generated specs")
struct GeneratedSpecTests {
  struct Script: CustomTestStringConvertible, Sendable {
    let path: String
    /// What Python needs beside its own library.
    let module: String
    let folder: String
    let read: [String]
    let written: [String]

    var testDescription: String { path }
  }

  static let scripts = [
    Script(
      path: "Tests/Fixtures/history/waves.py", module: "csv", folder: "Specs/history",
      read: ["hyperliquid-2025-10-10-waves.csv", "hyperliquid-2025-10-10-policies.csv"],
      written: ["waves.risk", "waves.spec", "README.md"]),
    Script(
      path: "Tests/Fixtures/options/grid.py", module: "mpmath", folder: "Specs/std",
      read: [], written: ["options-grid.spec"]),
  ]

  @Test(arguments: scripts)
  func `are what their script writes`(_ script: Script) throws {
    guard try python(["-c", "import \(script.module)"]) == 0 else {
      print("skipped: \(script.path) (python3 with \(script.module) is not here)")
      return
    }
    let scratch = try Scratch()
    let folder = SystemFiles.root.appending(path: script.folder)
    for name in script.read + script.written {
      try scratch.write(name, Array(Data(contentsOf: folder.appending(path: name))))
    }
    #expect(try python([SystemFiles.root.appending(path: script.path).path, scratch.path]) == 0)
    for name in script.written {
      let now = try scratch.read(name)
      let committed = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      #expect(now == committed, "\(name): run python3 \(script.path)")
    }
  }

  /// The figures on the page of the waves are those that the examples ask the contract for.
  @Test func `the page of the waves says what the examples ask for`() throws {
    let folder = SystemFiles.root.appending(path: "Specs/history")
    let spec = try String(contentsOf: folder.appending(path: "waves.spec"), encoding: .utf8)
    let page = try String(contentsOf: folder.appending(path: "README.md"), encoding: .utf8)
    // By policy, then by wave: name, number, taken, shared, asked, most, part, turned.
    let examples = spec.split(separator: "\nexample ").dropFirst().map { example in
      example.split(separator: "\n").filter { $0.contains("wave_") }.map { line in
        line.split(separator: " ").map { Double($0.replacing("_", with: "")) ?? 0 }
      }
    }
    #expect(examples.map(\.count) == [16, 16, 16, 16])
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| ") }
      .map { FindingsPage.cells(String($0)) }.filter { Int($0[0]) != nil }
    let budgets = rows.filter { $0.count == 9 }
    let people = rows.filter { $0.count == 6 }
    #expect(budgets.count == 16 && people.count == 16)
    for (policy, waves) in examples.enumerated() {
      for (number, wave) in waves.enumerated() {
        let taken = numbers(budgets[number][5 + policy])
        #expect(abs(taken[0] - wave[2]) <= 0.5)
        #expect(abs((taken.count > 1 ? taken[1] : 0) - wave[3]) <= 0.5)
        let asked = numbers(people[number][2 + policy])
        #expect(asked[0] == wave[4] && asked[3] == wave[7])
        #expect(abs(asked[1] - wave[5]) <= 0.5)
        #expect(abs(asked[2] - 100 * wave[6]) <= 0.005_001)
      }
    }
  }

  /// The numbers of a cell such as `20: 2_821, 7.87 %, 0` or `5_284 + 2_772`.
  private func numbers(_ cell: String) -> [Double] {
    cell.split { ":,+% ".contains($0) }.compactMap { Double($0.replacing("_", with: "")) }
  }

  private func python(_ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
