/// Puts numbers into bytes: seven bits a byte, the lowest first, so that small ones are short.
struct JournalBytes {
  private(set) var bytes: [UInt8] = []

  mutating func put(_ number: UInt128) {
    var rest = number
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func put(_ count: Int) { put(UInt128(max(0, count))) }

  /// A word of either sign: small ones of both are short.
  mutating func put(word: Int128) {
    put(UInt128(truncatingIfNeeded: word << 1) ^ UInt128(truncatingIfNeeded: word >> 127))
  }
}

/// Reads what `JournalBytes` has put, from bytes that anybody may have written.
struct JournalBytesReader {
  private var rest: ArraySlice<UInt8>

  /// There is something else than was expected.
  struct Damaged: Error {}

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func number() throws(Damaged) -> UInt128 {
    var number: UInt128 = 0
    var shift: UInt128 = 0
    while let byte = rest.popFirst() {
      let bits = UInt128(byte & 0x7F)
      guard shift < 128, (bits << shift) >> shift == bits else { throw Damaged() }
      number |= bits << shift
      if byte & 0x80 == 0 { return number }
      shift += 7
    }
    throw Damaged()
  }

  /// A number below a limit.
  mutating func count(below limit: Int = .max) throws(Damaged) -> Int {
    let number = try number()
    guard number < UInt128(max(0, limit)) else { throw Damaged() }
    return Int(number)
  }

  mutating func word() throws(Damaged) -> Int128 {
    let number = try number()
    let magnitude = Int128(truncatingIfNeeded: number >> 1)
    return number & 1 == 0 ? magnitude : ~magnitude
  }
}
