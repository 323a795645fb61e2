import Diagnostics
import Foundation
import Reference
import Semantics
import Testing

/// Every example under `Specs` passes, exactly as it is written; so do those of the programs the
/// language was designed around.
@Suite("The worked examples")
struct SpecTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let files: [String] = ["Specs", "Tests/Fixtures/programs"].flatMap { folder in
    let path = root.appending(path: folder).path
    let found = FileManager.default.enumerator(atPath: path)?.allObjects as? [String] ?? []
    return found.filter { $0.hasSuffix(".spec") }.sorted().map { "\(folder)/\($0)" }
  }

  /// How many examples a file must hold at least; a case counts as one.
  static let least = [
    "Specs/perpetual.spec": 10, "Specs/lending.spec": 10, "Specs/venues/aave.spec": 10,
    "Specs/venues/bitmex.spec": 10, "Specs/venues/dydx.spec": 60, "Specs/venues/comet.spec": 15,
    "Specs/venues/drift.spec": 40, "Specs/venues/gmx.spec": 20, "Specs/venues/morpho.spec": 15,
    "Specs/std/margin.spec": 10, "Specs/std/invariants.spec": 25,
    "Specs/std/options.spec": 9, "Specs/std/oracle.spec": 10, "Specs/std/volatility.spec": 7,
    "Specs/venues/binance.spec": 25, "Specs/venues/bybit.spec": 15,
    "Specs/venues/hyperliquid.spec": 20, "Specs/venues/adl-paper.spec": 25,
    "Specs/clearing.spec": 15, "Specs/deleveraging.spec": 12, "Specs/deleveraging-choices.spec": 20,
    "Specs/collateral.spec": 15,
    "Specs/interventions.spec": 12, "Specs/automation.spec": 8, "Specs/lib/oracle.spec": 10,
    "Specs/lib/breaker.spec": 15, "Specs/lib/insurance.spec": 10, "Specs/lib/margin.spec": 10,
    "Specs/lib/liquidation.spec": 10, "Specs/lib/waterfall.spec": 12, "Specs/lib/hedge.spec": 8,
    "Tests/Fixtures/programs/programs.spec": 14,
  ]

  @Test("none is missing") func noneIsMissing() {
    #expect(Set(Self.least.keys).isSubset(of: Set(Self.files)))
  }

  @Test("pass", arguments: files)
  func pass(_ file: String) throws {
    let path = Self.root.appending(path: file).path
    var project = Project(
      workspace: Workspace { path in
        FileManager.default.contents(atPath: path).map { .bytes(Array($0)) } ?? .missing
      })
    let checked = project.check(path)
    let examples = checked.examples
    let sources = project.workspace.sources
    // A file of specs to simulate may do without worked examples.
    #expect(examples.count >= Self.least[file, default: checked.specs.isEmpty ? 1 : 0])
    for example in examples {
      for finding in ExampleRunner.run(example).findings(in: sources) {
        let line = finding.primary.map { sources.position(of: $0.span).line } ?? 0
        Issue.record(
          "\(file):\(line): \(example.title): \(finding.headline) \(finding.notes)")
      }
    }
  }
}
