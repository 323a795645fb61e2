import CommandLineTool
import Testing

/// `plimsoll run CONTRACT`: a line in, an answer out.
@Suite("Prompt")
struct PromptTests {
  /// What was said to the prompt, and what came back, in the order in which it happened.
  private final class Conversation {
    var bytes: [UInt8] = []
    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  static let vault = """
    contract Vault {
      unit USD
      role teller, auditor
      param most : USD = 100 in 1..1_000
      state held : USD
      state owed : USD
      table Account { paid : USD  since : time }
      event Paid(amount: USD)
      /// What could still be paid.
      fn spare() -> USD = held - owed
      /// Pays somebody out.
      action pay(amount: USD in 0..1_000) by a: Account {
        require enough: amount <= held, "{held} is there"
        held -= amount  a.paid += amount
        emit Paid(amount)
      }
      action put(amount: USD in 0..1_000) by teller, auditor { held += amount }
      invariant covered "what is owed is there": held >= owed
      invariant small after pay(amount): amount <= most
    }

    """

  private let scratch: Scratch
  private let path: String

  init() throws {
    scratch = try Scratch()
    path = try scratch.write("vault.risk", PromptTests.vault)
  }

  /// Says lines one by one. Each is handed over only when the one before has been answered, with
  /// `<` before it, as a terminal would show what is typed.
  private func talk(
    _ lines: [String], terminal: Bool = false, json: Bool = false
  ) -> (status: CommandLineTool.ExitStatus, text: String) {
    let conversation = Conversation()
    var rest = lines[...]
    let sink = Output(isTerminal: terminal) {
      conversation.bytes += $0
      return true
    }
    let input = Input(isTerminal: terminal) { _ in
      guard let line = rest.popFirst() else { return [] }
      conversation.bytes += Array("<\(line)\n".utf8)
      return Array((line + "\n").utf8)
    }
    let status = Plimsoll.run(
      ["run", path] + (json ? ["--json"] : []),
      Streams(input: input, output: sink, errors: sink, refusesColour: true))
    return (status, conversation.text.replacingOccurrences(of: path, with: "vault.risk"))
  }

  @Test("a line is answered before the next is read")
  func streams() {
    let talk = talk([
      "population Account = 2", "put(50) as teller", "pay(5) as Account[1]", "spare()",
    ])
    #expect(
      talk.text == """
        <population Account = 2
        > population Account = 2
        <put(50) as teller
        > put(50) as teller
          held  0 USD -> 50 USD
          gas   14
            17  14  action put(amount: USD in 0..1_000) by teller, auditor { ...
          holds  covered
        <pay(5) as Account[1]
        > pay(5) as Account[1]
          held             50 USD -> 45 USD
          Account[1].paid  0 USD -> 5 USD
          emits            Paid(amount: 5 USD)
          gas              27
            12  11  action pay(amount: USD in 0..1_000) by a: Account {
            13   2  require enough: amount <= held, "{held} is there"
            14   9  held -= amount  a.paid += amount
            15   5  emit Paid(amount)
          holds  covered, small
        <spare()
        > spare()
          spare()  45 USD

        """)
    #expect(talk.status == .success)
  }

  @Test("a terminal is asked for lines, and shows what was typed itself")
  func terminal() {
    let talk = talk(["held", "nonsense", "quit", "held"], terminal: true)
    #expect(
      talk.text == """
        Vault: type a line, `help` for what there is, or `quit`.
        Vault> <held
          held  0 USD
        Vault> <nonsense
        error[unknown-name]: there is no name `nonsense`
         --> standard input:2:1
          |
        2 | nonsense
          | ^^^^^^^^ not declared
          = help: `help` lists the actions, `state` shows what has a value

        Vault> <quit

        """)
    // What a person mistypes is no finding.
    #expect(talk.status == .success)
  }

  @Test("a wrong line is a finding, and the prompt goes on")
  func wrongLines() {
    let talk = talk(["put(5", "held = owed / (held / held)", "undoo", "put(1) as teller"])
    #expect(talk.text.contains("error[unclosed-bracket]"))
    #expect(talk.text.contains("division of 0 USD by zero"))
    #expect(talk.text.contains("did you mean `undo`?"))
    #expect(talk.text.contains("held  0 USD -> 1 USD"))
    #expect(talk.status == .findings)
  }

  @Test("a false claim and a broken invariant are findings, values that are being set are none")
  func status() {
    #expect(self.talk(["then held == 1"]).status == .findings)
    #expect(self.talk(["owed = 5", "held = 5", "put(1) as teller"]).status == .success)
    #expect(self.talk(["owed = 5", "put(1) as teller", "held = 5"]).status == .findings)
    #expect(self.talk(["owed = 5"]).status == .findings)
    #expect(self.talk(["owed = 5", "undo", "held"]).status == .success)
    #expect(self.talk(["pay(1) as Account[0]", "then reverts enough"]).status == .success)
  }

  @Test("the past can be taken back")
  func undo() throws {
    let talk = talk([
      "undo", "put(5) as teller", "owed = 2", "held", "undo", "undo", "state",
      "population Account = 1",
      "count(a in Account)", "population Account = 2", "undo", "reset", "population Account = 2",
      "count(a in Account)",
    ])
    let answers = talk.text.components(separatedBy: "\n<")
    try #require(answers.count == 14)
    #expect(answers[0].hasSuffix("there is nothing to take back"))
    #expect(answers[4].hasSuffix("takes back line 3: owed = 2\n  owed  2 USD -> 0 USD"))
    #expect(
      answers[5].hasSuffix("takes back line 2: put(5) as teller\n  held  5 USD -> 0 USD"))
    #expect(answers[6].hasSuffix("> state\n  now  2025-01-01T00:00:00Z"))
    #expect(answers[8].hasSuffix("count(a in Account)  1"))
    #expect(answers[9].contains("error[population-too-late]"))
    #expect(answers[9].contains("`reset` begins again"))
    #expect(answers[10].hasSuffix("  the tables are made again\n  Account  8 rows"))
    #expect(answers[13].hasSuffix("count(a in Account)  2\n"))
  }

  @Test("the state is what differs from the defaults, tables in columns")
  func state() {
    let talk = talk([
      "population Account = 12", "most = 7, held = 3, Account[2].paid = 1_000",
      "Account[10].since = now",
      "invariants", "state",
    ])
    #expect(
      talk.text.hasSuffix(
        """
        > invariants
          holds      covered  what is owed is there
          after pay  small
        <state
        > state
          now   2025-01-01T00:00:00Z
          most  7 USD
          held  3 USD

          Account      paid       since
          Account[2]   1_000 USD  1970-01-01T00:00:00Z
          Account[10]  0 USD      2025-01-01T00:00:00Z

        """))
  }

  @Test("help knows the actions, and every name")
  func help() {
    let overview = talk(["help"]).text
    #expect(
      overview.hasSuffix(
        """
          actions of Vault:
            pay(amount: USD in 0..1_000)  by a: Account
            put(amount: USD in 0..1_000)  by teller, auditor

        """))
    for word in ["population", "after", "state", "invariants", "undo", "reset", "quit"] {
      #expect(overview.contains("    \(word) "), "\(word)")
    }
    #expect(
      talk(["help pay // how?"]).text.hasSuffix(
        """
          action pay(amount: USD in 0..1_000) by a: Account
            Pays somebody out.
            at vault.risk:12:10

        """))
    #expect(talk(["help most"]).text.contains("param most: USD in 1..1_000\n    is 100 USD"))
    #expect(talk(["help spare"]).text.contains("fn spare() -> USD\n    What could still be paid."))
    #expect(talk(["help auditor"]).text.contains("role auditor: calls put"))
    #expect(talk(["help small"]).text.contains("looked at after pay"))
    #expect(talk(["help Account"]).text.contains("table Account, 8 rows\n    paid: USD"))
    #expect(talk(["help putt"]).text.contains("did you mean `put`?"))
    #expect(talk(["help putt"]).status == .findings)
    for word in ["help", "exit", "population", "print", "then", "undo"] {
      #expect(talk(["help \(word)"]).status == .success, "\(word)")
    }
    #expect(
      talk(["?"]).text.dropFirst("<?\n> ?".count) == overview.dropFirst("<help\n> help".count))
  }

  @Test("JSON is a record for each action, as it happens")
  func json() {
    let talk = talk(
      ["put(5) as teller, pay(9) as Account[0]", "put(5", "undo", "owed = 1"], json: true)
    #expect(
      talk.text == """
        <put(5) as teller, pay(9) as Account[0]
        {"line": 1, "text": "put(5) as teller", "outcome": "committed", "events": [], \
        "changes": [{"place": "held", "old": "0 USD", "new": "5 USD"}], "gas": 14, \
        "lines": [{"path": "vault.risk", "line": 17, "gas": 14, \
        "text": "action put(amount: USD in 0..1_000) by teller, auditor { held += amount }"}], \
        "holds": ["covered"], "broken": []}
        {"line": 1, "text": "pay(9) as Account[0]", "outcome": "reverted", "reason": "enough", \
        "message": "require `enough` failed: 5 USD is there", "at": "vault.risk:13:21", \
        "values": ["amount is 9 USD", "held is 5 USD"], "changes": [], "gas": 13, \
        "lines": [{"path": "vault.risk", "line": 12, "gas": 11, \
        "text": "action pay(amount: USD in 0..1_000) by a: Account {"}, \
        {"path": "vault.risk", "line": 13, "gas": 2, \
        "text": "require enough: amount <= held, \\"{held} is there\\""}], "holds": [], "broken": []}
        <put(5
        {"line": 2, "text": "put(5", "outcome": "wrong", "findings": {"errors": 1, "warnings": 0, \
        "hidden": 0, "diagnostics": [{"id": "unclosed-bracket", "severity": "error", \
        "headline": "this `(` is never closed", "primary": {"path": "standard input", \
        "start": {"line": 2, "column": 4, "offset": 3}, "end": {"line": 2, "column": 5, "offset": 4}, \
        "text": "opened here"}, "secondary": [{"path": "standard input", \
        "start": {"line": 2, "column": 6, "offset": 5}, "end": {"line": 2, "column": 6, "offset": 5}, \
        "text": "`)` expected by here"}], "notes": [], "help": ["add the missing `)`"]}]}}
        <undo
        {"line": 3, "text": "undo", "outcome": "undone", \
        "takenBack": "line 1: put(5) as teller, pay(9) as Account[0]", \
        "changes": [{"place": "held", "old": "5 USD", "new": "0 USD"}]}
        <owed = 1
        {"line": 4, "text": "owed = 1", "outcome": "done", \
        "changes": [{"place": "owed", "old": "0 USD", "new": "1 USD"}], "holds": [], \
        "broken": [{"invariant": "covered", "values": ["held is 0 USD", "owed is 1 USD"]}]}

        """)
    #expect(talk.status == .findings)
  }

  @Test(
    "a word of the prompt with more behind it is one mistake, with what to do instead",
    arguments: [
      ("undo 3", "`undo` takes nothing after it", "write it once for each line to take back"),
      ("  reset Account[0]", "`reset` takes nothing after it", "`set` gives single values"),
      ("state.held", "`state` takes nothing after it", "a name alone"),
      ("exit now // bye", "`exit` takes nothing after it", "write it alone"),
      ("invariants (", "`invariants` takes nothing after it", "`help NAME`"),
      ("help held owed", "`help` takes one name after it", "write `help` alone"),
    ])
  func misusedWords(_ line: String, _ headline: String, _ advice: String) {
    let answer = talk([line])
    #expect(answer.text.contains(headline) && answer.text.contains(advice), "\(answer.text)")
    #expect(answer.text.components(separatedBy: "error[").count == 2)
    #expect(answer.status == .findings)
  }

  @Test("a name that is spelled like a word of the prompt is still a name")
  func namesLikeWords() throws {
    let path = try scratch.write("undo.risk", "contract U { state undo : int = 4 }\n")
    let run = plimsoll("run", path, input: Array("undo + 1\nundo 3\nundo\n".utf8))
    #expect(run.output.contains("undo + 1  5"))
    #expect(!run.output.contains("takes nothing"))
    #expect(run.output.hasSuffix("there is nothing to take back\n"))
  }

  @Test("going back says what becomes of the rows and their names")
  func populationsTakenBack() throws {
    let talk = talk([
      "population Account = ann, bob", "reset", "undo", "put(1) as teller",
      "population Acount = 3", "population Account = -1", "population Account = 3",
    ])
    let answers = talk.text.components(separatedBy: "\n<")
    try #require(answers.count == 7)
    #expect(
      answers[1].hasSuffix(
        "  the tables are made again\n  Account  8 rows; the names of its rows are gone"))
    #expect(answers[2].hasSuffix("  the tables are made again\n  Account  2 rows: ann, bob"))
    for place in 4...6 { #expect(answers[place].contains("error[population-too-late]")) }
    #expect(answers[4].contains("did you mean `Account`?"))
    #expect(answers[5].contains("a table has 0 to 1_000_000 rows here"))
    #expect(answers[6].components(separatedBy: "error[").count == 2)
  }

  @Test("what is wrong with a line is not said of an example")
  func linesAreNoExamples() {
    let text = talk(["exp(1000)", "then held == 5", "pay(1) as Account[9]", "put(5) as teller"])
      .text
    #expect(text.contains("error[not-computed]: the result for 1_000 does not fit 128 bits"))
    #expect(text.contains("error[claim-failed]: `held` is 0 USD, and 5 USD is expected"))
    #expect(text.contains(" --> standard input:3:"))
    #expect(!text.contains("example"))
    #expect(talk(["put(5) as teller", "then reverts"]).text.contains("and this says it reverts"))
  }

  @Test("the state says what time it is, for programs too")
  func now() {
    #expect(
      talk(["state"], json: true).text.contains(
        "\"outcome\": \"state\", \"now\": \"2025-01-01T00:00:00Z\", \"values\": []"))
  }

  @Test("no bytes end the prompt before their end")
  func anyBytes() throws {
    let long = [UInt8](repeating: 0x31, count: 1 << 20)
    let inputs: [[UInt8]] = [
      Array("put(".utf8) + long + Array(")\nheld\n".utf8), [UInt8](repeating: 0x28, count: 60_000),
      Array("put(1\0) as teller\n".utf8), [0xFF, 0xFE, 0x0A], Array("put(1) as tell".utf8),
      [0, 0x0D, 0xC3, 0x0D, 0x0A], Array("\r\n\n  \n// nothing\nheld".utf8),
    ]
    for input in inputs {
      for arguments in [["run", path], ["run", path, "--json"]] {
        let run = plimsoll(arguments[0], arguments[1], input: input)
        #expect(run.errors.isEmpty)
        #expect(run.status == (input == inputs.last ? .success : .findings))
        if input == inputs[0] { #expect(run.output.hasSuffix("> held\n  held  0 USD\n")) }
      }
    }
  }

  @Test("a reader that has gone ends the prompt")
  func brokenPipe() {
    var lines = 0
    let output = Output { _ in false }
    let status = Plimsoll.run(
      ["run", path],
      Streams(
        input: Input { _ in
          lines += 1
          return Array("held\n".utf8)
        }, output: output, errors: Output { _ in true }))
    #expect(status == .success)
    #expect(lines < 10)
  }
}
