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
  return Row(
    name: "random actions, machine", operations: Ledger.actions,
    work: { Int128(run(1).digest) },
    twin: Row.Twin(name: "native Swift", isExact: true) {
      Int128(NativeLedger.run(seed: 1).digest)
    },
    difference: {
      let places = (1...20 as ClosedRange<UInt64>).filter { run($0) != NativeLedger.run(seed: $0) }
      return places.first.map { "run \($0) ends in another state" }
    })
}

private func compiled(_ file: String) -> CompiledContract? {
  Package.compiled("Tests/Fixtures/workloads/\(file).risk")
}
