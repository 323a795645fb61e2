import Campaign
import Diagnostics
import Numerics
import Semantics
import Statistics

// What the changes do to the measures: all of them, and each alone.
extension VoteCase {
  /// Measures that differ on some path, in the order of the spec.
  private var moved: [Int] {
    spec.measures.indices.filter { outcome.pairs.differences[$0].unchanged != pairs }
  }

  var measures: Section? {
    guard !spec.measures.isEmpty else { return nil }
    let rows = moved.map { number in
      let type = spec.measures[number].foundType
      let found = outcome.pairs.differences[number]
      let interval = found.interval(confidence: Ballot.confidence, seed: seed)
      return [
        spec.measures[number].name, mean(outcome.pairs.base, number),
        mean(outcome.pairs.proposed, number), signed(found.values.mean(), type),
        text(interval, type), "\(grouped(Int(clamping: pairs - found.unchanged)))",
        worth(number),
      ]
    }
    return Section(
      title: "Measures", notes: sameEverywhere,
      table: rows.isEmpty
        ? nil
        : ReportTable(
          [
            "mean", "deployed", "proposed", "difference", "99%, bootstrap", "paths that differ",
            "pairing is worth",
          ], rows))
  }

  private var sameEverywhere: [String] {
    let still = spec.measures.indices.filter { !moved.contains($0) }
    guard !still.isEmpty else { return [] }
    return [
      "the same on every path: " + still.map { spec.measures[$0].name }.joined(separator: ", ")
    ]
  }

  private func mean(_ findings: PathFindings, _ measure: Int) -> String {
    number(findings.measures[measure].mean(), spec.measures[measure].foundType)
  }

  /// How many times as many independent paths it would take for an interval as narrow.
  private func worth(_ measure: Int) -> String {
    pairingFactor(measure).map { RoundedNumber.text($0, .ratio, words.printer, digits: 2) + "x" }
      ?? ""
  }

  /// The variance of a difference of independent paths by that of paired ones; `nil` where a path
  /// has none.
  func pairingFactor(_ measure: Int) -> Int128? {
    guard let before = outcome.pairs.base.measures[measure].variance,
      let after = outcome.pairs.proposed.measures[measure].variance,
      let paired = outcome.pairs.differences[measure].values.variance, !paired.isZero
    else { return nil }
    return ((before + after) / paired).raw(.down)
  }

  // MARK: - Tails

  /// A tail of a measure: what is exceeded on a share of paths, or the mean of that.
  struct Tail {
    let name: String
    let of: @Sendable (Distribution) -> Int128?
  }

  static let tailsShown: [Tail] = [
    Tail(name: "VaR95") { $0.quantile(95 * Fixed.unit / 100)?.upperBound },
    Tail(name: "VaR99") { $0.quantile(99 * Fixed.unit / 100)?.upperBound },
    Tail(name: "ES99") { $0.tailMean(.upper, Fixed.unit / 100)?.upperBound },
    Tail(name: "worst") { $0.max },
  ]

  var tails: Section? {
    guard !moved.isEmpty else { return nil }
    let rows = moved.flatMap { number -> [[String]] in
      let type = spec.measures[number].foundType
      let before = outcome.pairs.base.measures[number]
      let after = outcome.pairs.proposed.measures[number]
      return VoteCase.tailsShown.enumerated().map { place, tail in
        let (was, isNow) = (tail.of(before), tail.of(after))
        var difference: Int128?
        if let was, let isNow {
          let (word, overflow) = isNow.subtractingReportingOverflow(was)
          difference = overflow ? nil : word
        }
        return [
          place == 0 ? spec.measures[number].name : "", tail.name, self.number(was, type),
          self.number(isNow, type), difference == 0 ? "none" : signed(difference, type),
        ]
      }
    }
    return Section(
      title: "Tails",
      notes: [
        "VaR95 and VaR99 are exceeded on 5% and 1% of paths; ES99 is the mean of the worst 1%"
      ],
      table: ReportTable(["measure", "tail", "deployed", "proposed", "difference"], rows))
  }

  // MARK: - Attribution

  /// The most measures that a row of the attribution shows.
  private static let mostColumns = 4

  /// What each change does alone, on the same paths.
  var attribution: Section? {
    guard !alone.isEmpty else { return nil }
    let shown = Array(attributed.prefix(VoteCase.mostColumns))
    // A column only where some change breaks something.
    let breaks = ([outcome.pairs] + outcome.alone).contains { newlyBroken($0) != "nothing" }
    func row(_ name: String, _ found: PairFindings) -> [String] {
      [name, "+\(found.danger.becameTrue) -\(found.danger.becameFalse)"]
        + (breaks ? [newlyBroken(found)] : [])
        + shown.map { difference(found.differences[$0], spec.measures[$0].foundType) }
    }
    let rows =
      alone.map { change, found, broken in
        let name = "\(change.text) alone"
        if let found { return row(name, found) }
        let names = broken.map { "`\(words.name(ofInvariant: $0))`" }.joined(separator: ", ")
        return [name, "cannot be: breaks \(names)"]
          + [String](repeating: "", count: shown.count + (breaks ? 1 : 0))
      }
      + [row("all together", outcome.pairs)]
    return Section(
      title: "Each change alone",
      notes: [
        "mean differences from what is deployed, with 99% intervals, on the same paths; where they do "
          + "not add up to that of all together, the changes act on each other"
      ],
      table: ReportTable(
        ["change", "unsafe paths"] + (breaks ? ["newly breaks"] : [])
          + shown.map { spec.measures[$0].name }, rows))
  }

  /// The invariants and laws that a change breaks on paths, where they held as deployed.
  private func newlyBroken(_ found: PairFindings) -> String {
    let names = newlyBrokenNames(found)
    return names.isEmpty ? "nothing" : names.map { "`\($0)`" }.joined(separator: ", ")
  }

  func newlyBrokenNames(_ found: PairFindings) -> [String] {
    spec.contract.invariants.indices.filter { found.newlyBroken[$0] != nil }
      .map { words.name(ofInvariant: $0) }
      + spec.contract.laws.indices.filter { found.newlyBroken(law: $0) != nil }
      .map { words.name(ofLaw: $0) }
  }

  /// Measures that some change moves.
  private var attributed: [Int] {
    spec.measures.indices.filter { number in
      ([outcome.pairs] + outcome.alone).contains { $0.differences[number].unchanged != pairs }
    }
  }
}
