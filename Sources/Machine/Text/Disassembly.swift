/// A program as text, for people: a line for each instruction, under a line for each function and
/// entry.
///
///     entry liquidate
///        12  begin-rows       r4, list 0, -> 17                 1  perpetual.risk:71
///        13    load           r5, r4, Account.size              2  perpetual.risk:72
///
/// From the left: the index; the name, further in for every loop around it; the operands in the
/// order of the row in the table of opcodes; the gas; and where in the source it comes from.
/// Words are `r` registers, `#` constants, and otherwise named. The text of a program that is not
/// verified makes no sense everywhere, but is text.
package struct Disassembly {
  let program: Program
  let name: (Subject) -> String?
  let place: (UInt32) -> String?

  /// Something the machine knows by its number, and whoever compiled the program by a name.
  package enum Subject: Hashable, Sendable {
    case parameter(Int)
    case state(Int)
    case table(Int)
    case field(table: Int, Int)
    case function(Int)
    case entry(Int)
    case event(Int)
    case role(Int)
    /// What a `Program.Failure.demand` or `.enforcedInvariant` stands for.
    case demand(Int)
    case invariant(Int)
  }

  /// The code from one heading to the next.
  package struct Section {
    /// The functions and entries that begin here; none for code before the first of them.
    package var subjects: [Subject] = []
    package var headings: [String] = []
    package var rows: [Row] = []
    /// The functions it calls, each once, in ascending order.
    package var callees: [Int] = []
  }

  /// One instruction, or the data behind one.
  package struct Row {
    package let index: Int
    /// How many loops and regions stand around it in its section.
    package let depth: Int
    package let name: String
    package let operands: String
    /// Absent for data.
    package let cost: Int?
    /// What it stands for in the source, as the compiler numbers it.
    package let place: UInt32?
  }

  /// Without a name a thing is called by its kind and number.
  package init(
    _ program: Program, name: @escaping (Subject) -> String? = { _ in nil },
    place: @escaping (UInt32) -> String? = { _ in nil }
  ) {
    self.program = program
    self.name = name
    self.place = place
  }

  package var text: String { lines.map { $0 + "\n" }.joined() }

  package var lines: [String] {
    let sections = sections
    return sections.enumerated().flatMap { number, section in
      (number > 0 ? [""] : []) + section.headings
        + section.rows.map { row in
          row.place.flatMap(place).map { line(row) + "  " + $0 } ?? line(row).withoutTrailingBlanks
        }
    }
  }

  /// A row without its place in the source.
  package func line(_ row: Row) -> String {
    let width = String(program.code.count).count + 3
    let margin = String(row.index).leading(width) + "  " + String(repeating: "  ", count: row.depth)
    let text = ((margin + row.name).padded(width + 24) + " " + row.operands).padded(width + 64)
    return text + " " + (row.cost.map { String($0).leading(3) } ?? "   ")
  }

  package var sections: [Section] {
    var starts: [Int: Section] = [:]
    for (number, start) in program.functions.enumerated() {
      starts[start, default: Section()].subjects.append(.function(number))
      starts[start]?.headings.append("function \(called(.function(number)))")
    }
    for (number, entry) in program.entries.enumerated() {
      starts[entry.start, default: Section()].subjects.append(.entry(number))
      starts[entry.start]?.headings.append(heading(of: entry, number))
    }
    let operands = OperandText(disassembly: self)
    var sections: [Section] = []
    var section = starts[0] ?? Section()
    var depth = 0
    var isData = false
    for (index, instruction) in program.code.enumerated() {
      if index > 0, let next = starts[index] {
        sections.append(section.finished)
        section = next
        (depth, isData) = (0, false)
      }
      if instruction.opcode.isEndOfBlock { depth = max(0, depth - 1) }
      section.rows.append(
        Row(
          index: index, depth: depth,
          name: isData ? ".." : Opcode.names[Int(instruction.opcode.rawValue)],
          operands: isData ? operands.secondWord(of: index - 1) : operands.text(of: index),
          cost: isData ? nil : Int(instruction.cost),
          place: index < program.places.count ? program.places[index] : nil))
      if instruction.opcode == .call, !isData { section.callees.append(Int(instruction.a)) }
      if instruction.opcode.isBeginOfBlock { depth += 1 }
      isData = !isData && instruction.opcode.secondWord != nil
    }
    return program.code.isEmpty ? [] : sections + [section.finished]
  }

  private func heading(of entry: Program.Entry, _ number: Int) -> String {
    let operands = OperandText(disassembly: self)
    var text = "entry \(called(.entry(number)))"
    if entry.parameterCount > 0 {
      text += ", parameters \(operands.words(entry.firstParameter, entry.parameterCount))"
    }
    switch entry.admits {
    case .anyone: break
    case .roles(let roles):
      text += ", by role \(roles.map { called(.role($0)) }.joined(separator: " or "))"
    case .row(let table): text += ", by a row of \(called(.table(table)))"
    }
    if entry.resultCount > 0 {
      text += ", results \(operands.words(entry.firstResult, entry.resultCount))"
    }
    return text
  }

  func called(_ subject: Subject) -> String {
    if let name = name(subject) { return name }
    return switch subject {
    case .parameter(let number): "parameter \(number)"
    case .state(let number): "state \(number)"
    case .table(let number): "table \(number)"
    case .field(let table, let number): "\(called(.table(table))) field \(number)"
    case .function(let number), .entry(let number), .role(let number): "\(number)"
    case .event(let number): "event \(number)"
    case .demand(let number): "demand \(number)"
    case .invariant(let number): "invariant \(number)"
    }
  }
}

extension Opcode {
  static let names = allCases.map(\.row.name)

  fileprivate var isBeginOfBlock: Bool {
    switch self {
    case .beginRows, .beginTimes, .strips, .vector: true
    default: false
    }
  }

  fileprivate var isEndOfBlock: Bool {
    switch self {
    case .nextRow, .nextTime, .nextStrip, .endVector: true
    default: false
    }
  }
}

extension String {
  fileprivate func leading(_ width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }

  fileprivate func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}

extension String {
  fileprivate var withoutTrailingBlanks: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}

extension Disassembly.Section {
  fileprivate var finished: Self {
    var section = self
    section.callees = Set(callees).sorted()
    return section
  }
}
