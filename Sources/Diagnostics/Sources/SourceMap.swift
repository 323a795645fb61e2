/// Every file a run has read, in the order it read them. Append only: a `SourceID` and the spans
/// made with it stay good for the life of the map and of every later copy.
package struct SourceMap: Sendable {
  package private(set) var files: [SourceFile] = []

  package init() {}

  /// Adds a file and returns the id its spans carry.
  package mutating func add(path: String, bytes: [UInt8], firstLine: Int = 1) -> SourceID {
    let id = SourceID(index: files.count)
    files.append(SourceFile(id: id, path: path, bytes: bytes, firstLine: firstLine))
    return id
  }

  /// Adds a file from text.
  package mutating func add(path: String, text: String) -> SourceID {
    add(path: path, bytes: Array(text.utf8))
  }

  /// The file with this id, which must have come from this map.
  package subscript(id: SourceID) -> SourceFile {
    files[id.index]
  }

  /// The id of the file shown under this path, if one has been read. O(files).
  package func id(ofPath path: String) -> SourceID? {
    files.first { $0.path == path }?.id
  }

  package func text(of span: Span) -> String {
    self[span.file].text(of: span)
  }

  /// Where the span begins.
  package func position(of span: Span) -> Position {
    self[span.file].position(of: span.lower)
  }
}
