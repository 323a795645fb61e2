import Attack
import Campaign
import Diagnostics
import Numerics
import Reference
import Semantics

/// A run of a spec's adversary, told in sentences: what the prices did, what the adversary and the
/// world did meanwhile, whose rows were opened and closed, and who has lost how much.
///
/// Nothing is told that the replay does not show; every number is a value of it.
struct SpecStory {
  let replay: SpecReplay
  let claim: Int

  private var target: SpecTarget { replay.target }
  private var printer: ValuePrinter { target.printer }

  var lines: [String] {
    [heading] + replay.steps.indices.map(sentence) + verdict
      + StoryBalance(target.stage.contract, printer).lines(from: replay.beginning, to: replay.end)
  }

  private var heading: String {
    let moves = counted(replay.steps.count, "move")
    let are = replay.steps.count == 1 ? "is" : "are"
    let title =
      claim < target.stage.contract.invariants.count
      ? target.stage.contract.invariants[claim].text.map { ", \"\($0)\"" } ?? "" : ""
    return "\(moves) of the adversary \(are) enough to break what \(target.spec.name) promises: "
      + "`\(target.stage.name(of: claim))`\(title)."
  }

  private func sentence(_ number: Int) -> String {
    let step = replay.steps[number]
    var parts: [String] = []
    switch step.move {
    case .call: break
    case .step(let gap, let isBetween):
      if gap > 0 { parts.append("\(printer.text(gap, .duration)) pass") }
      let before = replay.prices(before: number)
      for (market, (old, new)) in zip(target.spec.markets, zip(before, step.prices))
      where old != new {
        parts.append(
          "the price of \(market.name) \(new < old ? "falls" : "rises") from "
            + "\(printer.text(old, market.type)) to \(printer.text(new, market.type))")
      }
      if isBetween { parts.append("nothing of it is published yet") }
      if parts.isEmpty { parts.append("what was left of the step happens") }
    }
    var text = "\(number + 1). " + parts.joined(separator: ", ").withCapital
    for entry in step.told.entries {
      guard case .call(let call) = entry else { continue }
      let sentence = self.sentence(call)
      guard let sentence else { continue }
      text += (text.hasSuffix(" ") ? "" : "; ") + (parts.isEmpty ? sentence.withCapital : sentence)
    }
    if case .call(_, _, let transaction) = step.move { text += transaction.words }
    return text + "."
  }

  /// Calls of the world that were refused are left out.
  private func sentence(_ call: ReplayStep.Call) -> String? {
    guard call.call.origin == .adversary else {
      return target.words.sentence(call, target.world)
    }
    let name = printer.caller(call.caller)
    let who = if case .anyone = call.caller { "the adversary" } else { "the adversary as \(name)" }
    if case .refused(let refusal) = call.end {
      return target.words.head(call, target.world, who: who)
        + ", which is refused: \(refusal.message)"
    }
    return target.words.sentence(call, target.world, who: who)
  }

  private var verdict: [String] {
    guard let step = replay.breaking(claim) else { return [] }
    let reasons = replay.reasons(claim, at: step).joined(separator: "; ")
    let text =
      claim < target.stage.contract.invariants.count
      ? target.sources.text(onOneLine: target.stage.contract.invariants[claim].condition.span)
      : target.stage.name(of: claim)
    return ["Now `\(text)` is not so" + (reasons.isEmpty ? "." : ": \(reasons).")]
  }
}

/// What rows have gained and lost, and how a change is told.
struct StoryBalance {
  private let contract: CheckedContract
  private let printer: ValuePrinter

  init(_ contract: CheckedContract, _ printer: ValuePrinter) {
    self.contract = contract
    self.printer = printer
  }

  /// `mark falls from 60_000 USD/BTC to 51_000 USD/BTC`
  static func change(_ change: StateChange, _ printer: ValuePrinter) -> String {
    let old = printer.text(change.old, at: change.place)
    let new = printer.text(change.new, at: change.place)
    let verb =
      printer.isQuantity(change.place) ? change.new < change.old ? "falls" : "rises" : "goes"
    return "\(printer.name(of: change.place)) \(verb) from \(old) to \(new)"
  }

  /// By row, what of it is more or less than in the beginning, and by how much.
  func lines(from beginning: State, to end: State) -> [String] {
    var rows: [(row: String, told: [String])] = []
    for change in end.changes(since: beginning) {
      guard case .field(let table, let field, let row) = change.place,
        printer.isQuantity(change.place)
      else { continue }
      let (old, new) = (
        printer.text(change.old, at: change.place), printer.text(change.new, at: change.place)
      )
      var told = "\(contract.tables[table].fields[field].name) \(old) -> \(new)"
      let (difference, overflow) = change.new.subtractingReportingOverflow(change.old)
      if !overflow, change.old != 0, change.new != 0, difference != .min {
        let size = printer.text(
          Int128(clamping: difference.magnitude), table: table, field: field, row: row)
        told += difference < 0 ? ", \(size) less" : ", \(size) more"
      }
      let name = printer.row(Int128(row), of: table)
      if rows.last?.row == name {
        rows[rows.count - 1].told.append(told)
      } else {
        rows.append((name, [told]))
      }
    }
    guard !rows.isEmpty else { return [] }
    return [
      "From the first to the last: "
        + rows.map { "\($0.row): \($0.told.joined(separator: ", "))" }.joined(separator: "; ") + "."
    ]
  }
}

extension ValuePrinter {
  /// Whether more of it can be told from less.
  func isQuantity(_ place: StateChange.Place) -> Bool {
    let type: ValueType
    switch place {
    case .parameter(let id): type = contract.parameters[id].type
    case .state(let id): type = contract.states[id].type
    case .field(let table, let field, _): type = contract.tables[table].fields[field].type
    case .now: return false
    }
    switch type {
    case .fixed, .integer: return true
    case .time, .truth, .row, .enumeration, .unknown: return false
    }
  }
}

extension String {
  /// With its first letter in upper case.
  var withCapital: String { prefix(1).uppercased() + dropFirst() }
}
