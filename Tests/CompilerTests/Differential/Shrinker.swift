/// Makes a source text that shows a difference shorter: drops lines and blocks while the difference
/// stays. It knows no grammar but braces; what the checker refuses shows nothing and is put back.
struct Shrinker {
  /// Whether a text still shows the difference.
  let shows: (String) -> Bool
  /// Texts that may still be tried.
  private var budget: Int

  init(tries: Int, shows: @escaping (String) -> Bool) {
    self.shows = shows
    budget = tries
  }

  mutating func shrink(_ text: String) -> String {
    var lines = text.split(separator: "\n").map(String.init)
    var isShorter = true
    while isShorter, budget > 0 {
      isShorter = false
      var place = lines.count - 1
      while place >= 0, budget > 0 {
        for range in pieces(at: place, of: lines) {
          var rest = lines
          rest.removeSubrange(range)
          budget -= 1
          guard shows(rest.joined(separator: "\n")) else { continue }
          lines = rest
          isShorter = true
          break
        }
        place = min(place, lines.count) - 1
      }
    }
    return lines.joined(separator: "\n")
  }

  /// What may be dropped at a line: all it opens, the lines that open and close alone are kept, or
  /// the line itself.
  private func pieces(at place: Int, of lines: [String]) -> [Range<Int>] {
    guard place < lines.count else { return [] }
    var depth = 0
    for end in place..<lines.count {
      for letter in lines[end] {
        if letter == "{" { depth += 1 }
        if letter == "}" { depth -= 1 }
      }
      if depth < 0 { return [] }
      if depth == 0 {
        return end == place ? [place..<place + 1] : [place..<end + 1, place + 1..<end]
      }
    }
    return []
  }
}
