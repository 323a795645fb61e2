import Campaign
import Compiler
import Foundation
import Numerics
import Semantics
import Statistics
import Testing

/// What a `vote` over all proposals of a file comes to, as a table: the state that is deployed, then
/// each change with what it differs by on the same paths.
struct FindingsFigures {
  let section: FindingsPage.Section
  private static let confidence = 99 * Fixed.unit / 100
  private static let seed: UInt64 = 1

  func table() throws -> [String] {
    var project = Project(
      workspace: Workspace { path in
        FileManager.default.contents(atPath: path).map { .bytes(Array($0)) } ?? .missing
      })
    let file = project.check(FindingsPage.root.appending(path: section.file).path)
    let errors = project.workspace.diagnostics.sorted.filter { $0.severity == .error }
    #expect(errors.map(\.headline) == [])
    var rows: [[String]] = []
    for found in file.proposals {
      let program = try SpecProgram(file.specs[found.spec])
      let changes = Dictionary(
        uniqueKeysWithValues: found.proposal.changes.map { ($0.place, $0.after) })
      let run = PairedRun(
        try World(program, seed: Self.seed),
        try World(program, seed: Self.seed, setting: changes), budget: section.paths)
      let outcome = try run.run(workers: 2)
      let columns = try section.columns.map { try Column($0, program.spec) }
      if rows.isEmpty {
        rows.append(["as deployed", ""] + columns.map { $0.deployed(outcome) })
      }
      rows.append(
        [found.proposal.title, verdict(outcome, program.spec)]
          + columns.map { $0.proposed(outcome) })
      #expect(outcome.pairs.base.paths == section.paths, "\(found.proposal.title)")
    }
    let header = ["change", "verdict"] + section.columns.map { "`\($0)`" }
    let rule = ["---", "---"] + section.columns.map { _ in "---:" }
    return ([header, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
  }

  private func verdict(_ outcome: PairedRun.Outcome, _ spec: CheckedSpec) -> String {
    switch Ballot(outcome, of: spec, seed: Self.seed, longSteps: []) {
    case .safe: "safe"
    case .worse: "worse within tolerance"
    case .unsafe: "unsafe"
    case .undecided: "undecided"
    }
  }

  /// A measure, or the chance of an expectation.
  private enum Column {
    case measure(Int, CheckedMeasure)
    case chance(Int)

    init(_ name: String, _ spec: CheckedSpec) throws {
      if let number = spec.measures.firstIndex(where: { $0.name == name }) {
        self = .measure(number, spec.measures[number])
      } else {
        self = .chance(
          try #require(
            spec.expectations.firstIndex { $0.text.hasPrefix("expect \(name) ") }, "\(name)"))
      }
    }

    func deployed(_ outcome: PairedRun.Outcome) -> String {
      switch self {
      case .measure(let number, let measure):
        let values = outcome.pairs.base.measures[number]
        return cell(values, measure)
      case .chance(let number): return chance(outcome.base[number])
      }
    }

    /// What it is as proposed, and by how much that differs on the same paths.
    func proposed(_ outcome: PairedRun.Outcome) -> String {
      switch self {
      case .measure(let number, let measure):
        let mean = outcome.pairs.proposed.measures[number].mean() ?? 0
        let differences = outcome.pairs.differences[number]
        let change = cell(differences.values, measure, sign: true)
        return "\(text(mean, measure)); \(change)"
      case .chance(let number): return chance(outcome.proposed[number])
      }
    }

    private func chance(_ judgement: Judgement) -> String {
      func percent(_ word: Int128?) -> String {
        word.map { String(format: "%.1f", Double($0) / 1e16) } ?? "?"
      }
      let interval = judgement.interval
      return "\(percent(judgement.estimate)) % (\(percent(interval.low)) to"
        + " \(percent(interval.high)))"
    }

    private func cell(
      _ values: Distribution, _ measure: CheckedMeasure, sign: Bool = false
    ) -> String {
      let mean = values.mean() ?? 0
      let shown = text(mean, measure, sign: sign)
      // What is nothing but the last digits of a division is nothing.
      guard (values.max ?? 0) - (values.min ?? 0) > Fixed.unit / 1_000_000 else {
        return "\(shown) on every path"
      }
      let interval = Interval.bootstrap(
        meanOf: values, confidence: FindingsFigures.confidence, seed: FindingsFigures.seed)
      func end(_ word: Int128?) -> String { word.map { text($0, measure, sign: sign) } ?? "?" }
      return "\(shown) (\(end(interval.low)) to \(end(interval.high)))"
    }

    /// Dollars without cents, small numbers with two digits behind the point, times in minutes.
    private func text(_ word: Int128, _ measure: CheckedMeasure, sign: Bool = false) -> String {
      let isTime = measure.foundType == .fixed(.duration)
      let value = Double(word) / 1e18 / (isTime ? 60 : 1)
      let digits = abs(value) < 100 ? 2 : 0
      var size = String(format: "%.\(digits)f", abs(value))
      let isZero = size.allSatisfy { "0.".contains($0) }
      if isZero { size = "0" }
      let whole = size.prefix { $0 != "." }
      let grouped = String(
        whole.reversed().enumerated()
          .flatMap { $0.offset > 0 && $0.offset % 3 == 0 ? ["_", $0.element] : [$0.element] }
          .reversed())
      let mark = isZero ? "" : value < 0 ? "-" : sign ? "+" : ""
      return mark + grouped + size.dropFirst(whole.count) + (isTime ? " min" : "")
    }
  }
}
