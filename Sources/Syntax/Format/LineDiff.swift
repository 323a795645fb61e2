/// The difference between two texts as `diff -u` prints it: three lines of context, `a/` and `b/`
/// before the path. Empty when the texts are equal.
///
/// Lines are compared by Myers' greedy algorithm ("An O(ND) Difference Algorithm and Its
/// Variations", 1986), so the result is shortest while at most `editLimit` lines differ; beyond
/// that what lies between the equal ends counts as replaced. Time O(lines x edits).
package func unifiedDiff(_ old: [UInt8], _ new: [UInt8], path: String) -> [UInt8] {
  guard old != new else { return [] }
  let diff = LineDiff(old, new)
  var text = Array("--- a/\(path)\n+++ b/\(path)\n".utf8)
  for hunk in diff.hunks(context: 3) { diff.write(hunk, to: &text) }
  return text
}

/// Two texts as lines, and the shortest way from one to the other.
struct LineDiff {
  static let editLimit = 1000

  enum Edit: Equatable {
    case keep(Int, Int)
    case delete(Int)
    case insert(Int)
  }

  let old: [ArraySlice<UInt8>]
  let new: [ArraySlice<UInt8>]
  private(set) var edits: [Edit] = []

  init(_ old: [UInt8], _ new: [UInt8]) {
    self.old = LineDiff.lines(old)
    self.new = LineDiff.lines(new)
    var (start, oldEnd, newEnd) = (0, self.old.count, self.new.count)
    while start < oldEnd, start < newEnd, self.old[start] == self.new[start] { start += 1 }
    while oldEnd > start, newEnd > start, self.old[oldEnd - 1] == self.new[newEnd - 1] {
      (oldEnd, newEnd) = (oldEnd - 1, newEnd - 1)
    }
    edits = (0..<start).map { .keep($0, $0) }
    edits += middle(start..<oldEnd, start..<newEnd)
    edits += (0..<self.old.count - oldEnd).map { .keep(oldEnd + $0, newEnd + $0) }
  }

  /// Lines with their ends, so that a missing last newline is a difference.
  private static func lines(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for (index, byte) in text.enumerated() where byte == ASCII.lineFeed {
      lines.append(text[start...index])
      start = index + 1
    }
    if start < text.count { lines.append(text[start...]) }
    return lines
  }

  private func middle(_ a: Range<Int>, _ b: Range<Int>) -> [Edit] {
    guard !a.isEmpty, !b.isEmpty, let trace = search(a, b) else {
      return a.map { .delete($0) } + b.map { .insert($0) }
    }
    return walk(trace, a, b)
  }

  /// For each number of edits, how far along the old lines every diagonal reaches before them;
  /// `nil` beyond the limit. Row `d` holds the diagonals `-d...d`.
  private func search(_ a: Range<Int>, _ b: Range<Int>) -> [[Int]]? {
    var trace: [[Int]] = []
    var reached = [0, 0, 0]
    for edits in 0...min(LineDiff.editLimit, a.count + b.count) {
      var row = [Int](repeating: 0, count: 2 * edits + 3)
      for diagonal in stride(from: -edits, through: edits, by: 2) {
        var x = start(edits, diagonal, reached)
        while x < a.count, x - diagonal < b.count,
          old[a.lowerBound + x] == new[b.lowerBound + x - diagonal]
        {
          x += 1
        }
        row[diagonal + edits + 1] = x
        if x >= a.count, x - diagonal >= b.count {
          trace.append(reached)
          return trace
        }
      }
      trace.append(reached)
      reached = row
    }
    return nil
  }

  /// Where a diagonal begins: one down from the diagonal above, or one right from that below,
  /// whichever is further. `reached` is the row of one edit less.
  private func start(_ edits: Int, _ diagonal: Int, _ reached: [Int]) -> Int {
    if edits == 0 { return 0 }
    let center = diagonal + edits
    return isDown(edits, diagonal, reached) ? reached[center + 1] : reached[center - 1] + 1
  }

  private func isDown(_ edits: Int, _ diagonal: Int, _ reached: [Int]) -> Bool {
    let center = diagonal + edits
    if diagonal == -edits { return true }
    return diagonal != edits && reached[center - 1] < reached[center + 1]
  }

  /// Follows the trace back from the end.
  private func walk(_ trace: [[Int]], _ a: Range<Int>, _ b: Range<Int>) -> [Edit] {
    var edits: [Edit] = []
    var (x, y) = (a.count, b.count)
    for count in stride(from: trace.count - 1, through: 0, by: -1) {
      let reached = trace[count]
      let diagonal = x - y
      let begin = start(count, diagonal, reached)
      while x > begin {
        (x, y) = (x - 1, y - 1)
        edits.append(.keep(a.lowerBound + x, b.lowerBound + y))
      }
      guard count > 0 else { break }
      if isDown(count, diagonal, reached) {
        y -= 1
        edits.append(.insert(b.lowerBound + y))
      } else {
        x -= 1
        edits.append(.delete(a.lowerBound + x))
      }
    }
    return edits.reversed()
  }
}

extension LineDiff {
  /// Runs of edits that lie no further apart than twice the context, with the context around them.
  func hunks(context: Int) -> [Range<Int>] {
    var hunks: [Range<Int>] = []
    for (index, edit) in edits.enumerated() {
      if case .keep = edit { continue }
      let around = max(0, index - context)..<min(edits.count, index + context + 1)
      if let last = hunks.last, last.upperBound >= around.lowerBound {
        hunks[hunks.count - 1] = last.lowerBound..<around.upperBound
      } else {
        hunks.append(around)
      }
    }
    return hunks
  }

  /// Writes `@@ -1,3 +1,4 @@` and the lines of a hunk.
  func write(_ hunk: Range<Int>, to text: inout [UInt8]) {
    var (before, after) = (0, 0)
    for edit in edits[..<hunk.lowerBound] { count(edit, &before, &after) }
    var (removed, added) = (0, 0)
    for edit in edits[hunk] { count(edit, &removed, &added) }
    func range(_ start: Int, _ count: Int) -> String {
      let first = count == 0 ? start : start + 1
      return count == 1 ? "\(first)" : "\(first),\(count)"
    }
    text += Array("@@ -\(range(before, removed)) +\(range(after, added)) @@\n".utf8)
    for edit in edits[hunk] {
      switch edit {
      case .keep(let line, _): append(" ", old[line], to: &text)
      case .delete(let line): append("-", old[line], to: &text)
      case .insert(let line): append("+", new[line], to: &text)
      }
    }
  }

  private func count(_ edit: Edit, _ old: inout Int, _ new: inout Int) {
    switch edit {
    case .keep:
      old += 1
      new += 1
    case .delete: old += 1
    case .insert: new += 1
    }
  }

  private func append(_ mark: String, _ line: ArraySlice<UInt8>, to text: inout [UInt8]) {
    text += Array(mark.utf8)
    text += line
    if line.last != ASCII.lineFeed { text += Array("\n\\ No newline at end of file\n".utf8) }
  }
}
