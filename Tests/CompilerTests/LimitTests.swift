import Compiler
import Diagnostics
import Foundation
import Machine
import Reference
import Semantics
import Testing

/// Contracts too large for the machine, and as deep as the parser admits.
@Suite struct LimitTests {
  private let nowhere = Span(file: SourceID(index: 0), lower: 0, upper: 0)

  private func contract(_ body: [CheckedStatement.Kind]) -> CheckedContract {
    var contract = CheckedContract(name: "Large", span: nowhere)
    contract.states = [CheckedState(name: "x", type: .count, initial: 0, span: nowhere)]
    contract.actions = [
      CheckedAction(
        name: "a", parameters: [], callers: .anyone, frame: Frame(),
        body: body.map { CheckedStatement($0, nowhere) }, span: nowhere)
    ]
    return contract
  }

  private func constant(_ word: Int128) -> CheckedExpression {
    CheckedExpression(.constant(word), .count, nowhere)
  }

  @Test func tooManyInstructions() {
    let contract = contract(Array(repeating: .setState(0, constant(1)), count: 70_000))
    #expect(throws: CompileError.tooLong(nowhere, instructions: 70_001)) {
      try Compiler.compile(contract)
    }
  }

  @Test func tooManyWords() {
    // Half of them in each of two bodies, so that none is too long.
    let first = (0..<40_000).map { CheckedStatement.Kind.setState(0, constant($0)) }
    let second = (40_000..<80_000).map { CheckedStatement.Kind.setState(0, constant($0)) }
    var large = contract(first)
    large.actions += contract(second).actions
    #expect(throws: CompileError.tooMany(.words, count: 80_002, nowhere)) {
      try Compiler.compile(large)
    }
  }

  @Test func tooManyKeys() {
    var large = contract([])
    large.tables = [CheckedTable(name: "T", keys: [], fields: [], fixedRows: nil, span: nowhere)]
    var frame = Frame()
    frame.locals = [CheckedSlot(name: "t", type: .row(0), span: nowhere)]
    let selection = CheckedSelection(
      table: 0, binder: 0, condition: nil,
      keys: Array(repeating: .init(value: constant(1), descending: true), count: 17),
      span: nowhere)
    large.actions = [
      CheckedAction(
        name: "a", parameters: [], callers: .anyone, frame: frame,
        body: [CheckedStatement(.for(selection, limit: nil, []), nowhere)], span: nowhere)
    ]
    #expect(throws: CompileError.tooMany(.keys, count: 17, nowhere)) {
      try Compiler.compile(large)
    }
  }

  /// On the small stack of a test's own thread.
  @Test(arguments: ["(1 + ", "abs(", "-", "if true then 1 else "])
  func deepExpressions(_ open: String) throws {
    let depth = 120
    let close = open.contains("(") ? String(repeating: ")", count: depth) : ""
    let value = String(repeating: open, count: depth) + "x" + close
    let contract = try checked(
      "contract C { state x : int fn f() -> int = \(value) action a() by anyone { x = f() } }")
    _ = try Compiler.compile(contract)
  }

  @Test func deepBlocks() throws {
    let blocks = String(repeating: "if x > 0 { ", count: 120)
    let contract = try checked(
      "contract C { state x : int action a() by anyone { \(blocks) x = 1 "
        + String(repeating: "}", count: 120) + " } }")
    _ = try Compiler.compile(contract)
  }
}
