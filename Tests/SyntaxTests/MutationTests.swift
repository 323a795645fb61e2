import Diagnostics
import Foundation
import Syntax
import Testing

/// Samples with bytes and tokens changed: whatever comes out, the tokens give it back, the spans
/// lie inside it, and what still reads keeps the laws of the formatter.
struct MutationTests {
  static let samples: [[UInt8]] =
    Fixtures.samples.map { Array($0.text.utf8) }
    + MarkedText.all.map { Array($0.text.utf8) }

  /// Mutations for each of ten parts: 50,000 in all, and a twentieth of them in a debug build.
  static var rounds: Int {
    #if DEBUG
      250
    #else
      5000
    #endif
  }

  @Test(arguments: 0..<10) func `never break a promise`(part: Int) {
    var generator = SplitMix(seed: UInt64(part))
    for round in 0..<MutationTests.rounds {
      let text = MutationTests.mutated(&generator)
      let reading = Reading(text)
      if let broken = MutationTests.brokenPromise(reading) {
        Issue.record(
          "part \(part), round \(round): \(broken)\n\(String(decoding: text, as: UTF8.self))")
        return
      }
    }
  }

  static func brokenPromise(_ reading: Reading) -> String? {
    let bytes = reading.source.bytes
    var place = 0
    for token in reading.file.tokens {
      guard token.leading.lowerBound == place, token.text.lowerBound == token.leading.upperBound
      else { return "the tokens leave a gap at \(place)" }
      place = token.text.upperBound
    }
    guard place == bytes.count else { return "the tokens end at \(place) of \(bytes.count)" }
    guard reading.file.roles.count == reading.file.tokens.count else { return "roles are missing" }
    for finding in reading.findings {
      for label in finding.secondary + (finding.primary.map { [$0] } ?? []) {
        guard label.span.lower >= 0, label.span.upper <= bytes.count else {
          return "\(finding.id.rawValue) points outside the text"
        }
      }
      if finding.headline.isEmpty || finding.headline.last == "." { return finding.headline }
    }
    return reading.findings.isEmpty ? brokenLaw(reading) : nil
  }

  /// What a stretch of a spec is read as the inside of.
  private static let openings = [
    "spec S {\n", "spec S {\nmarket M {\n", "spec S {\nagent a {\n",
    "spec S {\nsetup {\nchoose {\n", "proposal \"p\" for C {\n",
  ]
  private static let specWords = SpecWord.allCases.map { Array(" \($0.rawValue) ".utf8) }

  /// A stretch of a sample with a few bytes, tokens or lines changed.
  static func mutated(_ generator: inout SplitMix) -> [UInt8] {
    var text = samples[generator.below(samples.count)]
    if text.count > 1500 {
      let start = generator.below(text.count - 1000)
      text = Array(text[start..<start + 1000])
    }
    let crumbs = [
      "{", "}", "(", ")", "[", "]", "\"", "//", "/*", "*/", "\n", "\r\n", "\t", "\u{0}", ",", ":",
      "=", "==", "-", " if ", " for a in T ", " in ", "match a {", "1e", "5%", "..", "+-", "as",
      "case", "fn ", "action ", "contract C {", "example \"", "é", "“", "\u{FEFF}", ";", " 1 USD ",
      "\n{", "->", "*", "spec S {", "proposal \"p\" for C {",
    ].map { Array($0.utf8) }
    if generator.below(2) == 0 {
      let opening = openings[generator.below(openings.count)]
      text = Array(opening.utf8) + text
    }
    for _ in 0...generator.below(4) {
      let place = generator.below(text.count + 1)
      let length = min(generator.below(12), text.count - place)
      switch generator.below(7) {
      case 0: text.removeSubrange(place..<place + length)
      case 1: text.insert(contentsOf: crumbs[generator.below(crumbs.count)], at: place)
      case 2 where place < text.count: text[place] = UInt8(generator.below(256))
      case 3: text.insert(contentsOf: Array(text[place..<place + length]), at: 0)
      case 5: text.insert(contentsOf: specWords[generator.below(specWords.count)], at: place)
      case 4: text.insert(contentsOf: repeatElement(0x20, count: generator.below(4)), at: place)
      default: text.insert(0x0A, at: place)
      }
    }
    return text
  }

  /// Blanks, line ends and comments changed in what reads: it still reads, and keeps the laws.
  @Test func `blanks are free`() {
    var generator = SplitMix(seed: 99)
    for sample in MutationTests.samples.prefix(10) {
      let reading = Reading(sample)
      for _ in 0..<5 {
        var text: [UInt8] = []
        for token in reading.file.tokens {
          let leading = Array(sample[token.leading])
          text +=
            leading.contains(0x0A) || leading.contains(0x2F)
            ? leading : Array(["\t", " ", "  "][generator.below(3)].utf8)
          text += sample[token.text]
        }
        let crlf = String(decoding: text, as: UTF8.self).replacing("\n", with: "\r\n")
        for variant in [text, Array(crlf.utf8)] {
          let again = Reading(variant)
          #expect(again.findings.isEmpty, "\(again.report)")
          #expect(brokenLaw(again) == nil)
        }
      }
    }
  }

  /// Comments, blank lines and line breaks between any two tokens. Most of what comes out still
  /// reads, and all that does keeps the laws.
  @Test(arguments: 0..<10) func `line breaks and comments may stand anywhere`(part: Int) {
    var generator = SplitMix(seed: UInt64(1000 + part))
    let crumbs = ["\n", "\n\n\n", " // why\n", "\n// alone\n", "\n\n    // far\n\n\n", "\t", "   "]
    var clean = 0
    for _ in 0..<MutationTests.rounds / 5 {
      let seed = UInt64(generator.below(100_000))
      let sentence = "contract C {" + SentenceWriter.sentence(of: "declaration", seed: seed) + "\n}"
      let other = generator.below(3)
      let text =
        other > 1
        ? sentence : SentenceWriter.sentence(of: other == 0 ? "file" : "spec", seed: seed)
      let reading = Reading(text)
      var broken: [UInt8] = []
      for token in reading.file.tokens {
        broken += reading.source.bytes[token.leading]
        if generator.below(8) == 0 { broken += Array(crumbs[generator.below(crumbs.count)].utf8) }
        broken += reading.source.bytes[token.text]
      }
      let again = Reading(broken)
      guard again.findings.isEmpty else { continue }
      clean += 1
      if let law = brokenLaw(again) {
        let shown = String(decoding: broken, as: UTF8.self)
        Issue.record("\(law)\n\(shown)\n--- once\n\(again.formatted)")
        return
      }
    }
    #expect(clean > MutationTests.rounds / 20, "\(clean)")
  }
}
