import Numerics
import Statistics

/// What splitting found of one expectation.
package struct RareFindings: Hashable, Sendable {
  package let chance: RareChance
  /// Levels of severity up to the event itself, which is the last.
  package let levels: Int
  package let repetitions: Int
  /// Paths at each level of a repetition.
  package let effort: Int
  /// Steps that as many plain paths would take as tell the chance equally well; `nil` where that
  /// is not known.
  package let plainSteps: UInt64?

  init(_ chance: RareChance, levels: Int, repetitions: Int, effort: Int, steps: Int) {
    self.chance = chance
    self.levels = levels
    self.repetitions = repetitions
    self.effort = effort
    plainSteps = chance.plainPaths.map {
      let (all, overflow) = $0.multipliedReportingOverflow(by: UInt64(steps))
      return overflow ? .max : all
    }
  }
}
