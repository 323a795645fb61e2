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
    var headings: [Int: [String]] = [:]
    for (number, start) in program.functions.enumerated() {
      headings[start, default: []].append("function \(called(.function(number)))")
    }
    for (number, entry) in program.entries.enumerated() {
      headings[entry.start, default: []].append(heading(of: entry, number))
    }
    let operands = OperandText(disassembly: self)
    let width = String(program.code.count).count + 3
    var depth = 0
    var isData = false
    var lines: [String] = []
    for (index, instruction) in program.code.enumerated() {
      if let heading = headings[index] {
        if index > 0 { lines.append("") }
        lines += heading
        (depth, isData) = (0, false)
      }
      if instruction.opcode.isEndOfBlock { depth = max(0, depth - 1) }
      var line = String(index).leading(width) + "  " + String(repeating: "  ", count: depth)
      let name = isData ? ".." : Opcode.names[Int(instruction.opcode.rawValue)]
      line = (line + name).padded(width + 24) + " "
      let shown = isData ? operands.word(Int(instruction.a)) : operands.text(of: index)
      line = (line + shown).padded(width + 64) + " "
      line += isData ? "   " : String(instruction.cost).leading(3)
      if index < program.places.count, let source = place(program.places[index]) {
        line += "  " + source
      }
      lines.append(line.withoutTrailingBlanks)
      if instruction.opcode.isBeginOfBlock { depth += 1 }
      isData = !isData && instruction.opcode == .selectBelowProduct
    }
    return lines
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
      text += ", by role \(roles.map(String.init).joined(separator: " or "))"
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
    case .function(let number), .entry(let number): "\(number)"
    case .event(let number): "event \(number)"
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

  fileprivate var withoutTrailingBlanks: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
