import Numerics

/// The operands of instructions as text, by their kinds.
struct OperandText {
  private let program: Program
  private let disassembly: Disassembly
  /// The table and field of each column of the state.
  private let fields: [(table: Int, field: Int)]

  init(disassembly: Disassembly) {
    self.disassembly = disassembly
    program = disassembly.program
    fields = program.tables.enumerated().flatMap { table, shape in
      shape.initial.indices.map { (table, $0) }
    }
  }

  /// All operands of an instruction that are used.
  func text(of index: Int) -> String {
    let instruction = program.code[index]
    let operands = Opcode.operands[Int(instruction.opcode.rawValue)]
    let shown = [
      text(operands.a, instruction.a, index), text(operands.b, instruction.b, index),
      text(operands.c, instruction.c, index),
    ]
    return shown.compactMap { $0 }.joined(separator: ", ")
  }

  /// The operands in the instruction after one with more than three.
  func secondWord(of index: Int) -> String {
    guard let kinds = program.code[index].opcode.secondWord else { return "" }
    let second = program.code[index + 1]
    return [text(kinds.a, second.a, index + 1), text(kinds.b, second.b, index + 1)]
      .compactMap { $0 }.joined(separator: ", ")
  }

  private func text(_ kind: Operand, _ operand: UInt16, _ index: Int) -> String? {
    let number = Int(operand)
    switch kind {
    case .unused: return nil
    case .read, .write, .update, .stateWord: return word(number)
    case .block(let count): return words(number, count)
    case .eventBlock:
      let length = length(ofEvent: Int(program.code[index].a))
      return length > 0 ? words(number, length) : nil
    case .bounds: return "\(word(number)) to \(word(number + 1))"
    case .table: return disassembly.called(.table(number))
    case .stateColumn, .lanes, .lanesWritten: return column(number)
    case .localColumn: return "local \(number)"
    case .list: return "list \(number)"
    case .sum: return "sum \(number)"
    case .values: return "values \(number)"
    case .times: return "counter \(number)"
    case .selection, .selectionWritten: return "lanes \(number)"
    case .function: return disassembly.called(.function(number))
    case .event: return disassembly.called(.event(number))
    case .request: return "request \(number)"
    case .requestBlock:
      let request = Int(program.code[index].a)
      let length = program.requests.indices.contains(request) ? program.requests[request] : 0
      return length > 0 ? words(number, length) : nil
    case .drawSite: return "site \(number)"
    case .memory: return "memory \(number)"
    case .survey: return "survey \(number)"
    case .mark: return "mark \(number)"
    case .nearSite: return "comparison \(number)"
    case .key: return key(number)
    case .trial: return trial(number)
    case .failure: return failure(number)
    case .rounding:
      return Rounding(rawValue: UInt8(truncatingIfNeeded: number)).map { "\($0)" } ?? "\(number)"
    case .comparison:
      return ProductComparison(rawValue: operand).map { "\($0)" } ?? "\(number)"
    case .immediate: return "\(number)"
    case .forward, .backward: return "-> \(program.jumpTarget(at: index) ?? index)"
    }
  }

  func word(_ number: Int) -> String {
    if number < program.firstState { return disassembly.called(.parameter(number)) }
    if number < program.clock { return disassembly.called(.state(number - program.firstState)) }
    if number == program.clock { return "now" }
    if number < program.firstConstant {
      return "count(\(disassembly.called(.table(number - program.firstRowCount))))"
    }
    if number < program.firstRegister {
      return "#" + OperandText.short(program.constants[number - program.firstConstant])
    }
    return "r\(number - program.firstRegister)"
  }

  func words(_ first: Int, _ count: Int) -> String {
    switch count {
    case ...0: "nothing"
    case 1: word(first)
    case 2: "\(word(first)) \(word(first + 1))"
    default: "\(word(first)) .. \(word(first + (count - 1)))"
    }
  }

  /// A number that ends in many zeros, as one in fixed point does, with how many there are.
  private static func short(_ word: Int128) -> String {
    let digits = String(word)
    let zeros = digits.reversed().prefix { $0 == "0" }.count
    return zeros < 6 || word == 0 ? digits : digits.dropLast(zeros) + "e\(zeros)"
  }

  private func column(_ number: Int) -> String {
    if number < fields.count {
      let field = Disassembly.Subject.field(table: fields[number].table, fields[number].field)
      return disassembly.name(field).map {
        "\(disassembly.called(.table(fields[number].table))).\($0)"
      } ?? disassembly.called(field)
    }
    let local = number - fields.count
    let temporary = local - program.localColumns.count
    return temporary < 0 ? "local \(local)" : "t\(temporary)"
  }

  private func length(ofEvent number: Int) -> Int {
    program.events.indices.contains(number) ? program.events[number] : 0
  }

  private func key(_ number: Int) -> String {
    guard program.keys.indices.contains(number) else { return "key \(number)" }
    let key = program.keys[number]
    return "key \(key.key) of \(disassembly.called(.table(key.table)))"
  }

  private func failure(_ number: Int) -> String {
    guard program.failures.indices.contains(number) else { return "failure \(number)" }
    return switch program.failures[number] {
    case .demand(let number): disassembly.called(.demand(number))
    case .enforcedInvariant(let number): disassembly.called(.invariant(number))
    case .noRows: "no rows"
    case .unproved: "unproved"
    }
  }

  private func trial(_ number: Int) -> String {
    guard program.trials.indices.contains(number) else { return "trial \(number)" }
    let trial = program.trials[number]
    let arguments = trial.arguments.map { word(Int($0)) }.joined(separator: ", ")
    let caller =
      switch trial.caller {
      case .anyone: ""
      case .role(let role): " by role \(disassembly.called(.role(role)))"
      case .row(_, let row): " by \(word(Int(row)))"
      case .someRow(let table): " by some row of \(disassembly.called(.table(table)))"
      }
    return "\(disassembly.called(.entry(trial.entry)))(\(arguments))\(caller)"
  }
}
