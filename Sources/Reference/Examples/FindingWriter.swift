import Diagnostics
import Semantics

/// Words for what running examples and scripts finds. Everything an example failure or a script
/// error says is written here; what a trap says, in `Trap+Wording.swift`.
package struct FindingWriter {
  let sources: SourceMap
  let printer: ValuePrinter
  /// Whether it is an example that fails, and not a line of a script.
  private let isExample: Bool

  package init(_ sources: SourceMap, _ printer: ValuePrinter, inExample: Bool = false) {
    isExample = inExample
    self.sources = sources
    self.printer = printer
  }

  var claimFailed: DiagnosticID { isExample ? .exampleFailed : .claimFailed }
  var notComputed: DiagnosticID { isExample ? .exampleNotComputed : .notComputed }
  /// Who says what is not so.
  var claimant: String { isExample ? "the example" : "this" }

  /// The text of an expression on one line, shortened when it is long.
  package func source(_ span: Span) -> String {
    let text = sources.text(onOneLine: span)
    return text.count <= 60 ? text : text.prefix(57) + "..."
  }

  /// The values that made a condition false.
  func explanation(_ evidence: Evidence) -> [String] {
    printer.explanation(of: evidence) { source($0) }
  }

  /// Where a trap happened and how the calls led there, beside a finding that stands elsewhere.
  package func labels(_ trap: Trap) -> [Label] {
    [Label(trap.span, printer.headline(trap))]
  }

  /// The values behind a trap, and the calls that led to it.
  package func notes(_ trap: Trap) -> [String] {
    var notes: [String] = []
    switch trap.reason {
    case .demand(_, _, _, let evidence?), .enforcedInvariant(_, let evidence?):
      notes += explanation(evidence)
    default: break
    }
    if trap.calls.count > 1 {
      notes.append(
        "called through " + trap.calls.map { printer.callee($0.callee) }.joined(separator: " -> "))
    }
    return notes
  }

  /// An invariant found broken after what stands at `span`.
  package func finding(
    _ broken: BrokenInvariant, at span: Span, after what: String
  ) -> Diagnostic {
    let invariant = printer.contract.invariants[broken.number]
    var secondary = [Label(invariant.condition.span, invariant.text ?? "must hold")]
    var notes: [String] = []
    switch broken.cause {
    case .isFalse(let evidence): notes = evidence.map(explanation) ?? []
    case .traps(let trap):
      secondary = labels(trap)
      notes = ["an invariant that cannot be computed is broken"] + self.notes(trap)
    }
    return Diagnostic(
      .brokenInvariant, "\(what) breaks invariant `\(invariant.name)`", at: span,
      secondary: secondary, notes: notes)
  }

  /// A broken invariant in lines: its name and claim, then the values.
  package func lines(_ broken: BrokenInvariant) -> [String] {
    let invariant = printer.contract.invariants[broken.number]
    let name = "invariant `\(invariant.name)`" + (invariant.text.map { ": \($0)" } ?? "")
    switch broken.cause {
    case .isFalse(let evidence): return [name] + (evidence.map(explanation) ?? [])
    case .traps(let trap):
      return [name, "it cannot be computed: \(printer.headline(trap))"] + notes(trap)
    }
  }

  /// The rows of a table in which the columns line up: `equity(a)   5 USD   7 USD   -2 USD`.
  package static func table(_ rows: [[String]]) -> String {
    let widths = (0..<(rows.map(\.count).max() ?? 0)).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      zip(row, widths).enumerated().map { place, cell in
        place == row.count - 1
          ? cell.0 : cell.0 + String(repeating: " ", count: cell.1 - cell.0.count)
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}

extension SourceMap {
  /// The text of a span with every run of blanks and line breaks as one blank.
  package func text(onOneLine span: Span) -> String {
    text(of: span).split { $0 == " " || $0.isNewline || $0 == "\t" }.joined(separator: " ")
  }
}
