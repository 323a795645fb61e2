import Numerics

/// The last prices of a path, as many as the deepest look back needs: a ring in words of the
/// caller's, so that the state of a whole path can be one flat array that is copied at once.
///
/// It keeps no position: the price of step n stands at `n` modulo its length.
package struct PriceWindow: Hashable, Sendable {
  /// How many words of path state it takes: the prices of now and of `deepest` steps before.
  package let wordCount: Int
  /// The first of its words in the array that holds them.
  package let base: Int

  package init(deepest: Int, base: Int = 0) throws(MarketError) {
    guard deepest >= 0, Int128(deepest) <= SettingRange.steps.high else {
      throw .outOfRange(setting: "steps ago", value: Int128(deepest), allowed: .steps)
    }
    wordCount = deepest + 1
    self.base = base
  }

  /// Keeps the price of a step. Every step from 0 on is recorded, in order.
  @inline(__always)
  package func record(_ price: Int128, at step: Int, in words: inout [Int128]) {
    words[base + step % wordCount] = price
  }

  /// The price `stepsAgo` before `step`, the last one recorded; before the start there was only the
  /// start.
  @inline(__always)
  package func price(
    stepsAgo: Int, at step: Int, in words: [Int128]
  ) throws(MarketError) -> Int128 {
    guard stepsAgo >= 0, stepsAgo < wordCount else {
      throw .tooLongAgo(steps: stepsAgo, kept: wordCount - 1)
    }
    return words[base + max(0, step - stepsAgo) % wordCount]
  }

  /// By how much the price has changed in so many steps, as a ratio: -0.1 after a fall of 10%.
  package func move(
    steps: Int, at step: Int, in words: [Int128]
  ) throws(MarketError) -> Int128 {
    let before = try price(stepsAgo: steps, at: step, in: words)
    let now = try price(stepsAgo: 0, at: step, in: words)
    do {
      return try Fixed.divide(Fixed.subtract(now, before), before, .halfUp)
    } catch {
      throw .outgrown(step: step)
    }
  }
}
