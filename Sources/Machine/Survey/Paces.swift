import Numerics

/// How numbers move from one survey to the next, as parts of themselves: a box reaches the farther to a
/// side, the faster the number there moves, so that it is left as late as can be.
///
/// What always moves the same way, such as time, goes as far as there are surveys; what wanders, such
/// as a price, only as far as the root of their number.
struct Paces {
  /// How far the numbers have come, and the squares of their moves.
  private var displaced: [Int128] = []
  private var squares: [Int128] = []
  private var count: Int128 = 0

  private static let one: Int128 = 1 << 40
  /// Looks that say something, and after which the older ones count half.
  private static let enough: Int128 = 12
  private static let many: Int128 = 4096

  mutating func note(_ before: [Int128], _ now: [Int128]) {
    while squares.count < now.count {
      displaced.append(0)
      squares.append(0)
    }
    var hasMoved = false
    for index in before.indices where before[index] != now[index] {
      hasMoved = true
      let (difference, overflow) = now[index].subtractingReportingOverflow(before[index])
      let size = Int128(before[index].magnitude >> 40)
      guard !overflow, size > 0 else { continue }
      let move = max(-Paces.one, min(Paces.one, difference / size))
      displaced[index] += move
      squares[index] += move * move
    }
    guard hasMoved else { return }
    count += 1
    guard count >= Paces.many else { return }
    count /= 2
    for index in squares.indices {
      displaced[index] /= 2
      squares[index] /= 2
    }
  }

  /// How many surveys a box of each level is to last.
  private static let spans: [Int128] = [4096, 256, 128, 64, 32, 16, 8, 4]
  static var levels: Int { spans.count }

  /// How far a box of the level reaches from the number to either side; a part of the number, where not
  /// enough is known.
  func reach(of word: Int128, _ node: Int, level: Int) -> Int128 {
    let size = Int128(word.magnitude >> 40)
    guard count >= Paces.enough, node < squares.count, size > 0 else {
      return Int128(word.magnitude >> UInt128(3 + level))
    }
    let span = Paces.spans[level]
    var far = Int128(SquareRoot.floor(UInt128(clamping: squares[node] * span / count)))
    // Only what goes the same way much more than chance would have it is taken to go on so.
    if (displaced[node] * displaced[node]) / 16 > squares[node] {
      far += abs(displaced[node]) * span / count
    }
    let (reach, overflow) = size.multipliedReportingOverflow(by: far)
    return overflow ? 0 : reach
  }
}
