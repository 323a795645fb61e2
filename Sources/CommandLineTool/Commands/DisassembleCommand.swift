import Compiler
import Diagnostics
import Machine
import Semantics

extension Command {
  /// `plimsoll disassemble`: what a contract is to the machine.
  static let disassemble = Command(
    description: CommandDescription(
      name: "disassemble", summary: "show the instructions the machine runs for a contract",
      positionals: "CONTRACT", positionalLimits: 1...1,
      options: [.contract, .action, .json, .colour],
      details: """
        Prints every function and every entry (actions, then invariants) of the compiled program.
        From the left: the number of the instruction; its name, further in inside loops; what it
        works on, with `r` for registers and `#` for constants; its gas; and the line of the source
        it stands for. An instruction that does the work of several carries the gas of all of them,
        and one that another pays for carries 0, so the gas is not always that of its name in the
        machine reference. What an action pays to begin is not among it, nor what `add-to-state` and
        its like pay to store. With --action only that action and the functions it calls. Functions
        that became part of their callers have no code of their own.
        """,
      examples: [
        "disassemble Contracts/perpetual.risk --action liquidate",
        "disassemble Contracts/perpetual.risk --json",
      ]),
    run: { arguments, session throws(UsageError) in
      var run = DisassembleRun(arguments, session)
      return try run.run()
    })
}

private struct DisassembleRun {
  let arguments: ParsedArguments
  let session: Session
  var project: Project

  init(_ arguments: ParsedArguments, _ session: Session) {
    self.arguments = arguments
    self.session = session
    project = session.project()
  }

  mutating func run() throws(UsageError) -> ExitStatus {
    guard let file = project.workspace.load(arguments.positionals[0]),
      !project.workspace.isBroken(file.source)
    else { return session.refuse("disassemble", project.workspace, arguments) }
    let module = try arguments.contract(of: file)
    guard let contract = project.check(module, in: file) else {
      return session.refuse("disassemble", project.workspace, arguments)
    }
    let wanted = try arguments.action(of: contract)
    do throws(CompileError) {
      let listing = Listing(
        try Deployments().compiled(contract), only: wanted, project.workspace.sources)
      if arguments.has("json") {
        session.output.write(JSONWriter.write(listing.document))
      } else {
        for line in listing.lines { session.output.line(line.escapedForDisplay) }
      }
      return .success
    } catch {
      project.workspace.diagnostics.report(.notCompiled(error))
      return session.refuse("disassemble", project.workspace, arguments)
    }
  }
}

/// A compiled contract as text and as data.
struct Listing {
  private let compiled: CompiledContract
  private let sources: SourceMap
  private let disassembly: Disassembly
  private let sections: [Disassembly.Section]

  init(_ compiled: CompiledContract, only action: ActionID?, _ sources: SourceMap) {
    self.compiled = compiled
    self.sources = sources
    disassembly = Disassembly(compiled.program.program, name: { compiled.name(of: $0) })
    let all = disassembly.sections
    sections = action.map { Listing.sections(of: compiled.actions[$0], among: all) } ?? all
  }

  /// The section of an entry, and those of the functions it calls, directly or not.
  private static func sections(
    of entry: Int, among all: [Disassembly.Section]
  ) -> [Disassembly.Section] {
    var wanted: Set<Disassembly.Subject> = [.entry(entry)]
    // Callers stand behind their callees, so going back meets them first.
    return all.reversed().filter { section in
      guard section.subjects.contains(where: wanted.contains) else { return false }
      for callee in section.callees { wanted.insert(.function(callee)) }
      return true
    }.reversed()
  }

  /// The text of a line of the source stands beside the first of the instructions made of it.
  var lines: [String] {
    let own = sources[compiled.contract.span.file].path
    return sections.enumerated().flatMap { number, section -> [String] in
      var last: (path: String, line: Int)?
      let rows = section.rows.map { row -> String in
        guard let (path, line) = place(of: row) else { return disassembly.line(row) }
        let text = disassembly.line(row) + "  " + (path == own ? "\(line)" : "\(path):\(line)")
        if last?.path == path, last?.line == line { return text }
        last = (path, line)
        return text + "  " + source(path, line, row)
      }
      return (number > 0 ? [""] : []) + section.headings + rows
    }
  }

  private func source(_ path: String, _ line: Int, _ row: Disassembly.Row) -> String {
    guard let span = span(of: row) else { return "" }
    let text = sources[span.file].text(ofLine: line).drop { $0 == " " || $0 == "\t" }
    return text.count <= 60 ? String(text) : text.prefix(57) + "..."
  }

  private func span(of row: Disassembly.Row) -> Span? {
    guard let place = row.place, Int(place) < compiled.spans.count else { return nil }
    return compiled.spans[Int(place)]
  }

  private func place(of row: Disassembly.Row) -> (path: String, line: Int)? {
    span(of: row).map { (sources[$0.file].path, sources.position(of: $0).line) }
  }

  var document: JSONValue {
    let sections = sections.map { section -> JSONValue in
      let rows = section.rows.map { row -> JSONValue in
        let place = place(of: row)
        return [
          "index": .integer(row.index), "name": .string(row.name),
          "operands": .string(row.operands), "gas": JSONValue(row.cost) { .integer($0) },
          "path": JSONValue(place?.path) { .string($0) },
          "line": JSONValue(place?.line) { .integer($0) },
        ]
      }
      return [
        "headings": .array(section.headings.map { .string($0) }), "instructions": .array(rows),
      ]
    }
    return [
      "command": "disassemble", "contract": .string(compiled.contract.name),
      "schedule": .integer(Opcode.scheduleVersion), "sections": .array(sections), "findings": [],
    ]
  }
}

extension CompiledContract {
  /// What the contract calls something the program only numbers.
  func name(of subject: Disassembly.Subject) -> String? {
    switch subject {
    case .parameter(let id): contract.parameters[id].name
    case .state(let id): contract.states[id].name
    case .table(let id): contract.tables[id].name
    case .field(let table, let id): contract.tables[table].fields[id].name
    case .function(let number): contract.functions[functions[number]].name
    case .entry(let number) where number < actions.count: contract.actions[number].name
    case .entry(let number) where number < actions.count + invariants.count:
      "invariant \(contract.invariants[number - actions.count].name)"
    case .entry: nil
    case .event(let id): contract.events[id].name
    case .role(let id): contract.roles[id]
    case .demand(let number):
      demands[number].id.map { "\(demands[number].kind.rawValue) \($0)" }
        ?? demands[number].kind.rawValue
    case .invariant(let number): "invariant \(contract.invariants[number].name)"
    }
  }
}
