/// The old words of everything an action has stored, in order.
///
/// Taking an action back is walking the log from its end. Swapping every entry with its word instead
/// shows the state as it was, and swapping again in the other order the state as it is: that is
/// how `old` works.
struct UndoLog {
  struct Entry {
    let place: UnsafeMutablePointer<Int128>
    var word: Int128
  }

  private(set) var entries: UnsafeMutablePointer<Entry>
  /// Where the next entry goes, and where there is no more room: a store moves one pointer and
  /// compares it with another.
  private var end: UnsafeMutablePointer<Entry>
  private var limit: UnsafeMutablePointer<Entry>

  init(capacity: Int = 256) {
    entries = .allocate(capacity: capacity)
    end = entries
    limit = entries + capacity
  }

  func deallocate() { entries.deallocate() }

  var count: Int { end - entries }

  @inline(__always)
  mutating func clear() { end = entries }

  @inline(__always)
  mutating func note(_ place: UnsafeMutablePointer<Int128>, _ word: Int128) {
    if end == limit { grow() }
    end.initialize(to: Entry(place: place, word: word))
    end += 1
  }

  @inline(never)
  private mutating func grow() {
    let (count, capacity) = (end - entries, limit - entries)
    let larger = UnsafeMutablePointer<Entry>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: entries, count: count)
    entries.deallocate()
    entries = larger
    end = larger + count
    limit = larger + capacity * 2
  }

  /// Puts every word back that was stored since `mark`.
  mutating func revert(to mark: Int) {
    let first = entries + mark
    while end > first {
      end -= 1
      end.pointee.place.pointee = end.pointee.word
    }
  }

  /// Shows the state as it was at `mark`, without forgetting the present one.
  func showPast(since mark: Int) {
    var index = count
    while index > mark {
      index &-= 1
      exchange(index)
    }
  }

  /// Undoes `showPast`.
  func showPresent(since mark: Int) {
    for index in mark..<max(mark, count) { exchange(index) }
  }

  private func exchange(_ index: Int) {
    let place = entries[index].place
    let word = place.pointee
    place.pointee = entries[index].word
    entries[index].word = word
  }
}
