import Testing

@Suite("Lints")
struct LintFixtureTests {
  @Test("raise exactly the marked findings", arguments: try MarkedProgram.all(in: "lints"))
  func fixture(_ program: MarkedProgram) {
    #expect(findings(in: program.text, at: program.path) == program.expected)
  }
}
