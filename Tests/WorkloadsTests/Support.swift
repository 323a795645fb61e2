import Foundation
import Semantics
import Testing

/// The contract in a file, which must check without a finding.
func contract(_ path: String, sourceLocation: SourceLocation = #_sourceLocation) throws
  -> CheckedContract
{
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  var project = Project(
    workspace: Workspace {
      FileManager.default.contents(atPath: $0).map { .bytes(Array($0)) } ?? .missing
    })
  let file = project.check(root.appending(path: path).path)
  #expect(project.workspace.diagnostics.sorted.isEmpty, sourceLocation: sourceLocation)
  return try #require(file.contracts.first, sourceLocation: sourceLocation)
}
