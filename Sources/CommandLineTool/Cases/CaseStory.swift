import Diagnostics
import Property
import Reference
import Semantics

/// A run that broke something, told in sentences fit to be quoted: who did what, what it did to
/// whom, and what is wrong in the end.
///
/// Nothing is told that the replay does not show; every number is a value of it.
struct CaseStory {
  let target: CaseTarget
  let replay: CaseReplay
  let claim: Int

  private var contract: CheckedContract { target.contract }
  private var printer: ValuePrinter { target.printer }

  var lines: [String] {
    [heading] + replay.steps.enumerated().map { sentence($1, number: $0 + 1) } + verdict + balance
  }

  private var heading: String {
    let invariant = contract.invariants[claim]
    let promise = invariant.text.map { "`\(invariant.name)`, \"\($0)\"" } ?? "`\(invariant.name)`"
    let calls = counted(replay.steps.count, "call")
    let are = replay.steps.count == 1 ? "is" : "are"
    return "\(calls) \(are) enough to break what \(contract.name) promises: \(promise)."
  }

  private func sentence(_ step: CaseReplay.Step, number: Int) -> String {
    let who = printer.name(of: step.call.caller).map { subject($0, step) } ?? "somebody"
    let action = contract.actions[step.call.action]
    let arguments = zip(step.call.arguments, action.parameters).map { word, slot in
      "\(slot.name) \(printer.text(word, slot.type))"
    }
    let time = step.gap > 0 ? "after \(printer.text(step.gap, .fixed(.duration))), " : ""
    var text = "\(number). \((time + who).capitalised) calls \(action.name)"
    if !arguments.isEmpty { text += " with " + arguments.joined(separator: ", ") }
    switch step.execution.outcome {
    case .reverted(let trap): return text + ", which is refused: \(printer.headline(trap))."
    case .committed where step.changes.isEmpty: return text + ", which changes nothing."
    case .committed: return text + ": " + step.changes.map(change).joined(separator: ", ") + "."
    }
  }

  private func subject(_ name: String, _ step: CaseReplay.Step) -> String {
    if case .role = step.call.caller { "the \(name)" } else { name }
  }

  private func change(_ change: StateChange) -> String {
    let (old, new) = (
      printer.text(change.old, at: change.place), printer.text(change.new, at: change.place)
    )
    return "\(printer.name(of: change.place)) goes from \(old) to \(new)"
  }

  /// Why the promise is broken, by the values of both sides.
  private var verdict: [String] {
    guard let place = replay.breaking(claim),
      let broken = replay.steps[place].broken.first(where: { $0.number == claim })
    else { return [] }
    let writer = FindingWriter(target.sources, printer)
    let condition = target.sources.text(onOneLine: contract.invariants[claim].condition.span)
    let reasons = writer.lines(broken).dropFirst().joined(separator: "; ")
    return [
      "Now `\(condition)` is not so" + (reasons.isEmpty ? "." : ": \(reasons).")
    ]
  }

  /// What the rows that took part have in the end, against the beginning.
  private var balance: [String] {
    let changes = replay.end.changes(since: replay.beginning)
    let rows = changes.compactMap { change -> String? in
      guard case .field(let table, let field, let row) = change.place else { return nil }
      switch contract.tables[table].fields[field].type {
      case .fixed, .integer: break
      case .time, .truth, .row, .enumeration, .unknown: return nil
      }
      let (old, new) = (
        printer.text(change.old, table: table, field: field, row: row),
        printer.text(change.new, table: table, field: field, row: row)
      )
      return "\(printer.name(of: change.place)) \(old) -> \(new)"
    }
    return rows.isEmpty ? [] : ["From the first to the last: " + rows.joined(separator: ", ") + "."]
  }
}

extension String {
  /// With its first letter in upper case.
  fileprivate var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
