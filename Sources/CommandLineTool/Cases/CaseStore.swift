import Property

/// The cases kept beside a contract: `.plimsoll/cases` in its folder.
package struct CaseStore {
  let folder: String
  private let home: String

  /// Of the folder that a file stands in.
  package init(beside path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let parent = parts.dropLast().joined(separator: "/")
    home = parts.count > 1 ? parent + "/" : ""
    folder = home + ".plimsoll/cases"
  }

  /// A path as cases beside it write it: the name alone.
  static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// What a file in the folder is.
  package enum Entry {
    case found(CaseFile, path: String)
    case refused(path: String, reason: String)
  }

  /// Every file of the folder in the order of the names; nothing where there is no folder.
  package func entries() -> [Entry] {
    switch System.kind(of: folder) {
    case .missing: return []
    case .file, .other: return [.refused(path: folder, reason: "it is no folder")]
    case .refused(let reason): return [.refused(path: folder, reason: reason)]
    case .folder: break
    }
    do throws(System.Failure) {
      return try System.names(in: folder).map { CaseStore.read(folder + "/" + $0) }
    } catch { return [.refused(path: folder, reason: error.reason)] }
  }

  package static func read(_ path: String) -> Entry {
    guard !path.hasSuffix(".tmp") else {
      return .refused(path: path, reason: "it was never finished, and is left out")
    }
    guard path.hasSuffix(".case") else {
      return .refused(path: path, reason: "its name does not end in `.case`")
    }
    switch System.kind(of: path) {
    case .file(let size) where size <= CaseFile.sizeLimit: break
    case .file:
      return .refused(
        path: path, reason: CaseProblem.tooLarge(limit: CaseFile.sizeLimit).description)
    case .missing: return .refused(path: path, reason: "there is no such file")
    case .folder, .other: return .refused(path: path, reason: "it is no file")
    case .refused(let reason): return .refused(path: path, reason: reason)
    }
    let bytes: [UInt8]
    do throws(System.Failure) {
      bytes = try System.read(path, limit: CaseFile.sizeLimit + 1)
    } catch { return .refused(path: path, reason: error.reason) }
    do throws(CaseProblem) { return .found(try CaseFile(bytes: bytes), path: path) } catch {
      return .refused(path: path, reason: error.description)
    }
  }

  /// Writes a case under its own name, all of it or nothing, and says where.
  package func write(_ file: CaseFile) -> Written {
    let path = folder + "/" + file.fileName
    do throws(System.Failure) {
      try System.makeFolder(home + ".plimsoll")
      try System.makeFolder(folder)
      try System.write(Array(file.text.utf8), to: path)
      return .whole(path: path)
    } catch { return .nothing(path: path, reason: error.reason) }
  }

  package enum Written: Equatable {
    case whole(path: String)
    case nothing(path: String, reason: String)
  }

  /// The file a case is about, from where the case stands.
  static func subject(of file: CaseFile, at path: String) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let isKept = parts.suffix(2) == [".plimsoll", "cases"]
    let home = parts.dropLast(isKept ? 2 : 0).joined(separator: "/")
    return home.isEmpty ? file.file : home + "/" + file.file
  }
}
