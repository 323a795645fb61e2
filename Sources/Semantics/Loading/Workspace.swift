import Diagnostics
import Syntax

/// Every file of a run, read once and parsed once, and the findings so far.
///
/// It knows how imports are looked up but reads nothing itself: the command line hands it a reader,
/// and tests hand it a dictionary.
package struct Workspace {
  package typealias Reader = (String) -> ReadResult

  package enum ReadResult {
    case bytes([UInt8])
    case missing
    /// There, but not to be had; the finding says why.
    case refused(Diagnostic)
  }

  package var sources = SourceMap()
  package var diagnostics = DiagnosticBag()
  private let read: Reader
  private var parsed: [String: ParsedFile] = [:]
  private var broken: Set<SourceID> = []

  package init(reader: @escaping Reader) { read = reader }

  /// The file at a path as given on the command line; reports what keeps it from being read.
  package mutating func load(_ path: String) -> ParsedFile? {
    if let known = parsed[path] { return known }
    switch read(path) {
    case .bytes(let bytes): return add(path: path, bytes: bytes)
    case .missing:
      diagnostics.report(.fileNotFound(path))
      return nil
    case .refused(let why):
      diagnostics.report(why)
      return nil
    }
  }

  /// Whether the file has syntax errors, so that nothing in it may run.
  package func isBroken(_ file: SourceID) -> Bool { broken.contains(file) }

  /// A text that stands in no file, such as what arrives on standard input.
  package mutating func add(path: String, bytes: [UInt8]) -> ParsedFile {
    let id = sources.add(path: path, bytes: bytes)
    var findings = DiagnosticBag()
    let file = parse(sources[id], into: &findings)
    if findings.hasErrors { broken.insert(id) }
    diagnostics.merge(findings)
    parsed[path] = file
    return file
  }

  /// The file an import or a `use` means, looked up from the file that says so.
  package mutating func load(_ path: StringLiteral, from importer: SourceID) -> ParsedFile? {
    if path.text.hasPrefix("std/") {
      if let known = parsed[path.text] { return known }
      guard let text = StandardLibrary.text(of: path.text) else {
        diagnostics.report(
          .importNotFound(
            path, tried: [], suggestion: nearest(path.text, among: StandardLibrary.paths)))
        return nil
      }
      return add(path: path.text, bytes: Array(text.utf8))
    }
    let candidates = ImportPath.candidates(
      for: path.text, importedFrom: sources[importer].path)
    for candidate in candidates {
      if let known = parsed[candidate] { return known }
      switch read(candidate) {
      case .bytes(let bytes): return add(path: candidate, bytes: bytes)
      case .missing: continue
      case .refused(let why):
        diagnostics.report(.importRefused(path, why))
        return nil
      }
    }
    diagnostics.report(.importNotFound(path, tried: candidates, suggestion: nil))
    return nil
  }
}
