/// What a proof holds for: intervals of all that is the same for every row and a variant works with;
/// and the rows of which it holds.
///
/// A row in it has been proved to go the variant's way, and to come to the word that was found for it,
/// wherever in the box the state may be and as long as none of the row's own cells is written.
struct Box {
  let variant: Int
  let level: Int
  /// By dimension of the variant.
  let sides: [WordInterval]
  /// The rows it holds for, and those of them whose word is not zero: bits.
  let rows: UnsafeMutablePointer<UInt64>
  let chosen: UnsafeMutablePointer<UInt64>
  /// Whether the state is in it.
  var isLive = true
  /// How many rows have been proved in it so far.
  var entered = 0

  static let levels = Paces.levels
  /// The box that is only what is now. Nothing has to be proved for it.
  static let point = levels

  init(
    _ variant: Variant, number: Int, level: Int, _ common: CommonGraph, _ paces: Paces,
    bitWords: Int
  ) {
    self.variant = number
    self.level = level
    rows = .allocate(capacity: 2 * bitWords)
    rows.initialize(repeating: 0, count: 2 * bitWords)
    chosen = rows + bitWords
    sides = variant.dimensions.map { node in
      let word = common.values[node]
      guard level < Box.point, !common.isSteady[node] else { return WordInterval(word) }
      let reach = paces.reach(of: word, node, level: level)
      let (low, below) = word.subtractingReportingOverflow(reach)
      let (high, above) = word.addingReportingOverflow(reach)
      return WordInterval(below ? .min : low, above ? .max : high)
    }
  }

  func deallocate() { rows.deallocate() }

  /// Whether the present state is in it.
  func holds(_ variant: Variant, _ common: CommonGraph) -> Bool {
    for (node, side) in zip(variant.dimensions, sides) where !side.contains(common.values[node]) {
      return false
    }
    return variant.isOpen(common)
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
