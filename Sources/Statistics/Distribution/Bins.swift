import Numerics

/// Counts and sums of words in bins whose width is at most 2^-9 of what they hold.
///
///     sign | octave | 512 bins
///
/// Magnitudes below 512 have a bin each; above, every octave [2^k, 2^(k+1)) is cut into 512 equal
/// bins. There are 120 octaves of either sign, each with room once a word falls into it, so the size
/// depends on the range of the words and never on their number: 16 KB for an octave, some 4 MB for
/// all. The layout in memory depends on the order of arrival; everything that is read does not.
struct Bins: Sendable {
  /// What fell into one bin: how many words, and the sum of their magnitudes in 192 bits.
  struct Bin: Hashable, Sendable {
    var count: UInt64 = 0
    var sumHigh: UInt64 = 0
    var sumLow: UInt128 = 0

    var sum: WideTotal { WideTotal(high: Int128(sumHigh), low: sumLow) }
  }

  static let perOctave = 512
  /// Octaves of one sign.
  static let octaves = 120
  /// Bins of both signs, in the order of their words.
  static let count = 2 * octaves * perOctave

  private var storage: [Bin] = []
  /// For each octave, positive ones first, where it starts in the storage; -1 where it has no room.
  private var starts = [Int32](repeating: -1, count: 2 * octaves)

  init() {}
}

extension Bins {
  mutating func add(_ word: Int128) {
    let magnitude = word.magnitude
    let (octave, place) = Bins.place(magnitude)
    let row = word < 0 ? octave &+ Bins.octaves : octave
    var start = starts[row]
    if start < 0 { start = makeRoom(row) }
    storage.withUnsafeMutableBufferPointer { bins in
      let index = Int(start) &+ place
      bins[index].count &+= 1
      let (low, carry) = bins[index].sumLow.addingReportingOverflow(magnitude)
      bins[index].sumLow = low
      bins[index].sumHigh &+= carry ? 1 : 0
    }
  }

  /// Adds what another bin of the same place holds.
  mutating func add(_ bin: Bin, at index: Int) {
    let (row, place) = Bins.row(of: index)
    var start = starts[row]
    if start < 0 { start = makeRoom(row) }
    let target = Int(start) + place
    storage[target].count &+= bin.count
    let (low, carry) = storage[target].sumLow.addingReportingOverflow(bin.sumLow)
    storage[target].sumLow = low
    storage[target].sumHigh &+= bin.sumHigh &+ (carry ? 1 : 0)
  }

  @inline(never)
  private mutating func makeRoom(_ row: Int) -> Int32 {
    let start = Int32(storage.count)
    storage.append(contentsOf: repeatElement(Bin(), count: Bins.perOctave))
    starts[row] = start
    return start
  }

  /// Every bin that holds something, from the lowest words to the highest.
  func forEach(_ body: (_ index: Int, _ bin: Bin) -> Void) {
    for position in 0..<2 * Bins.octaves {
      let row = position < Bins.octaves ? 2 * Bins.octaves - 1 - position : position - Bins.octaves
      let start = Int(starts[row])
      if start < 0 { continue }
      let isNegative = position < Bins.octaves
      for step in 0..<Bins.perOctave {
        let place = isNegative ? Bins.perOctave - 1 - step : step
        let bin = storage[start + place]
        if bin.count > 0 { body(position * Bins.perOctave + step, bin) }
      }
    }
  }
}

// Where a word belongs. An index counts the bins of both signs from the lowest words up.
extension Bins {
  @inline(__always)
  private static func place(_ magnitude: UInt128) -> (octave: Int, place: Int) {
    let low = Wide.low(magnitude)
    if Wide.high(magnitude) == 0 {
      if low < 512 { return (0, Int(low)) }
      let shift = 54 &- low.leadingZeroBitCount
      return (shift &+ 1, Int(low &>> UInt64(shift)) &- 512)
    }
    let shift = 118 &- Wide.high(magnitude).leadingZeroBitCount
    return (shift &+ 1, Int(truncatingIfNeeded: magnitude &>> UInt128(shift)) &- 512)
  }

  private static func row(of index: Int) -> (row: Int, place: Int) {
    let position = index / perOctave
    let step = index % perOctave
    return position < octaves
      ? (2 * octaves - 1 - position, perOctave - 1 - step) : (position - octaves, step)
  }

  static func isNegative(_ index: Int) -> Bool { index < octaves * perOctave }

  /// The index a word falls into.
  static func index(of word: Int128) -> Int {
    let (octave, place) = place(word.magnitude)
    return word < 0
      ? (octaves - 1 - octave) * perOctave + perOctave - 1 - place
      : (octaves + octave) * perOctave + place
  }

  /// The lowest and the highest word of a bin.
  static func edges(_ index: Int) -> (low: Int128, high: Int128) {
    let (row, place) = row(of: index)
    let isNegative = row >= octaves
    let octave = isNegative ? row - octaves : row
    let shift = UInt128(max(octave - 1, 0))
    let near = UInt128(octave == 0 ? place : place + perOctave) << shift
    let far = near + (1 << shift) - 1
    if !isNegative {
      return (word(near), word(far))
    }
    return (negated(far), negated(near))
  }

  private static func word(_ magnitude: UInt128) -> Int128 {
    Int128(exactly: magnitude) ?? .max
  }

  private static func negated(_ magnitude: UInt128) -> Int128 {
    magnitude >> 127 != 0 ? .min : -Int128(magnitude)
  }
}
