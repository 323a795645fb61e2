import Diagnostics
import Foundation
import Syntax

/// A text that has been read, with what was said about it.
struct Reading: Sendable {
  let source: SourceFile
  let file: ParsedFile
  let findings: [Diagnostic]

  init(_ bytes: [UInt8], path: String = "test.risk") {
    source = SourceFile(id: SourceID(index: 0), path: path, bytes: bytes)
    var bag = DiagnosticBag()
    file = parse(source, into: &bag)
    findings = bag.sorted
  }

  init(_ text: String, path: String = "test.risk") { self.init(Array(text.utf8), path: path) }

  var ids: [DiagnosticID] { findings.map(\.id) }

  /// `3: unclosed-brace: this `{` is never closed`, one line each.
  var report: String {
    findings.map { finding in
      let line = finding.primary.map { source.line(of: $0.span.lower) } ?? 0
      return "\(line): \(finding.id.rawValue): \(finding.headline)"
    }.joined(separator: "\n")
  }
}

/// The files under `Tests/Fixtures`.
enum Fixtures {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures")

  /// Whole programs, contracts and specs.
  static let samples =
    files(in: "syntax/samples", suffix: ".risk") + files(in: "syntax/samples", suffix: ".spec")

  static func files(in name: String, suffix: String) -> [(name: String, text: String)] {
    let folder = folder.appendingPathComponent(name)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(suffix) }.sorted().compactMap { name in
      (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)).map {
        (name, $0)
      }
    }
  }
}
