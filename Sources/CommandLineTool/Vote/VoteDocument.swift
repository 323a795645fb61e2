import Campaign
import Diagnostics
import Numerics
import Semantics
import Statistics

/// A vote as a program reads it. Numbers are exact, in strings; nothing in it depends on the machine,
/// the time or the number of workers.
struct VoteDocument {
  /// Grows when a field changes its meaning or goes away.
  static let version = 1

  let vote: VoteCase
  private var words: SpecWords { vote.words }
  private var spec: CheckedSpec { vote.spec }
  private var pairs: PairFindings { vote.outcome.pairs }

  init(_ vote: VoteCase) { self.vote = vote }

  var document: JSONValue {
    [
      "proposal": .string(vote.proposal.title), "spec": .string(spec.name),
      "verdict": .string(vote.verdictName), "status": .integer(Int(vote.status.rawValue)),
      "more_paths": morePaths, "reasons": .array(vote.reasons.map { .string($0) }),
      "rule": .array(VoteCase.rule.map { .string($0) }),
      "pairs": count(vote.pairs), "budget": count(vote.run.budget),
      "steps": .integer(spec.clock.steps), "seed": .string(String(vote.seed)),
      "interrupted": .bool(vote.outcome.wasInterrupted),
      "changes": .array(vote.proposal.changes.map { change($0) }),
      "checks": .array(vote.allChecks.map { check($0) }),
      "expectations": .array(spec.expectations.indices.map { expectation($0) }),
      "since_baseline": vote.baselineDocument, "at_the_moment": moment, "paths": paths,
      "measures": .array(spec.measures.indices.map { measure($0) }),
      "invariants": .array(spec.contract.invariants.indices.map { invariant($0) }),
      "laws": .array(spec.contract.laws.indices.map { law($0) }),
      "alone": .array(
        vote.alone.compactMap { alone in alone.found.map { self.alone(alone.change, $0) } }),
      "not_simulated": .array(words.notSimulated.map { .string($0) }),
      "recompute": .string(vote.command),
    ]
  }

  private func count(_ number: UInt64) -> JSONValue { .integer(Int(clamping: number)) }

  private var morePaths: JSONValue {
    if case .undecided(_, let more) = vote.ballot { JSONValue(more) { count($0) } } else { nil }
  }

  private func word(_ word: Int128?, _ type: ValueType) -> JSONValue {
    JSONValue(word) { .string(words.plain($0, type)) }
  }

  private func interval(_ interval: Statistics.Interval, _ type: ValueType) -> JSONValue {
    [
      "low": word(interval.low, type), "high": word(interval.high, type),
      "confidence": .string(Fixed.text(interval.confidence, grouped: false)),
      "method": .string(interval.method.rawValue),
    ]
  }

  private func change(_ change: CheckedProposal.Change) -> JSONValue {
    [
      "parameter": .string(change.text),
      "unit": JSONValue(words.unit(change.type)) { .string($0) },
      "from": word(change.before, change.type), "to": word(change.after, change.type),
      "difference": word(change.difference, change.type),
      "relative": word(change.relative, .ratio),
      "range": JSONValue(change.range) {
        [word($0.lowerBound, change.type), word($0.upperBound, change.type)]
      },
      "beyond_step_limit": JSONValue(vote.options.stepLimit) { .bool(change.goesBeyond($0)) },
      "after": word(change.stages?.delay, .duration),
      "over": word(change.stages?.ramp, .duration),
    ]
  }

  private var moment: JSONValue {
    guard let moment = vote.moment else { return nil }
    let type = moment.questions.amount?.results.first?.type ?? .ratio
    func rows(_ rows: [PathRunner.Liquidatable]) -> JSONValue {
      .array(
        rows.map { row in
          [
            "account": .string(vote.account(row.row, moment)), "amount": word(row.amount, type),
          ]
        })
    }
    return [
      "accounts": .integer(moment.accounts),
      "amount": JSONValue(moment.questions.amount) { .string($0.name) },
      "unit": JSONValue(words.unit(type)) { .string($0) },
      "liquidatable_deployed": .integer(moment.before.count),
      "liquidatable_proposed": .integer(moment.after.count),
      "newly_liquidatable": rows(moment.new),
      "total": word(VoteMoment.total(moment.new), type), "spared": rows(moment.spared),
      "unanswered": .integer(moment.unanswered),
    ]
  }

  private func check(_ check: VoteCase.Check) -> JSONValue {
    let outcome =
      switch check.outcome {
      case .passed: "passed"
      case .warning: "warning"
      case .failed: "failed"
      case .open: "undecided"
      }
    return [
      "check": .string(check.title), "outcome": .string(outcome),
      "details": .string(check.details),
    ]
  }

  private func expectation(_ number: Int) -> JSONValue {
    let expectation = spec.expectations[number]
    let flips = pairs.flips[number]
    return [
      "text": .string(expectation.text),
      "deployed": judgement(vote.outcome.base[number], expectation),
      "proposed": judgement(vote.outcome.proposed[number], expectation),
      "become_true": expectation.isTruth ? count(flips.becameTrue) : nil,
      "become_false": expectation.isTruth ? count(flips.becameFalse) : nil,
    ]
  }

  private func judgement(
    _ judgement: Judgement, _ expectation: CheckedExpectation
  ) -> JSONValue {
    var type = ValueType.ratio
    if case .estimate(let measure, let estimand, _, _) = expectation.claim, estimand.kind == .mean {
      type = measure.foundType
    }
    let (verdict, more): (String, UInt64?) =
      switch judgement.verdict {
      case .holds: ("holds", nil)
      case .fails: ("fails", nil)
      case .undecided(let needed): ("undecided", needed)
      }
    return [
      "verdict": .string(verdict), "more_paths": JSONValue(more) { count($0) },
      "estimate": word(judgement.estimate, type), "bound": word(judgement.bound, type),
      "interval": interval(judgement.interval, type),
    ]
  }

  private var paths: JSONValue {
    [
      "unsafe_deployed": count(pairs.unsafeBefore), "unsafe_proposed": count(pairs.unsafeAfter),
      "turn_unsafe": count(pairs.danger.becameTrue), "turn_safe": count(pairs.danger.becameFalse),
      "change": interval(pairs.danger.interval(confidence: Ballot.confidence), .ratio),
      "first_turned_unsafe": .array(pairs.turnedUnsafe.map { count($0) }),
      "first_turned_safe": .array(pairs.turnedSafe.map { count($0) }),
    ]
  }

  private func measure(_ number: Int) -> JSONValue {
    let measure = spec.measures[number]
    let type = measure.foundType
    func values(_ found: PathFindings) -> JSONValue {
      let values = found.measures[number]
      return .object(
        [JSONMember("mean", word(values.mean(), type))]
          + VoteCase.tailsShown.map { JSONMember($0.name.lowercased(), word($0.of(values), type)) })
    }
    let differences = pairs.differences[number]
    return [
      "name": .string(measure.name), "unit": JSONValue(words.unit(measure.type)) { .string($0) },
      "deployed": values(pairs.base), "proposed": values(pairs.proposed),
      "difference": difference(differences, type),
      "paths_that_differ": count(vote.pairs - differences.unchanged),
      "pairing_is_worth": word(vote.pairingFactor(number), .ratio),
    ]
  }

  private func difference(_ found: Differences, _ type: ValueType) -> JSONValue {
    [
      "mean": word(found.values.mean(), type),
      "interval": found.unchanged == vote.pairs
        ? nil
        : interval(found.interval(confidence: Ballot.confidence, seed: vote.seed), type),
    ]
  }

  private func invariant(_ number: Int) -> JSONValue {
    let flips = pairs.breaks[number]
    return [
      "name": .string(words.name(ofInvariant: number)),
      "newly_broken": count(flips.becameTrue), "mended": count(flips.becameFalse),
      "first": JSONValue(pairs.newlyBroken[number]) { witness in
        [
          "path": count(witness.path), "step": .integer(witness.break.step),
          "after": JSONValue(witness.break.action) { .string(words.name(ofAction: $0)) },
          "story": story(.invariant(number)), "replay": replay(.invariant(number), witness.path),
        ]
      },
    ]
  }

  private func law(_ number: Int) -> JSONValue {
    func asked(_ found: PathFindings) -> JSONValue {
      let law = found.tally.laws[number]
      return ["asked": .integer(law.asked), "held": .integer(law.held)]
    }
    return [
      "title": .string(words.name(ofLaw: number)), "deployed": asked(pairs.base),
      "proposed": asked(pairs.proposed),
      "first": JSONValue(pairs.newlyBroken(law: number)) { broken in
        [
          "path": count(broken.path), "step": .integer(broken.break.step),
          "story": story(.law(number)), "replay": replay(.law(number), broken.path),
        ]
      },
    ]
  }

  private func story(_ promise: VoteStory.Promise) -> JSONValue {
    let story = vote.stories.first { $0.promise == promise }
    return .array(story?.lines.map { .string($0) } ?? [])
  }

  private func replay(_ promise: VoteStory.Promise, _ path: UInt64) -> JSONValue {
    let story = vote.stories.first { $0.promise == promise }
    return .string(story.map { vote.replayCommand($0) } ?? vote.replayCommand(path))
  }

  private func alone(_ change: CheckedProposal.Change, _ found: PairFindings) -> JSONValue {
    [
      "parameter": .string(change.text), "turn_unsafe": count(found.danger.becameTrue),
      "turn_safe": count(found.danger.becameFalse),
      "newly_breaks": .array(vote.newlyBrokenNames(found).map { .string($0) }),
      "measures": .array(
        spec.measures.indices.map { number in
          .object([
            JSONMember("name", .string(spec.measures[number].name)),
            JSONMember(
              "difference",
              difference(found.differences[number], spec.measures[number].foundType)),
          ])
        }),
    ]
  }
}
