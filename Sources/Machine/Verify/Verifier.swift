/// A program that cannot leave its memory, read what nobody wrote, or run for ever, whoever wrote
/// it. The machine runs nothing else, and so without looking where it steps.
package struct VerifiedProgram: Sendable {
  package let program: Program

  /// Only the verifier, in this file, makes one.
  fileprivate init(_ program: Program) { self.program = program }
}

/// Proves of any program, also of one made by an enemy, what the machine relies on.
///
/// # What is proved
///
/// **Memory.** Every operand is within the bounds of its kind; only registers, parameters and states
/// are written. Lanes are columns of the table whose strips are being walked, or temporaries. Keys
/// belong to tables that have them, and no table is in the end a key of itself. What depends on a
/// value (the row of an access, a cell, how many keys a sort finds) the machine checks as it runs.
///
/// **Control.** A body is a function or an entry, from its start to the next start. Jumps land on
/// instructions of their own body, never in the data of an instruction of two words, and no body
/// runs into the next. Calls go to functions with a lower index, so nothing calls itself.
///
/// **Loops and regions.** A beginning and its end name the same thing and jump to each other; they
/// nest; no jump leads into one from outside. A list is left alone while a loop walks it, also by
/// the functions the loop calls. Column code stands in strips, strips in a region, and a region
/// has no effect that lasts, no other region, no loop of another kind, and no way out but its end
/// and its fallback.
///
/// **Time.** What repeats costs gas: the ends of loops, trials, sorts, medians and fills.
/// Everything else is done in time proportional to the rows of the tables.
///
/// **Assignment.** Registers, lists, sums, values, local columns, temporaries and selections are
/// written on every path before they are read; temporaries and selections in the same strip. A
/// function may read what all its callers have written. A selection is not written while its lanes
/// are in use. Which *lanes* of a temporary were written is not proved: lanes nobody wrote hold
/// some word of an earlier strip, in memory of the machine's own.
///
/// **Old.** How often the past is shown is the same on every path to an instruction, and never at
/// an end; while it is shown nothing is stored or emitted. In a region it does not change.
package enum Verifier {
  /// The program, proved; or the first thing that is wrong with it.
  ///
  /// Takes time in proportion to the code, times the registers over 64.
  package static func verify(
    _ program: Program
  ) throws(VerificationError) -> VerifiedProgram {
    try TableCheck(program: program).run()
    let bodies = try BodyList(program)
    let facts = Facts(program)
    var shapes: [Shape] = []
    for body in bodies.all { shapes.append(try Shape(body, program, facts)) }
    var flows = FlowCheck(program, facts)
    for (body, shape) in zip(bodies.all, shapes) { try flows.check(body, shape) }
    return VerifiedProgram(program)
  }
}
