import Campaign
import Deployment
import Market
import Reference
import Semantics

/// A path whose prices are given step by step; all else is as on a path of the run.
struct SteeredPath {
  let path: UInt64
  /// By step, the first being step 1: the price of each market, before trades move it; `nil` where
  /// its model says.
  var prices: [[Int128?]]

  /// Walks as many steps as there are prices; measures and claims are known where that is all of
  /// them.
  ///
  /// - Parameter look: sees the state after the setup and after every step.
  func walk(_ runner: PathRunner, looking look: ((State) -> Void)? = nil) throws(PathProblem) {
    try runner.begin(path)
    look?(runner.machine.presentState)
    for step in prices {
      for (market, price) in step.enumerated() { runner.heldPrices[market] = price }
      let goesOn = try runner.advance()
      look?(runner.machine.presentState)
      guard goesOn else { break }
    }
    if runner.step == runner.world.program.spec.clock.steps { try runner.finish() }
  }
}
