import Diagnostics

extension DiagnosticID {
  /// Whether this is a lint: a warning about something that is allowed, which an
  /// `// allow <id>: reason` comment silences. The one list of them.
  package var isLint: Bool {
    switch self {
    case .divideBeforeMultiply, .loopGuardWritten, .requireNeverFails, .requireNeverPasses,
      .shadowedName, .unreachableCode, .unusedName, .zeroDivisor:
      true
    default: false
    }
  }
}
