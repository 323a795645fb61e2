import Campaign
import Compiler
import Diagnostics
import Machine
import Market
import Numerics
import Semantics
import Statistics

/// One spec, simulated: what it was asked to do, and what came of it.
struct SimulationRun {
  let path: String
  let spec: CheckedSpec
  let world: World
  let budget: UInt64
  let outcome: Campaign.Outcome

  /// Account-steps a spec takes where nobody says how many paths.
  private static let standardSteps = 100_000_000

  /// Paths for a spec where nobody says how many: as many as a minute allows, whatever the size of
  /// its tables.
  static func standardBudget(_ world: World) -> UInt64 {
    let rows = max(1, world.accountRows)
    let each = max(1, rows * world.program.spec.clock.steps)
    return UInt64(min(10_000, max(256, standardSteps / each)))
  }
}

extension World {
  /// Rows of all tables people keep accounts in.
  var accountRows: Int {
    rows.max() ?? 1
  }
}
