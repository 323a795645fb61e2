import Diagnostics
import Market
import Semantics
import Syntax

/// Reads the files of prices that specs name: beside the spec, then in the folders above it, as
/// imports are found.
struct PriceFiles {
  private let session: Session
  let sources: SourceMap

  init(_ session: Session, _ sources: SourceMap) {
    self.session = session
    self.sources = sources
  }

  /// Larger files are refused before they are read.
  private static let sizeLimit = 256 * 1024 * 1024

  /// By the path as written.
  func histories(of spec: CheckedSpec) throws(WorldMaker.Problem) -> [String: PriceHistory] {
    var histories: [String: PriceHistory] = [:]
    for written in spec.markets.flatMap(\.path.histories) where histories[written.text] == nil {
      histories[written.text] = try history(written)
    }
    return histories
  }

  private func history(_ written: StringLiteral) throws(WorldMaker.Problem) -> PriceHistory {
    let tried = ImportPath.candidates(
      for: written.text, importedFrom: sources[written.span.file].path)
    for path in tried {
      switch FileSearch.read(path, session.streams, limit: Self.sizeLimit) {
      case .failure(.missing): continue
      case .failure(.refused(let why)):
        throw WorldMaker.Problem(
          findings: [Diagnostic(.priceFile, why.headline, at: written.span, help: why.help)])
      case .success(let bytes):
        do throws(ImportError) {
          return try PriceHistory.load(text: bytes).history
        } catch {
          throw WorldMaker.Problem(findings: error.findings(of: written, path))
        }
      }
    }
    throw WorldMaker.Problem(findings: [.pricesNotFound(written, tried)])
  }
}

extension CheckedSettings {
  /// The files of prices it names, those of the parts of a mixture included.
  var histories: [StringLiteral] {
    (history.map { [$0] } ?? []) + parts.flatMap(\.settings.histories)
  }
}

extension ImportError {
  /// What is wrong with the file, at the place that names it.
  fileprivate func findings(of written: StringLiteral, _ path: String) -> [Diagnostic] {
    let name = path.escapedForDisplay
    guard case .rows(let rows) = self else {
      return [
        Diagnostic(
          .priceFile, "`\(name)`: \(headline)", at: written.span, help: help.map { [$0] } ?? [])
      ]
    }
    let repair = "`plimsoll calibrate \(quotedForShell(path))` says how rows could be repaired"
    let more = rows.hidden > 0 ? ["\(rows.hidden) more rows are wrong", repair] : [repair]
    return rows.shown.enumerated().map { place, row in
      Diagnostic(
        .priceRow, "`\(name)`: \(row.headline)", at: written.span,
        help: place == rows.shown.count - 1 ? more : [])
    }
  }
}

extension Diagnostic {
  fileprivate static func pricesNotFound(
    _ written: StringLiteral, _ tried: [String]
  ) -> Diagnostic {
    Diagnostic(
      .priceFile, "there is no file of prices \"\(written.text.escapedForDisplay)\"",
      at: written.span,
      help: [
        "put it beside the spec or in a folder above it; tried "
          + tried.prefix(3).map { "`\($0.escapedForDisplay)`" }.joined(separator: ", ")
      ])
  }
}
