/// A picture as inline SVG: whole coordinates, a title and a description for who cannot see it, and
/// colours by class, which the page's style has for light, dark and print.
///
///     (0, 0) +--------------------+
///            |   left             |
///            |   +------------+ top
///            |   |            |   |
///            |   +------------+   |
///            +--------------------+ (width, height)
struct Drawing {
  static let width = 640
  static let height = 260
  static let left = 100
  static let top = 14
  static let plotWidth = width - left - 20
  static let plotHeight = height - top - 40

  let title: String
  /// What the picture shows, in a sentence.
  let description: String
  private var body = ""

  init(title: String, description: String) {
    self.title = title
    self.description = description
  }

  var text: String {
    """
    <svg viewBox="0 0 \(Drawing.width) \(Drawing.height)" role="img" \
    aria-label="\(Markup.escaped(title + ". " + description))">
    <title>\(Markup.escaped(title))</title><desc>\(Markup.escaped(description))</desc>
    \(body)</svg>

    """
  }

  // MARK: - Marks, in pixels of the plot from its lower left

  typealias Point = (x: Int, y: Int)

  private func place(_ point: Point) -> String {
    "\(Drawing.left + point.x),\(Drawing.top + Drawing.plotHeight - point.y)"
  }

  mutating func line(_ points: [Point], _ style: String) {
    guard points.count > 1 else { return }
    body +=
      "<polyline class=\"\(style)\" points=\""
      + points.map { place($0) }.joined(separator: " ") + "\"/>\n"
  }

  /// The area between two lines over the same places.
  mutating func band(_ low: [Point], _ high: [Point], _ style: String) {
    guard low.count > 1 else { return }
    body +=
      "<polygon class=\"\(style)\" points=\""
      + (low + high.reversed()).map { place($0) }.joined(separator: " ") + "\"/>\n"
  }

  mutating func bar(x: Int, width: Int, height: Int, _ style: String) {
    guard height > 0 else { return }
    body +=
      "<rect class=\"\(style)\" x=\"\(Drawing.left + x)\" "
      + "y=\"\(Drawing.top + Drawing.plotHeight - height)\" width=\"\(max(1, width))\" "
      + "height=\"\(height)\"/>\n"
  }

  mutating func cell(x: Int, y: Int, width: Int, height: Int, _ style: String, _ tip: String) {
    body +=
      "<rect class=\"\(style)\" x=\"\(Drawing.left + x)\" "
      + "y=\"\(Drawing.top + Drawing.plotHeight - y - height)\" width=\"\(max(1, width))\" "
      + "height=\"\(max(1, height))\"><title>\(Markup.escaped(tip))</title></rect>\n"
  }

  /// A mark on a line, told apart by its shape and not by colour alone.
  mutating func dot(_ point: Point, _ style: String, _ tip: String, radius: Int = 5) {
    body +=
      "<circle class=\"\(style)\" cx=\"\(Drawing.left + point.x)\" "
      + "cy=\"\(Drawing.top + Drawing.plotHeight - point.y)\" r=\"\(radius)\">"
      + "<title>\(Markup.escaped(tip))</title></circle>\n"
  }

  /// A word or sign in the middle of a place.
  mutating func sign(_ point: Point, _ text: String) {
    body +=
      "<text class=\"sign\" x=\"\(Drawing.left + point.x)\" "
      + "y=\"\(Drawing.top + Drawing.plotHeight - point.y + 4)\" text-anchor=\"middle\">"
      + Markup.escaped(text) + "</text>\n"
  }

  // MARK: - Axes

  /// Labels below the plot, each at its place.
  mutating func bottom(_ labels: [(x: Int, text: String)]) {
    for (number, label) in labels.enumerated() {
      let anchor = number == 0 ? "start" : number == labels.count - 1 ? "end" : "middle"
      body +=
        "<text class=\"axis\" x=\"\(Drawing.left + label.x)\" "
        + "y=\"\(Drawing.top + Drawing.plotHeight + 18)\" text-anchor=\"\(anchor)\">"
        + Markup.escaped(label.text) + "</text>\n"
    }
  }

  /// Labels left of the plot with a fine line across it each. On a phone letters are larger than
  /// elsewhere: a long label says how wide it is, so that it is there as a whole.
  mutating func side(_ labels: [(y: Int, text: String)]) {
    for label in labels {
      let y = Drawing.top + Drawing.plotHeight - label.y
      let text =
        label.text.count > Drawing.mostLetters
        ? label.text.prefix(Drawing.mostLetters - 2) + ".." : label.text
      let width =
        text.count > Drawing.freeLetters
        ? " textLength=\"\(Drawing.left - 12)\" lengthAdjust=\"spacingAndGlyphs\"" : ""
      body +=
        "<path class=\"grid\" d=\"M\(Drawing.left) \(y)h\(Drawing.plotWidth)\"/>"
        + "<text class=\"axis\" x=\"\(Drawing.left - 6)\" y=\"\(y + 4)\" text-anchor=\"end\""
        + width + ">" + Markup.escaped(text) + "</text>\n"
    }
  }

  private static let freeLetters = 8
  private static let mostLetters = 16
}
