import Machine
import Testing

@Suite("Opcode table")
struct OpcodeTests {
  @Test("every opcode has a row of its own with an effect", arguments: Opcode.allCases)
  func rows(opcode: Opcode) {
    #expect(!opcode.row.effect.isEmpty)
    #expect(opcode.row.name.allSatisfy { $0.isLowercase || $0 == "-" })
    #expect(opcode.cost >= 0)
  }

  @Test("no two rows have one name")
  func names() {
    #expect(Set(Opcode.allCases.map(\.row.name)).count == Opcode.allCases.count)
  }

  @Test("an instruction is eight bytes")
  func size() {
    #expect(MemoryLayout<Instruction>.stride == 8)
  }
}
