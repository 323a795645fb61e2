import Machine
import Numerics

/// One strip of random words for a kernel to work on, and a choice of its lanes.
struct Strip {
  let length: Int
  let positions: [UInt8]

  /// All strips worth trying: short, odd and full ones, with none, few, half and all lanes.
  static func samples(_ stream: inout RandomStream) -> [Strip] {
    [1, 2, 3, 7, 64, 127, 128].flatMap { length in
      [0, 1, 4, 7, 8].map { eighths in
        Strip(
          length: length,
          positions: (0..<UInt8(length)).filter { _ in stream.next() % 8 < eighths })
      }
    }
  }

  /// Calls a kernel with the lanes.
  func with<Result>(_ body: (Lanes) -> Result) -> Result {
    // A list of no positions still has an address.
    let list = positions + [0]
    return list.withUnsafeBufferPointer { buffer in
      body(Lanes(buffer.baseAddress.unsafelyUnwrapped, count: positions.count, of: length))
    }
  }

  /// The target after a kernel, and its flags.
  func map(
    _ kernel: (Kernel.Target, Lanes) -> UInt64
  ) -> (words: [Int128], flags: UInt64) {
    var target = [Int128](repeating: Self.untouched, count: length)
    let flags = target.withUnsafeMutableBufferPointer { buffer in
      with { kernel(buffer.baseAddress.unsafelyUnwrapped, $0) }
    }
    return (target, flags)
  }

  /// The lanes a kernel chooses.
  func choose(_ kernel: (Kernel.Positions, Lanes) -> Int) -> [UInt8] {
    var chosen = [UInt8](repeating: 0, count: Program.stripLength)
    let count = chosen.withUnsafeMutableBufferPointer { buffer in
      with { kernel(buffer.baseAddress.unsafelyUnwrapped, $0) }
    }
    return Array(chosen.prefix(count))
  }

  static let untouched: Int128 = 0x1234_5678_9ABC_DEF0_1234

  /// What the target must hold when each lane becomes `value` of it.
  func expected(_ value: (Int) -> Int128) -> [Int128] {
    var target = [Int128](repeating: Self.untouched, count: length)
    for position in positions { target[Int(position)] = value(Int(position)) }
    return target
  }
}

extension RandomStream {
  /// A word of any size, or one at an edge.
  mutating func word() -> Int128 {
    let edges: [Int128] = [
      0, 1, -1, .max, .min, .max - 1, .min + 1, Fixed.unit, -Fixed.unit, 1 << 64, -(1 << 64),
      (1 << 64) - 1, 1 << 126,
    ]
    if next() % 8 == 0 { return edges[Int(next() % UInt64(edges.count))] }
    return Int128(truncatingIfNeeded: nextWide()) >> Int128(next() % 127)
  }

  /// A word as rules have them, whose products fit.
  mutating func amount() -> Int128 {
    Int128(truncatingIfNeeded: nextWide()) >> Int128(46 + next() % 60)
  }

  mutating func words(_ count: Int, tame: Bool) -> [Int128] {
    (0..<count).map { _ in tame ? amount() : word() }
  }
}
