/// Follows the paths through bodies, functions before their callers.
///
/// Jumps go forward but for the ends of loops, which lead back to what every path into the loop has
/// passed; and nothing that was written becomes unwritten but what `strips` forgets at the same
/// place. So one walk in the order of the code sees every path.
struct FlowCheck {
  let program: Program
  let facts: Facts
  /// By function, as far as they have been followed.
  private var summaries: [FlowSummary] = []

  init(_ program: Program, _ facts: Facts) {
    self.program = program
    self.facts = facts
    summaries.reserveCapacity(program.functions.count)
  }

  mutating func check(_ body: Body, _ shape: Shape) throws(VerificationError) {
    let summary = try follow(body, shape)
    if case .function = body.owner { summaries.append(summary) }
  }

  private func follow(
    _ body: Body, _ shape: Shape
  ) throws(VerificationError) -> FlowSummary {
    var walk = FlowWalk(program, facts, summaries, body, shape)
    try walk.run()
    return walk.summary
  }
}

/// What callers must know of a function.
struct FlowSummary {
  /// Read before the function itself has written it.
  var needs: SlotSet
  /// Written on every way to a `return`.
  var gives: SlotSet
  /// Lists and counters it uses, and what it calls uses.
  var uses: SlotSet
  var hasLastingEffect = false
}
