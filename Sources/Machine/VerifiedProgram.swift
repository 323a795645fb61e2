/// A program that cannot leave its memory, read what nobody wrote, or run for ever, whoever wrote
/// it. The machine runs nothing else, and so without looking where it steps.
package struct VerifiedProgram: Sendable {
  package let program: Program

  /// Takes a program on trust. Only the verifier may.
  init(trusted program: Program) { self.program = program }
}
