import Numerics

/// Why a market, a process, an oracle or a history cannot be made, or cannot go on. Cases carry
/// values; the sentences are in `MarketError+Wording.swift`.
///
/// Rows are counted from zero, words are raw fixed point.
package enum MarketError: Error, Hashable, Sendable {
  // Histories.
  case historyLengths(times: Int, prices: Int)
  case historyTooShort(rows: Int)
  case historyDisorder(row: Int, time: Int128, before: Int128)
  case historyPrice(row: Int, price: Int128)
  case historySpan(first: Int128, last: Int128)
  case historyTooLong(steps: Int128, most: Int128)
  case historyShorterThanStep(span: Int128, step: Int128)
  case historyMissing(model: String)

  // Settings as they are written.
  case unknownModel(String, known: [String])
  case unknownSetting(owner: String, setting: String, known: [String])
  case missingSetting(owner: String, setting: String)
  case repeatedSetting(owner: String, setting: String)
  case labelCount(setting: String, wanted: Int, found: Int)
  case missingClause(setting: String, clause: Clause.Kind)
  case strangeClause(setting: String, clause: Clause.Kind)

  // What they say.
  case step(Int128)
  case outOfRange(setting: String, value: Int128, allowed: SettingRange)
  case tooMuchPerStep(setting: String, step: Int128)
  case tooManyJumps(step: Int128)
  case notWholeSteps(setting: String, value: Int128, step: Int128)
  case notStationary(alpha: Int128, beta: Int128)
  case floorAboveLevel(floor: Int128, level: Int128)
  case floorAboveCeiling(floor: Int128, ceiling: Int128)
  case regimeCount(Int, most: Int)
  case repeatedRegime(String)
  case unknownRegime(String, from: String)
  case regimeBothWays(String)
  case emptyMixture
  case weightlessMixture
  case nestedMixture
  case unlikeMixture
  case tooManyShocks(Int, most: Int)
  case shockBothWays

  // Several markets together.
  case tooManyMembers(Int, most: Int)
  case sharedPurpose(first: Int, second: Int)
  case correlationSize(wanted: Int, found: Int)
  case correlationRange(first: Int, second: Int, value: Int128)
  case correlationAsymmetric(first: Int, second: Int)
  case correlationOfItself(member: Int, value: Int128)
  case correlationImpossible(member: Int, excess: Int128)
  case correlationWithoutDraws(member: Int)
  case unknownMember(Int, count: Int)
  case unlikeSteps(first: Int128, second: Int128)

  // On a path.
  case outgrown(step: Int)
  case depthExceeded(size: Int128, price: Int128)
  case tooLongAgo(steps: Int, kept: Int)
}
