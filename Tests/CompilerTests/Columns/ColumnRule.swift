import Compiler
import Machine
import Semantics
import Testing

/// A contract with one rule over the rows of a table, and what can be known of its column code.
struct ColumnRule: Sendable {
  /// The statements of the action `rule(floor: USD)`, with a local `row : Account`.
  let body: String

  var source: String {
    """
    contract Rules {
      unit USD, BTC
      enum Side { long, short, flat }
      param margin : ratio = 5% in 0..1
      state mark : USD/BTC = 1_000
      state total : USD
      state found : int
      state chosen : Account
      table Account {
        collateral : USD
        size : BTC
        entry : USD/BTC
        side : Side
        open : bool
        guard : Account
        lots : int
      }
      table Market { price : USD/BTC }
      table Position[account: Account, market: Market] { size : BTC  paid : USD }

      fn equity(a: Account) -> USD = a.collateral + a.size * (mark - a.entry)
      fn notional(a: Account) -> USD = abs(a.size) * mark
      fn weight(a: Account) -> ratio {
        if a.side == long { return 2 }
        let half = margin / 2
        if a.collateral < 0 USD { return half * half }
        return half
      }
      action rule(floor: USD) by anyone {
        \(body)
      }
    }
    """
  }

  func compiled() throws -> CompiledContract { try Compiler.compile(try checked(source)) }

  /// The opcodes of the column code.
  func opcodes() throws -> [Opcode] {
    let code = try compiled().program.program.code
    var opcodes: [Opcode] = []
    var isInside = false
    for instruction in code {
      if instruction.opcode == .vector { isInside = true }
      if isInside { opcodes.append(instruction.opcode) }
      if instruction.opcode == .endVector { isInside = false }
    }
    return opcodes
  }

  /// The program without what it falls back to: nothing comes of a call whose lanes give up.
  func withoutFallback() throws -> VerifiedProgram {
    var program = try compiled().program.program
    program.failures.append(.unproved)
    let failure = UInt16(program.failures.count - 1)
    for index in program.code.indices where program.code[index].opcode == .vector {
      let target = index + 1 + Int(program.code[index].c)
      program.code[target] = Instruction(.fail, failure, cost: 0)
    }
    return try Verifier.verify(program)
  }
}
