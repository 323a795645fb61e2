import CommandLineTool
import Testing

@Suite("plimsoll disassemble")
struct DisassembleCommandTests {
  private static let contract = """
    contract Pot {
      unit USD
      role host
      state held : USD
      table Guest { paid : USD }
      event Paid(amount: USD)
      fn enter(g: Guest, amount: USD) changes state {
        repeat 3 times { g.paid += amount }
        held += amount
      }
      action pay(amount: USD in 0..10) by g: Guest { enter(g, amount)  emit Paid(amount) }
      action empty() by host {
        require full: held > 5 USD
        held = 0
      }
      invariant never_below: held >= 0
    }

    """

  @Test("shows names, gas, and the lines of the source")
  func text() throws {
    let scratch = try Scratch()
    let path = try scratch.write("pot.risk", Self.contract)
    let run = plimsoll("disassemble", path, "--action", "empty")
    #expect(run.status == .success)
    // The instructions are the compiler's affair: what stands around them is this command's.
    let lines = run.output.split(separator: "\n")
    #expect(lines.first == "entry empty, by role host")
    #expect(lines.contains { $0.contains(" require full ") && $0.contains("  13") })
    #expect(
      lines.contains {
        $0.contains("  store  ") && $0.contains("  held, #0  ") && $0.hasSuffix("  14  held = 0")
      })
    #expect(lines.last?.contains("  halt  ") == true)
    let all = plimsoll("disassemble", path).output
    #expect(all.contains("entry pay, parameters r0, by a row of Guest\n"))
    #expect(all.contains("entry invariant never_below, results r0\n"))
    #expect(all.contains(", Guest.paid, "))
    // An action alone comes with what it calls, and with nothing else.
    let pay = plimsoll("disassemble", path, "--action", "pay").output
    #expect(pay.contains("function enter\n") == all.contains("function enter\n"))
    #expect(!pay.contains("entry empty"))
    #expect(all.contains(pay.components(separatedBy: "\n\n").last ?? "?"))
  }

  @Test("as JSON, the same instructions")
  func json() throws {
    let scratch = try Scratch()
    let path = try scratch.write("pot.risk", Self.contract)
    let run = plimsoll("disassemble", path, "--action", "empty", "--json")
    #expect(run.status == .success)
    #expect(run.output.contains("\"headings\": [\"entry empty, by role host\"]"))
    #expect(run.output.contains("\"operands\": \"require full\""))
  }

  @Test("says what it cannot show")
  func refusals() throws {
    let scratch = try Scratch()
    let path = try scratch.write("pot.risk", Self.contract)
    let typo = plimsoll("disassemble", path, "--action", "emty")
    #expect(typo.status == .usage)
    #expect(typo.errors.contains("did you mean `empty`?"))
    let broken = try scratch.write("broken.risk", "contract C { state a : USD }")
    #expect(plimsoll("disassemble", broken).status == .cannotRun)
    #expect(plimsoll("disassemble", broken, "--json").output.contains("unknown-"))
    #expect(plimsoll("disassemble", scratch.path + "/none.risk").output.contains("file-not-found"))
    let library = try scratch.write("lib.risk", "library L { unit USD }")
    #expect(plimsoll("disassemble", library).status == .usage)
  }
}
