import Campaign
import Diagnostics
import Machine
import Reference
import Semantics

/// Makes the paired run of a proposal, for `vote` and for whoever computes it again.
struct VoteMaker {
  let session: Session
  let sources: SourceMap
  let seed: UInt64

  init(_ session: Session, _ sources: SourceMap, seed: UInt64) {
    self.session = session
    self.sources = sources
    self.seed = seed
  }

  /// A vote that is ready to run.
  struct Prepared {
    let run: PairedRun
    let words: SpecWords
    /// By change, where there are several: the invariants over parameters that it breaks alone. One
    /// that breaks none has a world of its own in the run.
    let brokenAlone: [[Int]]
    let moment: VoteMoment?
    let snapshot: SnapshotFile.Contents?
  }

  /// - Parameter budget: the most pairs of paths, given the world as deployed.
  func prepare(
    _ proposal: CheckedProposal, on spec: CheckedSpec, in path: String, state: String?,
    budget: (World) -> UInt64
  ) throws(WorldMaker.Problem) -> Prepared {
    let alone = proposal.changes.count > 1 ? proposal.changes : []
    let snapshot = try SnapshotFile(session).contents(at: state, for: spec)
    let questions = snapshot.flatMap { RowQuestions(spec, table: $0.holdings.table) }
    let worlds = try WorldMaker(seed: seed, session, sources).worlds(
      of: spec, changing: [[], proposal.changes] + alone.map { [$0] }, holding: snapshot?.holdings,
      asking: questions?.snippets ?? [])
    guard let words = SpecWords(worlds[0]) else {
      throw WorldMaker.Problem(findings: [
        ProblemText.diagnostic(.population(PopulationMismatch(table: nil)), spec)
      ])
    }
    let runner = try? PathRunner(worlds[0])
    let broken = alone.map { runner?.parametersBroken(by: [$0]) ?? [] }
    let possible = zip(worlds.dropFirst(2), broken).filter { $1.isEmpty }.map(\.0)
    let run = PairedRun(worlds[0], worlds[1], alone: possible, budget: budget(worlds[0]))
    return Prepared(
      run: run, words: words, brokenAlone: broken,
      moment: try moment(worlds[0], proposal, questions, state, path),
      snapshot: snapshot)
  }

  /// Of a snapshot that can be begun with; `nil` where there is none, or the contract does not say
  /// who is liquidatable.
  private func moment(
    _ base: World, _ proposal: CheckedProposal, _ questions: RowQuestions?, _ state: String?,
    _ path: String
  ) throws(WorldMaker.Problem) -> VoteMoment? {
    guard let state else { return nil }
    do throws(VoteMoment.Problem) {
      guard let questions else {
        _ = try VoteMoment.begin(base)
        return nil
      }
      return try VoteMoment(base, proposal, questions)
    } catch {
      switch error {
      case .path(let problem):
        throw WorldMaker.Problem(findings: [ProblemText.diagnostic(problem, base, path: path)])
      case .broken(let invariants):
        let names = invariants.map { base.program.spec.contract.invariants[$0].name }
        throw WorldMaker.Problem(findings: [.snapshotBreaks(state, names)])
      }
    }
  }
}
