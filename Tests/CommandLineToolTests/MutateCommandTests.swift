import CommandLineTool
import Foundation
import Testing

/// A purse with a rule that an example tests, one that an invariant tests, and one nothing tests.
@Suite("mutate")
struct MutateCommandTests {
  private static func purse(_ comment: String = "") -> String {
    """
    contract Purse {
      unit USD
      state kept  : USD
      state spent : USD
      state seen  : int
      table Account { cash : USD }
      action put(amount: USD in 0..1_000) by a: Account { a.cash += amount  kept += amount }
      action spend(amount: USD in 0..1_000) by a: Account {
        require owns: amount <= a.cash
        a.cash -= amount
        kept -= amount
        seen += 1 \(comment)
      }
      invariant adds_up: kept == sum(a.cash for a in Account)
      invariant nobody_owes: all(a.cash >= 0 for a in Account)
    }

    """
  }

  private static let spec = """
    example "all of it can be spent" {
      use Purse from "purse.risk"
      given  kept = 5, Account[0] = { cash: 5 }
      when   spend(5) as Account[0]
      then   Account[0].cash == 0
    }

    """

  private struct Folder {
    let scratch: Scratch
    let contract: String
    let spec: String

    init(_ text: String = purse(), _ examples: String = MutateCommandTests.spec) throws {
      scratch = try Scratch()
      contract = try scratch.write("purse.risk", text)
      spec = try scratch.write("purse.spec", examples)
    }

    func run(_ more: String...) -> Transcript {
      plimsoll(["mutate", contract] + more)
    }
  }

  /// Line and change of every mutant with this fate.
  private static func changes(_ transcript: Transcript, _ fate: String) throws -> [String] {
    let document = try JSONSerialization.jsonObject(with: Data(transcript.output.utf8))
    let mutants = try #require((document as? [String: Any])?["mutants"] as? [[String: Any]])
    return mutants.filter { $0["fate"] as? String == fate }.map {
      "\($0["line"] ?? ""): \($0["change"] ?? "")"
    }
  }

  @Test("names what nothing notices, and who noticed the rest")
  func survivors() throws {
    let folder = try Folder()
    let alone = folder.run("--json", "--actions", "3000")
    #expect(alone.status == .success)
    #expect(
      try Self.changes(alone, "unnoticed") == [
        "9: `<=` becomes `<`", "12: `seen += 1` is left out", "12: `+=` becomes `-=`",
        "12: `1` becomes `0`",
      ])
    #expect(
      try Self.changes(alone, "noticed").contains("9: `require owns: amount <= a.cash` is left out")
    )
    let both = folder.run("--json", "--actions", "3000", "--spec", folder.spec)
    #expect(
      try Self.changes(both, "unnoticed") == [
        "12: `seen += 1` is left out", "12: `+=` becomes `-=`", "12: `1` becomes `0`",
      ])
  }

  @Test("says the same for any number of workers")
  func workers() throws {
    let folder = try Folder()
    let runs = ["1", "2", "7"].map {
      folder.run("--spec", folder.spec, "--actions", "1500", "--workers", $0).output
    }
    #expect(runs[0].contains("Purse: "))
    #expect(Set(runs).count == 1)
  }

  @Test("fails below the share that is asked for")
  func share() throws {
    let folder = try Folder()
    #expect(folder.run("--actions", "1500", "--at-least", "100%").status == .findings)
    #expect(folder.run("--actions", "1500", "--at-least", "50%").status == .success)
    #expect(folder.run("--at-least", "most").status == .usage)
  }

  @Test("leaves out what is declared to make no difference, with a reason")
  func declared() throws {
    let folder = try Folder(Self.purse("// allow unnoticed-mutant: nobody reads how often"))
    let run = folder.run("--spec", folder.spec, "--actions", "1500", "--at-least", "100%")
    #expect(run.status == .success)
    #expect(run.output.contains("3 declared to make no difference, with a reason"))
    #expect(plimsoll("check", folder.contract, "--strict").status == .success)
    let silent = try Folder(Self.purse("// allow unnoticed-mutant"))
    let refused = silent.run(
      "--spec", silent.spec, "--actions", "1500", "--at-least", "100%")
    #expect(refused.status == .cannotRun)
  }

  @Test("says nothing of rules that are broken as they are")
  func broken() throws {
    let folder = try Folder(
      Self.purse(), Self.spec.replacingOccurrences(of: "cash == 0", with: "cash == 1"))
    let run = folder.run("--spec", folder.spec)
    #expect(run.status == .cannotRun)
    #expect(run.errors.contains("the example \"all of it can be spent\" fails"))
    #expect(folder.run("--spec", "nowhere.spec").status == .cannotRun)
    #expect(plimsoll("mutate", "nowhere.risk").status == .cannotRun)
    #expect(plimsoll("mutate").status == .usage)
  }
}
