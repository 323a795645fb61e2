import Attack
import Diagnostics
import Machine
import Property
import Reference
import Semantics

/// What an attack came to.
struct FuzzReport {
  let path: String
  let stage: Stage
  let seed: UInt64
  let only: Set<Int>?
  let outcome: Attack.Outcome
  let printer: ValuePrinter
  /// As they were given, for commands that do it again.
  let options: String
  /// What is kept beside the file.
  var book: CaseBook?

  var contract: CheckedContract { stage.contract }

  enum Verdict {
    case broken(Finding)
    case held(checks: Int)
    /// The machine undoes what would break it.
    case enforced
    case vacuous
    case notAsked
  }

  func verdict(_ claim: Int) -> Verdict {
    if let only, !only.contains(claim) { return .notAsked }
    if let finding = outcome.findings.first(where: { $0.invariant == claim }) {
      return .broken(finding)
    }
    if stage.isEnforced(claim) { return .enforced }
    return outcome.vacuous.contains(claim)
      ? .vacuous
      : .held(checks: claim < outcome.tally.asked.count ? outcome.tally.asked[claim] : 0)
  }

  /// Whether a search that found nothing would have found something.
  var isBlind: Bool {
    guard stage.canary != nil, outcome.canary == nil else { return false }
    return stage.claims.contains { if case .held = verdict($0) { true } else { false } }
  }

  var status: ExitStatus {
    if !outcome.findings.isEmpty || book?.fails ?? false { return .findings }
    if outcome.wasInterrupted { return .interrupted }
    return isBlind ? .undecided : .success
  }

  /// The simplest run found that breaks the claim.
  func shrunk(_ finding: Finding) -> ChoiceSequence {
    if let kept = book?.smallest(finding.invariant) { return kept.sequence }
    guard !finding.sequence.steps.isEmpty, let player = try? Player(stage) else {
      return finding.sequence
    }
    return player.shrink(
      finding.sequence, breaking: finding.invariant, budget: FuzzReport.replays)?
      .smallest.sequence ?? finding.sequence
  }

  /// Replays that shrinking one run may take.
  private static let replays = 20_000

  /// One line for each move of a run.
  func lines(of finding: Finding) -> [String] {
    if let kept = book?.smallest(finding.invariant) { return kept.steps.map(\.text) }
    return lines(of: shrunk(finding))
  }

  /// The simplest run found that gains as much.
  func shrunk(_ gain: Gain) -> Gain {
    guard let player = try? Player(stage) else { return gain }
    return player.shrink(gain, budget: FuzzReport.replaysOfWorld) ?? gain
  }

  private static let replaysOfWorld = 2_000

  /// `3_000 USD`
  func text(ofProfit profit: Int128) -> String {
    stage.profit.map { printer.text(profit, $0.type) } ?? ""
  }

  func lines(of run: ChoiceSequence) -> [String] {
    guard let player = try? Player(stage) else { return [] }
    player.begin()
    return run.steps.map { step in
      var reader = ChoiceReader(replaying: step)
      let played = player.play(&reader, weights: stage.evenWeights)
      return line(played, of: player)
    }
  }

  private func line(_ played: Player.Played, of player: Player) -> String {
    guard let call = player.call(of: played) else { return step(played, player.prices) }
    var text = printer.text(call, gap: played.gap)
    if let stop = played.run?.stop { text += ", refused: \(stop.words(stage.compiled))" }
    return text + played.transaction.words
  }

  /// `10min pass; BTC is 52_000 USD/BTC`
  private func step(_ played: Player.Played, _ prices: [Int128]) -> String {
    guard case .step(let isBetween) = played.what,
      let markets = stage.world?.program.spec.markets
    else { return "" }
    var text = "\(printer.text(played.gap, .duration)) pass"
    for (market, price) in zip(markets, prices) {
      text += "; \(market.name) is \(printer.text(price, market.type))"
    }
    return text + (isBetween ? ", not yet published" : "")
  }

  /// The command that finds the same again.
  var command: String { "plimsoll fuzz \(quotedForShell(path))\(options)" }

  /// Moves that were tried and never stood, with why not.
  var neverCommitted: [(action: String, tries: Int, why: String)] {
    stage.moves.indices.compactMap { move in
      let tries = outcome.tally.calls[move]
      guard outcome.tally.commits[move] == 0 else { return nil }
      return (
        contract.actions[stage.moves[move].action].name, tries,
        outcome.tally.refusals(of: move).first?.stop.words(stage.compiled) ?? "never called"
      )
    }
  }
}

extension Player.Played.Transaction {
  /// Behind the words of the call.
  var words: String {
    switch self {
    case .none: ""
    case .goesOn: ", in one transaction with the next"
    case .undone: ", which undoes its transaction"
    }
  }
}
