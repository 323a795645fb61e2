/// What a proof holds for: intervals of all that is the same for every row and a variant works with.
///
/// A row that is kept in a box has been proved to go the variant's way, and to come to the word that is
/// kept for it, wherever in the box the state may be and as long as none of the row's own cells is
/// written.
struct Box {
  let variant: Int
  let level: Int
  /// By dimension of the variant.
  let sides: [WordInterval]

  static let levels = 6
  /// The box that is only what is now. Nothing has to be proved for it.
  static let point = levels

  init(
    _ variant: Variant, number: Int, level: Int, _ common: CommonGraph, _ paces: Paces
  ) {
    self.variant = number
    self.level = level
    sides = variant.dimensions.map { node in
      let word = common.values[node]
      guard level < Box.point, !common.isSteady[node] else { return WordInterval(word) }
      let reach = paces.reach(of: word, node, level: level)
      let (low, below) = word.subtractingReportingOverflow(reach)
      let (high, above) = word.addingReportingOverflow(reach)
      return WordInterval(below ? .min : low, above ? .max : high)
    }
  }

  /// Whether the present state is in it.
  func holds(_ variant: Variant, _ common: CommonGraph) -> Bool {
    guard variant.isOpen(common) else { return false }
    for (node, side) in zip(variant.dimensions, sides) where !side.contains(common.values[node]) {
      return false
    }
    return true
  }

  /// Whether the present state is so deep in it that another box of the level would not last longer.
  func isCentral(_ variant: Variant, _ common: CommonGraph) -> Bool {
    for (node, side) in zip(variant.dimensions, sides) where !side.isPoint {
      let quarter = Int128((side.high &- side.low).magnitude >> 2)
      let middle = WordInterval(side.low &+ quarter, side.high &- quarter)
      guard middle.contains(common.values[node]) else { return false }
    }
    return true
  }
}

/// How fast numbers move from one survey to the next, as parts of themselves: a box reaches the
/// farther to a side, the faster the number there moves, so that it is left as late as can be.
struct Paces {
  private var sums: [Int128] = []
  private var count = 0

  private static let one: Int128 = 1 << 40
  /// Looks that say something, and after which the older ones count half.
  private static let enough = 12
  private static let many = 4096

  mutating func note(_ before: [Int128], _ now: [Int128]) {
    while sums.count < now.count { sums.append(0) }
    var hasMoved = false
    for index in before.indices where before[index] != now[index] {
      hasMoved = true
      let (difference, overflow) = now[index].subtractingReportingOverflow(before[index])
      let size = Int128(before[index].magnitude >> 40)
      guard !overflow, size > 0, difference != .min else { continue }
      sums[index] += min(Paces.one, abs(difference) / size)
    }
    guard hasMoved else { return }
    count += 1
    guard count >= Paces.many else { return }
    count /= 2
    for index in sums.indices { sums[index] /= 2 }
  }

  /// How far a box of the level reaches from the number to either side: as far as the number moves in
  /// so many surveys, half as many at every level; or a part of it, where not enough is known.
  func reach(of word: Int128, _ node: Int, level: Int) -> Int128 {
    let size = Int128(word.magnitude >> 40)
    guard count >= Paces.enough, node < sums.count, size > 0 else {
      return Int128(word.magnitude >> UInt128(3 + level))
    }
    let pace = sums[node] / Int128(count)
    let (reach, overflow) = size.multipliedReportingOverflow(by: pace * (48 >> Int128(level)))
    return overflow ? 0 : reach
  }
}
