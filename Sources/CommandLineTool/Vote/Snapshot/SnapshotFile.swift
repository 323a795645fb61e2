import Campaign
import Diagnostics
import Semantics

/// Reads the file of a snapshot, and says what is wrong with it.
struct SnapshotFile {
  let session: Session

  init(_ session: Session) { self.session = session }

  /// Larger files are refused before they are read.
  private static let sizeLimit = 64 * 1024 * 1024

  private func bytes(at path: String) throws(WorldMaker.Problem) -> [UInt8] {
    switch FileSearch.read(path, session.streams, limit: SnapshotFile.sizeLimit) {
    case .success(let bytes): return bytes
    case .failure(.missing): throw WorldMaker.Problem(findings: [.notFound(path)])
    case .failure(.refused(let why)): throw WorldMaker.Problem(findings: [why])
    }
  }

  /// What a file holds, and the file itself.
  struct Contents {
    let path: String
    let bytes: [UInt8]
    let holdings: Holdings
  }

  /// Nothing for no path.
  func contents(
    at path: String?, for spec: CheckedSpec
  ) throws(WorldMaker.Problem) -> Contents? {
    guard let path else { return nil }
    var reader = SnapshotReader(spec)
    let bytes = try bytes(at: path)
    if let holdings = reader.read(bytes) {
      return Contents(path: path, bytes: bytes, holdings: holdings)
    }
    let name = path.escapedForDisplay
    let problems = reader.problems
    let more = reader.hidden > 0 ? ["\(reader.hidden) more places are wrong"] : []
    throw WorldMaker.Problem(
      findings: problems.enumerated().map { place, problem in
        Diagnostic(
          .snapshot, "`\(name)`: \(problem.headline.escapedForDisplay)", at: nil,
          help: (problem.help.map { [$0.escapedForDisplay] } ?? [])
            + (place == problems.count - 1 ? more : []))
      })
  }
}

extension Diagnostic {
  static func snapshotBreaks(_ path: String, _ invariants: [String]) -> Diagnostic {
    let names = invariants.map { "`\($0)`" }.joined(separator: ", ")
    return Diagnostic(
      .snapshot,
      "`\(path.escapedForDisplay)`: \(names) broken before anything happens", at: nil,
      help: [
        "the accounts must fit each other, and the states: a row `state:NAME` gives one its `value`"
      ])
  }
}
