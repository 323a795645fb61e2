import Compiler
import Foundation
import PerpStepPeer
import Testing
import Workloads

/// Every form of PERP-STEP comes to the known checksums.
@Suite struct PerpStepTests {
  /// Number of paths, and the checksum of all of them.
  static let known: [(paths: UInt64, checksum: UInt64, liquidations: Int)] = [
    (1, 0xDA1C_19B7_23DB_CD63, 556),
    (10, 0xFE3D_C042_A627_C8E2, 4614),
  ]

  @Test("the C peer comes to the known checksums", arguments: known)
  func peer(paths: UInt64, checksum: UInt64, liquidations: Int) {
    var statistics = perp_step_statistics()
    for seed in 1...paths { perp_step_path(seed, UInt32(PerpStep.steps), &statistics) }
    #expect(statistics.checksum == checksum)
    #expect(statistics.liquidations == UInt64(liquidations))
    #expect(statistics.violations == 0)
  }

  @Test("the native twin comes to the known checksums", arguments: known)
  func native(paths: UInt64, checksum: UInt64, liquidations: Int) {
    var statistics = PerpStep.Statistics()
    for seed in 1...paths { NativePerpStep.path(seed: seed, into: &statistics) }
    #expect(statistics.checksum == checksum)
    #expect(statistics.liquidations == liquidations)
    #expect(statistics.violations == 0)
  }

  @Test("the rule on the reference interpreter comes to the known checksum")
  func reference() throws {
    let contract = try contract("Contracts/perp-step.risk")
    let rule = try InterpretedContract(contract, rows: PerpStep.accounts)
    var driver = try RulePerpStep(rule, contract)
    var found = PerpStep.Statistics()
    driver.path(seed: 1, into: &found)
    expectKnown(found)
  }

  /// More paths than the slow forms are held to; a thousand where the environment asks for them.
  static let long: [(paths: UInt64, checksum: UInt64)] =
    known.map { ($0.paths, $0.checksum) } + [(100, 0x9D10_6FE8_7B96_6066)]
    + (ProcessInfo.processInfo.environment["PLIMSOLL_PERP_STEP"] == "1000"
      ? [(1000, 0x1694_501A_A11A_6B29)] : [])

  @Test("the rule on the machine comes to the known checksums", arguments: long)
  func machine(paths: UInt64, checksum: UInt64) throws {
    let compiled = try Compiler.compile(contract("Contracts/perp-step.risk"))
    #expect(try PerpStep.onMachine(compiled, paths: paths).checksum == checksum)
  }

  private func expectKnown(_ found: PerpStep.Statistics) {
    #expect(found.checksum == Self.known[0].checksum)
    #expect(found.liquidations == Self.known[0].liquidations)
    #expect(found.violations == 0)
    #expect(found.reverts == 0)
  }
}
