/// Where a market or a process stands on one path. Plain words without references: copying one
/// copies all there is, so a path can be split into several that go on from here.
package struct PathState: Hashable, Sendable, BitwiseCopyable {
  /// The model's value now: before the displacement that forced flow causes.
  package internal(set) var price: Int128
  /// Steps since the start.
  package internal(set) var step: Int = 0
  /// The logarithm of the value over the start, without shocks; models whose value may be anything
  /// keep the value itself here.
  package internal(set) var level: Int128 = 0
  /// The variance over its long-run mean, in models where it moves.
  var variance: Int128 = 0
  /// What the standard normal draws of a GARCH interval sum to so far.
  var drawn: Int128 = 0
  /// The regime, whether a peg is broken, or the row of a history.
  var place: Int = 0
  /// The normal draw of this step before it is correlated with others.
  var ownDraw: Int128 = 0
  /// Which model of a mixture this path follows.
  package internal(set) var part: Int = 0
  /// At which step each shock sets in.
  var onsets: Onsets = Onsets()

  init(price: Int128) { self.price = price }
}

/// The steps at which the shocks of a path set in; a shock there is none of never does.
struct Onsets: Hashable, Sendable, BitwiseCopyable {
  static let capacity = 4
  private var steps: (Int, Int, Int, Int) = (.max, .max, .max, .max)

  subscript(index: Int) -> Int {
    get {
      switch index {
      case 0: steps.0
      case 1: steps.1
      case 2: steps.2
      default: steps.3
      }
    }
    set {
      switch index {
      case 0: steps.0 = newValue
      case 1: steps.1 = newValue
      case 2: steps.2 = newValue
      default: steps.3 = newValue
      }
    }
  }

  static func == (left: Onsets, right: Onsets) -> Bool { left.steps == right.steps }

  func hash(into hasher: inout Hasher) {
    for index in 0..<Onsets.capacity { hasher.combine(self[index]) }
  }
}
