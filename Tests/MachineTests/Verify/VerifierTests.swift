import Machine
import Testing

/// A program that breaks one rule, and what the verifier says of it.
struct Refusal: Sendable, CustomTestStringConvertible {
  let name: String
  let program: Program
  let error: String

  var testDescription: String { name }

  init(_ name: String, _ program: Program, _ error: String) {
    self.name = name
    self.program = program
    self.error = error
  }

  /// The same world with something changed.
  init(_ name: String, _ error: String, _ change: (inout Program) -> Void) {
    var program = Assembly.program([Assembly.i(.halt)])
    change(&program)
    self.init(name, program, error)
  }
}

@Suite("Verifier")
struct VerifierTests {
  @Test("refuses sizes and references", arguments: Refusal.tables)
  func tables(_ refusal: Refusal) { expect(refusal) }

  @Test("refuses operands", arguments: Refusal.operands)
  func operands(_ refusal: Refusal) { expect(refusal) }

  @Test("refuses jumps, bodies, loops and regions", arguments: Refusal.shapes)
  func shapes(_ refusal: Refusal) { expect(refusal) }

  @Test("refuses what reads before it writes, and effects in the past", arguments: Refusal.flows)
  func flows(_ refusal: Refusal) { expect(refusal) }

  @Test("accepts what breaks no rule", arguments: Acceptance.all)
  func accepts(_ acceptance: Acceptance) throws {
    let verified = try Verifier.verify(acceptance.program)
    #expect(verified.program.code == acceptance.program.code)
  }

  @Test("column code is what stands behind `next-strip` in the table of opcodes")
  func columnCode() {
    for opcode in Opcode.allCases {
      let operands = opcode.row.operands
      let lanes: [Operand] = [.lanes, .lanesWritten, .selection, .selectionWritten]
      guard lanes.contains(operands.a) || lanes.contains(operands.b) else { continue }
      #expect(opcode.rawValue > Opcode.nextStrip.rawValue, "\(opcode)")
    }
  }

  private func expect(_ refusal: Refusal) {
    do {
      _ = try Verifier.verify(refusal.program)
      Issue.record("accepted")
    } catch {
      #expect(error.description == refusal.error)
    }
  }
}
