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
    default: ExplainPage(self, title: rawValue, summary: rawValue, wrong: .situation(""), right: .situation(""))
    }
  }
}
