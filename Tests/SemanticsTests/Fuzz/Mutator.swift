import Foundation

/// Makes broken programs out of good ones: fragments of the samples, cut and spliced at tokens and
/// at bytes. The same seed gives the same programs.
struct Mutator {
  private var state: UInt64
  private let files: [[ArraySlice<UInt8>]]
  private let dictionary: [[UInt8]]

  /// What writers of real programs never type.
  private static let nasty: [[UInt8]] =
    [
      "\0", "\r", "\r\n", "\t", "\"", "{", "}", "((((", "))))", "[[", "]]", "/*", "*/", "//", "///",
      "1e999999", "99999999999999999999999999999999999999999", "0.0000000000000000000000001", "1..",
      "..", "...", "%%", "5bps%", "_", "__", "{x}", "\\", "“", "é", "\u{202E}", "old(", "left(",
      "none", "rounding half", "by by", "in in", "match {", "if then else", "for in where by limit",
      "USD^99999", "import \"", "import \"std/nothing.risk\"", "1 USD USD", "-(-(-(", "not not not",
      "= = =", "implies implies", "table T[t: T] {}", "fn f() = f()", "T[T[T[0]]]", "a.b.c.d.e",
    ].map { Array($0.utf8) } + [
      [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5], [0xEF, 0xBB, 0xBF],
    ]

  init(seed: UInt64, samples: [[UInt8]]) {
    state = seed
    files = samples.map {
      $0.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    }
    var words: Set<[UInt8]> = []
    for sample in samples { words.formUnion(Mutator.tokens(of: sample).map(Array.init)) }
    dictionary = words.sorted { $0.lexicographicallyPrecedes($1) } + Mutator.nasty
  }

  mutating func below(_ bound: Int) -> Int {
    state = state &+ 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(max(1, bound)))
  }

  /// At most 40 lines: half of the time under the head of their file, so that names still resolve.
  mutating func fragment() -> [UInt8] {
    let file = files[below(files.count)]
    let length = 1 + below(25)
    let start = below(file.count)
    var lines = Array(file[start..<min(file.count, start + length)])
    if below(2) == 0 {
      lines = Array(file.prefix(1 + below(14))) + lines + [ArraySlice("}".utf8)]
    }
    return mutate(Array(lines.joined(separator: [UInt8(ascii: "\n")])), edits: 1 + below(6))
  }

  /// A whole file with a few edits.
  mutating func wholeFile() -> [UInt8] {
    let file = files[below(files.count)]
    return mutate(Array(file.joined(separator: [UInt8(ascii: "\n")])), edits: 1 + below(4))
  }

  /// A text with a few edits, and half of the time some lines of another file put into it.
  mutating func mutant(of text: [UInt8]) -> [UInt8] {
    guard below(2) == 0 else { return mutate(text, edits: 1 + below(4)) }
    var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let other = files[below(files.count)]
    let start = below(other.count)
    let part = other[start..<min(other.count, start + 1 + below(6))]
    lines.insert(contentsOf: part, at: below(lines.count + 1))
    return mutate(Array(lines.joined(separator: [UInt8(ascii: "\n")])), edits: below(3))
  }

  private mutating func mutate(_ text: [UInt8], edits: Int) -> [UInt8] {
    var tokens = Mutator.tokens(of: text)[...].map { Array($0) }
    for _ in 0..<edits where !tokens.isEmpty {
      let place = below(tokens.count)
      switch below(8) {
      case 0: tokens.remove(at: place)
      case 1: tokens.insert(tokens[below(tokens.count)], at: place)
      case 2: tokens.swapAt(place, below(tokens.count))
      case 3, 4: tokens[place] = dictionary[below(dictionary.count)]
      case 5: tokens.insert(dictionary[below(dictionary.count)] + [0x20], at: place)
      case 6: tokens[place] = flipped(tokens[place])
      default: tokens.removeSubrange(place..<min(tokens.count, place + 1 + below(12)))
      }
    }
    return Array(tokens.joined())
  }

  private mutating func flipped(_ token: [UInt8]) -> [UInt8] {
    guard !token.isEmpty else { return token }
    var token = token
    token[below(token.count)] ^= UInt8(1 << below(8))
    return token
  }

  /// Words, blanks and single marks: joining them gives the text back.
  private static func tokens(of text: [UInt8]) -> [ArraySlice<UInt8>] {
    func kind(_ byte: UInt8) -> Int {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        1
      case UInt8(ascii: " "), UInt8(ascii: "\n"): 2
      default: 0
      }
    }
    var result: [ArraySlice<UInt8>] = []
    var start = text.startIndex
    while start < text.endIndex {
      var end = start + 1
      while kind(text[start]) != 0, end < text.endIndex, kind(text[end]) == kind(text[start]) {
        end += 1
      }
      result.append(text[start..<end])
      start = end
    }
    return result
  }
}
