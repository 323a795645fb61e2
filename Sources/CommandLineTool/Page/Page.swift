import Diagnostics

/// One page that needs nothing else: no network, no script, one style for screens of any width, light
/// and dark, and paper.
struct Page {
  let title: String
  private var body = ""

  init(title: String) { self.title = title }

  var text: String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>\(Markup.escaped(title))</title>
    <style>
    \(Page.style)</style>
    </head>
    <body>
    <a class="skip" href="#main">To the verdict</a>
    <main id="main">
    \(body)</main>
    </body>
    </html>

    """
  }

  mutating func add(_ markup: String) { body += markup }

  mutating func heading(_ text: String, level: Int, id: String? = nil) {
    let name = id.map { " id=\"\($0)\"" } ?? ""
    body += "<h\(level)\(name)>\(Markup.escaped(text))</h\(level)>\n"
  }

  mutating func paragraph(_ text: String, style: String = "") {
    let name = style.isEmpty ? "" : " class=\"\(style)\""
    body += "<p\(name)>\(Page.sentence(text))</p>\n"
  }

  mutating func list(_ items: [String]) {
    guard !items.isEmpty else { return }
    body += "<ul>\n" + items.map { "<li>\(Page.sentence($0))</li>\n" }.joined() + "</ul>\n"
  }

  mutating func command(_ text: String) {
    body += "<pre tabindex=\"0\"><code>\(Markup.escaped(text))</code></pre>\n"
  }

  /// A table of so few rows is not parted on paper.
  private static let fewRows = 8

  /// A table that scrolls by itself where the screen is narrow, by keyboard too.
  mutating func table(_ table: ReportTable, caption: String) {
    let name = Markup.escaped(caption)
    body +=
      "<div class=\"wide\(table.rows.count > Page.fewRows ? "" : " whole")\" role=\"region\" aria-label=\"\(name)\" tabindex=\"0\">\n"
      + "<table><caption>\(name)</caption>\n<thead><tr>"
      + table.header.map { "<th scope=\"col\">\(Markup.escaped($0))</th>" }.joined()
      + "</tr></thead>\n<tbody>\n"
    for row in table.rows {
      body += "<tr>"
      for (place, cell) in row.enumerated() {
        let text = Page.sentence(ReportTable.shortened(cell))
        let style = Page.isAlarm(cell) ? " class=\"bad\"" : ""
        body += place == 0 ? "<th scope=\"row\">\(text)</th>" : "<td\(style)>\(text)</td>"
      }
      body += "</tr>\n"
    }
    body += "</tbody></table></div>\n"
  }

  /// Words of ours that nobody should read past.
  private static func isAlarm(_ cell: String) -> Bool {
    cell.hasPrefix("FAIL") || cell.hasPrefix("beyond ")
  }

  /// A picture with what it says below it, for everybody.
  mutating func figure(_ drawing: Drawing, legend: [(style: String, text: String)]) {
    body +=
      "<figure>\n\(drawing.text)<figcaption>"
      + "<strong>\(Markup.escaped(drawing.title)).</strong> \(Markup.escaped(drawing.description))"
    for entry in legend {
      // The key is a piece of what it stands for, and never parted from its name.
      let mark =
        entry.style == "frontier"
        ? "<rect class=\"frontier key\" x=\"8\" y=\"1\" width=\"10\" height=\"8\"/>"
        : "<polyline class=\"\(entry.style)\" points=\"0,5 26,5\"/>"
      body +=
        " <span class=\"entry\"><svg class=\"key\" viewBox=\"0 0 26 10\" aria-hidden=\"true\">"
        + mark + "</svg>\(Markup.escaped(entry.text))</span>"
    }
    body += "</figcaption>\n</figure>\n"
  }

  /// Pictures of one kind, beside each other where there is room.
  mutating func smallFigures(_ pictures: [CounterexamplePage.Picture]) {
    guard !pictures.isEmpty else { return }
    body += "<div class=\"small\">\n"
    for picture in pictures { figure(picture.drawing, legend: picture.legend) }
    body += "</div>\n"
  }

  /// A sentence of ours, with what stands between backticks as code.
  private static func sentence(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else { return Markup.escaped(text) }
    return parts.enumerated().map { number, part in
      number % 2 == 0
        ? Markup.escaped(String(part)) : "<code>\(Markup.escaped(String(part)))</code>"
    }.joined()
  }
}
