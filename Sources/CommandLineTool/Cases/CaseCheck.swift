import Attack
import Diagnostics
import Property
import Reference
import Semantics

/// What has become of a case: the contract may have been mended since, or be another one by now.
struct CaseCheck {
  let file: CaseFile
  let path: String
  let verdict: Verdict

  enum Verdict {
    /// The invariant breaks again at the step with this index.
    case stillFails(CaseTarget, CaseReplay, claim: Int, step: Int)
    /// The same calls are made, and the invariant holds to the end.
    case nowPasses(CaseTarget, CaseReplay)
    /// The same of a spec's adversary.
    case stillFailsInSpec(SpecReplay, claim: Int, step: Int)
    case nowPassesInSpec(SpecReplay)
    case noLongerApplies(String)
  }

  /// - Parameter subject: the path of the file that the case is about.
  init(_ file: CaseFile, at path: String, subject: String, in session: Session) {
    self.file = file
    self.path = path
    var project = session.project()
    verdict = CaseCheck.judge(file, subject, &project, session)
  }

  private static func judge(
    _ file: CaseFile, _ subject: String, _ project: inout Project, _ session: Session
  ) -> Verdict {
    guard let parsed = project.workspace.load(subject),
      !project.workspace.isBroken(parsed.source)
    else { return .noLongerApplies("`\(subject)` cannot be read") }
    let checked = project.check(parsed)
    if let spec = checked.specs.first(where: { $0.name == file.name }) {
      guard !project.workspace.diagnostics.hasErrors else {
        return .noLongerApplies("`\(subject)` has errors")
      }
      return judge(file, spec, subject, project, session)
    }
    if subject.hasSuffix(".spec") {
      return .noLongerApplies("`\(subject)` holds no spec `\(file.name)`")
    }
    guard let contract = checked.contracts.first(where: { $0.name == file.name }) else {
      return .noLongerApplies("`\(subject)` holds no contract `\(file.name)`")
    }
    guard !project.workspace.diagnostics.hasErrors else {
      return .noLongerApplies("`\(subject)` has errors")
    }
    guard let claim = contract.invariants.firstIndex(where: { $0.name == file.claim }) else {
      return .noLongerApplies("\(contract.name) has no invariant `\(file.claim)`")
    }
    var given: [TableID: CheckedExample.Population] = [:]
    for rows in file.rows {
      guard let table = contract.tables.firstIndex(where: { $0.name == rows.table }),
        contract.hasFreeRows(table)
      else {
        return .noLongerApplies("\(contract.name) has no table `\(rows.table)` to give rows to")
      }
      given[table] = .init(count: rows.count)
    }
    guard let population = try? Population(of: contract, given: given),
      let target = try? CaseTarget(
        path: subject, contract: contract, population: population,
        sources: project.workspace.sources),
      let replay = try? CaseReplay(target, file.sequence)
    else { return .noLongerApplies("\(contract.name) cannot be attacked any more") }
    if let step = replay.breaking(claim) {
      return .stillFails(target, replay, claim: claim, step: step)
    }
    let printer = target.printer
    for (number, (kept, step)) in zip(file.steps, replay.steps).enumerated() {
      let text = printer.text(step.call, gap: step.gap)
      if text != kept.text {
        return .noLongerApplies(
          "step \(number + 1) was `\(kept.text)` and would be `\(text)` by now")
      }
    }
    return .nowPasses(target, replay)
  }

  /// Of a spec's adversary, in the world of the seed it was found in.
  private static func judge(
    _ file: CaseFile, _ spec: CheckedSpec, _ subject: String, _ project: Project,
    _ session: Session
  ) -> Verdict {
    let sources = project.workspace.sources
    guard spec.adversary != nil else {
      return .noLongerApplies("`\(spec.name)` has no adversary any more")
    }
    guard let histories = try? PriceFiles(session, sources).histories(of: spec),
      let stage = try? Stage(spec, seed: file.seed, histories: histories),
      let target = SpecTarget(path: subject, stage: stage, sources: sources),
      let replay = try? SpecReplay(target, file.sequence)
    else { return .noLongerApplies("`\(spec.name)` cannot be attacked any more") }
    guard let claim = stage.claims.first(where: { stage.name(of: $0) == file.claim }) else {
      return .noLongerApplies("`\(spec.name)` does not claim `\(file.claim)`")
    }
    if let step = replay.breaking(claim) {
      return .stillFailsInSpec(replay, claim: claim, step: step)
    }
    for (number, kept) in file.steps.enumerated() {
      guard replay.steps.indices.contains(number) else {
        return .noLongerApplies("the world ends before step \(number + 1)")
      }
      let text = replay.text(number)
      if text != kept.text {
        return .noLongerApplies(
          "step \(number + 1) was `\(kept.text)` and would be `\(text)` by now")
      }
    }
    return .nowPassesInSpec(replay)
  }

  /// For programs.
  var name: String {
    switch verdict {
    case .stillFails, .stillFailsInSpec: "still-fails"
    case .nowPasses, .nowPassesInSpec: "now-passes"
    case .noLongerApplies: "no-longer-applies"
    }
  }

  /// In a few words, for lists of cases.
  var words: String {
    switch verdict {
    case .stillFails(_, _, _, let step), .stillFailsInSpec(_, _, let step):
      "still fails: `\(file.claim)` breaks at step \(step + 1) of \(file.steps.count)"
    case .nowPasses, .nowPassesInSpec: "now passes: `\(file.claim)` holds to the end"
    case .noLongerApplies(let reason): "no longer applies, because \(reason)"
    }
  }

  var status: ExitStatus {
    switch verdict {
    case .stillFails, .stillFailsInSpec: .findings
    case .nowPasses, .nowPassesInSpec: .success
    case .noLongerApplies: .cannotRun
    }
  }
}
