/// The boxes of a survey.
///
/// Of a survey that only says yes or no, boxes are kept when the state leaves them: prices wander back,
/// and every path begins where the last one did. Where rows have words of their own, these are only
/// those of the box that the state is in.
struct BoxShelf {
  private(set) var boxes: [Box?] = []
  private let keepsLeft: Bool
  private let bitWords: Int
  private let mostBoxes: Int

  /// More boxes take longer to go through than they save, or too much memory.
  private static let mostBoxes = 250
  private static let mostBytes = 1 << 21

  init(bitWords: Int, keepsLeft: Bool) {
    self.bitWords = bitWords
    self.keepsLeft = keepsLeft
    mostBoxes = max(16, min(BoxShelf.mostBoxes, BoxShelf.mostBytes / (16 * max(1, bitWords))))
  }

  func deallocate() {
    for box in boxes { box?.deallocate() }
  }

  /// Finds the boxes that the state is in; whether these are others than before.
  mutating func orient(_ variants: [Variant], _ common: CommonGraph) -> Bool {
    var isOther = false
    for number in boxes.indices {
      guard let box = boxes[number] else { continue }
      let holds = box.holds(variants[box.variant], common)
      guard holds != box.isLive else { continue }
      isOther = true
      boxes[number]?.isLive = holds
      if !holds, !keepsLeft || box.level == Box.point { remove(number) }
    }
    return isOther
  }

  private mutating func remove(_ number: Int) {
    boxes[number]?.deallocate()
    boxes[number] = nil
  }

  /// Brings the bits up to date of rows that are in none of the boxes the state is in; and of those
  /// that are chosen, which for the others is as before.
  func cover(_ stale: UnsafeMutablePointer<UInt64>, _ chosen: UnsafeMutablePointer<UInt64>?) {
    stale.update(repeating: .max, count: bitWords)
    for case let box? in boxes where box.isLive {
      for index in 0..<bitWords { stale[index] &= ~box.rows[index] }
    }
    guard let chosen else { return }
    for index in 0..<bitWords { chosen[index] &= stale[index] }
    for case let box? in boxes where box.isLive {
      for index in 0..<bitWords { chosen[index] |= box.chosen[index] }
    }
  }

  /// A box of the level around the present state, made where there is none yet; nothing where there
  /// is no room for one.
  mutating func box(
    of variant: Int, level: Int, _ variants: [Variant], _ common: CommonGraph, _ paces: Paces
  ) -> Int? {
    let known = boxes.firstIndex { box in
      guard let box, box.isLive, box.variant == variant, box.level == level else { return false }
      return box.isCentral(variants[variant], common)
    }
    if let known { return known }
    guard let place = room() else { return nil }
    boxes[place] = Box(
      variants[variant], number: variant, level: level, common, paces, bitWords: bitWords)
    return place
  }

  /// A place for a box, if need be of the one that the fewest rows were ever in.
  private mutating func room() -> Int? {
    if let free = boxes.firstIndex(where: { $0 == nil }) { return free }
    if boxes.count < mostBoxes {
      boxes.append(nil)
      return boxes.count - 1
    }
    var least: Int?
    var fewest = Int.max
    for (number, box) in boxes.enumerated() {
      guard let box, !box.isLive, box.entered < fewest else { continue }
      (least, fewest) = (number, box.entered)
    }
    if let least { remove(least) }
    return least
  }

  /// The box, which up to so many rows are about to be proved in.
  mutating func enter(_ number: Int, _ count: Int) -> Box? {
    boxes[number]?.entered += count
    return boxes[number]
  }

  /// Nothing is proved of the rows of a word of bits any more.
  func forget(_ index: Int, _ rows: UInt64) {
    for case let box? in boxes {
      box.rows[index] &= ~rows
      box.chosen[index] &= ~rows
    }
  }
}
