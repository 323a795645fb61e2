/// The old words of everything an action has stored, in order.
///
/// Taking an action back is walking the log from its end. Swapping every entry with its word instead
/// shows the state as it was, and swapping again in the other order the state as it is: that is
/// how `old` works.
struct UndoLog {
  struct Entry {
    let address: Int
    var word: Int128
  }

  private(set) var entries: UnsafeMutablePointer<Entry>
  private(set) var capacity: Int
  var count = 0

  init(capacity: Int = 256) {
    entries = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  func deallocate() { entries.deallocate() }

  @inline(__always)
  mutating func note(_ address: Int, _ word: Int128) {
    if count == capacity { grow() }
    entries[count] = Entry(address: address, word: word)
    count &+= 1
  }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<Entry>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: entries, count: count)
    entries.deallocate()
    entries = larger
    capacity *= 2
  }

  /// Puts every word back that was stored since `mark`.
  mutating func revert(to mark: Int, _ arena: UnsafeMutablePointer<Int128>) {
    while count > mark {
      count &-= 1
      arena[entries[count].address] = entries[count].word
    }
  }

  /// Shows the state as it was at `mark`, without forgetting the present one.
  func showPast(since mark: Int, _ arena: UnsafeMutablePointer<Int128>) {
    var index = count
    while index > mark {
      index &-= 1
      exchange(index, arena)
    }
  }

  /// Undoes `showPast`.
  func showPresent(since mark: Int, _ arena: UnsafeMutablePointer<Int128>) {
    for index in mark..<max(mark, count) { exchange(index, arena) }
  }

  private func exchange(_ index: Int, _ arena: UnsafeMutablePointer<Int128>) {
    let address = entries[index].address
    let word = arena[address]
    arena[address] = entries[index].word
    entries[index].word = word
  }
}
