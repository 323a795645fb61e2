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
  }

  let lines: [Line]

  /// For known sizes: the lines of the worst way, which add up to its gas.
  init(_ worst: WorstGas, _ sources: SourceMap) {
    lines = GasLines.byLine(worst.places.map { ($0.span, $0.gas) }, sources, +)
      .map { place, gas in GasLines.line(place, grouped(gas), gas, sources) }
  }

  /// For a call that was made: the lines that paid, which add up to its gas.
  init(_ payments: [Payment], _ sources: SourceMap) {
    lines = GasLines.byLine(payments.map { ($0.span, $0.gas) }, sources, +)
      .map { place, gas in GasLines.line(place, grouped(gas), gas, sources) }
  }

  /// For any sizes: every line the action may come to.
  init(
    _ places: [(span: Span, formula: GasFormula)], _ contract: CheckedContract,
    _ sources: SourceMap
  ) {
    lines = GasLines.byLine(places.map { ($0.span, $0.formula) }, sources, +)
      .map { place, formula in
        GasLines.line(place, formula.text(in: contract), nil, sources)
      }
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
    _ place: Place, _ gas: String, _ amount: Int?, _ sources: SourceMap
  ) -> Line {
    let file = sources[place.file]
    let text = file.text(ofLine: place.line)
    return Line(
      path: file.path, number: place.line,
      source: String(text.drop { $0 == " " || $0 == "\t" }), gas: gas, amount: amount)
  }
}
