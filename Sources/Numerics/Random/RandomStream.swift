/// A stream of random words named by what it is for.
///
/// Streams with different (seed, purpose, path, step) are independent, and a stream is the same
/// whenever and wherever it is made, so one more draw in one place shifts nobody else:
///
///     var stream = RandomStream(seed: 7, purpose: 1, path: 1_203, step: 44)
///     let shock = stream.normal(mean: 0, sigma: Fixed.unit)
///
/// The counter of the generator is laid out as
///
///     block number | path | step | 0 draws, 1 splits
///
/// under the key (seed, purpose); a split replaces the key.
package struct RandomStream: RandomNumberGenerator, Sendable {
  private let key: (UInt64, UInt64)
  private let path: UInt64
  private let step: UInt64
  private var blocksDrawn: UInt64 = 0
  private var block: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  private var wordsLeft = 0

  package init(seed: UInt64, purpose: UInt64, path: UInt64, step: UInt64) {
    self.init(key: (seed, purpose), path: path, step: step)
  }

  private init(key: (UInt64, UInt64), path: UInt64, step: UInt64) {
    self.key = key
    self.path = path
    self.step = step
  }

  /// An independent stream named by this one's name and `label`, whatever has been drawn from this
  /// one before. Splits of splits are independent too: the label is hashed into a new 128-bit key.
  package func split(_ label: UInt64) -> RandomStream {
    let (first, second, _, _) = Philox.block(counter: (label, path, step, 1), key: key)
    return RandomStream(key: (first, second), path: path, step: step)
  }

  package mutating func next() -> UInt64 {
    if wordsLeft == 0 {
      block = Philox.block(counter: (blocksDrawn, path, step, 0), key: key)
      blocksDrawn &+= 1
      wordsLeft = 4
    }
    wordsLeft &-= 1
    switch wordsLeft {
    case 3: return block.0
    case 2: return block.1
    case 1: return block.2
    default: return block.3
    }
  }

  /// 128 random bits: two words, the first on top.
  package mutating func nextWide() -> UInt128 {
    let high = next()
    return Wide.join(high, next())
  }
}
