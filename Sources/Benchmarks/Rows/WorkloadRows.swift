import Compiler
import Workloads

/// The machine beside native Swift: column code, scalar code and a light scan by row of the table,
/// random actions by action.
func workloadRows() -> [Row] {
  StepWorkload.all.compactMap { workload in
    guard let run = compiled(workload.file).flatMap({ try? workload.onMachine($0) }) else {
      return nil
    }
    return Row(
      name: "\(workload.name), machine", operations: StepWorkload.rows * StepWorkload.calls,
      work: { Int128(run.run()) },
      twin: Row.Twin(name: "native Swift", isExact: true) { Int128(workload.runNatively()) },
      difference: { run.firstDifference().map { "call \($0) leaves another state" } })
  } + [ledgerRow()].compactMap { $0 }
}

private func ledgerRow() -> Row? {
  guard let run = compiled("ledger").flatMap({ try? Ledger.onMachine($0) }) else { return nil }
  let script = Ledger.Script(seed: 1)
  return Row(
    name: "random actions, machine", operations: Ledger.actions,
    work: { Int128(run(script).digest) },
    twin: Row.Twin(name: "native Swift", isExact: true) {
      Int128(NativeLedger.run(script).digest)
    },
    difference: {
      let seed = (1...20 as ClosedRange<UInt64>).first { seed in
        let script = Ledger.Script(seed: seed)
        return run(script) != NativeLedger.run(script)
      }
      return seed.map { "run \($0) ends in another state" }
    })
}

private func compiled(_ file: String) -> CompiledContract? {
  Package.compiled("Tests/Fixtures/workloads/\(file).risk")
}
