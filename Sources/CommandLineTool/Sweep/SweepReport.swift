import Campaign
import Diagnostics
import Numerics
import Semantics
import Statistics

/// What a sweep found, for a terminal, as commas and as JSON.
struct SweepReport {
  let run: SweepRun
  let path: String
  /// What it takes to break the spec as deployed, where that was asked.
  let stress: ReverseStress?

  init(_ run: SweepRun, path: String, stress: ReverseStress? = nil) {
    self.run = run
    self.path = path
    self.stress = stress
  }

  private var axes: [SweepAxis] { run.axes }

  func value(_ axis: Int, _ number: Int) -> String {
    axes[axis].text(of: number)
  }

  // MARK: - Text

  var size: String {
    "\(run.cells.count) of \(counted(run.cellCount, "cell")) computed, "
      + "\(counted(Int(clamping: run.paths), "path")), at most "
      + "\(grouped(Int(clamping: run.budget))) each, seed \(run.seed)"
  }

  /// Cells that contradict a single turn of their row.
  var breaks: [String] { run.search.breaks.prefix(8).map { describe($0) } }

  func text(_ palette: Palette) -> String {
    let names = axes.map { "`\($0.text)`" }.joined(separator: ", ")
    var text = palette.paint(run.spec.name, .headline) + (axes.isEmpty ? "" : " over \(names)")
    if run.wasInterrupted {
      text += ": " + palette.paint("interrupted, this is what is known", .warning)
    }
    text += "\n"
    if !axes.isEmpty {
      text += "  \(size)\n\n  \(palette.paint("Safe frontier", .headline))\n"
      text += frontier.text(.terminal)
    }
    if axes.count == 2 { text += "\n" + map }
    if !breaks.isEmpty {
      text += "\n  \(palette.paint("Not monotone", .warning)): safe and unsafe take turns at\n"
      for cell in breaks { text += "    \(cell)\n" }
    }
    if !run.influences.isEmpty {
      text +=
        "\n  \(palette.paint("What moves most", .headline))"
        + ", from its first value to its last, all others as deployed\n"
        + influences.text(.terminal)
    }
    if let stress {
      text +=
        "\n  \(palette.paint("The smallest shocks", .headline))"
        + ", at the parameters as deployed\n"
      for note in stress.notes(run.words) {
        text += VoteText.wrapped(note, first: "  - ", then: "    ")
      }
      if !stress.answers.isEmpty { text += stress.table(run.words).text(.terminal) }
      for command in stress.commands(run.words, path) {
        text += "  walk it again: \(command.escapedForDisplay)\n"
      }
    }
    return text
  }

  func describe(_ cell: [Int]) -> String {
    let state = run.search.states[cell].map { name($0) } ?? "unknown"
    let place = cell.enumerated().map { "\(axes[$0].text) \(value($0, $1))" }
    return place.joined(separator: ", ") + ": \(state)"
  }

  private func name(_ state: FrontierSearch.State) -> String {
    switch state {
    case .holds: "safe"
    case .fails: "unsafe"
    case .undecided: "undecided"
    }
  }

  /// The last safe value of the first axis for every combination of the others.
  var frontier: ReportTable {
    let word = run.search.side == .high ? "smallest" : "largest"
    let rows = sortedRows.map { row in
      row.enumerated().map { value($0 + 1, $1) }
        + [
          (run.search.frontier[row] ?? nil).map { value(0, $0) } ?? "none is safe",
          edge(row),
        ]
    }
    return ReportTable(
      axes.dropFirst().map(\.text) + ["\(word) safe \(axes[0].text)", "how sure"], rows)
  }

  private var sortedRows: [[Int]] {
    run.search.rows.filter { run.search.frontier[$0] != nil }
      .sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// What the cells at the turn say.
  private func edge(_ row: [Int]) -> String {
    guard let turn = run.search.frontier[row] ?? nil else { return "" }
    let beyond = run.search.side == .high ? turn - 1 : turn + 1
    guard run.search.states[[turn] + row] != nil else { return "as the rows beside it" }
    guard axes[0].values.indices.contains(beyond) else { return "to the end of the range" }
    guard let state = run.search.states[[beyond] + row] else {
      return "\(value(0, beyond)) is not, beside it"
    }
    return "\(value(0, beyond)) is \(name(state))"
  }

  /// The first axis to the right, the second downwards.
  private var map: String {
    let labels = axes[1].values.indices.map { value(1, $0) }
    let width = labels.map(\.count).max() ?? 0
    var text =
      "  \(axes[0].text) \(value(0, 0)) to \(value(0, axes[0].values.count - 1)), "
      + "\(axes[1].text) downwards\n"
    for (number, label) in labels.enumerated() {
      let marks = axes[0].values.indices.map { mark([$0, number]) }.joined(separator: " ")
      text += "  " + String(repeating: " ", count: width - label.count) + label + "  \(marks)\n"
    }
    return text + "  # safe, x unsafe, ? undecided; + and - follow from the turn of their row\n"
  }

  /// Where no cell is safe, nothing says which of those that were not asked are unsafe.
  func state(of cell: [Int]) -> (state: FrontierSearch.State, isAsked: Bool)? {
    guard let found = run.search.state(of: cell) else { return nil }
    let isOpen = !found.isAsked && found.state == .fails && run.search.side == nil
    return isOpen ? (.undecided, false) : found
  }

  private func mark(_ cell: [Int]) -> String {
    guard let (state, isAsked) = state(of: cell) else { return " " }
    switch state {
    case .holds: return isAsked ? "#" : "+"
    case .fails: return isAsked ? "x" : "-"
    case .undecided: return "?"
    }
  }

  var influences: ReportTable {
    let measures = run.spec.measures
    let rows = run.influences.map { influence -> [String] in
      let axis = axes[influence.axis]
      let pairs = influence.pairs
      return [
        axis.text,
        "\(value(influence.axis, 0)) to \(value(influence.axis, axis.values.count - 1))",
        "+\(pairs.danger.becameTrue) -\(pairs.danger.becameFalse) of \(pairs.danger.count)",
      ]
        + measures.indices.map { number in
          let word = pairs.differences[number].values.mean() ?? 0
          return (word > 0 ? "+" : "")
            + RoundedNumber.text(word, measures[number].foundType, run.words.printer)
        }
    }
    return ReportTable(["parameter", "values", "unsafe paths"] + measures.map(\.name), rows)
  }

  // MARK: - Machines

  private var asked: [[Int]] { run.cells.keys.sorted { $0.lexicographicallyPrecedes($1) } }

  /// A row for each cell that was computed.
  var commas: String {
    let expectations = run.spec.expectations.indices.map { "expectation_\($0 + 1)" }
    var rows = [axes.map(\.text) + ["verdict", "paths"] + expectations]
    for place in asked {
      guard let cell = run.cells[place] else { continue }
      rows.append(
        place.enumerated().map { plain($0, $1) }
          + [name(cell.state), "\(cell.paths)"]
          + cell.judgements.map { $0.estimate.map { Fixed.text($0, grouped: false) } ?? "" })
    }
    return rows.map { PathRows.row($0) }.joined()
  }

  private func plain(_ axis: Int, _ number: Int) -> String {
    run.words.plain(axes[axis].values[number], axes[axis].type)
  }

  var document: JSONValue {
    [
      "command": "sweep", "spec": .string(run.spec.name), "seed": .string(String(run.seed)),
      "interrupted": .bool(run.wasInterrupted),
      "axes": .array(
        axes.enumerated().map { number, axis in
          [
            "parameter": .string(axis.text),
            "values": .array(axis.values.indices.map { .string(plain(number, $0)) }),
          ]
        }),
      "cells": .integer(run.cellCount), "computed": .integer(run.cells.count),
      "paths": .integer(Int(clamping: run.paths)),
      "safe_side": JSONValue(run.search.side) { .string($0 == .low ? "low" : "high") },
      "frontier": .array(
        sortedRows.map { row in
          [
            "at": .array(row.enumerated().map { .string(plain($0 + 1, $1)) }),
            "last_safe": JSONValue(run.search.frontier[row] ?? nil) { .string(plain(0, $0)) },
          ]
        }),
      "not_monotone": .array(run.search.breaks.map { .string(describe($0)) }),
      "asked": .array(
        asked.map { place in
          [
            "at": .array(place.enumerated().map { .string(plain($0, $1)) }),
            "verdict": .string(run.cells[place].map { name($0.state) } ?? ""),
            "paths": .integer(Int(clamping: run.cells[place]?.paths ?? 0)),
          ]
        }),
      "influences": .array(
        run.influences.map { influence in
          [
            "parameter": .string(axes[influence.axis].text),
            "turn_unsafe": .integer(Int(clamping: influence.pairs.danger.becameTrue)),
            "turn_safe": .integer(Int(clamping: influence.pairs.danger.becameFalse)),
            "pairs": .integer(Int(clamping: influence.pairs.danger.count)),
          ]
        }),
      "smallest_shocks": JSONValue(stress) { $0.document(run.words, path) },
    ]
  }
}
