import Diagnostics
import Numerics
import Reference
import Semantics

/// What a contract says about itself to somebody who is about to use it.
struct ContractManual {
  private let contract: CheckedContract
  private let runner: ScriptRunner
  private let sources: SourceMap
  private let types: TypeNames

  init(_ runner: ScriptRunner, _ sources: SourceMap) {
    contract = runner.script.contract
    self.runner = runner
    self.sources = sources
    types = TypeNames(
      tables: contract.tables.map(\.name), enumerations: contract.enumerations.map(\.name))
  }

  /// The lines and words of the prompt, then every action.
  var overview: [String] {
    var lines = table(PromptWord.lines.map { [$0.0, $0.1] })
    lines += [""] + table(PromptWord.meanings.map { [$0.0, $0.1] })
    lines += ["", "actions of \(contract.name):"]
    lines += table(contract.actions.map { [signature(of: $0), "by \(callers(of: $0))"] })
    return lines
  }

  /// All there is to say about a name; `nil` when nothing has it.
  func about(_ name: String) -> [String]? {
    let entries = entries.filter { $0.name == name }
    guard !entries.isEmpty else { return nil }
    return Array(entries.map(\.lines).joined(separator: [""]))
  }

  func unknown(_ name: String, at span: Span) -> Diagnostic {
    let near = nearest(name, among: entries.map(\.name))
    return Diagnostic(
      .unknownName, "nothing here is called `\(name)`", at: span,
      help: [near.map { "did you mean `\($0)`?" } ?? "`help` alone lists the actions"])
  }

  private struct Entry {
    let name: String
    let lines: [String]
  }

  private var entries: [Entry] {
    let state = runner.walk.state
    let printer = runner.printer
    var entries: [Entry] = []
    func add(_ name: String, _ head: String, _ span: Span?, _ details: [String] = []) {
      let words = span.map { documentation(above: $0) + ["at \(sources.place(of: $0))"] } ?? []
      entries.append(Entry(name: name, lines: [head] + (details + words).map { "  " + $0 }))
    }
    for action in contract.actions {
      add(
        action.name, "action \(signature(of: action)) by \(callers(of: action))", action.span)
    }
    for function in contract.functions {
      let results = function.results.map { types.written($0.type) }.joined(separator: ", ")
      add(
        function.name,
        "fn \(function.name)(\(slots(function.parameters)))"
          + (results.isEmpty ? "" : " -> \(results)")
          + (function.changesState ? " changes state" : ""), function.span)
    }
    for (id, parameter) in contract.parameters.enumerated() {
      add(
        parameter.name, "param " + slot(parameter.name, parameter.type, parameter.range),
        parameter.span, ["is \(printer.text(state.parameters[id], parameter.type))"])
    }
    for (id, declared) in contract.states.enumerated() {
      add(
        declared.name, "state " + slot(declared.name, declared.type, nil), declared.span,
        ["is \(printer.text(state.states[id], declared.type))"])
    }
    for (id, declared) in contract.tables.enumerated() {
      let fields = declared.fields.map {
        ($0.isParameter ? "param " : "") + slot($0.name, $0.type, $0.range)
      }
      add(
        declared.name,
        "table \(declared.name), " + counted(runner.walk.interpreter.population.counts[id], "row"),
        declared.span, fields)
    }
    for event in contract.events {
      add(event.name, "event \(event.name)(\(slots(event.parameters)))", event.span)
    }
    for invariant in contract.invariants {
      let after = invariant.after.map { ["looked at after \(contract.actions[$0].name)"] } ?? []
      add(
        invariant.name, "invariant \(invariant.name)" + (invariant.enforced ? " enforced" : ""),
        invariant.span, [invariant.text].compactMap { $0 } + after)
    }
    for enumeration in contract.enumerations {
      add(
        enumeration.name,
        "enum \(enumeration.name): " + enumeration.members.joined(separator: ", "), nil)
    }
    for (id, role) in contract.roles.enumerated() {
      let actions = contract.actions.filter {
        if case .roles(let roles) = $0.callers { roles.contains(id) } else { false }
      }
      add(role, "role \(role): calls " + actions.map(\.name).joined(separator: ", "), nil)
    }
    return entries
  }

  private func table(_ rows: [[String]]) -> [String] {
    FindingWriter.table(rows).split(separator: "\n").map { "  " + $0 }
  }

  private func signature(of action: CheckedAction) -> String {
    "\(action.name)(\(slots(action.parameters)))"
  }

  private func callers(of action: CheckedAction) -> String {
    switch action.callers {
    case .anyone: return "anyone"
    case .roles(let roles): return roles.map { contract.roles[$0] }.joined(separator: ", ")
    case .row(let table):
      let name = contract.tables[table].name
      let place = action.parameters.count
      guard place < action.frame.locals.count else { return name }
      return "\(action.frame.locals[place].name): \(name)"
    }
  }

  private func slots(_ slots: [CheckedSlot]) -> String {
    slots.map { slot($0.name, $0.type, $0.range) }.joined(separator: ", ")
  }

  private func slot(_ name: String, _ type: ValueType, _ range: WordRange?) -> String {
    let bounds = range.map {
      " in \(bound($0.lowerBound, type))..\(bound($0.upperBound, type))"
    }
    return "\(name): \(types.written(type))\(bounds ?? "")"
  }

  /// As the range of a declaration says it: the unit is that of the type.
  private func bound(_ word: Int128, _ type: ValueType) -> String {
    switch type {
    case .fixed(.duration): durationText(word)
    case .fixed: Fixed.text(word)
    default: runner.printer.text(word, type)
    }
  }

  /// The comment above a declaration.
  private func documentation(above span: Span) -> [String] {
    let file = sources[span.file]
    var lines: [String] = []
    var line = file.line(of: span.lower) - 1
    while line > 0 {
      let text = file.text(ofLine: line).drop { $0 == " " || $0 == "\t" }
      guard text.hasPrefix("///") else { break }
      lines.append(String(text.dropFirst(3).drop { $0 == " " }))
      line -= 1
    }
    return lines.reversed()
  }
}
