import Testing

@Suite("Differential: the writer")
struct WriterTests {
  @Test("nearly every random contract is accepted")
  func acceptance() {
    let refused = (0..<200).filter { Scenario(seed: 2, number: $0) == nil }
    #expect(refused.count < 3, "refused: \(refused)")
  }
}
