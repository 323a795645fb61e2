import Diagnostics
import Testing

struct DiagnosticBagTests {
  private let file = SourceID(index: 0)

  private func finding(at offset: Int, severity: Severity = .error, in file: SourceID? = nil)
    -> Diagnostic
  {
    Diagnostic(
      .invalidUTF8, severity: severity, "byte \(offset)",
      at: .empty(at: offset, in: file ?? self.file))
  }

  @Test func repetitionsAreDropped() {
    let bag = DiagnosticBag([finding(at: 1), finding(at: 1), finding(at: 0)])
    #expect(bag.errorCount == 2)
    #expect(bag.sorted == [finding(at: 0), finding(at: 1)])
  }

  @Test func findingsAboutNoTextComeFirst() {
    let missing = Diagnostic(.fileNotFound, "no file", at: nil)
    let bag = DiagnosticBag([finding(at: 0), missing])
    #expect(bag.sorted == [missing, finding(at: 0)])
  }

  @Test func warningsAreNoErrors() {
    let bag = DiagnosticBag([finding(at: 0, severity: .warning)])
    #expect(!bag.hasErrors)
    #expect(bag.warningCount == 1)
  }

  @Test func aReportShowsAFewOfEachFile() {
    let other = SourceID(index: 1)
    var bag = DiagnosticBag((0..<60).map { finding(at: $0) })
    bag.report(contentsOf: (0..<3).map { finding(at: $0, in: other) })
    let findings = bag.findings(limitPerFile: 50)
    #expect(findings.shown.count == 53)
    #expect(findings.hidden == 10)
    #expect(findings.errors == 63)
  }

  @Test func aFloodIsCountedButNotKept() {
    var bag = DiagnosticBag((0..<5000).map { finding(at: $0) })
    #expect(!bag.hasRoom(for: file))
    #expect(bag.hasRoom(for: SourceID(index: 1)))
    #expect(bag.errorCount == 5000)
    #expect(bag.sorted.count == DiagnosticBag.capacity)
    #expect(bag.findings(limitPerFile: 50).hidden == 4950)

    var whole = DiagnosticBag([finding(at: 0, severity: .warning)])
    whole.merge(bag)
    bag.merge(DiagnosticBag([finding(at: 0, severity: .warning)]))
    #expect(whole.errorCount == 5000)
    #expect(whole.warningCount == bag.warningCount)
    #expect(whole.findings().hidden == bag.findings().hidden)
  }
}
