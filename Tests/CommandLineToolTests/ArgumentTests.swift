import CommandLineTool
import Testing

@Suite("Command line")
struct ArgumentTests {
  @Test("alone it says five lines and three commands")
  func alone() {
    let run = plimsoll()
    #expect(run.status == .success)
    #expect(run.output.split(separator: "\n").count == 5)
    #expect(run.output.components(separatedBy: "\n  plimsoll ").count == 4)
  }

  @Test("every command has a help with an example")
  func help() {
    for command in Plimsoll.descriptions {
      let run = plimsoll(command.name, "--help")
      #expect(run.status == .success)
      #expect(run.output.contains("usage: plimsoll \(command.name)"))
      #expect(run.output.contains("example"))
      #expect(run.output.contains("  plimsoll \(command.name)"))
      #expect(plimsoll("help", command.name).output == run.output)
      #expect(command.options.contains { $0.name == "json" }, "\(command.name) has no --json")
    }
  }

  @Test("the nearest command and option are suggested")
  func suggestions() {
    let command = plimsoll("chekc")
    #expect(command.status == .usage)
    #expect(command.errors.contains("did you mean `plimsoll check`?"))
    let option = plimsoll("check", "--stict")
    #expect(option.status == .usage)
    #expect(option.errors.contains("did you mean `--strict`?"))
  }

  @Test("wrong usage says what is wrong and ends with 64")
  func wrongUsage() {
    for words in [
      ["fmt"], ["new"], ["new", "a", "b"], ["new", "1x"], ["new", "../x"], ["explain", "nonsense"],
      ["check", "--color"], ["check", "--color", "pink"], ["check", "--json=yes"], ["explain"],
    ] {
      let run =
        switch words.count {
        case 1: plimsoll(words[0])
        case 2: plimsoll(words[0], words[1])
        default: plimsoll(words[0], words[1], words[2])
        }
      #expect(run.status == .usage, "\(words)")
      #expect(run.errors.hasPrefix("error: "), "\(words)")
      #expect(run.errors.contains("help: "), "\(words)")
      #expect(run.output.isEmpty, "\(words)")
    }
  }

  @Test("the version is one line")
  func version() {
    #expect(plimsoll("--version").output == "plimsoll \(Plimsoll.version)\n")
  }
}
