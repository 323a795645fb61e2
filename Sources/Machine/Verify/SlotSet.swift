/// A set of slots, by their bits.
struct SlotSet: Hashable {
  private var words: [UInt64]

  init(count: Int, filled: Bool = false) {
    words = [UInt64](repeating: filled ? .max : 0, count: (count + 63) / 64)
  }

  func contains(_ bit: Int) -> Bool { words[bit >> 6] >> UInt64(bit & 63) & 1 != 0 }

  mutating func insert(_ bit: Int) { words[bit >> 6] |= 1 << UInt64(bit & 63) }

  mutating func remove(_ bit: Int) { words[bit >> 6] &= ~(1 << UInt64(bit & 63)) }

  mutating func insert(_ bits: Range<Int>) {
    for (word, mask) in SlotSet.masks(bits) { words[word] |= mask }
  }

  mutating func remove(_ bits: Range<Int>) {
    for (word, mask) in SlotSet.masks(bits) { words[word] &= ~mask }
  }

  /// The first of some bits that is not in the set.
  func firstMissing(in bits: Range<Int>) -> Int? {
    for (word, mask) in SlotSet.masks(bits) {
      let missing = mask & ~words[word]
      if missing != 0 { return word << 6 + missing.trailingZeroBitCount }
    }
    return nil
  }

  /// The first bit that is in `other` and not in this set.
  func firstMissing(of other: SlotSet) -> Int? {
    for word in words.indices {
      let missing = other.words[word] & ~words[word]
      if missing != 0 { return word << 6 + missing.trailingZeroBitCount }
    }
    return nil
  }

  /// The first bit that is in both.
  func firstCommon(with other: SlotSet) -> Int? {
    for word in words.indices {
      let common = other.words[word] & words[word]
      if common != 0 { return word << 6 + common.trailingZeroBitCount }
    }
    return nil
  }

  mutating func formUnion(_ other: SlotSet) {
    for word in words.indices { words[word] |= other.words[word] }
  }

  mutating func subtract(_ other: SlotSet) {
    for word in words.indices { words[word] &= ~other.words[word] }
  }

  mutating func formIntersection(_ other: SlotSet) {
    for word in words.indices { words[word] &= other.words[word] }
  }

  /// The words that hold some bits, and which bits of each.
  private static func masks(_ bits: Range<Int>) -> some Sequence<(Int, UInt64)> {
    let first = bits.lowerBound >> 6
    let end = bits.isEmpty ? first : (bits.upperBound + 63) >> 6
    return (first..<end).lazy.map { word in
      let low = max(bits.lowerBound - word << 6, 0)
      let high = min(bits.upperBound - word << 6, 64)
      let upper = high == 64 ? UInt64.max : (1 << UInt64(high)) - 1
      return (word, upper & (.max << UInt64(low)))
    }
  }
}
