import Attack
import Diagnostics
import Foundation
import Property
import Reference
import Semantics
import Testing

import CommandLineTool

/// A case from being found to being told, judged after changes, and turned into an example.
@Suite("Cases")
struct CaseTests {
  /// Interest is paid on what was lent out long ago, but never booked as owed.
  static let bank = """
    contract Bank {
      unit USD
      role teller
      param rate : ratio = 10% in 0%..50%
      state vault : USD
      state owed  : USD
      table Account { balance : USD  since : time }
      action deposit(amount: USD in 0..1_000_000) by a: Account {
        a.balance += amount  vault += amount  owed += amount  a.since = now
      }
      action credit(a: Account) by teller {
        require old: now - a.since >= 30d, "too early"
        a.balance += a.balance * rate
      }
      action audit() by anyone { }
      invariant booked "what accounts hold is what the bank owes":
        sum(a.balance for a in Account) - owed <= 2 USD
    }
    """

  static func target(_ path: String, rows: Int) throws -> CaseTarget {
    var project = Project(
      workspace: Workspace { path in
        (try? Data(contentsOf: URL(filePath: path))).map { .bytes(Array($0)) } ?? .missing
      })
    let contract = try #require(project.check(path).contracts.first)
    #expect(!project.workspace.diagnostics.hasErrors)
    return try CaseTarget(
      path: path, contract: contract,
      population: Population(of: contract, given: [0: .init(count: rows)]),
      sources: project.workspace.sources)
  }

  static func cases(_ path: String, seed: UInt64) throws -> [(file: CaseFile, replay: CaseReplay)] {
    let target = try target(path, rows: 6)
    let outcome = try Attack(target.stage, seed: seed, budget: 400_000).run(workers: 1)
    let finding = try #require(outcome.findings.first)
    return CaseMaker(target: target, seed: seed).cases(of: finding)
  }

  @Test("a found break is shrunk, kept, replayed and promoted")
  func life() throws {
    let scratch = try Scratch()
    let contract = try scratch.write("bank.risk", CaseTests.bank)
    var kept: Set<CaseFile.Step> = []
    for seed in 1...3 as ClosedRange<UInt64> {
      let cases = try CaseTests.cases(contract, seed: seed)
      let smallest = try #require(cases.first?.file)
      #expect(smallest.result == .smallest)
      #expect(smallest.rows == [.init(table: "Account", count: 1)])
      #expect(
        smallest.steps.map(\.text) == [
          "deposit(100 USD) as Account[0]", "after 30d: credit(Account[0]) as teller",
        ])
      kept.formUnion(smallest.steps)
      for (file, _) in cases { #expect(try CaseFile(bytes: Array(file.text.utf8)) == file) }
    }
    #expect(kept.count == 2)

    let file = try CaseTests.cases(contract, seed: 1)[0].file
    let path = scratch.path + "/.plimsoll/cases/" + file.fileName
    #expect(CaseStore(beside: contract).write(file) == .whole(path: path))
    let told = plimsoll("replay", path)
    #expect(told.status == .findings)
    #expect(told.output.contains("still fails: `booked` breaks at step 2 of 2"))
    #expect(told.output.contains("Account[0].balance  100 USD -> 110 USD"))
    #expect(told.output.contains("`sum(a.balance for a in Account) - owed <= 2 USD` is not so"))
    #expect(plimsoll("replay", path, "--json").output.contains("\"verdict\": \"still-fails\""))

    let promoted = plimsoll("promote", path)
    #expect(promoted.status == .success)
    let spec = try scratch.write("bank.spec", promoted.output)
    let tested = plimsoll("test", spec)
    #expect(tested.status == .success, "\(promoted.output)\n\(tested.output)")
  }

  @Test("a case of a contract that has changed says what became of it")
  func verdicts() throws {
    let scratch = try Scratch()
    let contract = try scratch.write("bank.risk", CaseTests.bank)
    let file = try CaseTests.cases(contract, seed: 1)[0].file
    let path = scratch.path + "/.plimsoll/cases/" + file.fileName
    #expect(CaseStore(beside: contract).write(file) == .whole(path: path))
    func after(_ old: String, _ new: String) throws -> Transcript {
      try scratch.write("bank.risk", CaseTests.bank.replacing(old, with: new))
      return plimsoll("replay", path)
    }
    let mended = try after("balance * rate\n", "balance * rate\n owed += a.balance * rate\n")
    #expect(mended.status == .success)
    #expect(mended.output.contains("now passes"))
    #expect(plimsoll("promote", path).status == .success)
    let renamed = try after("action credit", "action pay")
    #expect(renamed.status == .findings, "\(renamed.output)")
    let without = try after("action deposit", "action close() by anyone { }\naction deposit")
    #expect(without.status == .cannotRun)
    #expect(
      without.output.contains("no longer applies, because step 1 was `deposit(100 USD)"),
      "\(without.output)")
    for (old, new) in [
      ("contract Bank", "contract Bench"), ("invariant booked", "invariant other"),
      ("table Account", "table Customer"), ("unit USD", "unit"),
    ] {
      let gone = try after(old, new)
      #expect(gone.status == .cannotRun, "\(new)")
      #expect(gone.output.contains("no longer applies, because"), "\(gone.output)")
      #expect(plimsoll("promote", path).status == .cannotRun)
    }
    try FileManager.default.removeItem(atPath: contract)
    #expect(plimsoll("replay", path).output.contains("no longer applies, because"))
  }

  @Test("what was cut, edited or is no case is refused, and a folder of it is told file by file")
  func refusals() throws {
    let scratch = try Scratch()
    let contract = try scratch.write("bank.risk", CaseTests.bank)
    let text = try CaseTests.cases(contract, seed: 1)[0].file.text
    let folder = ".plimsoll/cases/"
    let cut = try scratch.write(folder + "cut.case", String(text.dropLast(20)))
    let edited = try scratch.write(
      folder + "edited.case", text.replacing("100 USD", with: "200 USD"))
    let newer = try scratch.write(
      folder + "newer.case", text.replacing("plimsoll case 1", with: "plimsoll case 9"))
    let bytes = try scratch.write(folder + "bytes.case", [0xff, 0, 0xfe])
    try scratch.write(folder + "notes.txt", "remember the milk")
    for (path, reason) in [
      (cut, "cut off"), (edited, "changed by hand"), (newer, "version `9`"), (bytes, "no text"),
      (scratch.path + "/none.case", "no such file"),
    ] {
      for command in ["replay", "promote"] {
        let refused = plimsoll(command, path)
        #expect(refused.status == .cannotRun)
        #expect(refused.errors.contains(reason), "\(refused.errors)")
        #expect(refused.output.isEmpty)
      }
    }
    let entries = CaseStore(beside: contract).entries()
    #expect(entries.count == 5)
    for entry in entries { if case .found = entry { Issue.record("\(entry)") } }
  }

  @Test("an attack keeps what it finds, and begins with what is kept")
  func attacks() throws {
    let scratch = try Scratch()
    let contract = try scratch.write("bank.risk", CaseTests.bank)
    func fuzz(_ more: String...) -> Transcript {
      plimsoll(["fuzz", contract, "--actions", "60000", "--workers", "1"] + more)
    }
    let first = fuzz()
    #expect(first.status == .findings)
    #expect(!first.output.contains("case     "))
    let entries = CaseStore(beside: contract).entries()
    let paths = entries.compactMap { if case .found(_, let path) = $0 { path } else { nil } }
    #expect(paths.count == entries.count && !paths.isEmpty)
    for path in paths { #expect(first.output.contains("plimsoll replay \(path)")) }
    #expect(first.output.contains("  1  deposit("))

    try scratch.write(".plimsoll/cases/torn.case", "plimsoll case 1\nfile ba")
    try scratch.write(
      "bank.risk",
      CaseTests.bank.replacing("balance * rate\n", with: "balance * rate\n owed += a.balance\n"))
    let mended = fuzz()
    #expect(mended.status == .success, "\(mended.output)")
    for path in paths { #expect(mended.output.contains("case     \(path): now passes")) }
    #expect(mended.output.contains("torn.case: is no case: it is cut off at line 2"))
    #expect(mended.output.contains("held     booked"))
    #expect(fuzz("--json").output.contains("\"verdict\": \"now-passes\""))

    try scratch.write("bank.risk", CaseTests.bank)
    let again = fuzz("--only", "booked", "--seed", "9")
    #expect(again.status == .findings)
    for path in paths { #expect(again.output.contains("case     \(path): still fails")) }
  }

  @Test("a case that cannot be written is said so, and nothing is left behind")
  func unwritable() throws {
    let scratch = try Scratch()
    let contract = try scratch.write("bank.risk", CaseTests.bank)
    // A file stands where the folder should.
    try scratch.write(".plimsoll/cases", "")
    let file = try CaseTests.cases(contract, seed: 1)[0].file
    guard case .nothing(_, let reason) = CaseStore(beside: contract).write(file) else {
      Issue.record("written")
      return
    }
    #expect(!reason.isEmpty)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/.plimsoll") == ["cases"])
    #expect(CaseStore(beside: contract).entries().count == 1)
  }

  /// Whatever looks like a number in the story is a value of the replay.
  @Test("every number of a story is a number of the replay")
  func facts() throws {
    let scratch = try Scratch()
    let contract = try scratch.write("bank.risk", CaseTests.bank)
    for (file, replay) in try CaseTests.cases(contract, seed: 2) {
      let target = try CaseTests.target(contract, rows: file.rows[0].count)
      let printer = target.printer
      var facts: Set<String> = ["\(replay.steps.count)"]
      func add(_ text: String) { for number in CaseTests.numbers(text) { facts.insert(number) } }
      add(target.sources.text(onOneLine: target.contract.invariants[0].condition.span))
      for (number, step) in replay.steps.enumerated() {
        facts.insert("\(number + 1)")
        add(printer.text(step.call, gap: step.gap))
        for change in step.changes {
          add(printer.name(of: change.place))
          add(printer.text(change.old, at: change.place))
          add(printer.text(change.new, at: change.place))
        }
        for broken in step.broken {
          guard case .isFalse(let evidence?) = broken.cause else { continue }
          add(printer.text(evidence.left))
          add(printer.text(evidence.right))
        }
      }
      #expect(file.story.count >= replay.steps.count + 2)
      for line in file.story {
        for number in CaseTests.numbers(line) { #expect(facts.contains(number), "\(line)") }
      }
      // The story names everybody who called, and what broke.
      let told = file.story.joined(separator: "\n")
      #expect(told.contains("Account[0] calls deposit with amount 1"), "\(told)")
      #expect(told.contains("the teller calls credit"), "\(told)")
    }
  }

  private static func numbers(_ text: String) -> [String] {
    text.matches(of: /[0-9][0-9_]*(\.[0-9_]+)?/).map { String($0.output.0) }
  }
}
