import Diagnostics
import Foundation
import Syntax
import Testing

/// A text with its findings marked: `// error: id` on the line, or, where the line can hold no
/// comment, `// error above: id` on the next. A line of `---` ends one text.
struct MarkedText: CustomTestStringConvertible, Sendable {
  let title: String
  let text: String

  var testDescription: String { title }

  static let all: [MarkedText] =
    (Fixtures.files(in: "syntax/errors", suffix: ".risk")
    + Fixtures.files(in: "syntax/errors", suffix: ".spec")).flatMap { file in
      file.text.components(separatedBy: "\n---\n").map { text in
        let title = text.split(separator: "\n").first?.dropFirst(3) ?? ""
        return MarkedText(title: "\(file.name): \(title)", text: text)
      }
    }

  var expected: [String] {
    text.components(separatedBy: "\n").enumerated().flatMap { index, line in
      marks(in: line, "// error: ").map { "\(index + 1): \($0)" }
        + marks(in: line, "// error above: ").map { "\(index): \($0)" }
    }.sorted()
  }

  private func marks(in line: String, _ mark: String) -> [String] {
    line.components(separatedBy: mark).dropFirst().map { rest in
      String(rest.prefix { $0.isLetter || $0 == "-" })
    }
  }
}

struct ErrorTests {
  @Test(arguments: MarkedText.all)
  func `are reported where they are marked, and nowhere else`(marked: MarkedText) {
    let reading = Reading(marked.text)
    let found = reading.findings.map { finding in
      let line = finding.primary.map { reading.source.line(of: $0.span.lower) } ?? 0
      return "\(line): \(finding.id.rawValue)"
    }.sorted()
    let surplus = found.filter { !marked.expected.contains($0) }
    let missing = marked.expected.filter { !found.contains($0) }
    #expect(found == marked.expected, "surplus \(surplus), missing \(missing)\n\(reading.report)")
  }
}
