import Diagnostics
import Testing

/// SplitMix64: the cases are the same on every machine.
private struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Bytes that end lines, break UTF-8, join, hide and widen, more often than chance would.
  mutating func bytes(atMost limit: Int) -> [UInt8] {
    let pieces: [[UInt8]] = [
      [0x0A], [0x0D], [0x0D, 0x0A], [0x09], [0x00], [0x1B, 0x5B], [0xFF], [0xC3], [0xE2, 0x80],
      [0xE2, 0x80, 0xAE], [0xCC, 0x81], [0xE8, 0xB3, 0x87], [0xF0, 0x9F, 0x90, 0xB4],
      [0xF0, 0x9F], [0xED, 0xA0, 0x80], Array("contract".utf8), [0x20], [0x20, 0x20],
    ]
    var bytes: [UInt8] = []
    let count = Int.random(in: 0...limit, using: &self)
    while bytes.count < count {
      if Bool.random(using: &self) {
        bytes += pieces[Int.random(in: 0..<pieces.count, using: &self)]
      } else {
        bytes.append(UInt8.random(in: .min ... .max, using: &self))
      }
    }
    return bytes
  }

  /// Mostly inside the text, now and then outside it.
  mutating func label(in sources: SourceMap) -> Label {
    let file = sources.files[Int.random(in: 0..<sources.files.count, using: &self)]
    let reach = -2...(file.bytes.count + 2)
    let lower = Int.random(in: reach, using: &self)
    let length = Int.random(in: 0...(Int.random(in: 0...40, using: &self)), using: &self)
    let text = Bool.random(using: &self) ? string(atMost: 12) : nil
    return Label(Span(file: file.id, lower: lower, upper: lower + length), text)
  }

  mutating func string(atMost limit: Int) -> String {
    String(decoding: bytes(atMost: limit), as: UTF8.self)
  }

  mutating func strings() -> [String] {
    (0..<Int.random(in: 0...2, using: &self)).map { _ in string(atMost: 20) }
  }

  mutating func diagnostic(in sources: SourceMap) -> Diagnostic {
    let primary = label(in: sources)
    let ids = DiagnosticID.allCases
    return Diagnostic(
      ids[Int.random(in: 0..<ids.count, using: &self)],
      severity: Severity.allCases[Int.random(in: 0..<3, using: &self)], string(atMost: 30),
      at: Bool.random(using: &self) ? primary.span : nil, label: primary.text,
      secondary: (0..<Int.random(in: 0...3, using: &self)).map { _ in label(in: sources) },
      help: strings(), notes: strings())
  }
}

@Suite("Laws of the renderers")
struct RendererLawTests {
  /// Each case is a few files of hostile bytes and a finding with spans anywhere in them.
  @Test("any bytes and any spans give text that no terminal obeys", arguments: 0..<20)
  func harmless(part: Int) {
    for number in (part * 1000)..<(part * 1000 + 1000) {
      var generator = Generator(state: UInt64(number))
      var sources = SourceMap()
      for _ in 0...Int.random(in: 0...1, using: &generator) {
        let limit = number % 50 == 0 ? 3000 : 80
        _ = sources.add(
          path: generator.string(atMost: 8), bytes: generator.bytes(atMost: limit))
      }
      let diagnostic = generator.diagnostic(in: sources)
      let full = FullRenderer().render(diagnostic, sources)
      let concise = ConciseRenderer().render(diagnostic, sources)
      let coloured = FullRenderer(palette: .colour).render(diagnostic, sources)
      let document = JSONWriter.write(JSONRenderer().value(of: diagnostic, sources))
      #expect(isHarmless(full), "case \(number)")
      #expect(isHarmless(concise), "case \(number)")
      #expect(concise.utf8.count { $0 == 0x0A } == 1, "case \(number)")
      #expect(coloured.withoutColours.utf8.elementsEqual(full.utf8), "case \(number)")
      #expect(isHarmless(document), "case \(number)")
      #expect(full.utf8.split(separator: 0x0A).allSatisfy { $0.count < 1000 }, "case \(number)")
    }
  }

  /// Printable, but for line breaks, and ending with one.
  private func isHarmless(_ text: String) -> Bool {
    text.utf8.last == 0x0A
      && text.unicodeScalars.allSatisfy {
        $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7F
      }
  }
}
