/// Words in memory of their own, which grows: what is written many times for every step of a run is
/// neither counted nor checked as an array would be.
struct WordBuffer: ~Copyable {
  private var base: UnsafeMutablePointer<UInt64>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int = 64) {
    self.capacity = max(1, capacity)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  @inline(__always)
  mutating func append(_ word: UInt64) {
    if count == capacity { grow(to: count + 1) }
    base[count] = word
    count &+= 1
  }

  mutating func append(contentsOf words: UnsafeBufferPointer<UInt64>) {
    grow(to: count + words.count)
    if let start = words.baseAddress { (base + count).update(from: start, count: words.count) }
    count += words.count
  }

  /// The first so many words stay.
  @inline(__always)
  mutating func keepFirst(_ words: Int) { count = min(count, max(0, words)) }

  /// The place is one of the words.
  @inline(__always)
  subscript(place: Int) -> UInt64 { base[place] }

  subscript(places: Range<Int>) -> [UInt64] {
    let places = places.clamped(to: 0..<count)
    return Array(UnsafeBufferPointer(start: base + places.lowerBound, count: places.count))
  }

  private mutating func grow(to needed: Int) {
    guard needed > capacity else { return }
    let larger = max(needed, 2 * capacity)
    let moved = UnsafeMutablePointer<UInt64>.allocate(capacity: larger)
    moved.update(from: base, count: count)
    base.deallocate()
    (base, capacity) = (moved, larger)
  }
}
