import Property

/// Runs that reached something no run before them had, to go on from.
struct Corpus: Sendable {
  /// One of its own in memory, because it is chosen more often than made.
  final class Entry: Sendable {
    let steps: RunWords
    /// Those of them that changed something: without the others all goes as it went.
    let standing: RunWords
    /// What it was the first to reach.
    let found: [Int32]

    init(steps: RunWords, standing: RunWords, found: [Int32]) {
      self.steps = steps
      self.standing = standing
      self.found = found
    }
  }

  /// What was known when the epoch began, which all shards share, and what was added since.
  private var shared: [Entry] = []
  private var added: [Entry] = []
  /// How many runs have reached each feature; of those that many have, so many at least.
  private(set) var hits: [UInt32]
  /// By feature, every bit where it is still counted, and none where it has become so common that it
  /// is worth nothing.
  private(set) var rare: [UInt8]
  /// The sums of the energies of all entries up to each.
  private var energies: [UInt64] = []

  /// The entry that came furthest up each of the climbs.
  private var summits: [(climb: Range<Int>, feature: Int, entry: Entry?)]

  init(features: Int, climbing climbs: [Range<Int>] = []) {
    summits = climbs.map { ($0, -1, nil) }
    hits = Array(repeating: 0, count: features)
    rare = Array(repeating: .max, count: features)
  }

  /// What a find is worth, shared by all runs that made it.
  private static let worth: UInt32 = 1_024

  /// More entries than this are thinned out: the oldest, whose finds have become common, go.
  private static let limit = 4_096

  /// How many features some run has reached.
  var reached: Int { hits.count { $0 > 0 } }

  /// Whether a run that reached the feature is the first.
  func isNew(_ feature: Int) -> Bool { hits[feature] == 0 }

  mutating func count(_ feature: Int, runs: UInt32) {
    let (sum, overflow) = hits[feature].addingReportingOverflow(runs)
    hits[feature] = overflow ? .max : sum
  }

  var count: Int { shared.count + added.count }

  mutating func add(_ entry: Entry) {
    added.append(entry)
    energies.append((energies.last ?? 0) + energy(of: entry))
    for place in summits.indices {
      let found = entry.found.lazy.map(Int.init).filter(summits[place].climb.contains).max() ?? -1
      if found > summits[place].feature {
        summits[place].feature = found
        summits[place].entry = entry
      }
    }
  }

  /// What became common is worth less than it was.
  mutating func weigh() {
    for feature in hits.indices where hits[feature] >= Corpus.worth { rare[feature] = 0 }
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
      energy += UInt64(Corpus.worth) / (1 + UInt64(hits[Int(feature)]))
    }
    return energy
  }

  /// One of the entries, each with a chance by its energy; what came furthest up a climb now and then.
  func choose(_ stream: inout QuickStream) -> Entry? {
    if !summits.isEmpty, stream.next(below: 4) == 0 {
      let place = Int(stream.next(below: UInt64(summits.count)))
      if let entry = summits[place].entry { return entry }
    }
    guard let total = energies.last, total > 0 else { return nil }
    let wanted = stream.next(below: total)
    var (low, high) = (0, energies.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if energies[middle] > wanted { high = middle } else { low = middle + 1 }
    }
    return low < shared.count ? shared[low] : added[low - shared.count]
  }
}
