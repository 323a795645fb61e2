import CommandLineTool
import Foundation
import Testing

@Suite("gas, and check --max-gas")
struct GasCommandTests {
  private static let perpetual = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Contracts/perpetual.risk").path

  /// A loop, a sort with a limit, tables with keys and with written rows, and a choice that depends
  /// on the sizes.
  private static let pot = """
    contract Pot {
      unit USD
      role keeper
      enum Kind { small, large }
      param kind : Kind = small
      state total : USD
      table Saver { balance : USD }
      table Coin { price : USD }
      table Held[saver: Saver, coin: Coin] { amount : USD }
      table Fee { rate : ratio } = { rate: 1% }, { rate: 2% }
      fn worth(s: Saver) -> USD = sum(Held[s, c].amount for c in Coin)
      action deposit(amount: USD in 0..1_000) by s: Saver { s.balance += amount }
      action pay() by keeper {
        for s in Saver by s.balance descending limit 5 { s.balance = 0 }
      }
      action count_all() by anyone { total = sum(worth(s) for s in Saver) }
      action either() by anyone {
        match kind {
          small { total = sum(s.balance for s in Saver) }
          large { total = sum(c.price for c in Coin) }
        }
      }
    }

    """

  /// What a command says about the pot, with its path as `pot.risk`.
  private func run(_ command: String, _ options: String...) throws -> Transcript {
    let scratch = try Scratch()
    let file = try scratch.write("pot.risk", GasCommandTests.pot)
    let run = plimsoll([command, file] + options)
    return Transcript(
      status: run.status, output: run.output.replacing(scratch.path + "/", with: ""),
      errors: run.errors.replacing(scratch.path + "/", with: ""))
  }

  @Test("formulas, each with its lines")
  func formulas() throws {
    let run = try run("gas")
    #expect(run.status == .success && run.errors.isEmpty)
    #expect(
      run.output == """
        Pot (pot.risk)

            line  gas                                      source

          deposit: at most 17
            12    17                                       action deposit(amount: USD in 0..1_000) by s: ...

          pay: at most 10 + 3*Saver + 4*min(5, Saver) + sort(Saver)
            13    10                                       action pay() by keeper {
            14    3*Saver + 4*min(5, Saver) + sort(Saver)  for s in Saver by s.balance descending limit 5...

          count_all: at most 12 + 4*Saver + 8*Saver*Coin
            11    8*Saver*Coin                             fn worth(s: Saver) -> USD = sum(Held[s, c].amo...
            16    12 + 4*Saver                             action count_all() by anyone { total = sum(wor...

          either: at most 13 + max(1 + 4*Coin, 4*Saver)
            17    10                                       action either() by anyone {
            18    3                                        match kind {
            19    2 + 4*Saver                              small { total = sum(s.balance for s in Saver) }
            20    2 + 4*Coin                               large { total = sum(c.price for c in Coin) }

        """)
  }

  @Test("numbers where sizes are given, with the share of each line")
  func numbers() throws {
    let run = try run("gas", "--rows", "Saver=1_000,Coin=2", "--action", "count_all")
    #expect(run.status == .success)
    #expect(
      run.output == """
        Pot (pot.risk) with Saver = 1_000, Coin = 2, Held = 2_000, Fee = 2

            line     gas  share  source

          count_all: at most 20_012 = 12 + 4*Saver + 8*Saver*Coin
            11    16_000    80%  fn worth(s: Saver) -> USD = sum(Held[s, c].amount for c in Coin)
            16     4_012    20%  action count_all() by anyone { total = sum(worth(s) for s in Saver) }

        """)
    // The dearer of two ways depends on the sizes.
    #expect(
      try self.run("gas", "--rows", "Saver=0,Coin=3", "--action", "either").output
        .contains("either: at most 26 ="))
    #expect(
      try self.run("gas", "--rows", "Saver=9,Coin=3", "--action", "either").output
        .contains("either: at most 49 ="))
  }

  @Test("a machine reads the same")
  func json() throws {
    let run = try run("gas", "--json", "--rows", "Saver=4", "--action", "pay")
    #expect(run.status == .success)
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(document["command"] as? String == "gas" && document["schedule"] as? Int == 1)
    let contracts = try #require(document["contracts"] as? [[String: Any]])
    #expect(contracts.count == 1 && contracts[0]["contract"] as? String == "Pot")
    #expect(
      contracts[0]["rows"] as? [String: Int] == ["Saver": 4, "Coin": 8, "Held": 32, "Fee": 2])
    let action = try #require((contracts[0]["actions"] as? [[String: Any]])?.first)
    #expect(action["action"] as? String == "pay" && action["most"] as? Int == 54)
    #expect(
      action["formula"] as? String == "10 + 3*Saver + 4*min(5, Saver) + sort(Saver)")
    let lines = try #require(action["lines"] as? [[String: Any]])
    #expect(lines.map { $0["line"] as? Int } == [13, 14])
    #expect(lines.map { $0["gas"] as? Int } == [10, 44])
    #expect(lines.allSatisfy { $0["path"] as? String == "pot.risk" })
    let formulas = try self.run("gas", "--json", "--action", "either").output
    #expect(formulas.contains("\"formula\": \"13 + max(1 + 4*Coin, 4*Saver)\""))
    #expect(!formulas.contains("\"most\"") && !formulas.contains("\"rows\""))
  }

  @Test(
    "wrong sizes, actions and limits are wrong usage, with the way out",
    arguments: [
      (["gas", "--rows", "Savr=3"], "`Savr` is no table", "did you mean `Saver`?"),
      (["gas", "--rows", "Held=3"], "`Held` is no table to size", "size their tables"),
      (["gas", "--rows", "Fee=3"], "`Fee` is no table to size", "written in the contract"),
      (["gas", "--rows", "Saver=-1"], "`Saver=-1` is no size", "write it as `Account=1000`"),
      (["gas", "--rows", "Saver"], "`Saver` is no size", "write it as `Account=1000`"),
      (["gas", "--rows", "Saver=many"], "`Saver=many` is no size", "write it as"),
      (
        ["gas", "--rows", "Saver=99999999999999999999"],
        "`--rows Saver=99999999999999999999` is too large",
        "together hold at most 16_777_216 values"
      ),
      (
        ["gas", "--rows", "Saver=9223372036854775807"],
        "`--rows Saver=9223372036854775807` is too large", "hold more than 16_777_216 values"
      ),
      (["gas", "--rows", "Saver=9999999"], "=9999999` is too large", "hold more than 16_777"),
      (
        ["gas", "--rows", "Saver=1,Coin=2,Saver=5"], "`--rows` names `Saver` twice", "name it once"
      ),
      (
        ["gas", "--rows", "Coin=2,Saver=1,000,000"], "`Saver=1,000,000` is no size of a table",
        "a comma begins the next table: write `Saver=1_000_000`"
      ),
      (["gas", "--rows", "Saver=1,Coin"], "`Coin` is no size of a table", "write it as"),
      (["gas", "--rows", "1,000"], "`1` is no size of a table", "write it as"),
      (["gas", "--rows", "Saver=+5"], "`Saver=+5` is no size of a table", "write it as"),
      (["gas", "--rows", ""], "`--rows` needs a value: `--rows TABLE=N,..`", "--help"),
      (
        ["gas", "--action", "pya"], "`pya` is no action",
        "did you mean `pay`? the actions are pay, "
      ),
      (
        ["gas", "--action", "nope"], "`nope` is no action",
        "= help: the actions are pay, either, deposit, count_all"
      ),
      (
        ["disassemble", "--action", "nope"], "`nope` is no action",
        "= help: the actions of Pot are pay, either, deposit, count_all"
      ),
      (
        ["check", "--rows", "Saver=3"], "`--rows` does nothing without `--max-gas N`",
        "add the limit"
      ),
      (
        ["check", "--max-gas", "1,000"], "`1,000` is no limit of gas",
        "write `1_000`, without a comma"
      ),
      (
        ["check", "--max-gas", "99999999999999999999"], "is too large",
        "no action takes more than 9_2"
      ),
      (["check", "--max-gas", "-1"], "`-1` is no limit of gas", "write a whole number"),
      (["check", "--max-gas", "ten"], "`ten` is no limit of gas", "write a whole number"),
      (["check", "--max-gas", "9", "--rows", "Savr=3"], "`Savr` is no table", "`Saver`?"),
      (["check", "--max-gas", "9", "--rows", "Held=3"], "is no table to size", "their tables"),
    ])
  func wrongUsage(_ arguments: [String], _ headline: String, _ help: String) throws {
    let scratch = try Scratch()
    let file = try scratch.write("pot.risk", GasCommandTests.pot)
    let run = plimsoll([arguments[0], file] + arguments.dropFirst())
    #expect(run.status == .usage)
    #expect(run.errors.contains(headline) && run.errors.contains(help), "\(run.errors)")
  }

  @Test("what has no actions says so, and what does not check shows why")
  func nothingToShow() throws {
    let scratch = try Scratch()
    let idle = try scratch.write("idle.risk", "contract Idle { state n : int }\n")
    #expect(plimsoll("gas", idle).output == "Idle (\(idle))\n\n  no actions\n")
    let library = try scratch.write("lib.risk", "library lib { fn one() -> int = 1 }\n")
    let shown = plimsoll("gas", library)
    #expect(shown.status == .success)
    #expect(
      shown.output
        == "no contract in 1 file: what libraries cost shows in the contracts that import them\n")
    let broken = try scratch.write("broken.risk", "contract Broken { state n : nt }\n")
    let wrong = plimsoll("gas", broken)
    #expect(wrong.status == .cannotRun && wrong.output.contains("error[unknown-type]"))
    let json = plimsoll("gas", broken, "--json")
    #expect(json.status == .cannotRun && json.output.contains("\"contracts\": []"))
    #expect(plimsoll("gas", scratch.path + "/gone.risk").status == .cannotRun)
    // A huge population is as quick as a small one.
    let pot = try scratch.write("pot.risk", GasCommandTests.pot)
    #expect(
      plimsoll("gas", pot, "--rows", "Saver=1_000_000").output.contains(
        "count_all: at most 68_000_012 ="))
  }

  @Test("check --max-gas blames the line that takes most")
  func limit() throws {
    let fine = try run("check", "--max-gas", "556")
    #expect(fine.status == .success)
    #expect(fine.output == "clean, 1 file checked: 1 contract\n")
    let run = try run("check", "--max-gas", "300")
    #expect(run.status == .findings)
    #expect(
      run.output == """
        error[gas-over-limit]: `count_all` can take 556 gas, more than 300
          --> pot.risk:11:35
           |
        11 |   fn worth(s: Saver) -> USD = sum(Held[s, c].amount for c in Coin)
           |                                   ^^^^^^^^^^ this line takes 512 of it, 92%
           = note: the formula is 12 + 4*Saver + 8*Saver*Coin, here with Saver = 8, Coin = 8, Held = 64, Fee = 2
           = help: `plimsoll gas pot.risk --rows Saver=8,Coin=8 --action count_all` shows every line
           = help: a `limit` on a loop, or a total kept in a `state`, makes it less

        1 error, 1 file checked: 1 contract

        """)
    // What no table makes dearer is not told to limit its loops.
    let flat = try self.run("check", "--max-gas", "16")
    #expect(flat.output.contains("the formula is 17, however large the tables are"))
    #expect(flat.output.contains("= help: no table makes it more: do less on the dearest lines"))
    #expect(flat.output.components(separatedBy: "a `limit` on a loop").count == 4)
    let sized = try self.run("check", "--max-gas", "300", "--rows", "Saver=2,Coin=2")
    #expect(sized.status == .success)
    let json = try self.run("check", "--max-gas", "300", "--json")
    #expect(json.status == .findings)
    #expect(json.output.contains("\"id\": \"gas-over-limit\""))
    #expect(json.output.contains("this line takes 512 of it, 92%"))
  }

  @Test("an action that asks for itself has no bound")
  func unbounded() throws {
    let scratch = try Scratch()
    let file = try scratch.write(
      "self.risk",
      """
      contract Circle {
        state n : int
        action up() by anyone { n += 1 }
        invariant again enforced: can up()
      }

      """)
    #expect(
      plimsoll("gas", file).output.contains(
        "up: no bound, because it asks whether it could be called itself"))
    let run = plimsoll("check", file, "--max-gas", "1_000_000")
    #expect(run.status == .findings && run.output.contains("error[gas-unbounded]"))
  }

  @Test("the perpetual's liquidation")
  func perpetual() {
    let run = plimsoll("gas", GasCommandTests.perpetual, "--rows", "Account=1000")
    #expect(run.status == .success)
    #expect(
      run.output.contains(
        "liquidate: at most 112_202 = 210 + 91*Account + 31*min(32, Account) + sort(Account)"))
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 110 })
  }
}
