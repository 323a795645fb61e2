import Diagnostics
import Reference
import Semantics
import Testing

/// Every page keeps its promise: the wrong example raises its id and no other error, the right one
/// raises nothing at all.
@Suite("Explain pages")
struct ExplainTests {
  /// What checking the text finds, with the files it imports beside it, and then running its
  /// examples; `nil` for an example in prose.
  private func findings(in example: ExplainPage.Example) -> [Diagnostic]? {
    guard case .source(let text, let kind, let beside) = example else { return nil }
    let path = "example.\(kind.rawValue)"
    var files = [path: text]
    for companion in beside { files[companion.path] = companion.text }
    var project = Project(
      workspace: Workspace { path in
        files[path].map { .bytes(Array($0.utf8)) } ?? .missing
      })
    let checked = project.check(path)
    let sources = project.workspace.sources
    return project.workspace.diagnostics.sorted
      + checked.examples.flatMap { ExampleRunner.run($0).findings(in: sources) }
  }

  private func describe(_ findings: [Diagnostic]) -> String {
    findings.map { "\($0.id.rawValue): \($0.headline)" }.joined(separator: "\n")
  }

  @Test("the wrong example raises its id and no other error", arguments: DiagnosticID.allCases)
  func wrong(id: DiagnosticID) {
    guard let found = findings(in: id.page.wrong) else { return }
    #expect(found.contains { $0.id == id }, "\(describe(found))")
    #expect(!found.contains { $0.id != id && $0.severity == .error }, "\(describe(found))")
  }

  @Test("the right example is clean", arguments: DiagnosticID.allCases)
  func right(id: DiagnosticID) {
    guard let found = findings(in: id.page.right) else { return }
    #expect(found.isEmpty, "\(describe(found))")
  }

  @Test("every finding advises", arguments: DiagnosticID.allCases)
  func help(id: DiagnosticID) {
    for finding in findings(in: id.page.wrong) ?? [] {
      #expect(!finding.help.isEmpty, "\(finding.id.rawValue)")
      #expect(finding.primary != nil, "\(finding.id.rawValue)")
    }
  }

  // MARK: - What is too long to print

  @Test func aLongChainOfCallsIsRefused() {
    let functions = (1..<65).map { "fn f\($0)() -> ratio = f\($0 + 1)()" }
    let text = """
      contract Chain {
        \(functions.joined(separator: "\n"))
        fn f65() -> ratio = 1
        state x : ratio
        action go() by anyone { x = f1() }
      }
      """
    #expect(findings(in: .source(text))?.map(\.id) == [.callTooDeep])
  }

  @Test func aLongChainOfImportsIsRefused() {
    let libraries = (1...66).map { place in
      ExplainPage.Companion(
        path: "l\(place).risk",
        text: place == 66
          ? "library L66 { const END : ratio = 1 }"
          : "library L\(place) { import \"l\(place + 1).risk\" }")
    }
    let text = """
      contract Chain {
        import "l1.risk"
        state x : ratio
        action go() by anyone { x = END }
      }
      """
    let found = findings(in: .source(text, beside: libraries)) ?? []
    #expect(found.contains { $0.id == .importTooDeep }, "\(describe(found))")
  }
}
