/// One run that breaks a promise, as a page for a browser: the story in sentences, the prices with
/// the moment of the break, both sides of what broke, what the accounts that are involved have, and
/// every step with what it changed and cost.
///
/// It knows no contract: whoever walks the run fills it in, so that a path of a simulation and a case
/// of an attack look the same.
struct CounterexamplePage {
  let title: String
  let verdict: String
  /// Whether nothing is broken.
  let isGood: Bool
  var story: [String] = []
  var brokenTitle = "What broke"
  var broken: [Broken] = []
  var courses: [Picture] = []
  var balances: [Balance] = []
  /// The same along the run.
  var accounts: [Picture] = []
  var steps: [Step] = []
  /// Which steps are shown, where it is not all.
  var extent: String?
  /// What the whole run came to, where it went on to its end.
  var measures: [[String]] = []
  /// What was run, a name and a value each.
  var facts: [[String]] = []
  let command: String

  struct Picture {
    let drawing: Drawing
    var legend: [(style: String, text: String)] = []
  }

  /// Something that must hold and does not.
  struct Broken {
    /// `invariant solvent`
    let name: String
    let claim: String?
    let condition: String
    /// An expression and its value each.
    var sides: [[String]] = []
    /// Why there are no sides, or of which row they are.
    var notes: [String] = []
  }

  /// What happened at once.
  struct Step {
    let name: String
    /// The time, and prices.
    let details: String
    var events: [Event] = []
  }

  struct Event {
    let name: String
    var gas: Int?
    /// Of each place that changed, its name and the words before and after.
    var changes: [[String]] = []
    var notes: [String] = []
    var outcome = Outcome.done
  }

  enum Outcome {
    case done
    case refused
    case broken
  }

  init(title: String, verdict: String, isGood: Bool, command: String) {
    self.title = title
    self.verdict = verdict
    self.isGood = isGood
    self.command = command
  }

  // MARK: - Markup

  /// So much of one step is shown, and of one call.
  private static let mostEvents = 60
  private static let mostChanges = 24

  var text: String {
    var page = Page(title: title)
    page.heading(title, level: 1)
    page.add(
      "<p class=\"verdict \(isGood ? "good" : "bad")\">\(Markup.escaped(verdict))</p>\n")
    for sentence in story { page.paragraph(sentence) }
    for picture in courses { page.figure(picture.drawing, legend: picture.legend) }
    if !broken.isEmpty { page.heading(brokenTitle, level: 2, id: "broken") }
    for broken in broken { add(broken, to: &page) }
    if let table = Balance.table(balances) {
      page.heading("Accounts involved", level: 2, id: "accounts")
      page.smallFigures(accounts)
      page.table(table, caption: "Accounts involved")
    }
    page.heading("Step by step", level: 2, id: "steps")
    if let extent { page.paragraph(extent, style: "soft") }
    for step in steps { add(step, to: &page) }
    if !measures.isEmpty {
      page.heading("At the end of the path", level: 2, id: "end")
      page.table(ReportTable(["measure", "comes to"], measures), caption: "At the end of the path")
    }
    page.heading("Walk it again", level: 2, id: "again")
    page.command(command)
    page.table(ReportTable(["what", "is"], facts), caption: "What was run")
    return page.text
  }

  private func add(_ broken: Broken, to page: inout Page) {
    page.add(
      "<h3>\(Markup.escaped(broken.name))</h3>\n<p>"
        + (broken.claim.map { "\(Markup.escaped($0)): " } ?? "")
        + "<code>\(Markup.escaped(broken.condition))</code></p>\n")
    for note in broken.notes { page.paragraph(note) }
    guard !broken.sides.isEmpty else { return }
    page.table(
      ReportTable(["side", "value"], broken.sides), caption: "The sides of \(broken.name)")
  }

  private func add(_ step: Step, to page: inout Page) {
    page.add(
      "<section class=\"step\"><h3>\(Markup.escaped(step.name)) "
        + "<span class=\"soft\">\(Markup.escaped(step.details))</span></h3>\n")
    for event in step.events.prefix(CounterexamplePage.mostEvents) { add(event, to: &page) }
    let more = step.events.count - CounterexamplePage.mostEvents
    if more > 0 { page.paragraph("and \(grouped(more)) more", style: "soft") }
    page.add("</section>\n")
  }

  private func add(_ event: Event, to page: inout Page) {
    let word =
      switch event.outcome {
      case .done: ""
      case .refused: "<strong class=\"fair\">refused</strong> "
      case .broken: "<strong class=\"bad\">breaks</strong> "
      }
    page.add("<div class=\"event\"><p>\(word)<code>\(Markup.escaped(event.name))</code>")
    if let gas = event.gas { page.add(" <span class=\"soft\">gas \(grouped(gas))</span>") }
    page.add("</p>\n")
    let shown = event.changes.prefix(CounterexamplePage.mostChanges)
    let more = event.changes.count - shown.count
    let items =
      shown.map { "<code>\(Markup.escaped($0[0]))</code> \(CounterexamplePage.turn($0))" }
      + (more > 0 ? ["and \(grouped(more)) more"] : []) + event.notes.map { Markup.escaped($0) }
    if !items.isEmpty {
      page.add("<ul>\n" + items.map { "<li>\($0)</li>\n" }.joined() + "</ul>\n")
    }
    page.add("</div>\n")
  }

  /// `5 USD -> 7 USD`; the arrow is a word for who listens.
  private static func turn(_ change: [String]) -> String {
    change.dropFirst().map { Markup.escaped($0) }
      .joined(separator: " <span class=\"turn\" aria-label=\"becomes\" role=\"img\">-&gt;</span> ")
  }
}
