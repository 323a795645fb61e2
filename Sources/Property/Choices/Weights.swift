import Numerics

/// How likely each of several choices is where one is drawn at random.
package struct Weights: Sendable {
  /// The sums of the weights up to each choice, itself included.
  private let sums: [UInt64]

  /// The sum of the weights fits a word. Where all are zero, all are equally likely.
  package init(_ weights: [UInt64]) {
    let isEmpty = weights.allSatisfy { $0 == 0 }
    var sum: UInt64 = 0
    sums = weights.map { weight in
      sum &+= isEmpty ? 1 : weight
      return sum
    }
  }

  package var count: Int { sums.count }

  /// One of them, but as far as there are others none of those left out: of the first 64 a bit each.
  @inline(__always)
  func choose(leavingOut left: UInt64, _ stream: inout QuickStream) -> Int {
    sums.withUnsafeBufferPointer { sums in
      guard let total = sums.last else { return 0 }
      for _ in 0..<8 {
        let choice = Weights.index(of: stream.next(below: total), in: sums)
        guard choice < 64, left >> UInt64(choice) & 1 != 0 else { return choice }
      }
      return Weights.rest(of: sums, leavingOut: left, &stream)
    }
  }

  @inline(__always)
  private static func index(of draw: UInt64, in sums: UnsafeBufferPointer<UInt64>) -> Int {
    var choice = 0
    while choice + 1 < sums.count, draw >= sums[choice] { choice &+= 1 }
    return choice
  }

  /// The same where most are left out.
  private static func rest(
    of sums: UnsafeBufferPointer<UInt64>, leavingOut left: UInt64, _ stream: inout QuickStream
  ) -> Int {
    var below: UInt64 = 0
    var last: UInt64 = 0
    var open: [(choice: Int, sum: UInt64)] = []
    for (choice, sum) in sums.enumerated() {
      let isOut = choice < 64 && left >> UInt64(choice) & 1 != 0
      if !isOut, sum > below {
        last += sum - below
        open.append((choice, last))
      }
      below = sum
    }
    // All of them are.
    guard last > 0 else { return index(of: stream.next(below: below), in: sums) }
    let draw = stream.next(below: last)
    return open.first { draw < $0.sum }?.choice ?? 0
  }
}
