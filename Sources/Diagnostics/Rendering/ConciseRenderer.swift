/// A finding on one line, for editors and for searching: `path:line:column: error[id]: headline`.
package struct ConciseRenderer: Sendable {
  package init() {}

  /// The line, with its line break.
  package func render(_ diagnostic: Diagnostic, _ sources: SourceMap) -> String {
    var text = ""
    if let span = diagnostic.primary?.span {
      let position = sources.position(of: span)
      text =
        "\(sources[span.file].path.escapedForDisplay):\(position.line):\(position.column): "
    }
    let headline = diagnostic.headline.escapedForDisplay.split(separator: "\n").joined(
      separator: " ")
    return text + "\(diagnostic.severity.rawValue)[\(diagnostic.id.rawValue)]: \(headline)\n"
  }
}
