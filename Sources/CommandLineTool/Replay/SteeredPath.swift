import Campaign
import Market
import Semantics

/// A path whose prices are given step by step; all else is as on a path of the run.
struct SteeredPath {
  let path: UInt64
  /// By step, the first being step 1: the price of each market, before trades move it; `nil` where
  /// its model says.
  var prices: [[Int128?]]

  /// Walks as many steps as there are prices; measures and claims are known where that is all of
  /// them.
  func walk(_ runner: PathRunner) throws(PathProblem) {
    try runner.begin(path)
    for step in prices {
      for (market, price) in step.enumerated() { runner.heldPrices[market] = price }
      guard try runner.advance() else { break }
    }
    if runner.step == runner.world.program.spec.clock.steps { try runner.finish() }
  }
}
