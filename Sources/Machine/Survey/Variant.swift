/// One way a look at a row may go: a straight line, on which every row goes whose conditions come
/// out as they did for the row that was followed.
///
/// Steps name values of the row by the step that made them, and what is the same for every row by its
/// number in the `CommonGraph`.
struct Variant: Hashable {
  struct Step: Hashable {
    /// `load` reads a cell of the row's own, `copy` is the row's number; `jump` is a condition: its
    /// operand must be true or not, as expected. Anything else is computed from operands.
    var opcode: Opcode
    var mode: UInt16 = 0
    var expected = false
    var operands: [Ref] = []
    /// Where the cell of row 0 lies, or the number row 0 has; and how far it is to the next row's.
    var first = 0
    var stride = 0
  }

  /// A value that is the same for every row, and on which the way depends.
  struct Condition: Hashable {
    let node: Int
    let word: Int128
  }

  let steps: [Step]
  let result: Ref
  /// What must be so for any row to go this way.
  let conditions: [Condition]
  /// All that is the same for every row and was computed on the way.
  let touched: [Int]
  /// What of it the row's own steps work with, and so what a proof is about.
  let dimensions: [Int]
  /// The steps as they are done for lanes of rows.
  let line: [LaneStep]
  /// Those that depend on what a market moves, and those that make something for them: all that has to
  /// be done again for a row that went this way and of which nothing has been written since.
  let moving: [LaneStep]

  init(
    steps: [Step], result: Ref, conditions: [Condition], touched: Set<Int>, _ common: CommonGraph
  ) {
    self.steps = steps
    self.result = result
    self.conditions = conditions
    self.touched = touched.sorted()
    var dimensions = Set(steps.flatMap(\.operands).filter(\.isCommon).map(\.number))
    if result.isCommon { dimensions.insert(result.number) }
    self.dimensions = dimensions.sorted()
    var moves = [Bool](repeating: false, count: steps.count)
    for (number, step) in steps.enumerated() {
      moves[number] = step.operands.contains {
        $0.isCommon ? !common.isSteady[$0.number] : moves[$0.number]
      }
    }
    if !result.isCommon { moves[result.number] = true }
    for number in steps.indices.reversed() where moves[number] {
      for operand in steps[number].operands where !operand.isCommon { moves[operand.number] = true }
    }
    line = steps.indices.map { LaneStep(steps[$0], number: $0) }
    moving = line.filter { moves[$0.number] }
  }

  /// What is the same for every row and no market moves, of all that the row's steps work with.
  func steadyWords(_ common: CommonGraph) -> [Int128] {
    dimensions.filter { common.isSteady[$0] }.map { common.values[$0] }
  }

  /// Whether rows can go this way in the present state.
  func isOpen(_ common: CommonGraph) -> Bool {
    touched.allSatisfy { common.isSound[$0] }
      && conditions.allSatisfy { common.values[$0.node] == $0.word }
  }
}
