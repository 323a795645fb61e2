import Diagnostics
import Machine

/// Why a checked contract is no program: it is larger than the machine's operands can name.
package enum CompileError: Error, Hashable, Sendable {
  /// A body with more instructions than a jump can skip.
  case tooLong(Span, instructions: Int)
  /// More things of one kind than an operand can number.
  case tooMany(Thing, count: Int, Span)
  /// The verifier found fault with what was made of the contract.
  case refused(VerificationError, Span)

  /// What there may be too many of.
  package enum Thing: String, Hashable, Sendable, CaseIterable {
    /// Parameters, states, constants and locals together.
    case words
    case columns, functions, actions, events, failures, trials
    /// A bit each of one word.
    case roles
    /// Loops, sums and other things a body needs at one time.
    case slots
    /// Keys one selection is sorted by.
    case keys
  }
}
