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
    let script = Ledger.Script(seed: seed, actions: 1000)
    #expect(ledger.run(script) == NativeLedger.run(script))
  }

  @Test("so does the machine", arguments: [1, 2, 3])
  func machine(_ seed: UInt64) throws {
    let contract = try contract("Tests/Fixtures/workloads/ledger.risk")
    let run = try Ledger.onMachine(Compiler.compile(contract))
    let script = Ledger.Script(seed: seed)
    #expect(run(script) == NativeLedger.run(script))
  }

  @Test("about three actions in a hundred revert")
  func reverts() {
    let reverts = (1...2).map { NativeLedger.run(Ledger.Script(seed: $0)).reverts }.reduce(0, +)
    #expect(800...1200 ~= reverts, "\(reverts) of \(2 * Ledger.actions)")
  }
}
