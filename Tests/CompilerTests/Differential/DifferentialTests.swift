import Testing

/// The machine against the interpreter, on random contracts.
@Suite("Differential")
struct DifferentialTests {
  @Test("random contracts")
  func bounded() {
    let result = Tournament(seed: 1, calls: 12).play(0..<60)
    #expect(result.report == nil)
  }
}
