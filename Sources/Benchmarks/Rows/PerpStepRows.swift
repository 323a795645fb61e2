import PerpStepPeer
import Workloads

/// PERP-STEP by account-steps, each form beside the C peer.
func perpStepRows() -> [Row] {
  var rows = [row("PERP-STEP, native Swift", nativePath)]
  if let run = Package.compiled("Contracts/perp-step.risk").flatMap({
    try? PerpStep.onMachine($0)
  }) {
    rows.append(row("PERP-STEP, machine", { Int128(run(1).checksum) }))
  }
  return rows
}

private func row(_ name: String, _ path: @escaping () -> Int128) -> Row {
  Row(
    name: name, operations: PerpStep.accounts * PerpStep.steps, work: path,
    twin: Row.Twin(name: "C peer", isExact: true, work: peerPath))
}

/// The limit: nothing that keeps the rule exact is known to be faster.
private func peerPath() -> Int128 {
  var statistics = perp_step_statistics()
  perp_step_path(1, UInt32(PerpStep.steps), &statistics)
  return Int128(statistics.checksum)
}

private func nativePath() -> Int128 {
  var statistics = PerpStep.Statistics()
  NativePerpStep.path(seed: 1, into: &statistics)
  return Int128(statistics.checksum)
}
