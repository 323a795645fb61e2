import Campaign
import Diagnostics
import Numerics
import Semantics

/// A vote as one page for a browser: the verdict, pictures, the tables of every other report.
struct VotePage {
  let vote: VoteCase
  let charts: VoteCharts

  /// Walks some paths again for the pictures.
  init(_ vote: VoteCase, unless isRaised: () -> Bool) {
    self.vote = vote
    charts = VoteCharts(vote, unless: isRaised)
  }

  var text: String {
    var page = Page(title: "\(vote.verdict): \(vote.proposal.title)")
    page.heading(vote.proposal.title, level: 1)
    page.add("<p class=\"verdict \(style)\">\(Markup.escaped(vote.verdict))</p>\n")
    page.list(vote.reasons)
    page.paragraph(size, style: "soft")
    if let picture = charts.losses.first { add(picture, to: &page) }
    for section in vote.sections { add(section, to: &page) }
    page.heading("The rule", level: 2, id: "rule")
    page.list(VoteCase.rule)
    page.heading("Recompute", level: 2, id: "recompute")
    page.command(vote.command)
    return page.text
  }

  private func add(_ section: VoteCase.Section, to page: inout Page) {
    page.heading(section.title, level: 2)
    if let table = section.table {
      for note in section.notes { page.paragraph(note) }
      page.table(table, caption: section.title)
    } else {
      page.list(section.notes)
    }
    switch section.title {
    case "Tails": for picture in charts.losses.dropFirst() { add(picture, to: &page) }
    case "Not simulated":
      guard !charts.courses.isEmpty else { return }
      page.heading("Along the paths", level: 2)
      if let picture = charts.liquidations { add(picture, to: &page) }
      for picture in charts.courses { add(picture, to: &page) }
    default:
      if let number = vote.stories.firstIndex(where: {
        vote.counterexample($0).title == section.title
      }), charts.breaks.indices.contains(number) {
        page.smallFigures(charts.breaks[number])
      }
    }
    if let command = section.command {
      page.paragraph("\(command.what.withCapital), on a page of its own:", style: "soft")
      page.command(command.text + " --html counterexample.html")
    }
  }

  private func add(_ picture: VoteCharts.Picture, to page: inout Page) {
    page.figure(picture.drawing, legend: picture.legend)
  }

  private var style: String {
    switch vote.ballot {
    case .safe: "good"
    case .unsafe: "bad"
    case .worse, .undecided: "fair"
    }
  }

  private var size: String {
    "\(counted(Int(clamping: vote.pairs), "pair")) of paths of `\(vote.spec.name)`, "
      + "\(grouped(vote.spec.clock.steps)) steps of "
      + "\(vote.words.printer.text(vote.spec.clock.step, .duration)) each, seed \(vote.seed)"
      + (vote.outcome.wasInterrupted ? "; interrupted, this is what is known" : "")
  }
}
