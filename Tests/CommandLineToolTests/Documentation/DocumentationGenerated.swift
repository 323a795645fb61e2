import CommandLineTool
import Diagnostics
import Foundation
import Semantics
import Syntax
import Testing

/// A page that is written from what the program knows about itself.
struct GeneratedPage: CustomTestStringConvertible, Sendable {
  let name: String
  let text: @Sendable () -> String

  var testDescription: String { name }

  static let all = [commands, diagnostics, grammar, machine, standardLibrary]

  private static let notice = """
    <!-- This page is generated. To write it again, run the tests with PLIMSOLL_RECORD=1. -->

    """

  static let standardLibrary = GeneratedPage(name: "StandardLibrary.md") {
    StandardLibraryPage.text(notice: notice)
  }

  static let machine = GeneratedPage(name: "MachineReference.md") {
    MachinePage.text(notice: notice)
  }

  static let commands = GeneratedPage(name: "Commands.md") {
    var text = """
      # Commands

      Every command of the tool, as `plimsoll COMMAND --help` explains it.

      \(notice)
      ## Overview

      ```text
      \(Plimsoll.overview)```

      ## Exit status

      | status | meaning |
      |---|---|

      """
    for status in statuses { text += "| \(status.status.rawValue) | \(status.meaning) |\n" }
    text += """

      In `plimsoll run`, a `print` or `then` of what has no value, such as `print ln(0)`, is a
      finding: the script goes on, and the status is 1. A `set` that has no meaning, such as that of
      a row which does not exist, stops the script, and the status is 2.

      """
    for command in Plimsoll.descriptions {
      text += "\n## plimsoll \(command.name)\n\n```text\n\(command.helpText)```\n"
    }
    return text
  }

  private static let statuses: [(status: CommandLineTool.ExitStatus, meaning: String)] = [
    (.success, "clean; warnings alone do not count, unless `--strict` is given"),
    (.findings, "the command did its work and found something"),
    (.cannotRun, "it could not do its work: a file is missing, cannot be read, or has errors"),
    (.usage, "the command line itself is wrong"),
  ]

  static let diagnostics = GeneratedPage(name: "Diagnostics.md") {
    """
    # Diagnostics

    Everything the tool can find, by id.

    \(notice)
    ## Overview

    `plimsoll explain ID` prints a page about each, with a wrong and a right example.
    <doc:LanguageFindings> says how findings are read and how lints are silenced.

    ## Errors

    \(table(of: DiagnosticID.allCases.filter { !$0.isLint }))
    ## Lints

    \(table(of: DiagnosticID.allCases.filter(\.isLint)))
    """
  }

  static let grammar = GeneratedPage(name: "Grammar.md") {
    var text = """
      # Grammar

      The exact rules of spelling, from whole files down to single values.

      \(notice)
      ## Overview

      Words and marks in quotes stand for themselves. `[ x ]` is an optional x, `{ x }` any number of
      x, `|` a choice. Between all of them stand blanks, new lines and comments, as many as you like;
      <doc:LanguageFiles> says where a line matters. Words in capitals are these:

      | token | what it is |
      |---|---|

      """
    for token in Grammar.tokens { text += "| `\(token.name)` | \(token.meaning) |\n" }
    text += "\n## Productions\n\n```ebnf\n"
    for production in Grammar.productions { text += filled(production) }
    return text + "```\n"
  }

  /// A production on lines of at most 100 columns.
  private static func filled(_ production: Grammar.Production) -> String {
    var lines = [production.name + " ="]
    for word in production.definition.split(separator: " ") {
      if lines[lines.count - 1].count + word.count + 1 > 100 { lines.append("   ") }
      lines[lines.count - 1] += " " + word
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func table(of ids: [DiagnosticID]) -> String {
    var text = "| id | meaning |\n|---|---|\n"
    for id in ids.sorted(by: { $0.rawValue < $1.rawValue }) {
      text += "| `\(id.rawValue)` | \(id.page.title.replacing("|", with: "\\|")) |\n"
    }
    return text
  }
}

@Suite("Documentation: generated pages")
struct DocumentationGeneratedTests {
  @Test("is what the program says about itself", arguments: GeneratedPage.all)
  func page(_ page: GeneratedPage) throws {
    let text = page.text()
    if Documentation.isRecording {
      try Data(text.utf8).write(to: Documentation.catalog.appending(path: page.name))
    }
    #expect(
      try Documentation.text(of: page.name) == text,
      "write the page again: PLIMSOLL_RECORD=1 swift test --filter Documentation")
  }
}
