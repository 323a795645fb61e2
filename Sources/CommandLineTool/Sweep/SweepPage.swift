import Campaign
import Diagnostics

/// A sweep as one page: the frontier as a map of colours and signs, and the tables.
struct SweepPage {
  let report: SweepReport
  private var run: SweepRun { report.run }

  init(_ report: SweepReport) { self.report = report }

  var text: String {
    let names = run.axes.map { "`\($0.text)`" }.joined(separator: ", ")
    var page = Page(title: "\(run.spec.name): the safe frontier")
    page.heading(run.spec.name, level: 1)
    if !run.axes.isEmpty {
      page.paragraph("How far \(names) can go before an expectation fails. " + report.size)
      if let drawing = map {
        page.figure(
          drawing, legend: [(style: "frontier", text: "the last cells that are safe")])
      }
      page.heading("Safe frontier", level: 2)
      page.table(report.frontier, caption: "Safe frontier")
    }
    if !report.breaks.isEmpty {
      page.heading("Not monotone: safe and unsafe take turns", level: 2)
      page.list(report.breaks)
    }
    if !run.influences.isEmpty {
      page.heading("What moves most", level: 2)
      page.table(report.influences, caption: "What moves most")
    }
    if let stress = report.stress {
      page.heading("The smallest shocks", level: 2)
      page.list(stress.notes(run.words))
      page.table(stress.table(run.words), caption: "The smallest shocks")
      for command in stress.commands(run.words, report.path) { page.command(command) }
    }
    return page.text
  }

  /// Of the first two axes, where the others are at their first values.
  private var map: Drawing? {
    guard run.axes.count > 1 else { return nil }
    let (across, up) = (run.axes[0].values.count, run.axes[1].values.count)
    let rest = Array(repeating: 0, count: run.axes.count - 2)
    let (width, height) = (Drawing.plotWidth / across, Drawing.plotHeight / up)
    guard width > 1, height > 1 else { return nil }
    var drawing = Drawing(
      title: "\(run.axes[0].text) across, \(run.axes[1].text) upwards",
      description:
        "Safe cells are green and empty, unsafe ones red with an x, undecided ones amber "
        + "with a question mark; what was not computed and follows from its neighbours is paler. "
        + "The frontier as a table is below.")
    drawing.bottom(
      Set([0, across / 2, across - 1]).sorted().map {
        ($0 * width + ($0 == 0 ? 0 : $0 == across - 1 ? width : width / 2), report.value(0, $0))
      })
    drawing.side(
      Set([0, up / 2, up - 1]).sorted().map { ($0 * height + height / 2, report.value(1, $0)) })
    for column in 0..<across {
      for row in 0..<up {
        guard let (state, isAsked) = report.state(of: [column, row] + rest) else { continue }
        let (style, sign) =
          switch state {
          case .holds: ("holds", "")
          case .fails: ("fails", "x")
          case .undecided: ("open", "?")
          }
        drawing.cell(
          x: column * width, y: row * height, width: width - 1, height: height - 1,
          style + (isAsked ? "" : " pale"), report.describe([column, row] + rest))
        if isAsked, height >= 10 {
          drawing.sign((column * width + width / 2, row * height + height / 2), sign)
        }
        if run.search.frontier[[row] + rest] == .some(column) {
          drawing.cell(
            x: column * width, y: row * height, width: width - 1, height: height - 1, "frontier",
            report.describe([column, row] + rest))
        }
      }
    }
    return drawing
  }
}
