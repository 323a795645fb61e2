extension DiagnosticID {
  /// The page of this id: one row each, in the order of `DiagnosticID`, each page written in the
  /// file of its family.
  package var page: ExplainPage {
    switch self {
    case .emptyFolder: FilePages.emptyFolder
    case .fileIsADirectory: FilePages.fileIsADirectory
    case .fileNotFound: FilePages.fileNotFound
    case .fileNotReadable: FilePages.fileNotReadable
    case .fileTooLarge: FilePages.fileTooLarge
    case .invalidUTF8: FilePages.invalidUTF8
    case .brokenInvariant: RunPages.brokenInvariant
    case .exampleFailed: RunPages.exampleFailed
    case .exampleNotComputed: RunPages.exampleNotComputed
    case .missingEvent: RunPages.missingEvent
    case .missingRevert: RunPages.missingRevert
    case .otherRevert: RunPages.otherRevert
    case .populationTooLarge: RunPages.populationTooLarge
    case .unexpectedRevert: RunPages.unexpectedRevert
    case .allowWithoutReason: SemanticLintPages.allowWithoutReason
    case .divideBeforeMultiply: SemanticLintPages.divideBeforeMultiply
    case .loopGuardWritten: SemanticLintPages.loopGuardWritten
    case .requireNeverFails: SemanticLintPages.requireNeverFails
    case .requireNeverPasses: SemanticLintPages.requireNeverPasses
    case .unknownLint: SemanticLintPages.unknownLint
    case .unreachableCode: SemanticLintPages.unreachableCode
    case .unusedAllow: SemanticLintPages.unusedAllow
    case .zeroDivisor: SemanticLintPages.zeroDivisor
    default:
      ExplainPage(
        self, title: rawValue, summary: rawValue, wrong: .situation(""), right: .situation(""))
    }
  }
}
