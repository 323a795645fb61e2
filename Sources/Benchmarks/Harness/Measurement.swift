import Foundation

/// The figures of one row.
///
/// Work and twin take turns, round by round, so that whatever else the machine does hits both; the
/// ratio is taken within each round and its median reported. Quote ratios; nanoseconds are context.
struct Measurement {
  let row: Row
  /// Why the row was not timed: it does not do what its twin does.
  let difference: String?
  /// Nanoseconds for one operation; absent when not timed.
  let nanoseconds: Spread?
  let twinNanoseconds: Spread?
  /// Over rounds, work time by twin time.
  let ratio: Spread?

  /// The median, and the middle half around it.
  struct Spread: Codable {
    let low: Double
    let median: Double
    let high: Double
  }

  init(of row: Row, rounds: Int) {
    self.row = row
    difference = Measurement.difference(in: row)
    guard difference == nil else {
      (nanoseconds, twinNanoseconds, ratio) = (nil, nil, nil)
      return
    }
    let repetitions = Measurement.repetitions(of: row.work, row.clock)
    let twinRepetitions = row.twin.map { Measurement.repetitions(of: $0.work, row.clock) }
    var own: [Double] = []
    var other: [Double] = []
    for _ in 0..<rounds {
      own.append(Measurement.time(row.work, repetitions, row.clock) / Double(row.operations))
      if let twin = row.twin, let twinRepetitions {
        let time = Measurement.time(twin.work, twinRepetitions, row.clock)
        other.append(time / Double(row.operations))
      }
    }
    nanoseconds = Measurement.quartiles(own)
    twinNanoseconds = Measurement.quartiles(other)
    ratio = Measurement.quartiles(zip(own, other).map { $0 / $1 })
  }

  private static func difference(in row: Row) -> String? {
    if let found = row.difference() { return found }
    guard let twin = row.twin, twin.isExact, twin.work() != row.work() else { return nil }
    return "the results are not those of \(twin.name)"
  }

  /// Enough repetitions for five milliseconds, which also warms up.
  private static func repetitions(of work: () -> Int128, _ clock: Row.Clock) -> Int {
    var repetitions = 1
    while repetitions < 1 << 20, time(work, repetitions, clock) * Double(repetitions) < 5e6 {
      repetitions *= 2
    }
    return repetitions
  }

  /// Nanoseconds for one call.
  private static func time(
    _ work: () -> Int128, _ repetitions: Int, _ clock: Row.Clock
  ) -> Double {
    var digest: Int128 = 0
    let start = nanoseconds(clock)
    for _ in 0..<repetitions { digest ^= work() }
    let elapsed = nanoseconds(clock) - start
    keep(digest)
    return elapsed / Double(repetitions)
  }

  private static func nanoseconds(_ clock: Row.Clock) -> Double {
    switch clock {
    case .thread: nanoseconds(of: CLOCK_THREAD_CPUTIME_ID)
    case .process: nanoseconds(of: CLOCK_PROCESS_CPUTIME_ID)
    case .wall: nanoseconds(of: CLOCK_MONOTONIC)
    case .children: nanosecondsOfChildren()
    }
  }

  private static func nanoseconds(of clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }

  private static func nanosecondsOfChildren() -> Double {
    var usage = rusage()
    // RUSAGE_CHILDREN, which is imported with another type on each platform.
    getrusage(-1, &usage)
    return nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime)
  }

  private static func nanoseconds(_ time: timeval) -> Double {
    Double(time.tv_sec) * 1e9 + Double(time.tv_usec) * 1e3
  }

  /// Uses a result where the optimiser cannot see it.
  @inline(never) @_optimize(none)
  private static func keep(_ digest: Int128) {}

  private static func quartiles(_ values: [Double]) -> Spread? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    return Spread(
      low: sorted[sorted.count / 4], median: sorted[sorted.count / 2],
      high: sorted[sorted.count * 3 / 4])
  }
}
