/// A finding on one line, for editors and for searching: `path:line:column: error[id]: headline`.
package struct ConciseRenderer: Sendable {
  package init() {}

  /// The line, with its line break.
  package func render(_ diagnostic: Diagnostic, _ sources: SourceMap) -> String {
    var text = ""
    if let span = diagnostic.primary?.span {
      let position = sources.position(of: span)
      text =
        "\(sources[span.file].path.onOneLine):\(position.line):\(position.column): "
    }
    return text
      + "\(diagnostic.severity.rawValue)[\(diagnostic.id.rawValue)]: "
      + "\(diagnostic.headline.onOneLine)\n"
  }
}
