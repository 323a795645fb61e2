import Campaign
import CommandLineTool
import Deployment
import Foundation
import Machine
import Reference
import Semantics
import Testing

/// Laws asked of states that paths reach.
@Suite("laws of simulations")
struct LawTests {
  /// `THEN` stands for what two runs from one state are compared by: a law says `left(..)` and
  /// `right(..)`, and an invariant the same with `old(..)` and nothing.
  private static let comparisons = [
    "L(worth(a)) <= R(worth(a))",
    "L(worth(a)) + R(worth(b)) == R(worth(a)) + L(worth(b))",
    "all(L(worth(c)) >= R(worth(c)) for c in Account where c != a)",
    "sum(L(c.cash) for c in Account where R(c.debt) > 5 USD) >= R(sum(c.cash for c in Account)) - x",
    "any(L(c.cash) != R(c.cash) for c in Account) implies L(total) < R(total)",
    "if L(mode) == quiet then R(total) > 3 USD else L(total) <= R(total) + x",
    "match L(mode) { quiet: R(worth(a)) > 0  loud: L(worth(b)) < 40 USD }",
    "min(L(c.cash) - R(c.cash) for c in Account where L(c.cash) > 20 USD else 0) <= 0",
    "max(R(abs(c.cash)) for c in Account) / (L(a.cash) + 1 USD) < 2",
    "count(c in Account where L(c.cash) < R(c.cash)) == 0",
    "L(n) * R(n) >= R(n) * 2 or not (L(total) == R(total))",
    "first(c in Account where L(c.cash) > R(c.cash) else none) == none",
    "max(x, L(worth(a)), R(worth(b))) > rate * 30",
  ]

  private static func contract(invariants: Bool) -> String {
    let twins = comparisons.enumerated().map { number, text in
      "  invariant twin\(number) after probe(a, b, x): \(written(text, "old(", "("))"
    }
    let laws = comparisons.enumerated().map { number, text in
      """
      law "law \(number)" for Pot {
        given a in Account where worth(a) > 0, b in Account where b != a and b.cash >= 0,
              x : USD in 1..30
        left  { pay(a, x)  if x > 15 USD { mode = loud } }
        right { pay(b, x / 2)  total += x  n += 1 }
        then  \(written(text, "left(", "right("))
      }
      """
    }
    return """
      contract Pot {
        unit USD
        param rate : USD = 1 in 0..2
        enum Mode { quiet, loud }
        state mode : Mode
        state total : USD
        state n : int
        table Account { cash : USD  debt : USD }
        fn worth(a: Account) -> USD = a.cash - a.debt
        action put(a: Account, x: USD in 0..1_000) by anyone { a.cash += x  n += 1 }
        action owe(a: Account, x: USD in 0..1_000) by anyone { a.debt += x }
        action probe(a: Account, b: Account, x: USD) by anyone { pay(a, x)  pay(b, x) }
        fn pay(a: Account, x: USD) changes state {
          require enough: a.cash >= x
          a.cash -= x
          total += x
        }
      \(invariants ? twins.joined(separator: "\n") : "")
      }
      \(laws.joined(separator: "\n"))

      """
  }

  private static func written(_ text: String, _ left: String, _ right: String) -> String {
    text.replacing("L(", with: left).replacing("R(", with: right)
  }

  private static let spec = """
    spec Days {
      use Pot from "pot.risk"
      population Account = 4
      clock every 1h for 6h
      agent people[2] every 1 step {
        let a = some Account
        put(a, draw uniform(1, 30))
        if draw uniform(0, 1) < 0.4 { owe(a, draw uniform(1, 30)) }
      }
      measure n
      expect mean(n) > 1
    }

    """

  /// Hears what was asked, and asks the tree walk the same.
  private final class Judge: PathListener {
    let runner: PathRunner
    let contract: CheckedContract
    let interpreter: Interpreter
    let probe: Int
    private(set) var asked = 0
    private(set) var broken = 0

    init(_ runner: PathRunner, _ twin: CheckedContract, _ spec: CheckedSpec) throws {
      self.runner = runner
      contract = spec.contract
      probe = try #require(twin.actions.firstIndex { $0.name == "probe" })
      let population = try Population(
        of: twin, given: [0: CheckedExample.Population(count: 4, names: [])])
      interpreter = Interpreter(twin, population)
    }

    func stepBegan(_ step: Int) {}
    func willCall(_ call: PathCall) {}
    func called(_ call: PathCall, _ run: Run) {}
    func broke(_ break: PathRecord.Break) {}

    func asked(_ asked: PathRecord.LawBreak, holds: Bool) {
      let law = interpreter.contract.laws[asked.law]
      var base = interpreter.initialState
      let present = runner.machine.presentState
      base.states = Array(present.states.prefix(base.states.count))
      base.parameters = Array(present.parameters.prefix(base.parameters.count))
      base.columns[0] = present.columns[0]
      base.now = present.now
      let slots = zip(law.given.map(\.slot), asked.given.indices).map(\.0)
      let given = slots.map { slot in
        CheckedStatement(
          .setLocal(
            slot,
            CheckedExpression(
              .constant(asked.given[slot]), law.frame.locals[slot].type, law.span)), law.span)
      }
      var (left, right) = (base, base)
      do throws(Trap) {
        try interpreter.apply(given + law.left, in: law.frame, to: &left)
        try interpreter.apply(given + law.right, in: law.frame, to: &right)
      } catch {
        Issue.record("a side that ran on the machine is refused by the tree walk")
        return
      }
      let found = interpreter.brokenInvariants(
        in: right, before: left, after: CompletedCall(probe, slots.map { asked.given[$0] }))
      #expect(
        found.contains { $0.number == asked.law } == !holds,
        "\(LawTests.comparisons[asked.law]), given \(asked.given)")
      self.asked += 1
      broken += holds ? 0 : 1
    }
  }

  private static func project(_ files: [String: String]) -> Project {
    Project(
      workspace: Workspace { path in
        files[path].map { .bytes(Array($0.utf8)) } ?? .missing
      })
  }

  @Test("what a law compares is what the tree walk finds")
  func agreement() throws {
    // The twins stand in a contract of their own, so that no run is slowed down by them.
    var project = LawTests.project([
      "twin.risk": LawTests.contract(invariants: true), "days.spec": LawTests.spec,
      "pot.risk": LawTests.contract(invariants: false),
    ])
    let twin = try #require(project.check("twin.risk").contracts.first)
    let spec = try #require(project.check("days.spec").specs.first)
    for finding in project.workspace.diagnostics.sorted where finding.severity == .error {
      Issue.record("\(finding.headline)")
    }
    #expect(spec.contract.laws.count == LawTests.comparisons.count)
    let world = try World(try SpecProgram(spec), seed: 1)
    let runner = try PathRunner(world)
    runner.beginAskingLaws()
    let judge = try Judge(runner, twin, spec)
    runner.listener = judge
    for path in 0..<40 { _ = try runner.run(UInt64(path)) }
    #expect(judge.asked > 500)
    #expect(judge.broken > 100 && judge.broken < judge.asked - 100, "\(judge.broken)")
    let counts = runner.tally.laws
    #expect(counts.reduce(0) { $0 + $1.asked } == judge.asked)
    // Both answers come up for most laws, or the comparison says little.
    #expect(counts.count { $0.held > 0 && $0.broken > 0 } >= LawTests.comparisons.count / 3)
  }

  @Test("asking changes nothing on the path")
  func aside() throws {
    var project = LawTests.project([
      "days.spec": LawTests.spec, "pot.risk": LawTests.contract(invariants: false),
    ])
    let spec = try #require(project.check("days.spec").specs.first)
    let world = try World(try SpecProgram(spec), seed: 1)
    let (plain, asking) = (try PathRunner(world), try PathRunner(world))
    asking.beginAskingLaws()
    for path in UInt64(0)..<40 {
      var record = try asking.run(path)
      #expect(!record.lawBreaks.isEmpty)
      record.lawBreaks = []
      #expect(try record == plain.run(path))
      #expect(asking.machine.digest == plain.machine.digest)
    }
    #expect(asking.tally.gas == plain.tally.gas)
  }

  // MARK: - As a person meets them

  private static func small(_ laws: String) -> String {
    """
    contract Pot {
      unit USD
      state n : int
      state owed : USD
      table Account { cash : USD }
      action put(a: Account, x: USD in 0..1_000) by anyone { a.cash += x  n += 1 }
      fn pay(a: Account, x: USD) changes state { require a.cash >= x  a.cash -= x }
      action spend(a: Account, x: USD in 0..10) by anyone { pay(a, x) }
    }
    \(laws)

    """
  }

  private func test(_ laws: String, _ words: String...) throws -> Transcript {
    let scratch = try Scratch()
    try scratch.write("pot.risk", LawTests.small(laws))
    let file = try scratch.write(
      "days.spec",
      """
      spec Days {
        use Pot from "pot.risk"
        population Account = 3
        clock every 1h for 4h
        agent people { put(some Account, draw uniform(1, 30)) }
        measure n
        expect mean(n) > 1
      }
      """)
    let run = plimsoll(["test", file, "--paths", "256"] + words)
    guard let command = run.output.split(separator: "\n").last(where: { $0.contains(" replay ") }),
      words.isEmpty
    else { return run }
    // The command of the report, word for word.
    let replay = plimsoll(command.split(separator: " ").drop { $0 != "replay" }.map(String.init))
    return Transcript(
      status: run.status, output: run.output, errors: replay.output)
  }

  @Test("a law that holds is counted in the verdict, and none of its states is left out")
  func holds() throws {
    let run = try test(
      """
      law "twice is once" for Pot {
        given a in Account, x : USD in 1..30
        left  { a.cash += x  a.cash += x }
        right { a.cash += 2 * x }
        then  all(left(b.cash) == right(b.cash) for b in Account)
      }
      """)
    #expect(run.status == .success)
    #expect(run.output.contains("holds      law \"twice is once\""), "\(run.output)")
    // Four steps are fewer than a law is asked on: it is asked on all.
    #expect(run.output.contains("held in 1_024 of 1_024 states asked over 256 paths"))
  }

  @Test("one that does not is a failing verdict, with the command that shows it")
  func fails() throws {
    let run = try test(
      """
      law "paying is free" for Pot {
        given a in Account where a.cash > 20 USD
        left  { pay(a, 1 USD) }
        right { }
        then  left(a.cash) == right(a.cash)
      }
      """)
    #expect(run.status == .findings)
    #expect(run.output.contains("Days: 1 law failed"), "\(run.output)")
    #expect(run.output.contains("FAILS      law \"paying is free\""))
    #expect(run.output.contains("held in 0 of "))
    #expect(run.output.contains("had no such rows"))
    #expect(run.errors.contains("breaks  law \"paying is free\""), "\(run.errors)")
    #expect(run.errors.contains("given a = Account["))
  }

  @Test("one that could not be asked is said to say nothing")
  func silent() throws {
    let run = try test(
      """
      law "nobody is rich" for Pot {
        given a in Account where a.cash > 1_000_000 USD
        left  { } right { }
        then  left(a.cash) == right(a.cash)
      }
      law "the unpayable" for Pot {
        given a in Account
        left  { pay(a, 1_000_000 USD) } right { }
        then  left(a.cash) == right(a.cash)
      }
      law "the middle" for Pot {
        left  { } right { }
        then  median(left(a.cash) for a in Account) == right(1 USD)
      }
      """)
    #expect(run.status == .success)
    for part in [
      "not asked  law \"nobody is rich\"", "none of 1_024 states looked at had such rows",
      "a side was refused in all of 1_024 states looked at",
      "it puts values of several states into an order",
    ] {
      #expect(run.output.contains(part), "\(part)\n\(run.output)")
    }
  }

  @Test("a file of examples says that its laws were not asked")
  func examplesOnly() throws {
    let scratch = try Scratch()
    let file = try scratch.write(
      "pot.risk",
      LawTests.small(
        """
        law "twice is once" for Pot {
          left { n += 1 } right { n += 1 } then left(n) == right(n)
        }
        example "one" { use Pot from "pot.risk" when put(Account[0], 1) then n == 1 }
        """))
    let run = plimsoll("test", file)
    #expect(run.status == .success, "\(run.output)")
    #expect(run.output.contains("1 law of `Pot` was not asked"), "\(run.output)")
  }
}
