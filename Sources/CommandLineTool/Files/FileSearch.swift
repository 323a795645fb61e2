import Diagnostics

/// Turns the paths of a command line into the files it means.
struct FileSearch {
  /// Larger files are refused before they are read.
  static let sizeLimit = 4 * 1024 * 1024

  let kinds: [SourceKind]
  private(set) var files: [String] = []
  private(set) var problems: [Diagnostic] = []
  private var taken: Set<String> = []
  private var visited: Set<[UInt64]> = []
  /// Folders nested deeper than this are refused: no project is, and a walk needs an end.
  private static let deepest = 64

  /// - Parameter kinds: the kinds of file taken from folders; a file named outright is always taken.
  init(_ paths: [String], kinds: [SourceKind]) {
    self.kinds = kinds
    for path in paths { add(path) }
  }

  private mutating func add(_ path: String) {
    let kind = path == "-" ? .file(size: 0) : System.kind(of: path)
    if kind == .folder { addFolder(path) } else { append(path, kind) }
  }

  private mutating func addFolder(_ path: String) {
    let before = (files.count, problems.count)
    walk(path, depth: 0)
    if files.count == before.0, problems.count == before.1 {
      problems.append(.nothingIn(path, kinds))
    }
  }

  /// Hidden folders and build folders are passed over; a folder met twice, as through a link that
  /// leads back, is read once.
  private mutating func walk(_ folder: String, depth: Int) {
    guard visited.insert(System.identity(of: folder)).inserted else { return }
    guard depth < FileSearch.deepest else {
      problems.append(.notReadable(folder, "it lies more than \(FileSearch.deepest) folders deep"))
      return
    }
    let names: [String]
    do {
      names = try System.names(in: folder)
    } catch {
      problems.append(.notReadable(folder, error.reason))
      return
    }
    for name in names where !name.hasPrefix(".") {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      let kind = System.kind(of: path)
      if kind == .folder {
        walk(path, depth: depth + 1)
      } else if kinds.contains(where: { name.hasSuffix(".\($0.rawValue)") }) {
        append(path, kind)
      }
    }
  }

  /// Takes a file, or says why it cannot be one; a path given twice counts once.
  private mutating func append(_ path: String, _ kind: System.Kind) {
    guard taken.insert(path).inserted else { return }
    switch kind {
    case .file: files.append(path)
    case .folder: problems.append(.isFolder(path))
    case .other: problems.append(.notReadable(path, "it is neither a file nor a folder"))
    case .missing: problems.append(.notFound(path))
    case .refused(let reason): problems.append(.notReadable(path, reason))
    }
  }
}

extension FileSearch {
  /// The text of a file, or why there is none; files beyond the limit are not read.
  static func read(
    _ path: String, _ streams: Streams, limit: Int = sizeLimit
  ) -> Result<[UInt8], ReadFailure> {
    if path == "-" {
      guard let bytes = streams.input.all(limit + 1) else {
        return .failure(.refused(.notReadable("standard input", "it is closed")))
      }
      return bytes.count > limit
        ? .failure(.refused(.tooLarge("standard input", limit: limit))) : .success(bytes)
    }
    switch System.kind(of: path) {
    case .missing: return .failure(.missing)
    case .folder: return .failure(.refused(.isFolder(path)))
    case .other: return .failure(.refused(.notReadable(path, "it is neither a file nor a folder")))
    case .refused(let reason): return .failure(.refused(.notReadable(path, reason)))
    case .file(let size):
      if size > limit { return .failure(.refused(.tooLarge(path, limit: limit))) }
      do {
        let bytes = try System.read(path, limit: limit + 1)
        return bytes.count > limit
          ? .failure(.refused(.tooLarge(path, limit: limit))) : .success(bytes)
      } catch {
        return .failure(.refused(.notReadable(path, error.reason)))
      }
    }
  }

  enum ReadFailure: Error {
    case missing
    case refused(Diagnostic)
  }
}
