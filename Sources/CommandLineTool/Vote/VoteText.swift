import Diagnostics
import Numerics

/// A vote as a person reads it, in a terminal or as Markdown.
struct VoteText {
  let vote: VoteCase
  let form: ReportTable.Form
  let palette: Palette

  init(_ vote: VoteCase, _ form: ReportTable.Form, _ palette: Palette) {
    self.vote = vote
    self.form = form
    self.palette = palette
  }

  private var isMarkdown: Bool { form == .markdown }
  private var margin: String { isMarkdown ? "" : "  " }

  var text: String {
    var text = heading
    for reason in vote.reasons { text += item(reason) }
    text += "\n" + paragraph(size)
    for section in vote.sections { text += self.text(section) }
    text += title("The rule")
    for line in VoteCase.rule { text += item(line) }
    text += "\n" + command("recompute", vote.command)
    return text
  }

  private var heading: String {
    let title = vote.proposal.title.escapedForDisplay
    if isMarkdown {
      return "## \(ReportTable.escaped(title))\n\n**\(vote.verdict)**\n\n"
    }
    return palette.paint("proposal \"\(title)\"", .headline) + ": "
      + palette.paint(vote.verdict, vote.role) + "\n"
  }

  private var size: String {
    let spec = vote.spec
    return "\(counted(Int(clamping: vote.pairs), "pair")) of paths of `\(spec.name)`, "
      + "\(grouped(spec.clock.steps)) steps of "
      + "\(vote.words.printer.text(spec.clock.step, .duration)) each, seed \(vote.seed)"
      + (vote.outcome.wasInterrupted ? "; interrupted, this is what is known" : "")
  }

  /// On a line of its own, whole, so that it can be copied.
  private func command(_ what: String, _ command: String) -> String {
    isMarkdown
      ? "\(what.withCapital): `\(ReportTable.code(command))`\n"
      : "  \(what): \(command.escapedForDisplay)\n"
  }

  private func text(_ section: VoteCase.Section) -> String {
    var text = title(section.title)
    let isList = section.table == nil
    for note in section.notes { text += isList ? item(note) : paragraph(note) }
    if let table = section.table {
      if isMarkdown, !section.notes.isEmpty { text += "\n" }
      text += table.text(form)
    }
    if let command = section.command {
      text += (isMarkdown ? "\n" : "") + self.command(command.what, command.text)
    }
    return text
  }

  private func title(_ text: String) -> String {
    isMarkdown ? "\n### \(text)\n\n" : "\n" + margin + palette.paint(text, .headline) + "\n"
  }

  private func item(_ text: String) -> String { wrapped(text, first: "- ", then: "  ") }
  private func paragraph(_ text: String) -> String { wrapped(text, first: "", then: "") }

  /// Markdown breaks lines by itself; in a terminal they end within 100 columns. What stands between
  /// backticks comes from files, and stays as it is in Markdown too.
  private func wrapped(_ text: String, first: String, then: String) -> String {
    isMarkdown
      ? first + ReportTable.escapedOutsideCode(text) + "\n"
      : VoteText.wrapped(text, first: margin + first, then: margin + then)
  }

  /// A sentence for a terminal.
  static func wrapped(_ text: String, first: String, then: String) -> String {
    var lines: [String] = []
    var line = first
    var isEmpty = true
    for word in text.escapedForDisplay.split(separator: " ", omittingEmptySubsequences: false) {
      if !isEmpty, line.count + 1 + word.count > 100 {
        lines.append(line)
        line = then
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return (lines + [line]).joined(separator: "\n") + "\n"
  }
}
