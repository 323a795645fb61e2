/// The lines of one file that a finding points at, with its labels drawn under them.
struct Excerpt {
  private let source: SourceFile
  private let marks: [Mark]
  private let gutter: Int
  private let palette: Palette
  private let severity: Severity

  /// A line with more columns than this is cut.
  private static let widest = 140

  init(
    _ source: SourceFile, marks: [Mark], gutter: Int, severity: Severity, palette: Palette
  ) {
    self.source = source
    self.marks = marks
    self.gutter = gutter
    self.severity = severity
    self.palette = palette
  }

  func render() -> [String] {
    var rows = [margin()]
    var last: Int?
    for line in Set(marks.map(\.line)).sorted() {
      if let last, line == last + 2 {
        rows.append(sourceRow(last + 1, view(of: last + 1, focus: 0)))
      } else if let last, line > last + 2 {
        rows.append(palette.paint("...", .place))
      }
      rows += lineRows(line)
      last = line
    }
    return rows
  }

  private func margin(_ text: String = "") -> String {
    let bar = palette.paint(String(repeating: " ", count: gutter) + " |", .place)
    return text.isEmpty ? bar : bar + " " + text
  }

  private func view(of line: Int, focus: Int) -> LineView {
    LineView(source, line: line, focus: focus, limit: Excerpt.widest)
  }

  private func sourceRow(_ line: Int, _ view: LineView) -> String {
    let number = String(source.shownNumber(ofLine: line))
    let head = palette.paint(
      String(repeating: " ", count: gutter - number.utf8.count) + number + " |", .place)
    var text = view.text[...]
    while text.last == " " { text.removeLast() }
    return text.isEmpty ? head : head + " " + text
  }

  // MARK: - One line

  /// A mark in the columns of the page.
  private struct Underline {
    let from: Int
    let to: Int
    let text: String?
    let isPrimary: Bool
  }

  private func lineRows(_ line: Int) -> [String] {
    let here = marks.filter { $0.line == line }
    let focus = here.first(where: \.isPrimary) ?? here.first
    let view = view(of: line, focus: focus?.bytes.lowerBound ?? 0)
    let underlines = here.map { mark in
      let columns = view.columns(of: mark.bytes)
      let text = mark.text?.onOneLine ?? ""
      return Underline(
        from: columns.lowerBound, to: columns.upperBound, text: text.isEmpty ? nil : text,
        isPrimary: mark.isPrimary)
    }
    return [sourceRow(line, view)] + underlineRows(underlines)
  }

  /// The underlines, then the labels: the rightmost beside its underline, the others each on a row
  /// of their own below, hanging from a bar.
  private func underlineRows(_ underlines: [Underline]) -> [String] {
    let labelled = underlines.filter { $0.text != nil }
      .sorted { ($0.from, $0.to) > ($1.from, $1.to) }
    let end = underlines.map(\.to).max() ?? 0
    let beside = labelled.first.flatMap { $0.to == end ? $0 : nil }
    let hanging = labelled.dropFirst(beside == nil ? 0 : 1)
    var first = canvas(underlines)
    if let beside, let text = beside.text {
      first += " " + palette.paint(text, role(of: beside))
    }
    var rows = [margin(first)]
    for (place, label) in hanging.enumerated() {
      let above = Array(hanging.dropFirst(place))
      if place == 0 { rows.append(margin(bars(above))) }
      let rest = Array(above.dropFirst()).filter { $0.from < label.from }
      let text = bars(rest, to: label.from) + palette.paint(label.text ?? "", role(of: label))
      rows.append(margin(text))
    }
    return rows
  }

  private func role(of underline: Underline) -> Palette.Role {
    underline.isPrimary ? severity.role : .place
  }

  /// `^^^^` under the primary span, `----` under the others.
  private func canvas(_ underlines: [Underline]) -> String {
    var cells = [Bool?](repeating: nil, count: underlines.map(\.to).max() ?? 0)
    for underline in underlines.sorted(by: { !$0.isPrimary && $1.isPrimary }) {
      for column in underline.from..<underline.to { cells[column] = underline.isPrimary }
    }
    return runs(cells) { isPrimary, count in
      switch isPrimary {
      case nil: String(repeating: " ", count: count)
      case true?: palette.paint(String(repeating: "^", count: count), severity.role)
      case false?: palette.paint(String(repeating: "-", count: count), .place)
      }
    }
  }

  private func bars(_ underlines: [Underline], to width: Int? = nil) -> String {
    let end = width ?? ((underlines.map(\.from).max() ?? -1) + 1)
    var cells = [Bool?](repeating: nil, count: end)
    for underline in underlines where underline.from < end {
      cells[underline.from] = underline.isPrimary
    }
    return runs(cells) { isPrimary, count in
      switch isPrimary {
      case nil: String(repeating: " ", count: count)
      case true?: palette.paint(String(repeating: "|", count: count), severity.role)
      case false?: palette.paint(String(repeating: "|", count: count), .place)
      }
    }
  }

  private func runs(_ cells: [Bool?], _ draw: (Bool?, Int) -> String) -> String {
    var text = ""
    var start = 0
    while start < cells.count {
      var end = start + 1
      while end < cells.count, cells[end] == cells[start] { end += 1 }
      text += draw(cells[start], end - start)
      start = end
    }
    return text
  }
}
