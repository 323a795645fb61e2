import Compiler
import Testing
import Workloads

/// Each step workload means the same in the rule language and in native Swift.
@Suite struct StepTests {
  @Test("every word agrees after every call", arguments: StepWorkload.all.indices)
  func agreement(_ number: Int) throws {
    let workload = StepWorkload.all[number]
    let contract = try contract("Tests/Fixtures/workloads/\(workload.file).risk")
    let rule = try InterpretedContract(contract, rows: StepWorkload.rows)
    var steps = try RuleSteps(workload, rule, contract)
    #expect(steps.firstDifference(calls: 40) == nil, "\(workload.name)")
    steps = try RuleSteps(workload, rule, contract)
    #expect(steps.run(calls: 20) == workload.runNatively(calls: 20), "\(workload.name)")
  }

  @Test("the machine agrees too", arguments: StepWorkload.all.indices)
  func machine(_ number: Int) throws {
    let workload = StepWorkload.all[number]
    let contract = try contract("Tests/Fixtures/workloads/\(workload.file).risk")
    let run = try workload.onMachine(Compiler.compile(contract))
    #expect(run.firstDifference() == nil, "\(workload.name)")
  }
}
