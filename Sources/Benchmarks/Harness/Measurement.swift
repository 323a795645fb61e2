import Foundation

/// The figures of one row.
///
/// Work and twin take turns, round by round, so that whatever else the machine does hits both; the
/// ratio is taken within each round and its median reported. Quote ratios; nanoseconds are context.
struct Measurement {
  let row: Row
  /// Median nanoseconds for one operation.
  let nanoseconds: Double
  let twinNanoseconds: Double?
  /// The median over rounds of work time by twin time, and the middle half of the ratios.
  let ratio: Spread?
  /// False when an exact twin found other results.
  let agrees: Bool

  struct Spread {
    let low: Double
    let median: Double
    let high: Double
  }

  init(of row: Row, rounds: Int) {
    self.row = row
    agrees = row.twin.map { !$0.isExact || $0.work() == row.work() } ?? true
    let repetitions = Measurement.repetitions(of: row.work)
    let twinRepetitions = row.twin.map { Measurement.repetitions(of: $0.work) }
    var own: [Double] = []
    var other: [Double] = []
    for _ in 0..<rounds {
      own.append(Measurement.time(row.work, repetitions) / Double(row.operations))
      if let twin = row.twin, let twinRepetitions {
        other.append(Measurement.time(twin.work, twinRepetitions) / Double(row.operations))
      }
    }
    nanoseconds = Measurement.quartiles(own).median
    twinNanoseconds = other.isEmpty ? nil : Measurement.quartiles(other).median
    ratio = other.isEmpty ? nil : Measurement.quartiles(zip(own, other).map { $0 / $1 })
  }

  /// Enough repetitions for five milliseconds, which also warms up.
  private static func repetitions(of work: () -> Int128) -> Int {
    var repetitions = 1
    while repetitions < 1 << 20, time(work, repetitions) * Double(repetitions) < 5e6 {
      repetitions *= 2
    }
    return repetitions
  }

  /// Nanoseconds of this thread for one call: what other programs do in the meantime does not count.
  private static func time(_ work: () -> Int128, _ repetitions: Int) -> Double {
    var digest: Int128 = 0
    let start = threadNanoseconds()
    for _ in 0..<repetitions { digest ^= work() }
    let elapsed = threadNanoseconds() - start
    keep(digest)
    return elapsed / Double(repetitions)
  }

  private static func threadNanoseconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }

  /// Uses a result where the optimiser cannot see it.
  @inline(never) @_optimize(none)
  private static func keep(_ digest: Int128) {}

  private static func quartiles(_ values: [Double]) -> Spread {
    let sorted = values.sorted()
    return Spread(
      low: sorted[sorted.count / 4], median: sorted[sorted.count / 2],
      high: sorted[sorted.count * 3 / 4])
  }
}
