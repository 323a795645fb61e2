import Diagnostics
import Market
import Syntax

/// Wording of what does not fit the world of a spec: who calls, which rows there are, what follows
/// from what.
extension Diagnostic {
  // MARK: - Callers and rows

  static func callerNotAdmitted(_ span: Span, action: String, admits: [String]) -> Diagnostic {
    Diagnostic(
      .callerNotAdmitted, "`\(action)` never admits this caller", at: span,
      help: [
        admits.count == 1
          ? "it admits \(admits[0])" : "it admits \(admits.joined(separator: ", "))"
      ])
  }

  static func noRows(_ span: Span, table: String) -> Diagnostic {
    Diagnostic(
      .rowBeyondPopulation, "`\(table)` has no rows here", at: span,
      help: ["say how many it has: `population \(table) = 10`"])
  }

  static func moreAgentsThanRows(_ span: Span, agents: Int128, rows: Int) -> Diagnostic {
    Diagnostic(
      .rowBeyondPopulation, "\(agents) agents cannot call from \(rows) rows", at: span,
      help: ["leave the number out for an agent to each row, or name as many rows"])
  }

  static func unknownUnit(_ name: Name, of contract: String) -> Diagnostic {
    Diagnostic(
      .unknownType, "`\(contract)` has no unit `\(name.text)`", at: name.span,
      help: ["`with` gives a unit of the contract the name it has here: `with COIN = ETH`"])
  }

  // MARK: - Settings

  static func repeatedSetting(_ name: Name) -> Diagnostic {
    Diagnostic(
      .wrongSetting, "`\(name.text)` is said twice", at: name.span, help: ["keep one of them"])
  }

  static func setOutOfRange(_ span: Span, _ low: String, _ high: String) -> Diagnostic {
    Diagnostic(
      .wrongSetting, "the parameter cannot be that", at: span,
      help: ["the contract allows \(low) to \(high)"])
  }

  static func setTwice(_ span: Span) -> Diagnostic {
    Diagnostic(
      .wrongSetting, "the parameter is set twice", at: span, help: ["keep one of them"])
  }

  static func setBreaks(_ span: Span, invariant: String) -> Diagnostic {
    Diagnostic(
      .wrongSetting, "these parameters break the invariant `\(invariant)`", at: span,
      help: ["set parameters that the contract allows together"])
  }

  static func notAPrice(_ span: Span, found: String) -> Diagnostic {
    Diagnostic(
      .priceWithoutUnit, "what moves on a path is a number, not \(found)", at: span,
      help: ["write for instance `60_000 USD/BTC`, or `process name : ratio`"])
  }

  static func wrongCorrelation(_ span: Span, _ headline: String, _ help: String) -> Diagnostic {
    Diagnostic(.wrongCorrelation, headline, at: span, help: [help])
  }

  // MARK: - Time

  static func notPositive(_ span: Span, what: String) -> Diagnostic {
    Diagnostic(
      .wrongSteps, "\(what) is longer than nothing", at: span,
      help: ["write `1 step` or `20min`"])
  }

  static func notAgo(_ span: Span) -> Diagnostic {
    Diagnostic(
      .wrongSteps, "an earlier price is that of some steps ago", at: span,
      help: ["write `BTC.price(10 steps ago)`"])
  }

  static func waitsTooLong(_ span: Span, steps: Int) -> Diagnostic {
    Diagnostic(
      .undecidable, "a path ends before that could be missed", at: span,
      help: ["the clock runs for \(steps) steps: wait for less"])
  }

  // MARK: - Agents and events

  static func agentClause(_ span: Span, _ headline: String, _ help: String) -> Diagnostic {
    Diagnostic(.wrongAgent, headline, at: span, help: [help])
  }

  static func noDepth(_ span: Span, market: String) -> Diagnostic {
    Diagnostic(
      .wrongFlow, "`\(market)` has no depth: trading does not move it", at: span,
      help: ["say how deep it is: `depth 4_000_000 per 1%`"])
  }

  static func neverEmitted(_ name: Name) -> Diagnostic {
    Diagnostic(
      .neverEmitted, "no action emits `\(name.text)`", at: name.span,
      help: ["name an event that happens, or emit this one in the contract"])
  }

  // MARK: - Claims

  static func noInvariants(_ span: Span) -> Diagnostic {
    Diagnostic(
      .undecidable, "no contract of this spec has an invariant", at: span,
      help: ["write one in the contract, or claim something else"])
  }

  static func peakOutsideMeasure(_ span: Span, word: String) -> Diagnostic {
    Diagnostic(
      .unknownEstimate, "`\(word)` is a number of a whole path", at: span,
      help: ["measure it, or claim the number itself: `expect always` asks after every step"])
  }

  static func measureOfNoNumber(_ span: Span, found: String) -> Diagnostic {
    Diagnostic(
      .unknownEstimate, "a path is measured in numbers, not in \(found)", at: span,
      help: ["measure a number, or whether something is so: `halted = mode == halted`"])
  }

  static func estimateOfTruth(_ name: Name) -> Diagnostic {
    Diagnostic(
      .unknownEstimate, "of what is true or false there is only the share `P`", at: name.span,
      help: ["write `expect P(condition) < 1%`"])
  }

  static func wordsOfDraw(_ span: Span, _ headline: String, _ help: String) -> Diagnostic {
    Diagnostic(.wrongDraw, headline, at: span, help: [help])
  }

  static func proposalBreaks(_ span: Span, invariant: String) -> Diagnostic {
    Diagnostic(
      .wrongProposal, "with these changes the invariant `\(invariant)` is broken", at: span,
      help: ["change the parameters so that they fit together"])
  }
}
