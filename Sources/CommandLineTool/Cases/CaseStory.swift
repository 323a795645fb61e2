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
    var text = "\(number). \((time + who).withCapital) calls \(action.name)"
    if !arguments.isEmpty { text += " with " + arguments.joined(separator: ", ") }
    switch step.execution.outcome {
    case .reverted(let trap): return text + ", which is refused: \(printer.headline(trap))."
    case .committed where step.changes.isEmpty: return text + ", which changes nothing."
    case .committed: return text + ": " + told(step).joined(separator: ", ") + "."
    }
  }

  /// What a call changed; a row that was empty is opened, one that is empty now is closed.
  private func told(_ step: CaseReplay.Step) -> [String] {
    var lines: [String] = []
    var named: Set<[Int]> = []
    for change in step.changes {
      guard case .field(let table, _, let row) = change.place else {
        lines.append(StoryBalance.change(change, printer))
        continue
      }
      if isEmpty(table, row, in: step.before) {
        let field =
          "\(printer.name(of: change.place)) \(printer.text(change.new, at: change.place))"
        if named.insert([table, row]).inserted {
          lines.append("\(printer.row(Int128(row), of: table)) is opened, \(field)")
        } else {
          lines.append(field)
        }
      } else if isEmpty(table, row, in: step.after) {
        if named.insert([table, row]).inserted {
          lines.append("\(printer.row(Int128(row), of: table)) is closed")
        }
      } else {
        lines.append(StoryBalance.change(change, printer))
      }
    }
    return lines
  }

  /// Whether every field of a row is as it begins, and nothing is in it.
  private func isEmpty(_ table: TableID, _ row: Int, in state: State) -> Bool {
    contract.tables[table].fields.indices.allSatisfy { field in
      guard state.columns.indices.contains(table),
        state.columns[table].indices.contains(field),
        state.columns[table][field].indices.contains(row)
      else { return false }
      let shape = contract.tables[table].fields[field]
      let isZero = shape.initial == 0 || !printer.isQuantity(.field(table, field, row: row))
      return isZero && state.columns[table][field][row] == shape.initial
    }
  }

  private func subject(_ name: String, _ step: CaseReplay.Step) -> String {
    if case .role = step.call.caller { "the \(name)" } else { name }
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
    StoryBalance(contract, printer).lines(from: replay.beginning, to: replay.end)
  }
}
