/// How much a finding matters. Only errors make a command fail.
package enum Severity: String, CaseIterable, Sendable {
  case error
  case warning
  case note
}

/// A span and, perhaps, a few words to stand beside its underline.
package struct Label: Hashable, Sendable {
  package let span: Span
  package let text: String?

  package init(_ span: Span, _ text: String? = nil) {
    self.span = span
    self.text = text
  }
}

/// One finding, as data: what it is, where it is, where it comes from, what to do about it.
///
///     Diagnostic(
///       .unknownName, "no name `collatral` in this contract", at: span, label: "not declared",
///       help: ["did you mean `collateral`?"])
///
/// The headline is lowercase, in the present tense, without a final stop; it names the thing that is
/// wrong, and it makes sense alone, because `ConciseRenderer` prints nothing else. Labels point at
/// causes. Advice stands only under `help`, facts that need no place under `notes`. Text may hold
/// anything a user wrote: renderers escape it.
package struct Diagnostic: Hashable, Sendable {
  package let id: DiagnosticID
  package let severity: Severity
  package let headline: String
  /// Where the finding is, as tightly as it can be said; `nil` when it is about no text at all,
  /// as with a file that is not there.
  package let primary: Label?
  package let secondary: [Label]
  package let help: [String]
  package let notes: [String]

  package init(
    _ id: DiagnosticID, severity: Severity = .error, _ headline: String, at span: Span?,
    label: String? = nil, secondary: [Label] = [], help: [String] = [], notes: [String] = []
  ) {
    self.id = id
    self.severity = severity
    self.headline = headline
    self.primary = span.map { Label($0, label) }
    self.secondary = secondary
    self.help = help
    self.notes = notes
  }
}

extension Diagnostic {
  /// The order of every report: findings about no text first, then by file, place, severity, id
  /// and wording. Total up to labels and advice, so two runs print the same bytes.
  package static func precedes(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
    switch (left.primary?.span, right.primary?.span) {
    case (nil, _?): return true
    case (_?, nil): return false
    case (let a?, let b?) where a != b: return a < b
    default: break
    }
    if left.severity != right.severity { return left.severity.rank < right.severity.rank }
    if left.id != right.id { return left.id.rawValue < right.id.rawValue }
    return left.headline.utf8.lexicographicallyPrecedes(right.headline.utf8)
  }
}

extension Severity {
  fileprivate var rank: Int {
    switch self {
    case .error: 0
    case .warning: 1
    case .note: 2
    }
  }
}
