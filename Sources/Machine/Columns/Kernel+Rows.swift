// Moving words, rows and what is at rows.
extension Kernel {
  @inline(never)
  package static func copy(_ target: Target, _ a: Column, _ lanes: Lanes) {
    forEach(lanes) { lane in target[lane] = a[lane] }
  }

  @inline(never)
  package static func broadcast(_ target: Target, _ word: Int128, _ lanes: Lanes) {
    forEach(lanes) { lane in target[lane] = word }
  }

  /// The rows themselves; `firstRow` is that of the strip.
  @inline(never)
  package static func rows(_ target: Target, firstRow: Int, _ lanes: Lanes) {
    forEach(lanes) { lane in target[lane] = Int128(firstRow &+ lane) }
  }

  /// The row that a key of each row names: `row / divisor % modulus`. Flags what is no row of the
  /// keyed table, which has `rowCount` of them; divisor and modulus are positive where it has any.
  @inline(never)
  package static func key(
    _ target: Target, _ a: Column, rowCount: Int, divisor: Int, modulus: Int, _ lanes: Lanes
  ) -> UInt64 {
    guard rowCount > 0 else { return lanes.count == 0 ? 0 : 1 }
    let bound = UInt128(UInt64(rowCount))
    var flags: UInt64 = 0
    forEach(lanes) { lane in
      let row = UInt128(truncatingIfNeeded: a[lane])
      flags |= row < bound ? 0 : 1
      target[lane] = Int128(UInt(truncatingIfNeeded: row) / UInt(divisor) % UInt(modulus))
    }
    return flags
  }

  /// The words of a column at the rows in `a`. Flags what is no row of the column.
  @inline(never)
  package static func load(
    _ target: Target, column: Column, rowCount: Int, at a: Column, _ lanes: Lanes
  ) -> UInt64 {
    guard rowCount > 0 else { return lanes.count == 0 ? 0 : 1 }
    let bound = UInt128(UInt64(rowCount))
    var flags: UInt64 = 0
    forEach(lanes) { lane in
      let row = UInt128(truncatingIfNeeded: a[lane])
      flags |= row < bound ? 0 : 1
      target[lane] = column[row < bound ? Int(truncatingIfNeeded: row) : 0]
    }
    return flags
  }

  /// 1 in the chosen lanes, 0 in the other ones of `lanes`.
  @inline(never)
  package static func truth(_ target: Target, _ chosen: Lanes, _ lanes: Lanes) {
    forEach(lanes) { lane in target[lane] = 0 }
    forEach(chosen) { lane in target[lane] = 1 }
  }

  /// Flags a word outside the bounds.
  @inline(never)
  package static func checkRange(_ a: Column, least: Int128, greatest: Int128, _ lanes: Lanes)
    -> UInt64
  {
    var flags: UInt64 = 0
    forEach(lanes) { lane in
      flags |= a[lane] < least ? 1 : 0
      flags |= greatest < a[lane] ? 1 : 0
    }
    return flags
  }
}
