import Campaign
import Foundation
import Testing

/// The specs that are shipped: they run, and their congestion is one.
@Suite struct ShippedTests {
  static let files = [
    "perpetual", "lending", "interventions", "automation", "clearing", "collateral",
    "deleveraging", "contagion",
  ].map { "Specs/markets/\($0).spec" }

  @Test(arguments: files + ["Specs/crash-week.spec"])
  func `run`(file: String) throws {
    let specs = try Trial.checked(file)
    #expect(!specs.isEmpty && specs.count <= 5)
    for spec in specs {
      let world = try World(SpecProgram(spec), seed: 1)
      let largest = zip(world.rows, spec.contract.tables).filter { $1.keys.isEmpty }.map(\.0).max()
      #expect((largest ?? 1) * spec.clock.steps * 1_024 <= 300_000_000, "\(spec.name)")
      _ = try PathRunner(world).run(0)
    }
  }

  @Test(arguments: files.filter { !$0.contains("contagion") })
  func `a full block refuses at least one call in twenty`(file: String) throws {
    let specs = try Trial.checked(file)
    let spec = try #require(specs.first { $0.name.contains("Congestion") })
    let runner = try PathRunner(World(SpecProgram(spec), seed: 1))
    for path in 0..<8 as Range<UInt64> { _ = try runner.run(path) }
    let refused = runner.tally.refusedForGas
    let calls = refused.indices.filter { refused[$0] > 0 }.map { runner.tally.calls[$0] }
    #expect(refused.reduce(0, +) * 20 >= calls.reduce(0, +))
    #expect(refused.reduce(0, +) > 0)
  }
}
