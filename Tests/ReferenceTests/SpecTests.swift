import Diagnostics
import Foundation
import Reference
import Semantics
import Testing

/// Every example under `Specs` passes, exactly as it is written.
@Suite("The worked examples under Specs")
struct SpecTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let files: [String] = {
    let path = root.appending(path: "Specs").path
    let found = FileManager.default.enumerator(atPath: path)?.allObjects as? [String] ?? []
    // The volatility library waits for `ln` and `sqrt`.
    return found.filter { $0.hasSuffix(".spec") && $0 != "std/volatility.spec" }.sorted()
  }()

  /// How many examples a file must hold at least; a case counts as one.
  static let least = [
    "perpetual.spec": 10, "lending.spec": 10, "venues/aave.spec": 10, "venues/bitmex.spec": 10,
    "venues/dydx.spec": 60, "std/margin.spec": 10, "std/oracle.spec": 10,
  ]

  @Test("none is missing") func noneIsMissing() {
    #expect(Set(Self.least.keys).isSubset(of: Set(Self.files)))
  }

  @Test("pass", arguments: files)
  func pass(_ file: String) throws {
    let path = Self.root.appending(path: "Specs").appending(path: file).path
    var project = Project(
      workspace: Workspace { path in
        FileManager.default.contents(atPath: path).map { .bytes(Array($0)) } ?? .missing
      })
    let examples = project.check(path).examples
    let sources = project.workspace.sources
    #expect(examples.count >= Self.least[file, default: 1])
    for example in examples {
      for finding in ExampleRunner.run(example).findings(in: sources) {
        let line = finding.primary.map { sources.position(of: $0.span).line } ?? 0
        Issue.record(
          "\(file):\(line): \(example.title): \(finding.headline) \(finding.notes)")
      }
    }
  }
}
