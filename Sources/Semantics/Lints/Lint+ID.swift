import Diagnostics

extension DiagnosticID {
  /// Whether only a search that takes its time finds it, so that a check cannot tell whether a
  /// comment about it is of use.
  var isFoundBySearch: Bool { self == .unnoticedMutant }

  /// Whether this is a lint: a warning about something that is allowed, which an
  /// `// allow <id>: reason` comment silences. The one list of them.
  package var isLint: Bool {
    switch self {
    case .divideBeforeMultiply, .loopGuardWritten, .requireNeverFails, .requireNeverPasses,
      .shadowedName, .unnoticedMutant, .unreachableCode, .unusedName, .zeroDivisor:
      true
    default: false
    }
  }
}
