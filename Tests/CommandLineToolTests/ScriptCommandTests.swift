import CommandLineTool
import Foundation
import Testing

/// `plimsoll run` and `plimsoll test`, from the words of the command line to the last byte printed.
@Suite struct ScriptCommandTests {
  /// Files in a folder of their own, removed at the end of the test.
  private final class Folder {
    let url = FileManager.default.temporaryDirectory.appending(path: "plimsoll-\(UUID())")

    init(_ files: [String: String]) throws {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      for (name, text) in files {
        try Data(text.utf8).write(to: url.appending(path: name))
      }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }
  }

  private static let vault = """
    contract Vault {
      unit USD
      role teller
      state held : USD
      state owed : USD
      table Account { paid : USD }
      event Paid(amount: USD)
      action pay(amount: USD in 0..1_000) by a: Account {
        require enough: amount <= held, "{held} is there"
        held -= amount  a.paid += amount
        emit Paid(amount)
      }
      action nothing() by teller {}
      invariant covered "what is owed is there": held >= owed
    }

    """

  /// Runs a command line; `$` in what is printed stands for the folder.
  private func plimsoll(
    _ words: [String], in folder: Folder, input: String = ""
  ) -> (status: CommandLineTool.ExitStatus, output: String, errors: String) {
    var (output, errors): ([UInt8], [UInt8]) = ([], [])
    let streams = Streams(
      input: Input(Array(input.utf8)),
      output: Output {
        output += $0
        return true
      },
      errors: Output {
        errors += $0
        return true
      })
    let status = Plimsoll.run(words, streams)
    func text(_ bytes: [UInt8]) -> String {
      String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: folder.url.path, with: "$")
    }
    return (status, text(output), text(errors))
  }

  @Test func scriptShowsWhatEachLineDoes() throws {
    let folder = try Folder(["vault.risk": Self.vault])
    let script = """
      population Account = 2   // two customers
      set held = 50, owed = 40
      pay(5) as Account[1]
      pay(60) as Account[0]
      nothing(), pay(10) as Account[0]
      after 90s
      print held, owed * 2, Account[1]
      then held == 35, reverts
      """
    let result = plimsoll(["run", folder.path("vault.risk"), "-"], in: folder, input: script)
    #expect(
      result.output == """
        > population Account = 2
        > set held = 50, owed = 40
          held  0 USD -> 50 USD
          owed  0 USD -> 40 USD
          holds  covered
        > pay(5) as Account[1]
          held             50 USD -> 45 USD
          Account[1].paid  0 USD -> 5 USD
          emits            Paid(amount: 5 USD)
          gas              27
             8  11  action pay(amount: USD in 0..1_000) by a: Account {
             9   2  require enough: amount <= held, "{held} is there"
            10   9  held -= amount  a.paid += amount
            11   5  emit Paid(amount)
          holds  covered
        > pay(60) as Account[0]
          reverts  require `enough` failed: 45 USD is there
                   amount is 60 USD
                   held is 45 USD
                   at $/vault.risk:9:21
          gas      13
            8  11  action pay(amount: USD in 0..1_000) by a: Account {
            9   2  require enough: amount <= held, "{held} is there"
        > nothing()
          changes  nothing
          gas      10
            13  10  action nothing() by teller {}
          holds  covered
        > pay(10) as Account[0]
          held             45 USD -> 35 USD
          Account[0].paid  0 USD -> 10 USD
          emits            Paid(amount: 10 USD)
          gas              27
             8  11  action pay(amount: USD in 0..1_000) by a: Account {
             9   2  require enough: amount <= held, "{held} is there"
            10   9  held -= amount  a.paid += amount
            11   5  emit Paid(amount)
          breaks  invariant `covered`: what is owed is there
                  held is 35 USD
                  owed is 40 USD
        > after 90s
          now  2025-01-01T00:00:00Z -> 2025-01-01T00:01:30Z
          breaks  invariant `covered`: what is owed is there
                  held is 35 USD
                  owed is 40 USD
        > print held, owed * 2, Account[1]
          held        35 USD
          owed * 2    80 USD
          Account[1]  Account[1]
        > then held == 35, reverts
          holds
        error[missing-revert]: the last step succeeds, and this says it reverts
         --> standard input:8:18
          |
        8 | then held == 35, reverts
          |                  ^^^^^^^


        """)
    #expect(result.status == .findings)
  }

  @Test func scriptWithMistakesDoesNotRun() throws {
    let folder = try Folder(["vault.risk": Self.vault, "s.txt": "held = 5\npay(1)\nprint hold\n"])
    let result = plimsoll(["run", folder.path("vault.risk"), folder.path("s.txt")], in: folder)
    #expect(result.status == .cannotRun)
    #expect(result.output.contains("error[caller]"))
    #expect(result.output.contains(" --> $/s.txt:3:7"))
    #expect(result.output.contains("did you mean `held`?"))
    #expect(!result.output.contains("> held"))
  }

  @Test func scriptStopsWhereACommandHasNoMeaning() throws {
    let folder = try Folder(["vault.risk": Self.vault])
    let result = plimsoll(
      ["run", folder.path("vault.risk"), "-"], in: folder,
      input: "pay(1 USD * (held / owed)) as Account[0]\nheld = 1"
    )
    #expect(result.status == .cannotRun)
    #expect(result.output.contains("division of 0 USD by zero"))
    #expect(!result.output.contains("> held = 1"))
  }

  @Test func scriptAsJSON() throws {
    let folder = try Folder(["vault.risk": Self.vault])
    let result = plimsoll(
      ["run", folder.path("vault.risk"), "-", "--json"], in: folder,
      input: "held = 5\npay(6) as Account[0]\nprint held")
    #expect(
      result.output == """
        {
          "command": "run",
          "lines": [
            {
              "line": 1,
              "text": "held = 5",
              "results": [
                {
                  "outcome": "done",
                  "changes": [
                    {"place": "held", "old": "0 USD", "new": "5 USD"}
                  ],
                  "holds": ["covered"],
                  "broken": []
                }
              ]
            },
            {
              "line": 2,
              "text": "pay(6) as Account[0]",
              "results": [
                {
                  "outcome": "reverted",
                  "reason": "enough",
                  "message": "require `enough` failed: 5 USD is there",
                  "at": "$/vault.risk:9:21",
                  "values": ["amount is 6 USD", "held is 5 USD"],
                  "changes": [],
                  "gas": 13,
                  "lines": [
                    {
                      "path": "$/vault.risk",
                      "line": 8,
                      "gas": 11,
                      "text": "action pay(amount: USD in 0..1_000) by a: Account {"
                    },
                    {
                      "path": "$/vault.risk",
                      "line": 9,
                      "gas": 2,
                      "text": "require enough: amount <= held, \\"{held} is there\\""
                    }
                  ],
                  "holds": [],
                  "broken": []
                }
              ]
            },
            {
              "line": 3,
              "text": "print held",
              "results": [
                {"outcome": "printed", "value": "5 USD", "changes": [], "broken": []}
              ]
            }
          ]
        }

        """)
    #expect(result.status == .success)
  }

  private static let spec = """
    example "paying {amount}" {
      use Vault from "vault.risk"
      cases amount left
            10     40
            20     31
      given held = 50
      when pay(amount) as Account[0]
      then held == left
    }
    example "too much" {
      use Vault from "vault.risk"
      when pay(1) as Account[0]
      then reverts enough
    }

    """

  @Test func examplesAreCountedAndFailuresShown() throws {
    let folder = try Folder(["vault.risk": Self.vault, "vault.spec": Self.spec])
    let result = plimsoll(["test", folder.path("")], in: folder)
    #expect(
      result.output == """
        $/vault.spec  1 of 3 examples failed

        error[example-failed]: `held` is 30 USD, and 31 USD is expected
         --> $/vault.spec:8:8
          |
        1 | example "paying {amount}" {
          |         ----------------- in this example
        ...
        8 |   then held == left
          |        ^^^^^^^^^^^^
          = note: expression  actual  expected  difference
                  held        30 USD  31 USD    -1 USD
          = help: run it alone: `plimsoll test $/vault.spec --only "paying 20"`

        1 of 3 examples failed in 1 file

        """)
    #expect(result.status == .findings)
    let one = plimsoll(
      ["test", folder.path("vault.spec"), "--only", "paying 10"], in: folder)
    #expect(one.output.hasSuffix("1 example passed in 1 file\n"))
    #expect(one.status == .success)
    let none = plimsoll(["test", folder.path("vault.spec"), "--only", "nothing"], in: folder)
    #expect(none.output == "no example has a title with \"nothing\"\n")
    #expect(none.status == .cannotRun)
  }

  @Test func filesWithErrorsCannotRun() throws {
    let broken = "example \"x\" { use Vault from \"vault.risk\" when pay(1 }"
    let folder = try Folder([
      "vault.risk": Self.vault, "a.spec": broken, "vault.spec": Self.spec,
    ])
    let result = plimsoll(["test", folder.path("")], in: folder)
    #expect(result.status == .cannotRun)
    #expect(result.output.contains("$/a.spec      did not run: see the errors above"))
    #expect(result.output.contains("1 of 3 examples failed in 1 file; 1 file could not run"))
    #expect(plimsoll(["test", folder.path("b.spec")], in: folder).status == .cannotRun)
  }

  @Test func resultsAsJSONTwiceTheSame() throws {
    let folder = try Folder(["vault.risk": Self.vault, "vault.spec": Self.spec])
    let first = plimsoll(["test", folder.path(""), "--json"], in: folder)
    let second = plimsoll(["test", folder.path(""), "--json"], in: folder)
    #expect(first.output == second.output)
    #expect(first.status == .findings)
    #expect(first.output.contains("\"passed\": 2,\n  \"failed\": 1,"))
    #expect(first.output.contains("\"title\": \"paying 20\",\n          \"passed\": false,"))
  }
}
