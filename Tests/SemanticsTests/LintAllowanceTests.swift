import Diagnostics
import Semantics
import Syntax
import Testing

/// `// allow` comments. The lines hold no sensible code: only where it stands matters.
struct LintAllowanceTests {
  private func apply(_ text: String, _ findings: (line: Int, id: DiagnosticID)...) -> [String] {
    let file = SourceFile(id: SourceID(index: 0), path: "test.risk", bytes: Array(text.utf8))
    let diagnostics = findings.map { finding in
      let lower = file.range(ofLine: finding.line).lowerBound
      return Diagnostic(
        finding.id, severity: .warning, "found",
        at: Span(file: file.id, lower: lower, upper: lower + 1))
    }
    var ignored = DiagnosticBag()
    let tokens = parse(file, into: &ignored).tokens
    let allowed = allowances(in: file, tokens: tokens)
    return Semantics.apply(allowed, to: diagnostics).map {
      "\($0.id.rawValue) \($0.primary.map { file.line(of: $0.span.lower) } ?? 0)"
    }
  }

  @Test func aReasonSilencesTheNextLineWithCode() {
    #expect(apply("a\n// allow zero-divisor: never zero\n\nb\nc", (4, .zeroDivisor)) == [])
    #expect(
      apply("a\n// allow zero-divisor: never zero\nb\nc", (4, .zeroDivisor))
        == ["unused-allow 2", "zero-divisor 4"])
  }

  @Test func behindCodeItSpeaksForItsOwnLine() {
    #expect(apply("a // allow zero-divisor: never\nb", (1, .zeroDivisor)) == [])
    #expect(
      apply("a // allow zero-divisor: never\nb", (2, .zeroDivisor))
        == ["unused-allow 1", "zero-divisor 2"])
  }

  @Test func deeperLinesGoOnWithTheSame() {
    #expect(
      apply("// allow zero-divisor: never\nfor a\n    by b {\n  c\n}", (3, .zeroDivisor)) == [])
    #expect(
      apply("// allow zero-divisor: never\nfor a\n    by b {\n  c\n}", (4, .zeroDivisor))
        == ["unused-allow 1", "zero-divisor 4"])
  }

  @Test func aReasonIsNeeded() {
    for comment in ["// allow zero-divisor", "// allow zero-divisor:", "// allow zero-divisor:  "] {
      #expect(
        apply("\(comment)\nb", (2, .zeroDivisor)) == ["allow-without-reason 1", "zero-divisor 2"])
    }
  }

  @Test func onlyLintsCanBeAllowed() {
    #expect(apply("// allow zero-divisors: never\nb") == ["unknown-lint 1"])
    #expect(apply("// allow file-not-found: later\nb") == ["unknown-lint 1"])
  }

  @Test func proseIsNoAllowance() {
    #expect(apply("// allow everyone to come\n/// allow zero-divisor: doc\n// allowed\nb") == [])
  }

  @Test func anErrorIsNeverSilenced() {
    #expect(
      apply("// allow zero-divisor: never\nb", (2, .fileNotFound))
        == ["unused-allow 1", "file-not-found 2"])
  }
}
