import Campaign
import Diagnostics
import Numerics
import Semantics
import Statistics

/// What a simulation came to, as a program reads it. Numbers are exact, in strings; nothing in it
/// depends on the machine, the time or the number of workers.
struct SimulationDocument {
  let run: SimulationRun
  let sources: SourceMap
  private var words: SpecWords { run.words }
  private var spec: CheckedSpec { run.spec }
  private var found: PathFindings { run.findings }

  init(_ run: SimulationRun, _ sources: SourceMap) {
    self.run = run
    self.sources = sources
  }

  var document: JSONValue {
    [
      "name": .string(spec.name), "title": JSONValue(spec.title) { .string($0) },
      "verdict": .string(verdict), "seed": .integer(Int(clamping: run.seed)),
      "paths": count(found.paths), "budget": count(run.budget),
      "interrupted": .bool(run.outcome.wasInterrupted),
      "clock": [
        "step": .string(words.plain(spec.clock.step, .duration)),
        "steps": .integer(spec.clock.steps),
      ],
      "rows": .object(
        zip(spec.contract.tables, run.world.rows).map { JSONMember($0.name, .integer($1)) }),
      "expectations": .array(
        zip(spec.expectations, run.outcome.judgements).enumerated().map {
          expectation($0, $1.0, $1.1)
        }),
      "laws": .array(spec.contract.laws.indices.map { law($0) }),
      "measures": .array(spec.measures.indices.map { measure($0) }),
      "exercised": exercised,
      "not_simulated": .array(run.notSimulated.map { .string($0) }),
    ]
  }

  private func count(_ number: UInt64) -> JSONValue { .integer(Int(clamping: number)) }

  private var verdict: String {
    switch run.status {
    case .success: "holds"
    case .findings: "fails"
    case .interrupted: "interrupted"
    case .undecided, .cannotRun, .usage: "undecided"
    }
  }

  private func expectation(
    _ number: Int, _ expectation: CheckedExpectation, _ judgement: Judgement
  ) -> JSONValue {
    let interval = judgement.interval
    var members: [JSONMember] = [JSONMember("text", .string(expectation.text))]
    switch judgement.verdict {
    case .holds: members.append(JSONMember("verdict", "holds"))
    case .fails: members.append(JSONMember("verdict", "fails"))
    case .undecided(let needed):
      members.append(JSONMember("verdict", "undecided"))
      members.append(JSONMember("paths_needed", JSONValue(needed) { self.count($0) }))
    }
    let (estimand, type) = subject(expectation.claim)
    func word(_ word: Int128?) -> JSONValue {
      JSONValue(word) { .string(words.plain($0, type)) }
    }
    members += [
      JSONMember("of", .string(estimand)),
      JSONMember("unit", JSONValue(words.unit(type)) { .string($0) }),
      JSONMember("bound", word(judgement.bound)),
      JSONMember("estimate", word(judgement.estimate)),
      JSONMember("low", word(interval.low)), JSONMember("high", word(interval.high)),
      JSONMember("confidence", .string(Fixed.text(expectation.confidence, grouped: false))),
      JSONMember("confidence_of_look", .string(Fixed.text(interval.confidence, grouped: false))),
      JSONMember("method", .string(interval.method.rawValue)),
      JSONMember("paths", count(judgement.paths)),
      JSONMember("against", .array(found.claims[number].against.map { against($0) })),
    ]
    if judgement.verdict == .fails, let (path, _) = run.telling {
      members.append(JSONMember("replay", .string(run.replayCommand(path))))
    }
    return .object(members)
  }

  /// What is estimated, and of which type it is.
  private func subject(_ claim: CheckedExpectation.Claim) -> (String, ValueType) {
    switch claim {
    case .invariants, .always, .eventually: ("share of paths against it", .ratio)
    case .estimate(_, .probability, _, bound: _): ("share of paths", .ratio)
    case .estimate(let measure, .mean, _, bound: _): ("mean", measure.foundType)
    case .estimate(let measure, .quantile(let level), _, bound: _):
      ("quantile \(Fixed.text(level))", measure.foundType)
    case .estimate(let measure, .tailMean(let level), _, bound: _):
      ("mean beyond quantile \(Fixed.text(level))", measure.foundType)
    }
  }

  private func against(_ witness: ClaimFindings.Witness) -> JSONValue {
    [
      "path": count(witness.path), "step": .integer(witness.step),
      "invariant": JSONValue(witness.break) { .string(words.name(ofInvariant: $0.invariant)) },
      "after": JSONValue(witness.break?.action) { .string(words.name(ofAction: $0)) },
    ]
  }

  private func law(_ number: Int) -> JSONValue {
    let count = found.tally.laws[number]
    return [
      "title": .string(words.name(ofLaw: number)), "asked": .integer(count.asked),
      "held": .integer(count.held), "refused": .integer(count.refused),
      "without_rows": .integer(count.withoutRows),
      "first_against": JSONValue(found.brokenLaws[number]) { broken in
        [
          "path": self.count(broken.path), "step": .integer(broken.break.step),
          "given": .object(
            words.given(broken.break).map { JSONMember($0.name, .string($0.value)) }),
          "parts": .array(words.parts(broken.break, sources).map { part($0) }),
          "replay": .string(run.replayCommand(broken.path)),
        ]
      },
    ]
  }

  private func part(_ part: SpecWords.BrokenPart) -> JSONValue {
    [
      "text": .string(part.text), "rows": .array(part.rows.map { .string($0) }),
      "holds": .bool(part.holds), "left": JSONValue(part.sides) { .string($0.left[1]) },
      "right": JSONValue(part.sides) { .string($0.right[1]) },
    ]
  }

  private func measure(_ number: Int) -> JSONValue {
    let measure = spec.measures[number]
    let values = found.measures[number]
    func word(_ word: Int128?) -> JSONValue {
      JSONValue(word) { .string(words.plain($0, measure.foundType)) }
    }
    func range(_ range: ClosedRange<Int128>?) -> JSONValue {
      JSONValue(range) { [word($0.lowerBound), word($0.upperBound)] }
    }
    func interval(_ interval: Statistics.Interval) -> JSONValue {
      [
        "low": word(interval.low), "high": word(interval.high),
        "confidence": .string(Fixed.text(interval.confidence, grouped: false)),
        "method": .string(interval.method.rawValue),
      ]
    }
    let intervals = run.intervals(ofMeasure: number)
    return [
      "name": .string(measure.name),
      "unit": JSONValue(words.unit(measure.type)) { .string($0) },
      "count": count(values.count), "sum": word(values.sum), "mean": word(values.mean()),
      "min": word(values.min), "median": range(values.quantile(Fixed.unit / 2)),
      "p99": range(values.quantile(99 * Fixed.unit / 100)), "max": word(values.max),
      "mean_interval": interval(intervals.mean), "median_interval": interval(intervals.median),
      "p99_interval": interval(intervals.p99),
      "worst_path": JSONValue(found.worst[number]) { count($0.path) },
    ]
  }

  private var exercised: JSONValue {
    let tally = found.tally
    return [
      "actions": .array(
        spec.contract.actions.indices.map { id in
          [
            "name": .string(words.name(ofAction: id)), "calls": .integer(tally.calls[id]),
            "committed": .integer(tally.commits[id]), "gas": .integer(tally.gas[id]),
            "short_of_gas": .integer(tally.refusedForGas[id]),
            "refused": .object(
              run.refusals(of: id).map { JSONMember($0.reason, .integer($0.count)) }),
          ]
        }),
      "events": .array(
        spec.contract.events.indices.map { id in
          [
            "name": .string(words.name(ofEvent: id)), "count": .integer(tally.events[id]),
            "paths": .integer(tally.pathsWithEvent[id]),
          ]
        }),
      "agents": .array(
        spec.agents.indices.map { number in
          [
            "name": .string(spec.agents[number].name), "turns": .integer(tally.turns[number]),
          ]
        }),
      "invariants": .array(
        spec.contract.invariants.indices.map { number in
          [
            "name": .string(words.name(ofInvariant: number)),
            "asked": .integer(tally.asked[number]),
            "broken_paths": .integer(tally.broken[number]),
            "vacuous": .bool(run.vacuousInvariants.contains(number)),
          ]
        }),
    ]
  }
}
