import Campaign
import Semantics

// Laws of what is deployed, asked of states that paths have reached.
extension SimulationText {
  var laws: [String] {
    spec.contract.laws.indices.flatMap { number -> [String] in
      let count = found.tally.laws[number]
      let title = "law \"\(words.name(ofLaw: number).escapedForDisplay)\""
      guard count.asked > 0 else {
        return [
          "  " + palette.paint("not asked", .warning) + "  " + title,
          "             " + run.whyNotAsked(law: number),
        ]
      }
      var lines = [
        "  "
          + (count.broken == 0
            ? palette.paint("holds    ", .success) : palette.paint("FAILS    ", .error)) + "  "
          + title,
        "             held in \(grouped(count.held)) of \(grouped(count.asked)) states asked"
          + " over \(counted(Int(clamping: found.paths), "path"))" + besides(count),
      ]
      if let broken = found.brokenLaws[number] {
        let given = words.given(broken.break).map { "\($0.name) = \($0.value)" }
        lines.append(
          "             first in path \(broken.path), step \(grouped(broken.break.step))"
            + (given.isEmpty ? "" : ", given " + given.joined(separator: ", "))
            .escapedForDisplay)
        for part in words.parts(broken.break, sources) {
          lines.append("             \(part.line)".escapedForDisplay)
        }
      }
      return lines
    }
  }

  /// States that say nothing.
  private func besides(_ count: Tally.LawCount) -> String {
    var parts: [String] = []
    if count.refused > 0 { parts.append("\(grouped(count.refused)) refused a side") }
    if count.withoutRows > 0 { parts.append("\(grouped(count.withoutRows)) had no such rows") }
    return parts.isEmpty ? "" : "; " + parts.joined(separator: ", ")
  }
}

extension SimulationRun {
  /// Why a law says nothing of this run.
  func whyNotAsked(law number: Int) -> String {
    guard world.program.asks(law: number) else {
      return "it puts values of several states into an order, which cannot be asked"
    }
    let count = findings.tally.laws[number]
    if count.refused > 0 {
      return "a side was refused in all of \(grouped(count.refused)) states looked at"
    }
    if count.withoutRows > 0 {
      return "none of \(grouped(count.withoutRows)) states looked at had such rows"
    }
    return "no state was looked at"
  }
}
