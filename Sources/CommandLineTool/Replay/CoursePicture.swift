import Numerics
import Reference
import Semantics

/// Words of one unit along a run, a line each, with the moment at which something breaks.
struct CoursePicture {
  let title: String
  let description: String
  let lines: [Line]
  let type: ValueType
  /// The place at which it breaks.
  let moment: Int?
  let printer: ValuePrinter
  /// What stands below a place.
  let label: (Int) -> String

  struct Line {
    /// What the legend says; none is needed where there is one line.
    var name = ""
    /// The first one is that of the beginning.
    let words: [Int128]
  }

  /// So many lines are told apart.
  static let styles = ["proposed", "deployed", "third", "fourth"]

  /// Nothing where nothing moves.
  var picture: CounterexamplePage.Picture? {
    let shown = Array(zip(lines, CoursePicture.styles))
    let words = shown.flatMap(\.0.words)
    let last = (shown.map(\.0.words.count).max() ?? 0) - 1
    guard last > 0, let low = words.min(), let high = words.max(), low < high else { return nil }
    let across = Scale(0, Int128(last), length: Drawing.plotWidth)
    let up = Scale(low, high, length: Drawing.plotHeight)
    var drawing = Drawing(title: title, description: description)
    drawing.side(up.labels(4, type, printer).map { (y: $0.place, text: $0.text) })
    drawing.bottom(
      across.marks(min(4, last + 1)).map { (across.place($0), label(Int(clamping: $0))) })
    for (line, style) in shown {
      drawing.line(
        line.words.enumerated().map { (across.place(Int128($0.offset)), up.place($0.element)) },
        style)
    }
    for (line, _) in shown {
      guard let moment, line.words.indices.contains(moment) else { continue }
      drawing.dot(
        (across.place(Int128(moment)), up.place(line.words[moment])), "break", label(moment))
    }
    return CounterexamplePage.Picture(
      drawing: drawing,
      legend: shown.count > 1 ? shown.map { (style: $0.1, text: $0.0.name) } : [])
  }
}

extension Scale {
  /// Which marks say their unit: a long one leaves little room.
  enum UnitPlace {
    /// The sentence below the picture says it.
    case nowhere
    case last
  }

  /// Marks with the fewest digits that tell them apart.
  func labels(
    _ count: Int, _ type: ValueType, _ printer: ValuePrinter, unit: UnitPlace = .nowhere
  ) -> [(place: Int, text: String)] {
    let marks = marks(count)
    let digits = RoundedNumber.digits(tellingApart: marks, least: 3)
    return marks.enumerated().map { number, mark in
      let text = RoundedNumber.text(mark, type, printer, digits: digits)
      // `1d 4h` is no number with a unit.
      let isWhole = type == .duration || unit == .last && number == marks.count - 1
      return (
        place(mark), isWhole ? text : text.split(separator: " ").first.map { String($0) } ?? text
      )
    }
  }
}
