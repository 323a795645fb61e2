// Many lanes to one, or to lists.
extension Kernel {
  @inline(never)
  package static func sum(_ sum: inout WideSum, _ a: Column, _ lanes: Lanes) {
    var wide = sum
    forEach(lanes) { lane in wide.add(a[lane]) }
    sum = wide
  }

  /// The least of `word` and the lanes.
  @inline(never)
  package static func least(_ word: Int128, _ a: Column, _ lanes: Lanes) -> Int128 {
    var result = word
    forEach(lanes) { lane in result = least(result, a[lane]) }
    return result
  }

  /// The greatest of `word` and the lanes.
  @inline(never)
  package static func greatest(_ word: Int128, _ a: Column, _ lanes: Lanes) -> Int128 {
    var result = word
    forEach(lanes) { lane in result = greatest(result, a[lane]) }
    return result
  }

  /// Writes the rows of the lanes one after the other; `firstRow` is that of the strip.
  @inline(never)
  package static func append(_ list: UnsafeMutablePointer<UInt32>, firstRow: Int, _ lanes: Lanes) {
    for index in 0..<lanes.count {
      list[index] = UInt32(truncatingIfNeeded: firstRow &+ Int(lanes.positions[index]))
    }
  }

  /// Writes the words of the lanes one after the other: keys and values, which are kept by their
  /// order in a list and not by row.
  @inline(never)
  package static func gather(_ target: Target, _ a: Column, _ lanes: Lanes) {
    for index in 0..<lanes.count { target[index] = a[Int(lanes.positions[index])] }
  }
}
