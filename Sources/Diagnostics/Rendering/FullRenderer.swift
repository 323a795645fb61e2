/// A finding as people read it: headline, place, the lines it is about, advice.
package struct FullRenderer: Sendable {
  private let palette: Palette

  package init(palette: Palette = .plain) { self.palette = palette }

  /// The finding, ending in a line break.
  package func render(_ diagnostic: Diagnostic, _ sources: SourceMap) -> String {
    let head =
      palette.paint(
        "\(diagnostic.severity.rawValue)[\(diagnostic.id.rawValue)]", diagnostic.severity.role)
      + palette.paint(": \(diagnostic.headline.onOneLine)", .headline)
    var rows = [head]
    let labels =
      (diagnostic.primary.map { [($0, true)] } ?? []) + diagnostic.secondary.map { ($0, false) }
    let marks = labels.map { label, isPrimary in
      sources[label.span.file].marks(of: label, isPrimary: isPrimary)
    }
    let gutter =
      zip(labels, marks).flatMap { label, marks in
        let file = sources[label.0.span.file]
        return marks.map { String(file.shownNumber(ofLine: $0.line)).utf8.count }
      }.max() ?? 1
    var files: [SourceID] = []
    for (label, _) in labels where !files.contains(label.span.file) {
      files.append(label.span.file)
    }
    for (place, file) in files.enumerated() {
      let here = labels.filter { $0.0.span.file == file }
      let lead = here.first { $0.1 }?.0 ?? here[0].0
      let arrow = String(repeating: " ", count: gutter) + (place == 0 ? "--> " : "::: ")
      rows.append(palette.paint(arrow, .place) + name(of: lead.span, sources))
      let shown = zip(labels, marks).filter { $0.0.0.span.file == file }.flatMap(\.1)
      rows += Excerpt(
        sources[file], marks: shown, gutter: gutter, severity: diagnostic.severity,
        palette: palette
      ).render()
    }
    let indent = String(repeating: " ", count: gutter)
    for note in diagnostic.notes { rows += advice("note", note, indent) }
    for help in diagnostic.help { rows += advice("help", help, indent) }
    return rows.joined(separator: "\n") + "\n"
  }

  private func name(of span: Span, _ sources: SourceMap) -> String {
    let position = sources.position(of: span)
    let path = sources[span.file].path.onOneLine
    return "\(path):\(position.line):\(position.column)"
  }

  private func advice(_ word: String, _ text: String, _ indent: String) -> [String] {
    let lines = text.escapedForDisplay.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { place, line in
      place == 0
        ? "\(indent) \(palette.paint("=", .place)) \(palette.paint(word, .headline)): \(line)"
        : "\(indent)   \(String(repeating: " ", count: word.count))  \(line)"
    }
  }
}
