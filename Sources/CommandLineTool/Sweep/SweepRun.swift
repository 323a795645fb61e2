import Campaign
import Compiler
import Diagnostics
import Market
import Numerics
import Semantics
import Statistics

/// A spec over a grid of parameters: what its expectations say in each cell that was asked.
struct SweepRun {
  struct Cell {
    let state: FrontierSearch.State
    let paths: UInt64
    let judgements: [Judgement]
  }

  /// What it does to a spec to move one parameter from its first value to its last, on the same
  /// paths, all others as deployed.
  struct Influence {
    let axis: Int
    let pairs: PairFindings
  }

  let spec: CheckedSpec
  let words: SpecWords
  let axes: [SweepAxis]
  let seed: UInt64
  let budget: UInt64
  private(set) var search: FrontierSearch
  private(set) var cells: [[Int]: Cell] = [:]
  private(set) var influences: [Influence] = []
  private(set) var wasInterrupted = false

  /// Pairs that tell how much a parameter moves.
  private static let pairs: UInt64 = 256

  /// Why it could not go on.
  enum Problem: Error {
    case world(WorldProblem)
    case path(PathProblem)
    case interrupted
  }

  /// Expectations that must hold for a cell to be safe: all but those that only ask whether something
  /// happens often enough.
  static func counts(_ expectation: CheckedExpectation) -> Bool { !expectation.isExercise }

  init(
    _ program: SpecProgram, _ words: SpecWords, axes: [SweepAxis], options: SimulationOptions,
    budget: UInt64, histories: [String: PriceHistory], isFull: Bool,
    unless isRaised: @escaping () -> Bool
  ) throws(Problem) {
    spec = program.spec
    self.words = words
    self.axes = axes
    self.budget = budget
    seed = options.seed
    var search = FrontierSearch(sizes: axes.map(\.values.count))
    var cells: [[Int]: Cell] = [:]
    func world(_ setting: [CheckedProposal.Place: Int128]) throws(Problem) -> World {
      do throws(WorldProblem) {
        return try World(program, seed: options.seed, setting: setting, histories: histories)
      } catch { throw .world(error) }
    }
    func ask(_ place: [Int]) throws(Problem) -> FrontierSearch.State {
      guard !isRaised() else { throw .interrupted }
      var setting: [CheckedProposal.Place: Int128] = [:]
      for (axis, number) in zip(axes, place) { setting[axis.place] = axis.values[number] }
      let world = try world(setting)
      let outcome: Campaign.Outcome
      do throws(PathProblem) {
        outcome = try Campaign(world, budget: budget).run(
          workers: options.workers, watching: { _ in !isRaised() })
      } catch { throw .path(error) }
      guard !outcome.wasInterrupted else { throw .interrupted }
      let cell = Cell(
        state: SweepRun.state(outcome, program.spec), paths: outcome.findings.paths,
        judgements: outcome.judgements)
      cells[place] = cell
      return cell.state
    }
    var isInterrupted = false
    do throws(Problem) {
      // Where there are no axes, only shocks were asked for.
      if isFull, !axes.isEmpty {
        try search.searchAll(ask)
      } else if !axes.isEmpty {
        try search.search(ask)
      }
      for (number, axis) in axes.enumerated() {
        guard let low = axis.values.first, let high = axis.values.last else { continue }
        let run = PairedRun(
          try world([axis.place: low]), try world([axis.place: high]),
          budget: min(budget, SweepRun.pairs))
        let outcome: PairedRun.Outcome
        do throws(PathProblem) {
          outcome = try run.run(workers: options.workers) { _ in !isRaised() }
        } catch { throw .path(error) }
        guard !outcome.wasInterrupted else { throw .interrupted }
        influences.append(Influence(axis: number, pairs: outcome.pairs))
      }
    } catch {
      guard case .interrupted = error else { throw error }
      isInterrupted = true
    }
    self.search = search
    self.cells = cells
    wasInterrupted = isInterrupted
    influences.sort { SweepRun.weight($1) < SweepRun.weight($0) }
  }

  private static func state(
    _ outcome: Campaign.Outcome, _ spec: CheckedSpec
  ) -> FrontierSearch.State {
    let counted = zip(spec.expectations, outcome.judgements).filter { counts($0.0) }.map(\.1)
    if counted.contains(where: { $0.verdict == .fails }) { return .fails }
    return counted.allSatisfy(\.isDecided) ? .holds : .undecided
  }

  /// By how many paths it turns, and then by how much it moves the first measure that moves.
  private static func weight(_ influence: Influence) -> [UInt128] {
    let danger = influence.pairs.danger
    let turned = danger.becameTrue + danger.becameFalse
    let moved = influence.pairs.differences.map {
      UInt128(($0.values.mean() ?? 0).magnitude)
    }
    return [UInt128(turned)] + moved
  }

  var paths: UInt64 { cells.values.reduce(0) { $0 + $1.paths } }
  var cellCount: Int { axes.isEmpty ? 0 : axes.reduce(1) { $0 * $1.values.count } }
}

private func < (left: [UInt128], right: [UInt128]) -> Bool {
  left.lexicographicallyPrecedes(right)
}
