import Foundation
import Testing

/// What the sources promise and no compiler checks.
@Suite("House rules")
struct HouseRulesTests {
  static let sources = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")

  /// Files of the targets below the command line, where the same input must give the same bytes on
  /// every machine.
  static func files(except excluded: [String]) throws -> [(name: String, lines: [String])] {
    try FileManager.default.subpathsOfDirectory(atPath: sources.path).sorted()
      .filter { name in
        name.hasSuffix(".swift") && !excluded.contains { name.hasPrefix($0 + "/") }
      }
      .map { name in
        let text = try String(contentsOf: sources.appending(path: name), encoding: .utf8)
        return (name, text.components(separatedBy: "\n"))
      }
  }

  /// Each banned name, and why.
  static let banned: [(pattern: String, reason: String)] = [
    (#"\bDouble\b|\bFloat\b|\bFloat80\b"#, "floating point differs between machines and orders"),
    (#"\bimport Foundation"#, "Foundation costs megabytes and brings locales and clocks"),
    (#"\bDate\b|\bContinuousClock\b|\bSuspendingClock\b"#, "a clock makes two runs differ"),
    (#"\bProcessInfo\b|\bgetenv\b"#, "the environment must not reach a result"),
    (#"\bhashValue\b|\bHasher\(\)"#, "hashes are seeded anew in every process"),
    (#"\bSystemRandomNumberGenerator\b|\.random\("#, "randomness comes from a seed"),
    (#"\.shuffled\(\)|\.randomElement\("#, "randomness comes from a seed"),
    (#"\bThread\.current\b|\bpthread_self\b"#, "results must not know their thread"),
    (#"\bfatalError\b|\btry!"#, "no input may end the process"),
    (#"\bTODO\b|\bFIXME\b|\bXXX\b"#, "what is not done is an issue, not a remark"),
  ]

  @Test("nothing below the command line can make two runs differ")
  func determinism() throws {
    for file in try HouseRulesTests.files(except: ["CommandLineTool", "plimsoll", "Benchmarks"]) {
      for (number, line) in file.lines.enumerated() {
        let code = line.components(separatedBy: "//")[0]
        for (pattern, reason) in HouseRulesTests.banned {
          #expect(
            code.range(of: pattern, options: .regularExpression) == nil,
            "\(file.name):\(number + 1): \(reason): \(line.trimmingCharacters(in: .whitespaces))")
        }
      }
    }
  }

  /// Generated text and pages of prose may be longer; code may not.
  @Test("a file of code is read in one sitting")
  func length() throws {
    for file in try HouseRulesTests.files(except: ["Diagnostics/Pages"])
    where !file.name.hasSuffix("+Generated.swift") {
      #expect(file.lines.count <= 401, "\(file.name) has \(file.lines.count) lines: split it")
    }
  }

  /// C is here to be measured against: what ships is Swift alone.
  @Test("C stands in its own target, and only the workloads and the benchmarks know it")
  func peers() throws {
    let peer = "PerpStepPeer"
    let foreign = try FileManager.default.subpathsOfDirectory(atPath: HouseRulesTests.sources.path)
      .filter { [".c", ".h", ".cpp", ".S"].contains(where: $0.hasSuffix) }
    #expect(!foreign.isEmpty)
    for name in foreign {
      #expect(name.hasPrefix(peer + "/"), "\(name): C stands in \(peer) only")
    }
    for file in try HouseRulesTests.files(except: ["Workloads", "Benchmarks"]) {
      #expect(!file.lines.contains { $0.hasSuffix("import \(peer)") }, "\(file.name) imports C")
    }
  }

  @Test("the top level holds what it should and nothing else")
  func topLevel() throws {
    let root = HouseRulesTests.sources.deletingLastPathComponent()
    let allowed: Set = ["Package.swift", "Sources", "Tests", "Contracts", "Specs", "README.md"]
    let found = try FileManager.default.contentsOfDirectory(atPath: root.path)
      .filter { !$0.hasPrefix(".") }
    #expect(Set(found).subtracting(allowed).isEmpty)
  }
}
