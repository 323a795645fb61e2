import Campaign
import Diagnostics
import Numerics
import Semantics
import Statistics

extension ReverseStress {
  func name(_ promise: Promise, _ words: SpecWords) -> String {
    switch promise {
    case .invariant(let number): "invariant `\(words.name(ofInvariant: number))`"
    case .expectation(let number): "`\(words.program.spec.expectations[number].text)`"
    }
  }

  func name(_ shock: Shock, _ spec: CheckedSpec) -> String {
    let verb = shock.isFall ? "fall" : "rise"
    return shock.market.map { "\(spec.markets[$0].name) \(verb)s by" } ?? "all prices \(verb) by"
  }

  /// For each promise, every shock that breaks it.
  func table(_ words: SpecWords) -> ReportTable {
    var last: Promise?
    func size(_ move: Int128) -> String { RoundedNumber.percent(Int128(clamping: move.magnitude)) }
    return ReportTable(
      ["what breaks", "when", "by", "and not by", "seen on"],
      answers.map { answer in
        defer { last = answer.promise }
        return [
          last == answer.promise ? "" : name(answer.promise, words).replacing("`", with: ""),
          name(answer.shock, words.program.spec), size(answer.move), size(answer.holds),
          "path \(answer.sign.path)" + (answer.sign.step.map { ", step \(grouped($0))" } ?? ""),
        ]
      })
  }

  /// On how many of all paths what was seen on none may still happen, with 99% confidence.
  private var unseen: Int128? {
    Interval.proportion(successes: 0, trials: paths, confidence: Ballot.confidence).high
  }

  func notes(_ words: SpecWords) -> [String] {
    func list(_ promises: [Promise]) -> String {
      let shown = promises.prefix(4).map { name($0, words) }.joined(separator: ", ")
      return promises.count > 4 ? "\(shown) and \(promises.count - 4) more" : shown
    }
    var notes = [
      "found to a tenth of a percent, on \(counted(Int(clamping: paths), "path")), before step "
        + "\(grouped(moment)); what none of them shows still happens on up to "
        + "\(unseen.map { RoundedNumber.percent($0, .up) } ?? "?") of all paths, with 99% confidence"
    ]
    if !broken.isEmpty { notes.append("broken without any shock: " + list(broken)) }
    if !unbroken.isEmpty {
      notes.append("no fall or rise of up to 99% breaks: " + list(unbroken))
    }
    for answer in answers where answer.isIsland {
      notes.append(
        "not monotone: \(name(answer.promise, words)) is kept again where "
          + "\(name(answer.shock, words.program.spec)) more")
    }
    if unwalked > 0 {
      notes.append(
        "\(grouped(unwalked)) of \(counted(walks, "walk")) stopped before their end, and count as far "
          + "as they went")
    }
    return notes
  }

  /// What walks the smallest shock of each promise again.
  func commands(_ words: SpecWords, _ path: String) -> [String] {
    var told: Set<Promise> = []
    return answers.filter { told.insert($0.promise).inserted }.map {
      command($0, words.program.spec, path)
    }
  }

  private func command(_ answer: Answer, _ spec: CheckedSpec, _ path: String) -> String {
    var command = "plimsoll replay \(quotedForShell(path)) --path \(answer.sign.path)"
    if runner.world.seed != 1 { command += " --seed \(runner.world.seed)" }
    let steering = Steering(
      holding: answer.sign.prices.map {
        Steering.Move(market: $0.market, price: $0.price, step: moment)
      })
    return command + " --spec \(spec.name)" + steering.options(spec)
  }

  func document(_ words: SpecWords, _ path: String) -> JSONValue {
    func size(_ move: Int128) -> JSONValue { .string(Fixed.text(move, grouped: false)) }
    return [
      "paths": .integer(Int(clamping: paths)), "step": .integer(moment),
      "width": size(ReverseStress.width), "unseen_on_up_to": JSONValue(unseen) { size($0) },
      "walks": .integer(walks), "stopped_before_their_end": .integer(unwalked),
      "smallest": .array(
        answers.map { answer in
          [
            "breaks": .string(name(answer.promise, words)),
            "market": JSONValue(answer.shock.market) {
              .string(words.program.spec.markets[$0].name)
            },
            "move": size(answer.move), "holds_at": size(answer.holds),
            "monotone": .bool(!answer.isIsland),
            "path": .integer(Int(clamping: answer.sign.path)),
            "step": JSONValue(answer.sign.step) { .integer($0) },
            "replay": .string(command(answer, words.program.spec, path)),
          ]
        }),
      "unbroken": .array(unbroken.map { .string(name($0, words)) }),
      "broken_without": .array(broken.map { .string(name($0, words)) }),
    ]
  }
}
