import Numerics
import Reference

/// Many matches, with what they saw and the first that went wrong.
struct Tournament {
  let seed: UInt64
  let calls: Int
  /// Programs of at most so many instructions also get every limit of gas.
  var sweptProgram = 200
  /// At most so many limits of a call.
  var limits = 400

  struct Result {
    var tally = Tally()
    var reports: [String] = []
  }

  /// Plays the matches of these numbers one after the other, on one deep stack.
  func play(_ numbers: some Sequence<UInt64>, differences: Int = 1) -> Result {
    DeepStack.run {
      var result = Result()
      for number in numbers where result.reports.count < differences { play(number, &result) }
      return result
    } ?? Result(reports: ["the system has no stack"])
  }

  private func play(_ number: UInt64, _ result: inout Result) {
    guard let scenario = Scenario(seed: seed, number: number) else {
      result.tally.refused += 1
      return
    }
    let (difference, tally) = outcome(of: scenario)
    result.tally = result.tally + tally
    if difference != nil { result.reports.append(report(scenario)) }
  }

  /// The first difference, if any, and what was seen.
  func outcome(of scenario: Scenario) -> (Difference?, Tally) {
    let side: MachineSide
    do { side = try MachineSide(scenario) } catch {
      return (Difference("the compiler", "a program", "\(error)"), Tally())
    }
    var match = Match(scenario, against: side)
    match.tally.instructions = side.run.instructionCount
    for opcode in side.run.opcodes { match.tally.count(opcode: opcode) }
    if let difference = match.play(calls: calls) { return (difference, match.tally) }
    if side.run.instructionCount < sweptProgram {
      for place in 0..<3 {
        for case .call(let call) in scenario.step(place, match.interpreter.state) {
          if let difference = match.sweep(call, limits: limits) {
            return (difference, match.tally)
          }
        }
      }
    }
    return (nil, match.tally)
  }

  /// What went wrong, in the shortest text that shows it.
  private func report(_ scenario: Scenario) -> String {
    func difference(_ source: String) -> (Scenario, Difference)? {
      guard
        let shorter = Scenario(seed: scenario.seed, number: scenario.number, source: source),
        let difference = outcome(of: shorter).0
      else { return nil }
      return (shorter, difference)
    }
    let original = difference(scenario.source)?.1
    var shrinker = Shrinker(tries: 400) { difference($0)?.1.kind == original?.kind }
    let source = shrinker.shrink(scenario.source)
    guard let (scenario, shown) = difference(source) else { return "a difference that went away" }
    return """
      \(shown.title)
      the interpreter: \(shown.expected)
      the machine:     \(shown.found)
      rows: \(scenario.population.counts)
      once more: PLIMSOLL_DIFFERENTIAL=\(seed):\(scenario.number) swift test --filter Differential
      \(scenario.marked(shown))
      """
  }
}

extension Scenario {
  /// The source, with the places a difference names written out.
  fileprivate func marked(_ difference: Difference) -> String {
    let bytes = Array(source.utf8)
    let places = difference.spans.map { span -> String in
      let range = min(span.lower, bytes.count)..<min(span.upper, bytes.count)
      return "at \(span.lower)..\(span.upper): \(String(decoding: bytes[range], as: UTF8.self))"
    }
    return (places + [source]).joined(separator: "\n")
  }
}
