/// A list of rows with the keys they are sorted by, and how far a loop has come in it.
struct RowList {
  /// `nil` while the list is simply all rows of a table, which need not be written down.
  private(set) var rows: UnsafeMutablePointer<UInt32>?
  private var storage: UnsafeMutablePointer<UInt32>?
  private var capacity = 0
  var count = 0
  var cursor = 0
  /// By key number, `Program.keyLimit` of them.
  let keys: UnsafeMutablePointer<Words>

  init() {
    keys = .allocate(capacity: Program.keyLimit)
    for number in 0..<Program.keyLimit { (keys + number).initialize(to: Words()) }
  }

  func deallocate() {
    storage?.deallocate()
    for number in 0..<Program.keyLimit { keys[number].deallocate() }
    keys.deallocate()
  }

  mutating func becomeAll(_ count: Int) {
    rows = nil
    self.count = count
    clearKeys()
  }

  mutating func becomeEmpty() {
    if storage == nil { reserve(64) }
    rows = storage
    count = 0
    clearKeys()
  }

  private func clearKeys() {
    for number in 0..<Program.keyLimit { keys[number].count = 0 }
  }

  @inline(__always)
  mutating func append(_ row: UInt32) {
    if count == capacity || rows == nil { materialize(count + 1) }
    storage.unsafelyUnwrapped[count] = row
    count &+= 1
  }

  /// Room for `extra` more rows at the end; the caller writes them and raises `count`.
  mutating func end(forMore extra: Int) -> UnsafeMutablePointer<UInt32> {
    if count + extra > capacity || rows == nil { materialize(count + extra) }
    return storage.unsafelyUnwrapped + count
  }

  @inline(__always)
  func row(at index: Int) -> Int {
    if let rows { Int(rows[index]) } else { index }
  }

  /// Writes all rows of a table down, and makes room for `needed` of them.
  @inline(never)
  private mutating func materialize(_ needed: Int) {
    let all = rows == nil
    if needed > capacity { reserve(max(needed, capacity * 2)) }
    rows = storage
    if all, let rows { for row in 0..<count { rows[row] = UInt32(truncatingIfNeeded: row) } }
  }

  private mutating func reserve(_ larger: Int) {
    let fresh = UnsafeMutablePointer<UInt32>.allocate(capacity: larger)
    if let storage {
      if rows != nil { fresh.update(from: storage, count: count) }
      storage.deallocate()
    }
    storage = fresh
    capacity = larger
  }
}

extension RowList {
  /// Sorts by the first `keyCount` keys; bit k of `descending` turns key k round. Equal rows keep
  /// their order. Keys that do not go with the rows leave the list as it is: `false`.
  mutating func sort(keyCount: Int, descending: UInt16) -> Bool {
    guard (0..<keyCount).allSatisfy({ keys[$0].count == count }) else { return false }
    guard count > 1 else { return true }
    materialize(count)
    var order = Array(0..<UInt32(truncatingIfNeeded: count))
    // The order is total, because equal keys fall back on the place, so the algorithm is free.
    order.sort { first, second in
      precedes(Int(first), Int(second), keyCount, descending, orIs: first < second)
    }
    guard let rows else { return true }
    let before = Array(UnsafeBufferPointer(start: rows, count: count))
    for (place, index) in order.enumerated() { rows[place] = before[Int(index)] }
    return true
  }

  /// Puts the row first that sorting would, and leaves the others where they may be.
  mutating func pick(keyCount: Int, descending: UInt16) -> Bool {
    guard (0..<keyCount).allSatisfy({ keys[$0].count == count }) else { return false }
    guard count > 1 else { return true }
    materialize(count)
    var best = 0
    for index in 1..<count where precedes(index, best, keyCount, descending, orIs: false) {
      best = index
    }
    if let rows { rows[0] = rows[best] }
    return true
  }

  /// Whether keys put the row at one place before that at another; where they are equal, as is said.
  @inline(__always)
  private func precedes(
    _ first: Int, _ second: Int, _ keyCount: Int, _ descending: UInt16, orIs otherwise: Bool
  ) -> Bool {
    for number in 0..<keyCount {
      let (x, y) = (keys[number].pointer[first], keys[number].pointer[second])
      let isDescending = descending >> UInt16(number) & 1 != 0
      if x < y { return !isDescending }
      if y < x { return isDescending }
    }
    return otherwise
  }
}

/// `n * ceil(log2 n)`: what sorting `n` things costs, in comparisons; the most there is where that
/// does not fit. The reference interpreter has a definition of its own.
package func comparisons(_ n: Int) -> Int {
  guard n > 1 else { return 0 }
  let (count, overflow) = n.multipliedReportingOverflow(
    by: Int.bitWidth - (n - 1).leadingZeroBitCount)
  return overflow ? .max : count
}

/// A growing run of words.
struct Words {
  private(set) var pointer: UnsafeMutablePointer<Int128>
  private var capacity: Int
  var count = 0

  init() {
    capacity = 0
    pointer = .allocate(capacity: 0)
  }

  func deallocate() { pointer.deallocate() }

  @inline(__always)
  mutating func append(_ word: Int128) {
    if count == capacity { reserve(count + 1) }
    pointer[count] = word
    count &+= 1
  }

  /// Room for `extra` more words at the end; the caller writes them and raises `count`.
  mutating func end(forMore extra: Int) -> UnsafeMutablePointer<Int128> {
    if count + extra > capacity { reserve(count + extra) }
    return pointer + count
  }

  @inline(never)
  private mutating func reserve(_ needed: Int) {
    capacity = max(needed, capacity * 2, 64)
    let larger = UnsafeMutablePointer<Int128>.allocate(capacity: capacity)
    larger.update(from: pointer, count: count)
    pointer.deallocate()
    pointer = larger
  }
}
