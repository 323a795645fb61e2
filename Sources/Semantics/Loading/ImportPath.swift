/// Paths of imported files, as text: no file system, no current folder.
package enum ImportPath {
  /// Where an import may be found, best first: beside the importing file, then in each parent
  /// folder. A path that starts at the root is taken as it is.
  package static func candidates(for path: String, importedFrom importer: String) -> [String] {
    if path.hasPrefix("/") { return [normalize(path)] }
    var folder = parent(of: importer)
    var result = [normalize(join(folder, path))]
    // A relative folder has parents only as far as it is written; above it stands "..".
    for _ in 0..<32 {
      guard let above = parentFolder(of: folder) else { break }
      folder = above
      let candidate = normalize(join(folder, path))
      if !result.contains(candidate) { result.append(candidate) }
    }
    return result
  }

  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func parentFolder(of folder: String) -> String? {
    switch folder {
    case "/": return nil
    case "", ".": return ".."
    default:
      if folder == ".." || folder.hasSuffix("/..") {
        return folder.split(separator: "/").count < 8 ? folder + "/.." : nil
      }
      return parent(of: folder)
    }
  }

  private static func join(_ folder: String, _ path: String) -> String {
    folder.isEmpty ? path : folder.hasSuffix("/") ? folder + path : folder + "/" + path
  }

  /// Without `.`, and without `..` where a folder stands before it, so that one file has one path.
  static func normalize(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: true) where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}
