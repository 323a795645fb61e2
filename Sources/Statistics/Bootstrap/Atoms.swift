import Numerics

/// Values and how often each was seen, few enough to be drawn again thousands of times.
///
/// Values are offsets from their mean in units that give the largest 30 bits, so that sums of squares
/// of any resample are exact in 128 bits.
struct Atoms: Sendable {
  struct Atom: Sendable {
    var offset: Int64
    var count: UInt64
  }

  private(set) var atoms: [Atom] = []
  private(set) var count: UInt64

  /// Neighbours are put together until a group holds a fair part of the count or of the spread, so
  /// that extremes stay by themselves.
  static let groups: UInt128 = 160

  /// Cells in ascending order; nil where all values are alike.
  init?(_ cells: [(value: Int128, count: UInt64)], mean: Int128) {
    count = cells.reduce(0) { $0 &+ $1.count }
    let farthest = cells.reduce(0) { max($0, distance($1.value, mean)) }
    guard count > 1, farthest > 0 else { return nil }
    let bits = 128 - farthest.leadingZeroBitCount
    let drop = UInt128(max(0, bits - 30))
    let rise = UInt128(max(0, 30 - bits))
    let scaled = cells.map { cell in
      let size = Int128((distance(cell.value, mean) >> drop) << rise)
      return (offset: cell.value < mean ? -size : size, count: cell.count)
    }
    let spread = scaled.reduce(0) { $0 + $1.offset.magnitude * UInt128($1.count) }
    let fullCount = UInt128(count) / Atoms.groups
    let fullSpread = spread / Atoms.groups
    var held: (sum: Int128, spread: UInt128, count: UInt64) = (0, 0, 0)
    for cell in scaled {
      held.sum += cell.offset * Int128(cell.count)
      held.spread += cell.offset.magnitude * UInt128(cell.count)
      held.count += cell.count
      if UInt128(held.count) >= fullCount || held.spread >= fullSpread {
        close(&held)
      }
    }
    close(&held)
  }

  private mutating func close(_ held: inout (sum: Int128, spread: UInt128, count: UInt64)) {
    if held.count > 0 {
      let offset = held.sum / Int128(held.count)
      atoms.append(Atom(offset: Int64(clamping: offset), count: held.count))
    }
    held = (0, 0, 0)
  }
}
