/// Names streams of random numbers after what they are for, so that a market, a process or a feed
/// keeps its stream whatever stands beside it.
package enum StreamPurpose {
  /// The purpose of the draws of `name`, where `kind` tells apart things that may share a name, and
  /// `row` the instances of one: FNV-1a over the three, which is the same on every machine.
  package static func named(_ kind: String, _ name: String, row: UInt64 = 0) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    for byte in kind.utf8 { add(byte) }
    add(0xFF)
    for byte in name.utf8 { add(byte) }
    add(0xFF)
    for shift in stride(from: 0, to: UInt64(64), by: 8) { add(UInt8(row >> shift & 0xFF)) }
    return hash
  }
}
