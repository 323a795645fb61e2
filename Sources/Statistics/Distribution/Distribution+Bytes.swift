import Numerics

// The byte form: what a run saves so that another can go on from it. Equal distributions have equal
// bytes, and bytes that no distribution has are refused.
//
//     version 1 | count | words:  the lowest, then the difference to each next one
//                       | bins:   lowest and highest word, number of bins, then of each
//                                 the distance to its index, count, sum (two parts)
//
// Words take 16 bytes, the lowest first; all else is in groups of 7 bits, the lowest first, the top
// bit set but in the last.
extension Distribution {
  package var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.bytes.append(Distribution.version)
    writer.number(UInt128(count))
    let parts = parts
    if isKept {
      var previous: Int128?
      for word in parts.kept.sorted() {
        if let previous {
          writer.number(UInt128(truncatingIfNeeded: word &- previous))
        } else {
          writer.word(word)
        }
        previous = word
      }
      return writer.bytes
    }
    writer.word(min ?? 0)
    writer.word(max ?? 0)
    var full: UInt128 = 0
    parts.bins.forEach { _, _ in full += 1 }
    writer.number(full)
    var next = 0
    parts.bins.forEach { index, bin in
      writer.number(UInt128(index - next))
      writer.number(UInt128(bin.count))
      writer.number(bin.sumLow)
      writer.number(UInt128(bin.sumHigh))
      next = index + 1
    }
    return writer.bytes
  }

  /// The distribution with these bytes; nil where there is none.
  package init?(bytes: some Collection<UInt8>) {
    var reader = ByteReader(Array(bytes))
    guard reader.byte() == Distribution.version, let count = reader.count() else { return nil }
    let isKept = count <= UInt64(Distribution.mostKept)
    guard
      let read = isKept
        ? Distribution.kept(Int(count), from: &reader) : Distribution.binned(from: &reader),
      read.count == count, reader.isAtEnd
    else { return nil }
    self = read
  }

  private static let version: UInt8 = 1

  private static func kept(_ count: Int, from reader: inout ByteReader) -> Distribution? {
    var words: [Int128] = []
    for position in 0..<count {
      guard let last = words.last else {
        guard position == 0, let word = reader.word() else { return nil }
        words.append(word)
        continue
      }
      guard let difference = reader.number(),
        difference <= UInt128(truncatingIfNeeded: Int128.max &- last)
      else { return nil }
      words.append(last &+ Int128(truncatingIfNeeded: difference))
    }
    return Distribution(kept: words)
  }

  private static func binned(from reader: inout ByteReader) -> Distribution? {
    guard let lowest = reader.word(), let highest = reader.word(), let full = reader.count(),
      full <= UInt64(Bins.count)
    else { return nil }
    var bins = Bins()
    var next: UInt64 = 0
    for _ in 0..<full {
      guard let distance = reader.count(), let count = reader.count(), let low = reader.number(),
        let high = reader.count()
      else { return nil }
      let (index, overflow) = next.addingReportingOverflow(distance)
      guard !overflow, index < UInt64(Bins.count) else { return nil }
      let bin = Bins.Bin(count: count, sumHigh: high, sumLow: low)
      guard bin.fits(Int(index)) else { return nil }
      bins.add(bin, at: Int(index))
      next = index + 1
    }
    return Distribution(bins: bins, lowest: lowest, highest: highest)
  }
}

extension Bins.Bin {
  /// Whether words of that bin can have this count and sum.
  fileprivate func fits(_ index: Int) -> Bool {
    let (low, high) = Bins.edges(index)
    let near = WideTotal(Bins.isNegative(index) ? high : low, times: UInt128(count))
    let far = WideTotal(Bins.isNegative(index) ? low : high, times: UInt128(count))
    let signed = Bins.isNegative(index) ? .zero - sum : sum
    let (least, most) = near < far ? (near, far) : (far, near)
    return count > 0 && !(signed < least) && !(most < signed)
  }
}

/// Appends numbers to bytes.
struct ByteWriter {
  var bytes: [UInt8] = []

  mutating func word(_ word: Int128) {
    for shift in stride(from: 0, to: 128, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> Int128(shift)))
    }
  }

  mutating func number(_ number: UInt128) {
    var rest = number
    while rest >= 128 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

/// Takes numbers off the front of bytes; nil once something is wrong.
struct ByteReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  mutating func byte() -> UInt8? {
    guard position < bytes.count else { return nil }
    position += 1
    return bytes[position - 1]
  }

  mutating func word() -> Int128? {
    var word: UInt128 = 0
    for shift in stride(from: 0, to: 128, by: 8) {
      guard let byte = byte() else { return nil }
      word |= UInt128(byte) << UInt128(shift)
    }
    return Int128(truncatingIfNeeded: word)
  }

  /// A number in its shortest form.
  mutating func number() -> UInt128? {
    var number: UInt128 = 0
    for shift in stride(from: 0, to: 128, by: 7) {
      guard let byte = byte() else { return nil }
      let group = UInt128(byte & 127)
      if shift == 126, byte > 3 { return nil }
      number |= group << UInt128(shift)
      if byte < 128 { return byte == 0 && shift > 0 ? nil : number }
    }
    return nil
  }

  mutating func count() -> UInt64? {
    guard let number = number() else { return nil }
    return UInt64(exactly: number)
  }
}
