/// One step of a program, eight bytes: what to do, the gas it costs, and three operands whose
/// meaning the opcode's row in the table gives.
package struct Instruction: Hashable, Sendable {
  package var opcode: Opcode
  /// Gas, charged before the work; for a column opcode once per lane. By default the cost of the
  /// tree node the instruction stands for.
  package var cost: UInt8
  package var a: UInt16
  package var b: UInt16
  package var c: UInt16

  package init(
    _ opcode: Opcode, _ a: UInt16 = 0, _ b: UInt16 = 0, _ c: UInt16 = 0, cost: UInt8
  ) {
    self.opcode = opcode
    self.cost = cost
    self.a = a
    self.b = b
    self.c = c
  }
}
