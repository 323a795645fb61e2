import Semantics
import Testing

@Suite("Differential: the writer")
struct WriterTests {
  @Test("nearly every random contract is accepted")
  func acceptance() {
    let refusals = refusals(of: 0..<200) { Writer.contract(Dice(seed: 2, program: $0)) }
    #expect(refusals.count < 3, "\(refusals)")
  }

  @Test("and so is nearly every one that is written for its surveys")
  func surveyedAcceptance() {
    let refusals = refusals(of: 0..<200) { Writer.surveyed(Dice(seed: 2, program: $0)) }
    #expect(refusals.count < 10, "\(refusals)")
  }

  private func refusals(of numbers: Range<UInt64>, _ write: (UInt64) -> String) -> [String] {
    numbers.compactMap { number in
      let source = write(number)
      var project = Project(
        workspace: Workspace { $0 == "main.risk" ? .bytes(Array(source.utf8)) : .missing })
      guard project.check("main.risk").contracts.isEmpty else { return nil }
      let errors = project.workspace.diagnostics.sorted.filter { $0.severity == .error }
      return "\(number): \(errors.first?.headline ?? "nothing said")"
    }
  }
}
