import Compiler

// What the benchmarks call, one function for each kind of workload. The drivers are generic; here they
// meet the machine in the module they are written in, so that the compiler makes one of them for it
// and no call goes through a witness table.

extension PerpStep {
  /// Runs paths of `Contracts/perp-step.risk`, compiled.
  package static func onMachine(
    _ compiled: CompiledContract
  ) throws -> (_ seed: UInt64) -> Statistics {
    var driver = try RulePerpStep(
      MachineContract(compiled, rows: accounts), compiled.contract)
    return { seed in
      var statistics = Statistics()
      driver.path(seed: seed, into: &statistics)
      return statistics
    }
  }

  /// What so many paths come to together, from seed 1 on.
  package static func onMachine(
    _ compiled: CompiledContract, paths: UInt64
  ) throws -> Statistics {
    var driver = try RulePerpStep(
      MachineContract(compiled, rows: accounts), compiled.contract)
    var statistics = Statistics()
    for seed in 0..<paths { driver.path(seed: seed + 1, into: &statistics) }
    return statistics
  }
}

extension StepWorkload {
  /// Runs all calls, or looks for a call after which a word is another than in native Swift.
  package func onMachine(
    _ compiled: CompiledContract
  ) throws -> (run: () -> UInt64, firstDifference: () -> Int?) {
    var driver = try RuleSteps(
      self, MachineContract(compiled, rows: Self.rows), compiled.contract)
    return (
      { driver.run() },
      {
        defer { driver.load() }
        return driver.firstDifference(calls: Self.calls)
      }
    )
  }
}

extension Ledger {
  package static func onMachine(
    _ compiled: CompiledContract
  ) throws -> (_ script: Script) -> Result {
    var driver = try RuleLedger(MachineContract(compiled, rows: accounts), compiled.contract)
    return { driver.run($0) }
  }
}
