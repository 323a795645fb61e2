import Compiler
import Diagnostics
import Reference
import Semantics

/// What the lines of a source add to the gas of one action.
struct GasLines {
  struct Line {
    let path: String
    let number: Int
    let source: String
    /// A number where sizes are known, a formula where not.
    let gas: String
    let amount: Int?
    /// The part of the action's gas that it takes: `43%`.
    let share: String?
  }

  let lines: [Line]

  /// For known sizes: the lines of the worst way, which add up to its gas.
  init(_ worst: WorstGas, _ sources: SourceMap) {
    lines = GasLines.byLine(worst.places.map { ($0.span, $0.gas) }, sources, +)
      .map { place, gas in
        GasLines.line(place, grouped(gas), gas, share(gas, of: worst.total), sources)
      }
  }

  /// For a call that was made: the lines that paid, which add up to its gas.
  init(_ payments: [Payment], _ sources: SourceMap) {
    lines = GasLines.byLine(payments.map { ($0.span, $0.gas) }, sources, +)
      .map { place, gas in GasLines.line(place, grouped(gas), gas, nil, sources) }
  }

  /// For any sizes: every line the action may come to.
  init(
    _ places: [(span: Span, formula: GasFormula)], _ contract: CheckedContract,
    _ sources: SourceMap
  ) {
    lines = GasLines.byLine(places.map { ($0.span, $0.formula) }, sources, +)
      .map { place, formula in
        GasLines.line(place, formula.text(in: contract), nil, nil, sources)
      }
  }

  /// The line that takes most, with the place on it that takes most.
  static func dearest(
    of worst: WorstGas, _ sources: SourceMap
  ) -> (place: WorstGas.Place, gas: Int)? {
    let lines = byLine(worst.places.map { ($0.span, [$0]) }, sources, +)
    let sums = lines.map { $0.1.reduce(0) { $0 + $1.gas } }
    guard let most = sums.max(), let line = sums.firstIndex(of: most),
      let place = lines[line].1.max(by: { $0.gas < $1.gas })
    else { return nil }
    return (place, most)
  }

  private struct Place: Hashable {
    let file: SourceID
    let line: Int
  }

  /// The places come in the order of the source, so equal lines are neighbours.
  private static func byLine<Gas>(
    _ places: [(Span, Gas)], _ sources: SourceMap, _ add: (Gas, Gas) -> Gas
  ) -> [(Place, Gas)] {
    var lines: [(Place, Gas)] = []
    for (span, gas) in places {
      let place = Place(file: span.file, line: sources[span.file].line(of: span.lower))
      if let last = lines.last, last.0 == place {
        lines[lines.count - 1].1 = add(last.1, gas)
      } else {
        lines.append((place, gas))
      }
    }
    return lines
  }

  private static func line(
    _ place: Place, _ gas: String, _ amount: Int?, _ share: String?, _ sources: SourceMap
  ) -> Line {
    let file = sources[place.file]
    let text = file.text(ofLine: place.line)
    return Line(
      path: file.path, number: place.line,
      source: String(text.drop { $0 == " " || $0 == "\t" }), gas: gas, amount: amount,
      share: share)
  }
}

/// What part of a whole something is, as a percentage for people.
func share(_ part: Int, of whole: Int) -> String {
  // Tenths of a percent, without overflow.
  let tenths = whole > 1_000_000 ? part / (whole / 1_000) : part * 1_000 / max(1, whole)
  if part > 0, tenths < 5 { return "<1%" }
  return "\(min(100, (tenths + 5) / 10))%"
}
