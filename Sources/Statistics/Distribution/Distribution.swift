import Numerics

/// What is known of the words added so far: count, sum, extremes, and how they are spread.
///
/// Memory is flat: up to 4,096 words are kept as they are, and beyond that only in bins of a relative
/// width of at most 2^-9, each with its exact sum. Whatever is read comes with bounds that contain
/// the true value of all words added, so nothing printed from it claims too much. Adding and merging
/// may happen in any order and any grouping: equal words give equal distributions, byte by byte.
package struct Distribution: Sendable {
  /// How many words are kept one by one.
  package static let mostKept = 4096

  package private(set) var count: UInt64 = 0
  private(set) var total = WideTotal.zero
  private var lowest: Int128 = .max
  private var highest: Int128 = .min
  /// All words while there are few, in the order of arrival; none once they are in bins.
  private var kept: [Int128] = []
  private var bins = Bins()

  package init() {}

  /// Takes about 10 ns once the words are in bins.
  package mutating func add(_ word: Int128) {
    count &+= 1
    total = total + WideTotal(word)
    if word < lowest { lowest = word }
    if word > highest { highest = word }
    if isKept {
      kept.append(word)
    } else {
      if !kept.isEmpty { moveToBins() }
      bins.add(word)
    }
  }

  /// Adds everything the other holds.
  package mutating func merge(_ other: Distribution) {
    count &+= other.count
    total = total + other.total
    lowest = Swift.min(lowest, other.lowest)
    highest = Swift.max(highest, other.highest)
    if isKept {
      kept += other.kept
    } else {
      if !kept.isEmpty { moveToBins() }
      for word in other.kept { bins.add(word) }
      other.bins.forEach { index, bin in bins.add(bin, at: index) }
    }
  }

  /// Whether every word is still known by itself.
  package var isKept: Bool { count <= UInt64(Distribution.mostKept) }

  @inline(never)
  private mutating func moveToBins() {
    for word in kept { bins.add(word) }
    kept = []
  }
}

extension Distribution {
  package var min: Int128? { count == 0 ? nil : lowest }
  package var max: Int128? { count == 0 ? nil : highest }

  /// The sum of all words; nil where it is no word.
  package var sum: Int128? {
    total.high == Int128(truncatingIfNeeded: total.low) >> 127
      ? Int128(truncatingIfNeeded: total.low) : nil
  }

  /// The mean, exact but for its rounding; nil without words.
  package func mean(_ rounding: Outward = .down) -> Int128? {
    count == 0 ? nil : total.divided(by: UInt128(count), rounding)
  }
}

extension Distribution: Equatable {
  /// Equal when built from words that cannot be told apart by anything read from here.
  package static func == (left: Distribution, right: Distribution) -> Bool {
    left.count == right.count && left.total == right.total && left.lowest == right.lowest
      && left.highest == right.highest && left.cells == right.cells
  }
}

extension Distribution {
  /// Words that are not told apart: all that is known of them is that they lie between two words,
  /// how many there are and their sum.
  struct Cell: Hashable, Sendable {
    var low: Int128
    var high: Int128
    var count: UInt64
    var sum: WideTotal

    func mean(_ rounding: Outward) -> Int128 { sum.divided(by: UInt128(count), rounding) }
  }

  /// The words from the lowest to the highest: each of its own while they are kept, one bin a cell
  /// after that. Everything derived is computed from these.
  var cells: [Cell] {
    var cells: [Cell] = []
    if isKept {
      for word in kept.sorted() {
        if let last = cells.last, last.low == word {
          cells[cells.count - 1].count += 1
          cells[cells.count - 1].sum = last.sum + WideTotal(word)
        } else {
          cells.append(Cell(low: word, high: word, count: 1, sum: WideTotal(word)))
        }
      }
      return cells
    }
    bins.forEach { index, bin in
      let (low, high) = Bins.edges(index)
      cells.append(
        Cell(
          low: Swift.max(low, lowest), high: Swift.min(high, highest), count: bin.count,
          sum: Bins.isNegative(index) ? .zero - bin.sum : bin.sum))
    }
    return cells
  }

  /// For the byte form, which knows the parts.
  var parts: (kept: [Int128], bins: Bins) { (kept, bins) }

  /// From the byte form; nil where the parts do not fit each other.
  init?(kept: [Int128]) {
    guard kept.count <= Distribution.mostKept else { return nil }
    for word in kept { add(word) }
  }

  /// The same for words in bins, of which the bins themselves have been checked.
  init?(bins: Bins, lowest: Int128, highest: Int128) {
    var first: Int?
    var last: Int?
    var overflow = false
    var count: UInt64 = 0
    var total = WideTotal.zero
    bins.forEach { index, bin in
      first = first ?? index
      last = index
      let (sum, carry) = count.addingReportingOverflow(bin.count)
      count = sum
      overflow = overflow || carry
      total = Bins.isNegative(index) ? total - bin.sum : total + bin.sum
    }
    guard !overflow, count > UInt64(Distribution.mostKept), lowest <= highest,
      Bins.index(of: lowest) == first, Bins.index(of: highest) == last
    else { return nil }
    self.count = count
    self.total = total
    self.lowest = lowest
    self.highest = highest
    self.bins = bins
  }
}
