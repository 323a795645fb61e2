import Numerics

extension Kernel {
  @inline(never)
  package static func add(_ target: Target, _ a: Column, _ b: Column, _ lanes: Lanes) -> UInt64 {
    var flags: UInt64 = 0
    forEach(lanes) { lane in
      let (sum, overflow) = a[lane].addingReportingOverflow(b[lane])
      target[lane] = sum
      flags |= overflow ? 1 : 0
    }
    return flags
  }

  @inline(never)
  package static func add(_ target: Target, _ a: Column, _ word: Int128, _ lanes: Lanes) -> UInt64 {
    var flags: UInt64 = 0
    forEach(lanes) { lane in
      let (sum, overflow) = a[lane].addingReportingOverflow(word)
      target[lane] = sum
      flags |= overflow ? 1 : 0
    }
    return flags
  }

  @inline(never)
  package static func subtract(_ target: Target, _ a: Column, _ b: Column, _ lanes: Lanes) -> UInt64
  {
    var flags: UInt64 = 0
    forEach(lanes) { lane in
      let (difference, overflow) = a[lane].subtractingReportingOverflow(b[lane])
      target[lane] = difference
      flags |= overflow ? 1 : 0
    }
    return flags
  }

  @inline(never)
  package static func subtract(_ target: Target, _ a: Column, _ word: Int128, _ lanes: Lanes)
    -> UInt64
  {
    var flags: UInt64 = 0
    forEach(lanes) { lane in
      let (difference, overflow) = a[lane].subtractingReportingOverflow(word)
      target[lane] = difference
      flags |= overflow ? 1 : 0
    }
    return flags
  }

  /// `word - a`.
  @inline(never)
  package static func subtract(_ target: Target, _ a: Column, from word: Int128, _ lanes: Lanes)
    -> UInt64
  {
    var flags: UInt64 = 0
    forEach(lanes) { lane in
      let (difference, overflow) = word.subtractingReportingOverflow(a[lane])
      target[lane] = difference
      flags |= overflow ? 1 : 0
    }
    return flags
  }

  @inline(never)
  package static func negate(_ target: Target, _ a: Column, _ lanes: Lanes) -> UInt64 {
    subtract(target, a, from: 0, lanes)
  }

  @inline(never)
  package static func absolute(_ target: Target, _ a: Column, _ lanes: Lanes) -> UInt64 {
    var flags: UInt64 = 0
    forEach(lanes) { lane in
      let sign = a[lane] >> 127
      let value = (a[lane] ^ sign) &- sign
      target[lane] = value
      // Still negative only where the word is the least.
      flags |= UInt64(truncatingIfNeeded: value >> 64) >> 63
    }
    return flags
  }

  /// 1 where the word is 0, else 0.
  @inline(never)
  package static func not(_ target: Target, _ a: Column, _ lanes: Lanes) {
    forEach(lanes) { lane in target[lane] = a[lane] == 0 ? 1 : 0 }
  }

  @inline(never)
  package static func minimum(_ target: Target, _ a: Column, _ b: Column, _ lanes: Lanes) {
    forEach(lanes) { lane in target[lane] = least(a[lane], b[lane]) }
  }

  @inline(never)
  package static func maximum(_ target: Target, _ a: Column, _ b: Column, _ lanes: Lanes) {
    forEach(lanes) { lane in target[lane] = greatest(a[lane], b[lane]) }
  }

  @inline(never)
  package static func minimum(_ target: Target, _ a: Column, _ word: Int128, _ lanes: Lanes) {
    forEach(lanes) { lane in target[lane] = least(a[lane], word) }
  }

  @inline(never)
  package static func maximum(_ target: Target, _ a: Column, _ word: Int128, _ lanes: Lanes) {
    forEach(lanes) { lane in target[lane] = greatest(a[lane], word) }
  }

  @inline(__always)
  package static func least(_ a: Int128, _ b: Int128) -> Int128 { a < b ? a : b }

  @inline(__always)
  package static func greatest(_ a: Int128, _ b: Int128) -> Int128 { a < b ? b : a }
}
