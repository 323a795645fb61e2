import Campaign
import Foundation
import Semantics
import Testing

@Suite struct CampaignTests {
  @Test func speed() throws {
    guard let path = ProcessInfo.processInfo.environment["PLIMSOLL_SPEC"] else { return }
    var project = Project(
      workspace: Workspace { path in
        (FileManager.default.contents(atPath: path)).map { .bytes(Array($0)) } ?? .missing
      })
    let file = project.check(path)
    for finding in project.workspace.diagnostics.sorted where finding.severity == .error {
      Issue.record("\(finding.headline)")
    }
    let spec = try #require(file.specs.first)
    let program = try SpecProgram(spec)
    let world = try World(program, seed: 1)
    let budget = UInt64(ProcessInfo.processInfo.environment["PLIMSOLL_PATHS"] ?? "64") ?? 64
    for workers in [1, 2] {
      let begin = ContinuousClock.now
      let outcome = try Campaign(world, budget: budget).run(workers: workers)
      let time = ContinuousClock.now - begin
      let found = outcome.findings
      print("workers \(workers): \(found.paths) paths in \(time)")
      for (claim, judgement) in zip(spec.expectations, outcome.judgements) {
        print(claim.text, judgement)
      }
      for (action, shape) in spec.contract.actions.enumerated() {
        print(
          shape.name, found.tally.calls[action], found.tally.commits[action],
          found.tally.refusedForGas[action])
      }
      print(
        found.tally.refusals.map {
          "\(spec.contract.actions[$0.key.action].name) \($0.key.stop) \($0.value)"
        })
      print(found.tally.asked, found.tally.broken, found.tally.events)
      for (m, d) in zip(spec.measures, found.measures) {
        print(m.name, d.min as Any, d.mean() as Any, d.max as Any)
      }
    }
  }
}
