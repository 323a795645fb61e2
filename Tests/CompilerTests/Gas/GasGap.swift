import Compiler
import Diagnostics
import Reference

/// Where the formula counts more than the dearest run took: what to look at, in the contract or in
/// the search, when they are far apart.
struct GasGap: CustomStringConvertible {
  private let lines: [(place: String, most: Int, taken: Int)]

  init(_ search: GasSearch) {
    let subject = search.subject
    var lines: [String: (most: Int, taken: Int)] = [:]
    func line(_ span: Span) -> String {
      let name = subject.sources[span.file].path.split(separator: "/").last ?? ""
      return "\(name):\(subject.sources.position(of: span).line)"
    }
    let rows = search.population.counts
    for place in subject.bounds.worst(search.action, rows: rows)?.places ?? [] {
      lines[line(place.span), default: (0, 0)].most += place.gas
    }
    var call = search.best
    let run = Interpreter(subject.contract, search.population).call(
      search.action, call.arguments, by: call.caller, on: &call.state, listingPayments: true)
    for payment in run.payments {
      lines[line(payment.span), default: (0, 0)].taken += payment.gas
    }
    self.lines = lines.map { ($0.key, $0.value.most, $0.value.taken) }
      .filter { $0.most != $0.taken }
      .sorted { ($0.taken - $0.most, $0.place) < ($1.taken - $1.most, $1.place) }
  }

  var description: String {
    lines.prefix(12).map { "\($0.place) took \($0.taken) of \($0.most)" }.joined(separator: "\n")
  }
}
