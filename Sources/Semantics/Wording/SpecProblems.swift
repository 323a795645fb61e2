import Diagnostics
import Market
import Syntax

/// Wording of what can be wrong with a spec.
extension Diagnostic {
  // MARK: - Parts

  static func missingSpecPart(_ spec: Name, part: String, example: String) -> Diagnostic {
    Diagnostic(
      .missingSpecPart, "the spec `\(spec.text)` has no `\(part)`", at: spec.span,
      help: ["write for instance `\(example)`"])
  }

  static func repeatedSpecPart(_ span: Span, part: String) -> Diagnostic {
    Diagnostic(
      .repeatedSection, "a spec has one `\(part)`", at: span, help: ["write a second spec"])
  }

  static func repeatedPart(_ span: Span, part: String, earlier: Span) -> Diagnostic {
    Diagnostic(
      .repeatedSection, "`\(part)` stands twice", at: span,
      secondary: [Label(earlier, "first here")], help: ["keep one of them"])
  }

  static func specExpectsNothing(_ spec: Name) -> Diagnostic {
    Diagnostic(
      .missingSpecPart, "the spec `\(spec.text)` expects nothing", at: spec.span,
      help: ["write what it claims: `expect invariants`, `expect P(bad_debt > 0) < 0.5%`"])
  }

  static func clockNotWhole(_ span: Span, limit: Int128) -> Diagnostic {
    Diagnostic(
      .wrongSteps, "the clock does not run a whole number of steps", at: span,
      help: [
        "the time it runs for is a multiple of its step, between one and \(limit) of them"
      ])
  }

  static func setOfNoParameter(_ span: Span) -> Diagnostic {
    Diagnostic(
      .contractStateInSpec, "`set` sets parameters", at: span,
      help: ["what a contract remembers is brought about by its actions, in `setup`"])
  }

  static func unknownPhase(_ span: Span, known: [String]) -> Diagnostic {
    Diagnostic(
      .unknownPhase, "there is no phase of that name", at: span,
      help: [
        known.isEmpty
          ? "declare it: `phase crash from 2d for 6h`"
          : "the phases are \(known.map { "`\($0)`" }.joined(separator: ", "))"
      ])
  }

  // MARK: - Markets

  static func unknownMarket(_ name: Name, suggestion: String?) -> Diagnostic {
    Diagnostic(
      .unknownMarket, "there is no market or process `\(name.text)`", at: name.span,
      help: suggestion.map { ["did you mean `\($0)`?"] } ?? [
        "declare it: `market \(name.text) { .. }`"
      ])
  }

  static func priceWithoutUnit(_ name: Name) -> Diagnostic {
    Diagnostic(
      .priceWithoutUnit, "it is not known in what the price of `\(name.text)` is counted",
      at: name.span,
      help: [
        "write the unit where it starts: `start 60_000 USD/\(name.text)`",
        "or let an oracle tell it to an action: `oracle \(name.text) -> publish(price) { .. }`",
      ])
  }

  static func startNotPositive(_ span: Span) -> Diagnostic {
    Diagnostic(
      .wrongSetting, "a price starts above zero", at: span,
      help: ["what may be zero or less is a `process`"])
  }

  static func processHasNoDepth(_ span: Span, name: String) -> Diagnostic {
    Diagnostic(
      .wrongFlow, "`\(name)` is no price that trading could move", at: span,
      help: ["a `process` has a `start`, a `path` and shocks; a `market` has depth too"])
  }

  static func tooLongAgo(_ span: Span) -> Diagnostic {
    Diagnostic(
      .wrongSteps, "that is too many steps ago", at: span,
      help: ["at most 1_000_000 steps are kept"])
  }

  static func flowNeedsDirection(_ span: Span) -> Diagnostic {
    Diagnostic(
      .wrongFlow, "`flow` is added to", at: span,
      help: ["`flow BTC += size` buys, `flow BTC -= size` sells"])
  }

  // MARK: - Settings

  static func missingSetting(_ owner: Name, setting: String, example: String) -> Diagnostic {
    Diagnostic(
      .missingSetting, "`\(owner.text)` has no `\(setting)`", at: owner.span,
      help: ["write for instance `\(example)`"])
  }

  static func settingMissing(
    _ span: Span, owner: String, setting: String, _ summary: String
  ) -> Diagnostic {
    Diagnostic(
      .missingSetting, "`\(owner)` needs a `\(setting)`", at: span,
      help: ["`\(setting)`: \(summary.lowercasedFirst)"])
  }

  static func missingModel(_ span: Span, known: [String]) -> Diagnostic {
    Diagnostic(
      .unknownModel, "the path names no model", at: span,
      help: ["the models are \(known.quotedList)"])
  }

  static func unknownModel(_ name: Name, known: [String], suggestion: String?) -> Diagnostic {
    Diagnostic(
      .unknownModel, "there is no model of paths called `\(name.text)`", at: name.span,
      help: [suggestion.map { "did you mean `\($0)`?" } ?? "the models are \(known.quotedList)"])
  }

  static func modelNeedsHistory(_ name: Name) -> Diagnostic {
    Diagnostic(
      .unknownModel, "`\(name.text)` needs a file of prices", at: name.span,
      help: ["write `path \(name.text) \"prices.csv\"`"])
  }

  static func modelTakesNoHistory(_ span: Span, model: String) -> Diagnostic {
    Diagnostic(
      .unknownModel, "`\(model)` takes no file of prices", at: span,
      help: ["`replay` and `bootstrap` do"])
  }

  static func unknownSetting(
    _ name: Name, owner: String, known: [String], suggestion: String?
  ) -> Diagnostic {
    Diagnostic(
      .wrongSetting, "`\(owner)` has no setting `\(name.text)`", at: name.span,
      help: [
        suggestion.map { "did you mean `\($0)`?" }
          ?? (known.isEmpty ? "it has none" : "it has \(known.quotedList)")
      ])
  }

  static func settingWithoutValue(_ name: Name, _ summary: String) -> Diagnostic {
    Diagnostic(
      .missingSetting, "`\(name.text)` has no value", at: name.span,
      help: [summary.isEmpty ? "write a number behind it" : summary.lowercasedFirst])
  }

  static func settingLabels(_ name: Name, wanted: [String], found: Int) -> Diagnostic {
    Diagnostic(
      .wrongSetting,
      wanted.isEmpty
        ? "`\(name.text)` stands right before its value"
        : "`\(name.text)` names \(wanted.joined(separator: " and ")) before its value",
      at: name.span, help: ["\(found) names stand there"])
  }

  static func unknownClause(_ span: Span, setting: String, _ known: [String]) -> Diagnostic {
    Diagnostic(
      .wrongSetting, "`\(setting)` says nothing of the kind", at: span,
      help: [known.isEmpty ? "nothing follows its value" : "it may say \(known.quotedList)"])
  }

  static func missingClause(_ name: Name, clause: String, _ summary: String) -> Diagnostic {
    Diagnostic(
      .missingSetting, "`\(name.text)` does not say `\(clause)`", at: name.span,
      help: [summary.lowercasedFirst])
  }

  static func settingOutOfRange(_ span: Span, name: String, _ range: SettingRange) -> Diagnostic {
    Diagnostic(
      .wrongSetting, "`\(name)` cannot be that", at: span, help: ["it must be \(range.text)"])
  }

  static func notSteps(_ span: Span, setting: String) -> Diagnostic {
    Diagnostic(
      .wrongSteps, "`\(setting)` takes a number of steps, or a duration", at: span,
      help: ["write `2 steps` or `20min`"])
  }

  static func notKnownBefore(_ span: Span) -> Diagnostic {
    Diagnostic(
      .notConstant, "this must be known before a run begins", at: span,
      help: ["use numbers, constants and parameters here"])
  }

  static func noWeight(_ span: Span) -> Diagnostic {
    Diagnostic(
      .wrongChoice, "the weights sum to zero: there is nothing to choose", at: span,
      help: ["give one of them a weight above zero"])
  }

  static func negativeWeight(_ span: Span) -> Diagnostic {
    Diagnostic(
      .wrongChoice, "a weight is not negative", at: span, help: ["write zero or more"])
  }

  static func chanceOutOfRange(_ span: Span) -> Diagnostic {
    Diagnostic(
      .wrongAgent, "a chance lies between 0% and 100%", at: span, help: ["write `5%`"])
  }

  static func rowBeyondPopulation(_ span: Span, table: String, rows: Int) -> Diagnostic {
    Diagnostic(
      .rowBeyondPopulation, "`\(table)` has \(rows) rows here, numbered from 0", at: span,
      help: ["choose rows below \(rows), or say `population \(table) = ..`"])
  }

  // MARK: - Bodies

  static func onlyInSpec(_ span: Span, what: String, place: String) -> Diagnostic {
    Diagnostic(
      .onlyInSpec, "\(what) stands \(place)", at: span,
      help: ["a contract is the same whenever it runs: chance and the world belong to specs"])
  }

  static func notInSpec(_ span: Span) -> Diagnostic {
    Diagnostic(
      .notInSpec, "a spec does not require, emit or return", at: span,
      help: ["it calls actions, and claims with `expect`"])
  }

  static func contractStateInSpec(_ span: Span) -> Diagnostic {
    Diagnostic(
      .contractStateInSpec, "only its own actions change a contract", at: span,
      help: ["call an action, or keep a `state` of the agent's own"])
  }

  static func unknownDistribution(
    _ name: Name, known: [String], suggestion: String?
  ) -> Diagnostic {
    Diagnostic(
      .wrongDraw, "there is no distribution `\(name.text)`", at: name.span,
      help: [
        suggestion.map { "did you mean `\($0)`?" } ?? "there are \(known.quotedList)"
      ])
  }

  static func wrongDraw(_ name: Name, wanted: [String]) -> Diagnostic {
    Diagnostic(
      .wrongDraw, "`\(name.text)` takes \(wanted.quotedList)", at: name.span,
      help: ["write `draw \(name.text)(\(wanted.map { "\($0) .." }.joined(separator: ", ")))`"])
  }

  // MARK: - Claims

  static func undecidable(_ span: Span) -> Diagnostic {
    Diagnostic(
      .undecidable, "no number of paths could decide this", at: span,
      help: [
        "claim something that can hold and can fail",
        "what is to be so in every path is `expect always ..`",
      ])
  }

  static func splittingWithoutSeverity(_ span: Span) -> Diagnostic {
    Diagnostic(
      .missingSpecPart, "paths are split by their severity, and the spec has none", at: span,
      help: ["say how near a state is to the worst: `severity 1 - margin`"])
  }

  static func severityOfNothing(_ span: Span) -> Diagnostic {
    Diagnostic(
      .undecidable, "the severity is the same in every state", at: span,
      help: ["write a number that rises towards the worst, such as `severity 1 - margin`"])
  }

  static func profitOfNothing(_ span: Span) -> Diagnostic {
    Diagnostic(
      .undecidable, "the adversary has the same in every state", at: span,
      help: ["write what it wants more of, such as `profit Account[4].balance`"])
  }

  static func splittingOfNoChance(_ span: Span) -> Diagnostic {
    Diagnostic(
      .undecidable, "only a chance is found by splitting", at: span,
      help: ["write `expect P(condition) < 1e-5 by splitting`, or leave `by splitting` out"])
  }

  static func unknownEstimate(_ name: Name, known: [String], suggestion: String?) -> Diagnostic {
    Diagnostic(
      .unknownEstimate, "`\(name.text)` estimates nothing", at: name.span,
      help: [suggestion.map { "did you mean `\($0)`?" } ?? "there are \(known.quotedList)"])
  }

  static func quantileWithoutLevel(_ span: Span) -> Diagnostic {
    Diagnostic(
      .unknownEstimate, "`quantile` takes a number and a level", at: span,
      help: ["write `quantile(bad_debt, 99%)`"])
  }

  static func expectationNeedsOrder(_ span: Span) -> Diagnostic {
    Diagnostic(
      .undecidable, "an estimate is below or above a bound", at: span,
      help: ["compare with `<`, `<=`, `>` or `>=`"])
  }

  static func confidenceOutOfRange(_ span: Span) -> Diagnostic {
    Diagnostic(
      .undecidable, "a confidence lies between 50% and 99.9999%", at: span,
      help: ["write `confidence 99%`"])
  }

  static func eventAggregate(_ span: Span) -> Diagnostic {
    Diagnostic(
      .unknownEstimate, "over events there are `sum`, `count`, `min` and `max`", at: span,
      help: ["write `sum(e.size for e in Liquidated)` or `count(Liquidated)`"])
  }

  static func eventAggregateNeedsElse(_ span: Span, function: String) -> Diagnostic {
    Diagnostic(
      .unknownEstimate, "without any event there is no \(function)", at: span,
      help: ["say what it is then: `\(function)(e.size for e in Liquidated else 0)`"])
  }

  // MARK: - Proposals

  static func staleProposal(_ span: Span, deployed: String, said: String) -> Diagnostic {
    Diagnostic(
      .staleProposal, "this is not what is deployed", at: span,
      label: "deployed is \(deployed), and this says \(said)",
      help: ["bring the proposal up to date: it may have been written for an earlier vote"])
  }

  static func changeOutOfRange(_ span: Span, _ low: String, _ high: String) -> Diagnostic {
    Diagnostic(
      .wrongProposal, "the parameter cannot become that", at: span,
      help: ["the contract allows \(low) to \(high)"])
  }

  static func changeOfNoParameter(_ span: Span) -> Diagnostic {
    Diagnostic(
      .wrongProposal, "a vote changes parameters", at: span,
      help: ["name a `param` of the contract, or a field that is one: `Market[ETH].haircut`"])
  }

  static func unknownParameter(
    _ name: Name, of contract: String, suggestion: String?, known: [String]
  ) -> Diagnostic {
    Diagnostic(
      .unknownName, "`\(contract)` has no parameter `\(name.text)`", at: name.span,
      help: [
        suggestion.map { "did you mean `\($0)`?" }
          ?? (known.isEmpty ? "it has none at all" : "its parameters are \(list(known))")
      ])
  }

  static func valueThatIsComputed(_ span: Span) -> Diagnostic {
    Diagnostic(
      .wrongProposal, "a proposal says the values themselves", at: span,
      help: ["write the number, so that whoever votes need not work it out"])
  }

  static func repeatedChange(_ span: Span) -> Diagnostic {
    Diagnostic(
      .wrongProposal, "the parameter is changed twice", at: span, help: ["keep one of the lines"])
  }

  static func changeBeforeTheStart(_ span: Span) -> Diagnostic {
    Diagnostic(
      .wrongProposal, "a change cannot come before the vote", at: span,
      help: ["write how long after the start it comes: `after 2d`"])
  }

  static func changeByDegrees(_ span: Span) -> Diagnostic {
    Diagnostic(
      .wrongProposal, "only a quantity can change by degrees", at: span,
      help: ["leave `over` out: it changes at once, with `after` at a later time"])
  }

  static func emptyProposal(_ span: Span) -> Diagnostic {
    Diagnostic(
      .wrongProposal, "the proposal changes nothing", at: span,
      help: ["write for instance `initial_margin : 10% -> 4%`"])
  }

  static func proposalWithoutSpec(_ name: Name) -> Diagnostic {
    Diagnostic(
      .wrongProposal, "no spec of this file deploys `\(name.text)`", at: name.span,
      help: ["a vote needs markets and agents: write a `spec` that uses the contract"])
  }
}

extension [String] {
  fileprivate var quotedList: String { map { "`\($0)`" }.joined(separator: ", ") }
}

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
