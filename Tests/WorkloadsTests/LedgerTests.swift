import Compiler
import Testing
import Workloads

/// The random actions mean the same in the rule language and in native Swift.
@Suite struct LedgerTests {
  @Test("the reference interpreter ends where the native twin ends", arguments: [1, 2, 3])
  func agreement(_ seed: UInt64) throws {
    let contract = try contract("Tests/Fixtures/workloads/ledger.risk")
    let rule = try InterpretedContract(contract, rows: Ledger.accounts)
    var ledger = try RuleLedger(rule, contract)
    #expect(ledger.run(seed: seed, actions: 1000) == NativeLedger.run(seed: seed, actions: 1000))
  }

  @Test("so does the machine", arguments: [1, 2, 3])
  func machine(_ seed: UInt64) throws {
    let contract = try contract("Tests/Fixtures/workloads/ledger.risk")
    let run = try Ledger.onMachine(Compiler.compile(contract))
    #expect(run(seed) == NativeLedger.run(seed: seed))
  }

  @Test("about three actions in a hundred revert")
  func reverts() {
    let reverts = (1...8).map { NativeLedger.run(seed: $0).reverts }.reduce(0, +)
    #expect(800...1200 ~= reverts, "\(reverts) of \(8 * Ledger.actions)")
  }
}
