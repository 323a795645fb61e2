import Diagnostics
import Foundation
import Semantics
import Syntax

/// The page about `std/`, put together from the libraries' own comments.
enum StandardLibraryPage {
  static func text(notice: String) -> String {
    var text = """
      # The standard library

      What the libraries under `std/` declare, in their own words.

      \(notice)
      ## Overview

      `import "std/margin.risk"` inside a contract makes all of it part of the contract:
      <doc:LanguageLibraries> says how. A library cannot know what its importer counts in, so many
      functions take `one`: what the plain number 1 is worth, for instance `1 USD`.

      """
    for path in StandardLibrary.paths.sorted() { text += section(path) }
    return text
  }

  private static func section(_ path: String) -> String {
    let file = Documentation.root.appending(path: "Contracts").appending(path: path)
    guard let data = try? Data(contentsOf: file) else { return "\n\(path) is missing\n" }
    let source = SourceFile(id: SourceID(index: 0), path: path, bytes: Array(data))
    var findings = DiagnosticBag()
    guard case .module(let library)? = parse(source, into: &findings).items.first else { return "" }
    var parameters: [(String, String)] = []
    var functions: [(String, String)] = []
    for declaration in library.declarations {
      let words = comment(above: declaration.span, in: source)
      switch declaration.kind {
      case .parameter: parameters.append((source.text(of: declaration.span), words))
      case .function(let function):
        functions.append((header(of: function, declaration.span, in: source), words))
      default: continue
      }
    }
    return "\n## \(path)\n\n\(comment(above: library.span, in: source))\n"
      + table("parameter", parameters) + table("function", functions)
  }

  private static func table(_ what: String, _ rows: [(String, String)]) -> String {
    guard !rows.isEmpty else { return "" }
    var text = "\n| \(what) | what it is |\n|---|---|\n"
    for (code, words) in rows {
      let oneLine = code.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
      text +=
        "| `\(oneLine)` | \(words.replacing("\n\n", with: " ").replacing("\n", with: " ")) |\n"
    }
    return text
  }

  /// A function as far as its body.
  private static func header(
    of function: FunctionDeclaration, _ span: Span, in source: SourceFile
  ) -> String {
    let body =
      switch function.body {
      case .expression(let value): value.span.lower
      case .block(let block): block.span.lower
      }
    let header = source.text(of: Span(file: span.file, lower: span.lower, upper: body))
    // The parenthesis a value begins with is no part of its span.
    let end = header.lastIndex { !" \n=(".contains($0) } ?? header.startIndex
    return String(header[...end])
  }

  /// The lines of documentation above a declaration; an empty one of them begins a new paragraph.
  private static func comment(above span: Span, in source: SourceFile) -> String {
    var lines: [String] = []
    var line = source.line(of: span.lower) - 1
    while line > 0 {
      let text = source.text(ofLine: line).trimmingCharacters(in: .whitespaces)
      guard text.hasPrefix("///") else { break }
      lines.insert(text.dropFirst(3).trimmingCharacters(in: .whitespaces), at: 0)
      line -= 1
    }
    return lines.joined(separator: "\n")
  }
}
