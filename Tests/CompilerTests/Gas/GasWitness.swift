import Foundation
import Reference
import Semantics

/// A dear run that a search has found, written down by names so that it outlives small changes of
/// its contract: what is not named is as it is in the beginning.
///
///     action liquidate
///     rows Account=3
///     by row 1
///     arguments 0 500
///     state mark 100
///     cells Account.size 1 2*0
struct GasWitness {
  let action: String
  let rows: [String: Int]
  let caller: [Substring]
  let arguments: [Int128]
  let words: [String: [Int128]]

  private static func file(_ contract: String) -> URL {
    GasSubject.root.appending(path: "Tests/Fixtures/gas/\(contract).txt")
  }

  static func read(_ contract: String) -> [GasWitness] {
    let text = (try? String(contentsOf: file(contract), encoding: .utf8)) ?? ""
    return text.components(separatedBy: "\n\n").compactMap { GasWitness($0) }
  }

  /// What is written down of one action.
  static func texts(_ contract: String, of action: String) -> [String] {
    let text = (try? String(contentsOf: file(contract), encoding: .utf8)) ?? ""
    return text.components(separatedBy: "\n\n").filter { $0.hasPrefix("action \(action)\n") }
      .map { $0.hasSuffix("\n") ? $0 : $0 + "\n" }
  }

  /// Of every contract.
  static let all: [GasWitness] = {
    let folder = file("").deletingLastPathComponent()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().flatMap { read(String($0.split(separator: ".").first ?? "")) }
  }()

  static func write(_ witnesses: [String], of contract: String) throws {
    let text = witnesses.joined(separator: "\n")
    try FileManager.default.createDirectory(
      at: file(contract).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file(contract))
  }

  private init?(_ text: String) {
    var action = ""
    var rows: [String: Int] = [:]
    var caller: [Substring] = []
    var arguments: [Int128] = []
    var words: [String: [Int128]] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ")
      let rest = parts.dropFirst()
      switch parts.first {
      case "action": action = String(rest.joined(separator: " "))
      case "rows":
        for part in rest {
          let pair = part.split(separator: "=")
          rows[String(pair[0])] = Int(pair[1])
        }
      case "by": caller = Array(rest)
      case "arguments": arguments = rest.compactMap { Int128($0) }
      default:
        guard parts.count > 1 else { continue }
        words["\(parts[0]) \(parts[1])"] = parts.dropFirst(2).flatMap { part -> [Int128] in
          let pair = part.split(separator: "*")
          let count = pair.count == 2 ? Int(pair[0]) ?? 0 : 1
          return [Int128](repeating: Int128(pair[pair.count - 1]) ?? 0, count: count)
        }
      }
    }
    guard !action.isEmpty else { return nil }
    self.action = action
    self.rows = rows
    self.caller = caller
    self.arguments = arguments
    self.words = words
  }

  /// The run in the contract as it is now; `nil` when it does not fit any more. As a run of another
  /// action it begins in the same state, with as many of the arguments as there are.
  func call(
    in contract: CheckedContract, as other: ActionID? = nil
  ) -> (population: Population, call: GasCall)? {
    let sizes = contract.tables.enumerated().compactMap { id, table in
      rows[table.name].map { (id, CheckedExample.Population(count: $0)) }
    }
    guard let id = other ?? contract.actions.firstIndex(where: { $0.name == action }),
      other != nil || contract.actions[id].parameters.count == arguments.count,
      let population = try? Population(
        of: contract, given: Dictionary(uniqueKeysWithValues: sizes)),
      let caller = caller(contract.actions[id], contract)
    else { return nil }
    var state = Interpreter(contract, population).initialState
    func take(_ name: String, _ place: inout Int128) {
      if let word = words[name]?.first { place = word }
    }
    take("now now", &state.now)
    for (id, slot) in contract.parameters.enumerated() {
      take("param \(slot.name)", &state.parameters[id])
    }
    for (id, slot) in contract.states.enumerated() { take("state \(slot.name)", &state.states[id]) }
    for (id, table) in contract.tables.enumerated() {
      for (number, field) in table.fields.enumerated() {
        guard let column = words["cells \(table.name).\(field.name)"],
          column.count == population.counts[id]
        else { continue }
        state.columns[id][number] = column
      }
    }
    let passed = contract.actions[id].parameters.indices.map {
      $0 < arguments.count ? arguments[$0] : 0
    }
    return (population, GasCall(state: state, arguments: passed, caller: caller))
  }

  private func caller(_ action: CheckedAction, _ contract: CheckedContract) -> Caller? {
    switch (action.callers, caller.first) {
    case (.row(let table), "row"): caller.last.flatMap { Int128($0) }.map { .row(table, $0) }
    case (.roles, "role"):
      caller.last.flatMap { name in contract.roles.firstIndex { $0 == name } }.map { .role($0) }
    case (.anyone, "anyone"): .anyone
    default: nil
    }
  }

  /// A run as text.
  static func text(_ search: GasSearch) -> String {
    let contract = search.subject.contract
    let call = search.best
    let initial = Interpreter(contract, search.population).initialState
    var lines = ["action \(contract.actions[search.action].name)"]
    let rows = search.subject.growable.map {
      "\(contract.tables[$0].name)=\(search.population.counts[$0])"
    }
    if !rows.isEmpty { lines.append("rows " + rows.joined(separator: " ")) }
    switch call.caller {
    case .anyone: lines.append("by anyone")
    case .role(let role): lines.append("by role \(contract.roles[role])")
    case .row(_, let row): lines.append("by row \(row)")
    }
    lines.append((["arguments"] + call.arguments.map { "\($0)" }).joined(separator: " "))
    if call.state.now != initial.now { lines.append("now now \(call.state.now)") }
    for (id, slot) in contract.parameters.enumerated()
    where call.state.parameters[id] != initial.parameters[id] {
      lines.append("param \(slot.name) \(call.state.parameters[id])")
    }
    for (id, slot) in contract.states.enumerated()
    where call.state.states[id] != initial.states[id] {
      lines.append("state \(slot.name) \(call.state.states[id])")
    }
    for (id, table) in contract.tables.enumerated() {
      for (number, field) in table.fields.enumerated()
      where call.state.columns[id][number] != initial.columns[id][number] {
        lines.append(
          "cells \(table.name).\(field.name) " + text(ofCells: call.state.columns[id][number]))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `3 2*0`: words, equal neighbours once.
  private static func text(ofCells words: [Int128]) -> String {
    var runs: [(word: Int128, count: Int)] = []
    for word in words {
      if let last = runs.last, last.word == word {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((word, 1))
      }
    }
    return runs.map { $0.count == 1 ? "\($0.word)" : "\($0.count)*\($0.word)" }
      .joined(separator: " ")
  }
}
