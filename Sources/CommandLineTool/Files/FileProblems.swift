import Diagnostics

/// Wording of what can keep a file from being read or written.
extension Diagnostic {
  static func notFound(_ path: String) -> Diagnostic {
    Diagnostic(
      .fileNotFound, "there is no file or folder `\(path)`", at: nil,
      help: [
        System.nearestPath(to: path).map { "did you mean `\($0)`?" }
          ?? "check the spelling; paths begin at the current folder"
      ])
  }

  static func notReadable(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      .fileNotReadable, "cannot read `\(path)`: \(reason)", at: nil,
      help: ["see that the file is there and that you may read it"])
  }

  static func notWritable(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      .fileNotWritable, "cannot write `\(path)`: \(reason)", at: nil,
      help: ["see that the folder is there and that you may write to it"])
  }

  static func isFolder(_ path: String) -> Diagnostic {
    Diagnostic(
      .fileIsADirectory, "`\(path)` is a folder", at: nil, help: ["name one file in it"])
  }

  /// Only files of rules can be split into libraries; others are larger to begin with.
  static func tooLarge(_ path: String, limit: Int) -> Diagnostic {
    let isOfRules = limit == FileSearch.sizeLimit
    return Diagnostic(
      .fileTooLarge, "`\(path)` is larger than \(limit / 1_048_576) MB", at: nil,
      help: [isOfRules ? "split it into libraries and import them" : "use a part of it"])
  }

  static func nothingIn(_ path: String, _ kinds: [SourceKind]) -> Diagnostic {
    let names = kinds.map { "`.\($0.rawValue)`" }.joined(separator: " or ")
    return Diagnostic(
      .emptyFolder, "the folder `\(path)` holds no \(names) file", at: nil,
      help: ["`plimsoll new NAME` writes a first contract and its spec"])
  }
}
