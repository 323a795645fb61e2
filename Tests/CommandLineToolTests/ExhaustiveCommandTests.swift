import CommandLineTool
import Testing

@Suite("plimsoll fuzz --exhaustive")
struct ExhaustiveCommandTests {
  private static let counter = """
    contract Counter {
      unit USD
      state total : USD
      table Account { paid : USD }
      action add(n: USD in 0..10) by a: Account { total += n  a.paid += n }
      action double() by anyone { total = total * 2 }
      action wipe() by anyone { total = 0 }
      invariant small: total < 14 USD
      invariant even: total != 13 USD
      invariant positive: total >= 0
    }
    """

  @Test("says what no shorter run does, and that it went through all")
  func complete() throws {
    let scratch = try Scratch()
    let path = try scratch.write("counter.risk", Self.counter)
    let found = plimsoll(
      "fuzz", path, "--exhaustive", "depth=3", "rows=1", "values=3,7,10")
    #expect(found.status == .findings)
    #expect(found.output.contains("every run of up to 3 calls; Account 1 row"))
    #expect(found.output.contains("numbers 3, 7, 10"))
    #expect(found.output.contains("broken   small: in 2 moves, and no run of fewer does"))
    #expect(found.output.contains("held     positive\n"))
    #expect(found.output.contains("\ncomplete "), "\(found.output)")
    #expect(found.output.contains("plimsoll replay "))
    let document = plimsoll(
      "fuzz", path, "--exhaustive", "depth=1", "values=3", "--only", "small", "--json")
    #expect(document.output.contains("\"complete\": true"), "\(document.output)")
    #expect(document.output.contains("\"verdict\": \"held\""))
  }

  @Test("says how far it came, and when nothing is left")
  func extent() throws {
    let scratch = try Scratch()
    let path = try scratch.write("counter.risk", Self.counter)
    let stopped = plimsoll(
      "fuzz", path, "--exhaustive", "depth=6", "states=20", "values=1,2", "--only", "positive")
    #expect(stopped.status == .undecided)
    #expect(stopped.output.contains("held     positive, as far as the search came"))
    #expect(stopped.output.contains("stopped  after all runs of "), "\(stopped.output)")
    let switched = try scratch.write(
      "switch.risk",
      """
      contract Switch {
        state on : int
        action flip() by anyone { on = 1 - on }
        invariant bit: on >= 0 and on <= 1
      }
      """)
    let done = plimsoll("fuzz", switched, "--exhaustive", "depth=9")
    #expect(done.status == .success)
    #expect(done.output.contains("nothing new is reached"), "\(done.output)")
  }

  @Test(
    "bounds that are none are refused",
    arguments: [
      ["depth=0"], ["depth=x"], ["depth"], ["rows=9999"], ["values=1,,2"], ["values=1 USD"],
      ["gaps=1"], ["gaps=1h,h"], ["states=0"], ["width=3"], ["depth=99999999999999999999"],
      ["depth=2", "stray"],
    ])
  func usage(bounds: [String]) throws {
    let scratch = try Scratch()
    let path = try scratch.write("counter.risk", Self.counter)
    #expect(plimsoll(["fuzz", path, "--exhaustive"] + bounds).status == .usage)
    #expect(plimsoll("fuzz", path, "depth=2").status == .usage)
    #expect(
      plimsoll("fuzz", path, "--exhaustive", "depth=2", "--rows", "Account=3").status == .usage)
  }
  @Test("an invariant nobody wrote cannot be asked", arguments: [[], ["--exhaustive", "depth=1"]])
  func onlyWhatIsThere(more: [String]) throws {
    let scratch = try Scratch()
    let path = try scratch.write("counter.risk", Self.counter)
    let run = plimsoll(["fuzz", path, "--only", "smal"] + more)
    #expect(run.status == .usage)
    #expect(run.errors.contains("small"), "\(run.errors)")
  }
}
