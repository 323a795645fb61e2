import Semantics
import Testing

@Suite("Differential: the writer")
struct WriterTests {
  @Test("nearly every random contract is accepted")
  func acceptance() {
    var refusals: [String] = []
    for number in 0..<200 as Range<UInt64> {
      let source = Writer.contract(Dice(seed: 2, program: number))
      var project = Project(
        workspace: Workspace { $0 == "main.risk" ? .bytes(Array(source.utf8)) : .missing })
      guard project.check("main.risk").contracts.isEmpty else { continue }
      let errors = project.workspace.diagnostics.sorted.filter { $0.severity == .error }
      refusals.append("\(number): \(errors.first?.headline ?? "nothing said")")
    }
    #expect(refusals.count < 3, "\(refusals)")
  }
}
