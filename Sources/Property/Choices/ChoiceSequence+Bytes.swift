// A sequence as bytes: numbers as little-endian groups of seven bits, the high bit set on all but
// the last; first the number of steps, then for each its number of words and the words. Every
// sequence has exactly one spelling, so equal bytes and equal sequences are the same thing.

/// Why bytes are no sequence of choices.
package enum ChoiceBytesError: Error, Hashable {
  /// The bytes end inside a number or before the last word.
  case truncated
  /// A number does not fit a word, or has a shorter spelling.
  case malformedNumber(offset: Int)
  /// More steps or words are announced than bytes are left to hold them.
  case count(UInt64, offset: Int)
  case surplus(offset: Int)
}

extension ChoiceSequence {
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    func append(_ number: UInt64) {
      var rest = number
      while rest >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(truncatingIfNeeded: rest))
    }
    append(UInt64(steps.count))
    for step in steps {
      append(UInt64(step.count))
      for word in step { append(word) }
    }
    return bytes
  }

  /// The sequence that has exactly these bytes.
  package init(bytes: [UInt8]) throws(ChoiceBytesError) {
    var offset = 0
    func number() throws(ChoiceBytesError) -> UInt64 {
      let first = offset
      var number: UInt64 = 0
      var shift: UInt64 = 0
      while true {
        guard offset < bytes.count else { throw .truncated }
        let byte = bytes[offset]
        offset += 1
        // The tenth group has room for one bit.
        guard shift < 63 || byte <= 1 else { throw .malformedNumber(offset: first) }
        number |= UInt64(byte & 0x7f) << shift
        if byte < 0x80 {
          guard byte != 0 || shift == 0 else { throw .malformedNumber(offset: first) }
          return number
        }
        shift += 7
      }
    }
    func count() throws(ChoiceBytesError) -> Int {
      let first = offset
      let announced = try number()
      guard announced <= UInt64(bytes.count - offset) else {
        throw .count(announced, offset: first)
      }
      return Int(announced)
    }

    var steps: [Step] = []
    for _ in 0..<(try count()) {
      var step: Step = []
      for _ in 0..<(try count()) { step.append(try number()) }
      steps.append(step)
    }
    guard offset == bytes.count else { throw .surplus(offset: offset) }
    self.init(steps: steps)
  }
}
