import Diagnostics
import Reference
import Semantics
import Testing

/// What a lint says of all runs is held against runs: random bodies are linted, then called with
/// random arguments on random states. A `require` that "can never fail" must not be why a call
/// reverts, and a line that "never runs" must not leave its mark in a call that commits.
@Suite struct LintSoundnessTests {
  @Test(arguments: [1 as UInt64, 2])
  func findingsHoldInEveryRun(seed: UInt64) throws {
    var dice = Dice(seed: seed)
    var claims = 0
    var commits = 0
    for _ in 0..<150 {
      let body = RandomBody(&dice)
      var project = Program(files: ["main.risk": body.text]).project()
      let contract = try #require(
        project.check("main.risk").contracts.first,
        "\(project.workspace.diagnostics.sorted.map(\.headline))\n\(body.text)")
      let sources = project.workspace.sources
      let findings = project.workspace.diagnostics.sorted
      func lines(_ ids: DiagnosticID...) -> Set<Int> {
        Set(
          findings.filter { ids.contains($0.id) }.compactMap {
            $0.primary.map { sources.position(of: $0.span).line }
          })
      }
      let neverFails = lines(.requireNeverFails)
      let neverRuns = lines(.unreachableCode, .requireNeverPasses)
      claims += neverFails.count + neverRuns.count
      let interpreter = Interpreter(contract, try Population(of: contract))
      for _ in 0..<30 {
        var state = interpreter.initialState
        let setup = interpreter.call(
          0, [dice.word(-9...9), dice.word(-9...9)], by: .anyone, on: &state)
        #expect(setup.outcome == .committed([]))
        switch interpreter.call(
          1, [dice.word(-3...7), dice.word(0...5), dice.word(-2...2)], by: .anyone, on: &state
        ).outcome {
        case .committed(let events):
          commits += 1
          for event in events {
            let line = Int(event.values[0])
            #expect(!neverRuns.contains(line), "line \(line) ran:\n\(body.text)")
          }
        case .reverted(let trap):
          guard case .demand = trap.reason else { continue }
          let line = sources.position(of: trap.span).line
          #expect(!neverFails.contains(line), "line \(line) failed:\n\(body.text)")
        }
      }
    }
    // A test of nothing would pass as well.
    #expect(claims > 50 && commits > 500, "\(claims) claims, \(commits) calls committed")
  }
}

extension Dice {
  /// A small whole number, often an end of the range.
  fileprivate mutating func word(_ range: ClosedRange<Int>) -> Int128 {
    switch below(4) {
    case 0: Int128(range.lowerBound)
    case 1: Int128(range.upperBound)
    default: Int128(Int.random(in: range, using: &self))
    }
  }
}

/// A contract whose second action has a random body over whole numbers. Every branch, and every
/// passed `require`, emits the number of its line.
private struct RandomBody {
  private var lines: [String] = []
  private var names = ["x", "y", "z", "s", "t", "p", "a.f"]
  private var variables: [String] = []
  private var count = 0

  var text: String { lines.joined(separator: "\n") }

  init(_ dice: inout Dice) {
    lines = [
      "contract Random {", "param p : int = 3 in 0..4", "state s : int", "state t : int",
      "table A { f : int }", "event Hit(line: int)",
      "fn bump(by_much: int) changes state { s += by_much }",
      "action setup(u: int in -9..9, v: int in -9..9) by anyone { s = u  t = v }",
      "action go(x: int in -3..7, y: int in 0..5, z: int in -2..2) by anyone {", "let a = A[0]",
    ]
    block(4 + dice.below(4), depth: 0, &dice)
    lines += ["}", "}"]
  }

  private mutating func add(_ line: (Int) -> String) { lines.append(line(lines.count + 1)) }

  private mutating func block(_ length: Int, depth: Int, _ dice: inout Dice) {
    let outer = (names, variables)
    for _ in 0..<length { statement(depth, &dice) }
    (names, variables) = outer
  }

  private mutating func statement(_ depth: Int, _ dice: inout Dice) {
    let value = number(2, &dice, choice: true)
    let test = condition(2, &dice)
    switch dice.below(depth < 3 ? 11 : 7) {
    case 0, 1:
      count += 1
      let isVariable = dice.below(2) == 0
      let name = "v\(count)"
      add { _ in "\(isVariable ? "var" : "let") \(name) : int = \(value)" }
      names.append(name)
      if isVariable { variables.append(name) }
    case 2 where !variables.isEmpty:
      let name = variables[dice.below(variables.count)]
      add { _ in "\(name) = \(value)" }
    case 3: add { _ in "\(["s", "t", "a.f"][dice.below(3)]) = \(value)" }
    case 4: add { _ in "bump(\(value))" }
    case 5, 6: add { "require \(test)  emit Hit(\($0))" }
    case 7:
      add { "if \(test) { emit Hit(\($0)) return }" }
    case 8:
      add { "repeat 3 times { emit Hit(\($0))" }
      block(1 + dice.below(3), depth: depth + 1, &dice)
      add { _ in "}" }
    default:
      add { "if \(test) { emit Hit(\($0))" }
      block(1 + dice.below(2), depth: depth + 1, &dice)
      add { _ in "} else {" }
      add { "emit Hit(\($0))" }
      block(dice.below(3), depth: depth + 1, &dice)
      add { _ in "}" }
    }
  }

  /// A choice inside a marked line would make two claims about that line, so there is none.
  private func number(_ depth: Int, _ dice: inout Dice, choice: Bool = false) -> String {
    if depth == 0 || dice.below(3) == 0 {
      return dice.below(3) == 0 ? String(dice.below(9)) : names[dice.below(names.count)]
    }
    let a = number(depth - 1, &dice, choice: choice)
    let b = number(depth - 1, &dice, choice: choice)
    let direction = ["to zero", "from zero", "down", "up", "half up"][dice.below(5)]
    switch dice.below(choice ? 13 : 12) {
    case 0, 1: return "(\(a) + \(b))"
    case 2, 3: return "(\(a) - \(b))"
    case 4: return "(\(a) * \(b))"
    case 5: return "abs(\(a) + x)"
    case 6: return "min(\(a), \(b), y)"
    case 7: return "max(\(a), x, \(b))"
    case 8: return "clamp(x, \(a), \(b))"
    case 9: return "(quotient(\(a) + x, \(b)) rounding \(direction))"
    case 10: return "(remainder(\(a) + x, \(b)) rounding \(direction))"
    case 11: return "(muldiv(\(a), x, \(b)) rounding \(direction))"
    default: return "(if \(condition(depth - 1, &dice)) then \(a) + s - s else \(b))"
    }
  }

  private func condition(_ depth: Int, _ dice: inout Dice) -> String {
    let comparison = ["==", "!=", "<", "<=", ">", ">="][dice.below(6)]
    guard depth > 0, dice.below(2) == 0 else {
      return "\(number(1, &dice)) \(comparison) \(number(1, &dice))"
    }
    let (a, b) = (condition(depth - 1, &dice), condition(depth - 1, &dice))
    return ["(\(a) and \(b))", "(\(a) or \(b))", "(\(a) implies \(b))", "(not (\(a)))"][
      dice.below(4)]
  }
}
