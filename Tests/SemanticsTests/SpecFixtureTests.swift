import Diagnostics
import Foundation
import Semantics
import Testing

@Suite("Specs")
struct SpecFixtureTests {
  @Test("raises exactly the marked findings", arguments: try MarkedProgram.all(in: "specs"))
  func fixture(_ program: MarkedProgram) {
    #expect(findings(in: program.text, at: program.path) == program.expected)
  }

  @Test("says what to do about each", arguments: try MarkedProgram.all(in: "specs"))
  func help(_ program: MarkedProgram) {
    var project = Project(workspace: workspace([program.path: program.text]))
    _ = project.check(program.path)
    for finding in project.workspace.diagnostics.sorted { #expect(!finding.help.isEmpty) }
  }
}
