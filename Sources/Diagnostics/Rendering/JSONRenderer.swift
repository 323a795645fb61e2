/// Findings as data, with the same content as the full report.
package struct JSONRenderer: Sendable {
  package init() {}

  package func value(of diagnostic: Diagnostic, _ sources: SourceMap) -> JSONValue {
    [
      "id": .string(diagnostic.id.rawValue),
      "severity": .string(diagnostic.severity.rawValue),
      "headline": .string(diagnostic.headline),
      "primary": JSONValue(diagnostic.primary) { label($0, sources) },
      "secondary": .array(diagnostic.secondary.map { label($0, sources) }),
      "notes": .array(diagnostic.notes.map { .string($0) }),
      "help": .array(diagnostic.help.map { .string($0) }),
    ]
  }

  package func value(of findings: Findings, _ sources: SourceMap) -> JSONValue {
    [
      "errors": .integer(findings.errors),
      "warnings": .integer(findings.warnings),
      "hidden": .integer(findings.hidden),
      "diagnostics": .array(findings.shown.map { value(of: $0, sources) }),
    ]
  }

  private func label(_ label: Label, _ sources: SourceMap) -> JSONValue {
    let source = sources[label.span.file]
    return [
      "path": .string(source.path),
      "start": place(label.span.lower, source),
      "end": place(label.span.upper, source),
      "text": JSONValue(label.text) { .string($0) },
    ]
  }

  private func place(_ offset: Int, _ source: SourceFile) -> JSONValue {
    let position = source.position(of: offset)
    return [
      "line": .integer(position.line), "column": .integer(position.column),
      "offset": .integer(offset),
    ]
  }
}
