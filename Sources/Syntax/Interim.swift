import Diagnostics
package enum TokenKind: Sendable { case interim }
package func parse(_ source: SourceFile, into diagnostics: inout DiagnosticBag) -> ParsedFile { ParsedFile(source: source.id, tokens: [], items: []) }
