import Machine
import Numerics
import Testing

/// Instructions that run in one step do what they do one by one.
@Suite("Pairs") struct PairTests {
  private static let unit: Int128 = 1_000_000_000_000_000_000
  private static let words: [Int128] = [
    .min, .min + 1, -(1 << 100), -7 * unit, -unit, -1, 0, 1, 2, unit - 1, unit, unit + 1,
    3 * unit / 2, 7 * unit, 1 << 63, (1 << 64) - 1, 1 << 64, 50_000 * unit, 1 << 100, 1 << 120,
    .max - 1, .max,
  ]

  /// A comparison of `r0 * r1` with `r2`; the answer is in `r4`. Where the product is a result too it
  /// has to be made, and no pair takes its place.
  private func machine(
    _ comparison: Opcode, productFirst: Bool, productWanted: Bool
  ) throws -> Machine {
    var program = Program()
    program.constants = [0, 1]
    program.registerCount = 5
    let operands: (UInt16, UInt16) = productFirst ? (6, 5) : (5, 6)
    program.code = [
      Instruction(.copy, 7, 1, cost: 0), Instruction(.multiply, 6, 3, 4, cost: 4),
      Instruction(comparison, operands.0, operands.1, 1, cost: 2),
      Instruction(.copy, 7, 2, cost: 0), Instruction(.halt, cost: 0),
    ]
    program.places = [0, 1, 2, 3, 4]
    program.entries = [
      Program.Entry(
        start: 0, firstParameter: 3, parameterCount: 3, admits: .anyone,
        firstResult: productWanted ? 6 : 7, resultCount: productWanted ? 2 : 1)
    ]
    return try Machine(try Verifier.verify(program), rows: [])
  }

  @Test("a comparison with a product", arguments: [Opcode.jumpIfLess, .jumpIfLessOrEqual])
  func comparison(_ opcode: Opcode) throws {
    for productFirst in [false, true] {
      let pair = try machine(opcode, productFirst: productFirst, productWanted: false)
      let alone = try machine(opcode, productFirst: productFirst, productWanted: true)
      for first in Self.words {
        for second in Self.words {
          let product = Fixed.multiplyReportingOverflow(first, second).partialValue
          for other in Self.words + [product &- 1, product, product &+ 1] {
            for gas in [100, 15, 13] {
              let found = pair.call(0, [first, second, other], gas: gas)
              let expected = alone.call(0, [first, second, other], gas: gas)
              let isSame =
                found == expected
                && (found.stop != nil || pair.result(0, of: 0) == alone.result(1, of: 0))
              if !isSame { Issue.record("\(first) * \(second), \(other), gas \(gas)") }
            }
          }
        }
      }
    }
  }

  /// Changes of the state, of `r0` the row and `r1` and `r2` the words. What stands between the two
  /// where they are alone does nothing.
  private static let changes: [[Instruction]] = [
    [Instruction(.multiply, 6, 4, 5, cost: 4), Instruction(.addToField, 3, 0, 6, cost: 1)],
    [Instruction(.storeField, 3, 1, 4, cost: 2), Instruction(.addToField, 3, 0, 5, cost: 1)],
    [Instruction(.storeField, 3, 0, 4, cost: 2), Instruction(.addToField, 3, 0, 5, cost: 1)],
    [Instruction(.addToField, 3, 0, 4, cost: 1), Instruction(.addToState, 0, 5, cost: 1)],
    [
      Instruction(.subtractFromField, 3, 0, 4, cost: 1),
      Instruction(.subtractFromState, 0, 5, cost: 1),
    ],
    [
      // With two constants before them, registers begin two words later.
      Instruction(.checkRange, 7, 3, cost: 1), Instruction(.addToField, 5, 0, 6, cost: 1),
      Instruction(.addToState, 0, 7, cost: 1),
    ],
    [Instruction(.load, 6, 3, 0, cost: 2), Instruction(.load, 4, 3, 1, cost: 2)],
    [
      Instruction(.load, 6, 3, 0, cost: 2), Instruction(.subtract, 6, 4, 6, cost: 1),
      Instruction(.multiply, 6, 6, 5, cost: 4), Instruction(.addToField, 3, 1, 6, cost: 1),
    ],
    [
      Instruction(.load, 6, 3, 0, cost: 2), Instruction(.subtract, 6, 4, 6, cost: 1),
      Instruction(.multiply, 6, 6, 5, cost: 4), Instruction(.add, 6, 4, 6, cost: 1),
      Instruction(.storeField, 3, 1, 6, cost: 2),
    ],
    [
      Instruction(.absolute, 6, 4, cost: 1), Instruction(.multiply, 6, 6, 5, cost: 4),
      Instruction(.multiply, 6, 6, 5, cost: 4), Instruction(.jumpIfLess, 6, 4, 1, cost: 2),
      Instruction(.storeField, 3, 1, 5, cost: 2),
    ],
  ]

  private static func isJump(_ instruction: Instruction) -> Bool {
    instruction.opcode == .jumpIfLess
  }

  private static func doubled(_ jump: Instruction) -> Instruction {
    var jump = jump
    jump.c *= 2
    return jump
  }

  private func machine(_ code: [Instruction]) throws -> Machine {
    var program = Program()
    program.states = [0]
    program.tables = [Program.Table(keys: [], initial: [0, 0], fixedRows: nil)]
    if code[0].opcode == .checkRange { program.constants = [-Self.unit, 7 * Self.unit] }
    program.registerCount = 4
    program.code = code + [Instruction(.halt, cost: 0)]
    program.places = program.code.indices.map(UInt32.init)
    program.entries = [
      Program.Entry(
        start: 0, firstParameter: program.firstRegister, parameterCount: 3, admits: .anyone,
        firstResult: program.firstRegister, resultCount: 0)
    ]
    return try Machine(try Verifier.verify(program), rows: [2])
  }

  @Test("changes of the state", arguments: changes.indices)
  func change(_ number: Int) throws {
    let code = Self.changes[number]
    let pair = try machine(code)
    let alone = try machine(
      code.enumerated().flatMap { index, instruction in
        // A jump skips what now stands twice as far apart.
        let instruction = Self.isJump(instruction) ? Self.doubled(instruction) : instruction
        return index == 0 ? [instruction] : [Instruction(.charge, 0, cost: 0), instruction]
      })
    for old in [Int128.min, -1, 0, Self.unit, .max] {
      for first in Self.words {
        for second in Self.words {
          for (row, gas) in (10...20).map({ (1, $0) }) + [(0, 100), (-1, 100), (2, 100)] {
            for machine in [pair, alone] {
              machine.reset(clock: 0)
              machine[state: 0] = old
              for place in 0..<2 { machine[0, place] = old }
            }
            let found = pair.call(0, [Int128(row), first, second], gas: gas)
            let expected = alone.call(0, [Int128(row), first, second], gas: gas)
            let place = expected.at.map { ($0 + 1) / 2 }
            // Out of gas has no place worth comparing.
            let isSame =
              found.stop == expected.stop && found.gas == expected.gas
              && (found.at == place || found.stop == .outOfGas)
              && pair.fingerprint == alone.fingerprint
            if !isSame { Issue.record("\(old), \(first), \(second), row \(row), gas \(gas)") }
          }
        }
      }
    }
  }
}
