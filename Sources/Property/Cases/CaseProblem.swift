/// Why a file is no case that can be run. Lines are counted from one.
package enum CaseProblem: Error, Hashable {
  case tooLarge(limit: Int)
  case notText(offset: Int)
  /// It does not begin as a case does.
  case notCase
  /// A version this program does not know.
  case version(String)
  /// It ends before its checksum.
  case truncated(line: Int)
  /// Its checksum is that of another text.
  case changed
  case malformed(line: Int, wanted: String)
  /// There is something after the checksum.
  case surplus(line: Int)
}

extension CaseProblem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .tooLarge(let limit): "it is larger than \(limit) bytes, which no case is"
    case .notText(let offset): "it is no text: byte \(offset) begins no character"
    case .notCase: "it does not begin with `\(CaseFile.opening)\(CaseFile.version)`"
    case .version(let version):
      "it is of version `\(version)`; this program reads version \(CaseFile.version)"
    case .truncated(let line): "it is cut off at line \(line)"
    case .changed: "it was changed by hand: its checksum is that of another text"
    case .malformed(let line, let wanted): "line \(line): \(wanted)"
    case .surplus(let line): "there is more after its end, from line \(line)"
    }
  }
}
