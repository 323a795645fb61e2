// Who is taken from, and in which order, decides.
extension PlantedLoss {
  static let order: [PlantedLoss] = (0..<10).map { number in
    let (key, limit, take, promise) = queues[number % 5]
    let level = number / 5
    return PlantedLoss(
      kind: .order, number: number,
      text: queue(key, limit, take.replacing("LOT", with: "\(2 + level)"), promise, level),
      rows: 6, searchedRows: 3, values: (0...12).map { $0 }, gaps: [])
  }

  /// By what the queue is sorted, where it ends, how much is taken, and what does not hold then.
  private static let queues: [(key: String, limit: String, take: String, promise: String)] = [
    ("w.size", "", "min(w.gain, left)", "first_gain == best_gain"),
    ("w.gain", "limit 1", "min(w.gain, left)", "short == 0 or rich == 0"),
    ("w.gain", "", "w.gain", "taken <= needed"),
    ("w.gain * w.size", "", "min(w.gain, LOT)", "first_gain * 2 >= best_gain"),
    ("w.gain", "", "min(w.gain, left)", "last_gain != first_gain or calls < 2"),
  ]

  private static func queue(
    _ key: String, _ limit: String, _ take: String, _ promise: String, _ level: Int
  ) -> String {
    """
    contract Queue {
      state needed     : int
      state taken      : int
      state short      : int
      state rich       : int
      state calls      : int
      state first_gain : int
      state last_gain  : int
      state best_gain  : int
      table Account { size : int  gain : int }
      action open(n: int in 1..12) by a: Account {
        require fresh: a.size == 0
        a.size = n
      }
      action earn(a: Account, n: int in 1..12) by anyone {
        require has: a.size > \(level)
        a.gain = min(12, a.gain + n)
      }
      action close() by a: Account { a.size = 0  a.gain = 0 }
      action deleverage(n: int in 1..12) by anyone {
        needed = n  taken = 0  calls = 0  first_gain = 0  last_gain = 0
        best_gain = max(a.gain for a in Account)
        var left = n
        for w in Account where w.gain > 0 by \(key) descending \(limit) {
          if left <= 0 { break }
          let take = \(take)
          if calls == 0 { first_gain = w.gain }
          last_gain = w.gain
          calls += 1
          w.gain -= take
          taken += take
          left -= take
        }
        short = max(0, left)
        rich = sum(a.gain for a in Account)
        if calls == 0 { first_gain = best_gain }
      }
      invariant kept: \(promise)
    }
    """
  }
}
