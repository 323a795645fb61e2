import Foundation
import Syntax
import Testing

struct LineDiffTests {
  private func diff(_ old: String, _ new: String) -> String {
    String(decoding: unifiedDiff(Array(old.utf8), Array(new.utf8), path: "x.risk"), as: UTF8.self)
  }

  @Test func `says nothing of equal texts`() {
    #expect(diff("a\nb\n", "a\nb\n") == "")
    #expect(diff("", "") == "")
  }

  @Test func `shows three lines around a change`() {
    let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n"
    let new = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"
    #expect(
      diff(old, new) == """
        --- a/x.risk
        +++ b/x.risk
        @@ -2,7 +2,7 @@
         2
         3
         4
        -5
        +five
         6
         7
         8

        """)
  }

  @Test func `counts what begins or ends empty`() {
    #expect(diff("", "a\n") == "--- a/x.risk\n+++ b/x.risk\n@@ -0,0 +1 @@\n+a\n")
    #expect(diff("a\n", "") == "--- a/x.risk\n+++ b/x.risk\n@@ -1 +0,0 @@\n-a\n")
    #expect(
      diff("a", "a\n")
        == "--- a/x.risk\n+++ b/x.risk\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n")
  }

  /// Applies what a diff says, which must give the new text, on generated texts of few distinct
  /// lines; both below and beyond the limit of the search.
  @Test func `gives the new text when applied`() {
    var generator = SplitMix(seed: 7)
    for round in 0..<300 {
      let size = round < 290 ? 1 + round % 40 : 1500
      let old = (0..<generator.below(size)).map { _ in "\(generator.below(6))" }
      let new = (0..<generator.below(size)).map { _ in "\(generator.below(6))" }
      let text = diff(old.map { $0 + "\n" }.joined(), new.map { $0 + "\n" }.joined())
      #expect(old == new ? text.isEmpty : apply(text, to: old) == new)
    }
  }

  private func apply(_ diff: String, to old: [String]) -> [String] {
    var result: [String] = []
    var place = 0
    for line in diff.split(separator: "\n").dropFirst(2) {
      if line.hasPrefix("@@") {
        let range = line.split(separator: " ")[1].dropFirst().split(separator: ",")
        let empty = range.count > 1 && range[1] == "0"
        let start = (Int(range[0]) ?? 0) - (empty ? 0 : 1)
        result += old[place..<start]
        place = start
      } else if line.hasPrefix("+") {
        result.append(String(line.dropFirst()))
      } else {
        guard place < old.count, old[place] == line.dropFirst() else { return ["does not apply"] }
        if line.hasPrefix(" ") { result.append(old[place]) }
        place += 1
      }
    }
    return result + old[place...]
  }
}

/// A small deterministic generator for tests (Steele, Lea and Flood, "Fast Splittable
/// Pseudorandom Number Generators", 2014).
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<max(1, bound), using: &self) }
}
