/// The memory of one contract as somebody writing it by hand would lay it out: its states, then one
/// column after the other.
package struct Book {
  let words: UnsafeMutablePointer<Int128>
  let states: Int
  let rows: Int

  /// Room for `template`, which is copied by `restore` and stays the measure of the size.
  init(_ template: [Int128], states: Int, rows: Int) {
    words = .allocate(capacity: template.count)
    words.initialize(repeating: 0, count: template.count)
    self.states = states
    self.rows = rows
  }

  func deallocate() { words.deallocate() }

  func restore(_ template: [Int128]) {
    template.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { words.update(from: base, count: source.count) }
    }
  }

  @inline(__always)
  func column(_ number: Int) -> UnsafeMutablePointer<Int128> { words + states + number * rows }
}
