import Numerics

/// Runs that reached something no run before them had, to go on from.
struct Corpus: Sendable {
  struct Entry: Sendable {
    let steps: RunWords
    /// Those of them that changed something: without the others all goes as it went.
    let standing: RunWords
    /// What it was the first to reach.
    let found: [Int32]
  }

  /// What was known when the epoch began, which all shards share, and what was added since.
  private var shared: [Entry] = []
  private var added: [Entry] = []
  /// How many runs have reached each feature.
  private(set) var hits: [UInt32]
  /// The sums of the energies of all entries up to each.
  private var energies: [UInt64] = []

  init(features: Int) { hits = Array(repeating: 0, count: features) }

  /// More entries than this are thinned out: the oldest, whose finds have become common, go.
  private static let limit = 4_096

  /// How many features some run has reached.
  var reached: Int { hits.count { $0 > 0 } }

  /// Whether a run that reached the feature is the first.
  func isNew(_ feature: Int) -> Bool { hits[feature] == 0 }

  mutating func count(_ feature: Int, times: UInt32 = 1) {
    hits[feature] =
      hits[feature].addingReportingOverflow(times).overflow
      ? .max : hits[feature] + times
  }

  var count: Int { shared.count + added.count }

  mutating func add(_ entry: Entry) {
    added.append(entry)
    energies.append((energies.last ?? 0) + energy(of: entry))
  }

  /// What became common is worth less than it was.
  mutating func weigh() {
    shared += added
    added = []
    if shared.count > Corpus.limit {
      shared = Array(shared.suffix(Corpus.limit / 2))
    }
    var total: UInt64 = 0
    energies = shared.map { entry in
      total += energy(of: entry)
      return total
    }
  }

  /// The rarer what it found, and the more of it, the more often it is gone on from.
  private func energy(of entry: Entry) -> UInt64 {
    var energy: UInt64 = 1
    for feature in entry.found.prefix(64) {
      energy += 1_024 / (1 + UInt64(hits[Int(feature)]))
    }
    return energy
  }

  /// One of the entries, each with a chance by its energy.
  func choose(_ stream: inout RandomStream) -> Entry? {
    guard let total = energies.last, total > 0 else { return nil }
    let wanted = UInt64(truncatingIfNeeded: stream.next(below: UInt128(total)))
    var (low, high) = (0, energies.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if energies[middle] > wanted { high = middle } else { low = middle + 1 }
    }
    return low < shared.count ? shared[low] : added[low - shared.count]
  }
}
