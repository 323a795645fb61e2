/// The candidate a user most likely meant by `name`, or `nil` when none is near.
///
/// In order of preference: the same letters in another case; the fewest edits (insertion, deletion,
/// change, swap of neighbours), at most one for every three letters, one in a name of two letters,
/// none in a name of one, and never more than four; the same words between underscores in another order. Ties go to the bytewise smallest, so the answer
/// does not depend on the order of the candidates. A candidate equal to `name` is never an answer.
///
/// Time is bounded: names beyond 64 scalars match only by case, and no more than 2,000 candidates
/// are compared.
package func nearest(_ name: String, among candidates: some Sequence<String>) -> String? {
  let wanted = Spelling(name)
  var best: (rank: Int, name: String)?
  for candidate in candidates.prefix(2000) {
    guard !candidate.utf8.elementsEqual(name.utf8) else { continue }
    guard candidate.utf8.count / 4 <= name.utf8.count + 4 else { continue }
    guard let rank = wanted.rank(of: Spelling(candidate)) else { continue }
    if let found = best {
      let closer =
        rank < found.rank
        || rank == found.rank && candidate.utf8.lexicographicallyPrecedes(found.name.utf8)
      guard closer else { continue }
    }
    best = (rank, candidate)
  }
  return best?.name
}

/// The candidates, each once, those with the fewest edits to `name` first and equally near ones in
/// the order they came in. Long names, and candidates beyond the first 2,000, are not compared and
/// stand last.
package func nearestFirst(_ name: String, among candidates: some Sequence<String>) -> [String] {
  let wanted = Spelling(name)
  var seen: Set<String> = []
  let each = candidates.filter { seen.insert($0).inserted }
  let ranks = each.enumerated().map { place, candidate in
    place < 2000 ? wanted.distance(to: Spelling(candidate)) : Int.max
  }
  return zip(each, ranks).enumerated()
    .sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }.map(\.element.0)
}

/// A name prepared for comparison.
private struct Spelling {
  private static let longest = 64

  let folded: [UInt32]
  /// The longest edit distance at which another name may still be meant.
  let tolerance: Int
  let words: [ArraySlice<UInt32>]

  init(_ name: String) {
    folded = name.lowercased().unicodeScalars.map(\.value)
    tolerance =
      folded.count < 2 || folded.count > Spelling.longest ? 0 : min(4, max(1, folded.count / 3))
    words =
      folded.count > Spelling.longest
      ? []
      : folded.split(separator: 0x5F).sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// The edits between the two, however many; `Int.max` for names too long to compare.
  func distance(to other: Spelling) -> Int {
    guard max(folded.count, other.folded.count) <= Spelling.longest else { return .max }
    return editDistance(folded, other.folded, atMost: Spelling.longest) ?? .max
  }

  /// How far the other is, smaller being nearer; `nil` when it is too far to be suggested.
  func rank(of other: Spelling) -> Int? {
    if other.folded == folded { return 0 }
    if let edits = editDistance(folded, other.folded, atMost: tolerance) { return edits }
    return words.count > 1 && words == other.words ? tolerance + 1 : nil
  }
}

/// Edits between two texts, a swap of neighbours being one edit and no place being edited twice
/// (optimal string alignment); `nil` when more than `limit`. O(left x right), and O(1) when the
/// lengths alone are too far apart.
private func editDistance(_ left: [UInt32], _ right: [UInt32], atMost limit: Int) -> Int? {
  guard abs(left.count - right.count) <= limit else { return nil }
  var beforeLast = [Int](repeating: 0, count: right.count + 1)
  var last = Array(0...right.count)
  var row = beforeLast
  for (i, a) in left.enumerated() {
    row[0] = i + 1
    var least = row[0]
    for (j, b) in right.enumerated() {
      var edits = min(last[j] + (a == b ? 0 : 1), last[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a == right[j - 1], left[i - 1] == b {
        edits = min(edits, beforeLast[j - 1] + 1)
      }
      row[j + 1] = edits
      least = min(least, edits)
    }
    guard least <= limit else { return nil }
    (beforeLast, last, row) = (last, row, beforeLast)
  }
  return last[right.count] <= limit ? last[right.count] : nil
}
