// Choosing lanes. The results go to `chosen`, which has room for a strip and is none of the
// operands; returned is how many there are. Each position is written down whether chosen or not,
// and the next one overwrites it unless it was: no branch depends on the data.
extension Kernel {
  @inline(__always)
  private static func select(
    _ chosen: Positions, _ lanes: Lanes, _ isChosen: (Int) -> Bool
  ) -> Int {
    var count = 0
    forEach(lanes) { lane in
      chosen[count] = UInt8(truncatingIfNeeded: lane)
      count &+= isChosen(lane) ? 1 : 0
    }
    return count
  }

  /// Whether two words are the same. A comparison would load all 16 bytes of each at once, and wait
  /// for the two stores of 8 that arithmetic makes.
  @inline(__always)
  private static func same(_ a: Int128, _ b: Int128) -> Bool {
    let difference = a &- b
    return UInt64(truncatingIfNeeded: difference) | UInt64(truncatingIfNeeded: difference >> 64)
      == 0
  }

  @inline(never)
  package static func all(_ chosen: Positions, stripLength: Int) {
    // Eight positions at a time; a list has room for all of a full strip.
    let words = UnsafeMutableRawPointer(chosen)
    var eight: UInt64 = 0x0706_0504_0302_0100
    for offset in stride(from: 0, to: stripLength, by: 8) {
      words.storeBytes(of: UInt64(littleEndian: eight), toByteOffset: offset, as: UInt64.self)
      eight &+= 0x0808_0808_0808_0808
    }
  }

  @inline(never)
  package static func whereTrue(_ chosen: Positions, _ a: Column, _ lanes: Lanes) -> Int {
    select(chosen, lanes) { !same(a[$0], 0) }
  }

  @inline(never)
  package static func less(_ chosen: Positions, _ a: Column, _ b: Column, _ lanes: Lanes) -> Int {
    select(chosen, lanes) { a[$0] < b[$0] }
  }

  @inline(never)
  package static func lessOrEqual(_ chosen: Positions, _ a: Column, _ b: Column, _ lanes: Lanes)
    -> Int
  {
    select(chosen, lanes) { a[$0] <= b[$0] }
  }

  @inline(never)
  package static func equal(_ chosen: Positions, _ a: Column, _ b: Column, _ lanes: Lanes) -> Int {
    select(chosen, lanes) { same(a[$0], b[$0]) }
  }

  @inline(never)
  package static func notEqual(_ chosen: Positions, _ a: Column, _ b: Column, _ lanes: Lanes) -> Int
  {
    select(chosen, lanes) { !same(a[$0], b[$0]) }
  }

  @inline(never)
  package static func less(_ chosen: Positions, _ a: Column, _ word: Int128, _ lanes: Lanes) -> Int
  {
    select(chosen, lanes) { a[$0] < word }
  }

  @inline(never)
  package static func lessOrEqual(_ chosen: Positions, _ a: Column, _ word: Int128, _ lanes: Lanes)
    -> Int
  {
    select(chosen, lanes) { a[$0] <= word }
  }

  @inline(never)
  package static func greater(_ chosen: Positions, _ a: Column, _ word: Int128, _ lanes: Lanes)
    -> Int
  {
    select(chosen, lanes) { word < a[$0] }
  }

  @inline(never)
  package static func greaterOrEqual(
    _ chosen: Positions, _ a: Column, _ word: Int128, _ lanes: Lanes
  ) -> Int {
    select(chosen, lanes) { word <= a[$0] }
  }

  @inline(never)
  package static func equal(_ chosen: Positions, _ a: Column, _ word: Int128, _ lanes: Lanes) -> Int
  {
    select(chosen, lanes) { same(a[$0], word) }
  }

  @inline(never)
  package static func notEqual(_ chosen: Positions, _ a: Column, _ word: Int128, _ lanes: Lanes)
    -> Int
  {
    select(chosen, lanes) { !same(a[$0], word) }
  }
}

extension Kernel {
  /// The lanes of either.
  @inline(never)
  package static func union(_ chosen: Positions, _ a: Lanes, _ b: Lanes) -> Int {
    let (x, y) = (bits(a), bits(b))
    return list(chosen, (x.low | y.low, x.high | y.high))
  }

  /// The lanes of `a` that are not of `b`.
  @inline(never)
  package static func except(_ chosen: Positions, _ a: Lanes, _ b: Lanes) -> Int {
    let (x, y) = (bits(a), bits(b))
    return list(chosen, (x.low & ~y.low, x.high & ~y.high))
  }

  /// The lanes as bits of positions.
  @inline(__always)
  private static func bits(_ lanes: Lanes) -> (low: UInt64, high: UInt64) {
    var low: UInt64 = 0
    var high: UInt64 = 0
    for index in 0..<lanes.count {
      let position = lanes.positions[index]
      let bit: UInt64 = 1 << UInt64(position & 63)
      low |= position < 64 ? bit : 0
      high |= position < 64 ? 0 : bit
    }
    return (low, high)
  }

  @inline(__always)
  private static func list(_ chosen: Positions, _ bits: (low: UInt64, high: UInt64)) -> Int {
    var count = 0
    for (half, offset) in [(bits.low, 0), (bits.high, 64)] {
      var rest = half
      while rest != 0 {
        chosen[count] = UInt8(truncatingIfNeeded: rest.trailingZeroBitCount &+ offset)
        rest &= rest &- 1
        count &+= 1
      }
    }
    return count
  }
}
