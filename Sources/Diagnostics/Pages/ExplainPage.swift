/// What `plimsoll explain <id>` teaches about one kind of finding.
package struct ExplainPage: Sendable {
  package let id: DiagnosticID
  /// One line, in the voice of a headline.
  package let title: String
  /// Paragraphs with blank lines between them: what it means, and why Plimsoll minds.
  package let summary: String
  /// Raises the id.
  package let wrong: Example
  /// The same thing done well; does not raise the id.
  package let right: Example
  package let notes: [String]

  package init(
    _ id: DiagnosticID, title: String, summary: String, wrong: Example, right: Example,
    notes: [String] = []
  ) {
    self.id = id
    self.title = title
    self.summary = summary
    self.wrong = wrong
    self.right = right
    self.notes = notes
  }

  package enum Example: Sendable {
    /// The text of a whole file, which the tests check. Files it imports stand beside it.
    case source(String, kind: SourceKind = .risk, beside: [Companion] = [])
    /// Prose, for what no text can show, such as a file that is not there.
    case situation(String)
  }

  /// A file an example imports, under the path it imports it by.
  package struct Companion: Sendable {
    package let path: String
    package let text: String

    package init(path: String, text: String) {
      self.path = path
      self.text = text
    }
  }
}

/// The two kinds of file Plimsoll reads; the raw value is the file extension.
package enum SourceKind: String, CaseIterable, Sendable {
  case risk
  case spec
}
