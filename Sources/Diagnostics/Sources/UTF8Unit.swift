/// One step through bytes that claim to be UTF-8: a scalar, or a single byte that is part of none.
package struct UTF8Unit: Hashable, Sendable {
  /// `nil` where the byte does not belong to a well-formed sequence.
  package let scalar: Unicode.Scalar?
  /// How many bytes the unit takes: 1 to 4, and 1 when it is no scalar.
  package let length: Int

  package init(scalar: Unicode.Scalar?, length: Int) {
    self.scalar = scalar
    self.length = length
  }

  /// The unit that begins at `offset`, which must lie inside `bytes`. Overlong forms, surrogates
  /// and values above U+10FFFF are not well formed; every byte of them is a unit of its own.
  package static func decode(_ bytes: [UInt8], at offset: Int) -> UTF8Unit {
    let first = bytes[offset]
    if first < 0x80 { return UTF8Unit(scalar: Unicode.Scalar(first), length: 1) }
    let invalid = UTF8Unit(scalar: nil, length: 1)
    let (length, least): (Int, UInt32)
    switch first {
    case 0xC2...0xDF: (length, least) = (2, 0x80)
    case 0xE0...0xEF: (length, least) = (3, 0x800)
    case 0xF0...0xF4: (length, least) = (4, 0x10000)
    default: return invalid
    }
    guard length <= bytes.count &- offset else { return invalid }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for next in bytes[(offset &+ 1)..<(offset &+ length)] {
      guard next & 0xC0 == 0x80 else { return invalid }
      value = value << 6 | UInt32(next & 0x3F)
    }
    guard value >= least, let scalar = Unicode.Scalar(value) else { return invalid }
    return UTF8Unit(scalar: scalar, length: length)
  }
}
