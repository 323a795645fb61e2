import Numerics

extension Writer {
  /// A whole contract.
  static func contract(_ dice: Dice) -> String {
    var writer = Writer(dice: dice)
    writer.declareTypes()
    writer.declareData()
    for _ in 0..<writer.dice.below(2 + writer.size / 2) { writer.function() }
    for _ in 0..<(1 + writer.dice.below(min(4, writer.size))) { writer.action() }
    for _ in 0..<writer.dice.below(4) { writer.invariant() }
    return "contract Random {\n\(writer.text.joined(separator: "\n"))\n}\n"
  }

  mutating func declareTypes() {
    text.append("unit USD, BTC, lot")
    text.append("role r0, r1, r2")
    for id in 0..<(1 + dice.below(2)) {
      let members = (0..<(2 + dice.below(3))).map { "e\(id)_\($0)" }
      enums.append(members)
      text.append("enum E\(id) { \(members.joined(separator: ", ")) }")
    }
  }

  mutating func declareData() {
    // Names first: fields may hold rows of tables declared later.
    tables = [
      Table(name: "T", keys: [], fields: [], size: sizes[0]),
      Table(name: "U", keys: [], fields: [], size: sizes[1]),
    ]
    if dice.chance(70) {
      tables.append(
        Table(
          name: "K", keys: [("t", 0), ("u", 1)], fields: [], size: sizes[0] * sizes[1]))
    }
    if dice.chance(25) {
      tables.append(Table(name: "S", keys: [("u", 1)], fields: [], size: sizes[1]))
    }
    if dice.chance(40) {
      tables.append(Table(name: "F", keys: [], fields: [], size: 1 + dice.below(3)))
    }
    for table in tables.indices { declareFields(of: table) }
    for _ in 0..<(2 + dice.below(3)) { parameter() }
    for _ in 0..<(3 + dice.below(4)) {
      let kind = declarableKind()
      let name = self.name("s")
      text.append("state \(name) : \(type(kind))\(start(kind))")
      globals.append(Global(name: name, kind: kind, role: .state, range: nil))
    }
    for id in 0..<2 {
      let kinds = (0..<dice.below(4)).map { _ in declarableKind() }
      events.append(kinds)
      let slots = kinds.enumerated().map { "x\($0.offset): \(type($0.element))" }
      text.append("event Told\(id)(\(slots.joined(separator: ", ")))")
    }
    if dice.chance(50) { text.append("fn scaled[Q](x: Q, by_part: ratio) -> Q = x * by_part") }
  }

  private mutating func declareFields(of table: Int) {
    var lines: [String] = []
    // The first ones are what most expressions ask for.
    let kinds: [Kind] =
      [.ratio, .fixed(.usd), .count] + (0..<(1 + dice.below(4))).map { _ in declarableKind() }
    for kind in kinds {
      let name = self.name("f")
      if kind.isNumber, dice.chance(20) {
        let (range, initial) = range(kind)
        lines.append(
          "param \(name) : \(type(kind)) = \(kind.number(initial)) in \(shown(range, kind))")
        tables[table].fields.append(Field(name: name, kind: kind, range: range))
      } else {
        lines.append("\(name) : \(type(kind))\(start(kind))")
        tables[table].fields.append(Field(name: name, kind: kind, range: nil))
      }
    }
    let shape = tables[table]
    let keys = shape.keys.map { "\($0.name): \(tables[$0.table].name)" }.joined(separator: ", ")
    var declaration =
      "table \(shape.name)\(keys.isEmpty ? "" : "[\(keys)]") {\n\(lines.joined(separator: "\n"))\n}"
    if shape.name == "F" {
      let rows = (0..<shape.size).map { _ -> String in
        let named = shape.fields.filter { $0.kind.isNumber && dice.chance(50) }
        let values = named.map { field -> String in
          let word =
            field.range.map { dice.integer(in: $0) } ?? word(field.kind)
          return "\(field.name): \(constant(field.kind, word))"
        }
        return "{ \(values.joined(separator: ", ")) }"
      }
      declaration += " = " + rows.joined(separator: ", ")
    }
    text.append(declaration)
  }

  /// A default, or nothing, which is zero.
  private mutating func start(_ kind: Kind) -> String {
    guard dice.chance(50) else { return "" }
    switch kind {
    case .fixed, .whole: return " = \(kind.number(word(kind)))"
    case .truth: return " = true"
    case .choice(let id): return " = \(dice.pick(enums[id]))"
    case .time, .row: return ""
    }
  }

  mutating func parameter(_ wanted: Kind? = nil) {
    let kind = wanted ?? (dice.chance(60) ? numberKind() : dice.pick([.count, .truth, .choice(0)]))
    let name = self.name("p")
    var allowed: ClosedRange<Int128>?
    if kind.isNumber {
      let (range, initial) = range(kind)
      allowed = range
      text.append(
        "param \(name) : \(type(kind)) = \(kind.number(initial)) in \(shown(range, kind))")
    } else {
      text.append("param \(name) : \(type(kind)) = \(kind == .truth ? "true" : enums[0][0])")
    }
    globals.append(Global(name: name, kind: kind, role: .parameter, range: allowed))
  }

  /// A range and a word in it.
  private mutating func range(_ kind: Kind) -> (ClosedRange<Int128>, Int128) {
    let isWhole = if case .whole = kind { true } else { survey?.isDust(kind) == true }
    let scale: Int128 = isWhole ? 1 : Fixed.unit
    if dice.chance(wildness) { return (-.max ... .max, 0) }
    let low = dice.pick([0, 0, -3, 1]) * scale
    let high = low + scale * Int128(1 + dice.below(dice.pick([5, 100, 100_000])))
    return (low...high, dice.integer(in: low...high))
  }

  private func shown(_ range: ClosedRange<Int128>, _ kind: Kind) -> String {
    "\(kind.number(range.lowerBound)) .. \(kind.number(range.upperBound))"
  }

  // MARK: - What runs

  mutating func open(_ parameters: [(name: String, kind: Kind)], effects: Bool) {
    scope = parameters.map { Local(name: $0.name, kind: $0.kind, isVariable: false) }
    columns = []
    (loopLevel, deepestLevel) = (0, 0)
    insideLoop = false
    isColumnar = false
    inClaim = false
    changesState = effects
  }

  mutating func parameters() -> [(name: String, kind: Kind)] {
    (0..<dice.below(4)).map { _ in
      let kind = dice.chance(35) ? Kind.row(dice.below(tables.count)) : declarableKind()
      return (name("a"), kind)
    }
  }

  mutating func function() {
    let name = self.name("fn_")
    let parameters = self.parameters()
    let effects = dice.chance(40)
    let count = effects ? dice.pick([0, 0, 1, 1, 2]) : dice.pick([1, 1, 1, 1, 2, 3])
    let results = (0..<count).map { (name: "z\($0)", kind: declarableKind()) }
    open(parameters, effects: effects)
    returns = results.map(\.kind)
    let slots = parameters.map { "\($0.name): \(type($0.kind))" }.joined(separator: ", ")
    var head = "fn \(name)(\(slots))"
    if count == 1 { head += " -> \(type(results[0].kind))" }
    if count > 1 {
      head += " -> (\(results.map { "\($0.name): \(type($0.kind))" }.joined(separator: ", ")))"
    }
    if effects { head += " changes state" }
    let fuel = 2 + dice.below(4)
    if !effects, dice.chance(60) {
      // What may be written out in place, where it is called for every row.
      isColumnar = dice.chance(75)
      if count == 1, dice.chance(60) {
        text.append("\(head) = \(expression(results[0].kind, fuel))")
      } else {
        text.append("\(head) {\n\(plainBody(fuel))\n}")
      }
    } else {
      var body = (0..<(1 + dice.below(1 + size / 2))).map { _ in statement(depth: 2) }
      if count > 0 { body.append(finish()) }
      text.append("\(head) {\n\(body.joined(separator: "\n"))\n}")
    }
    functions.append(
      Function(
        name: name, parameters: parameters.map(\.kind), results: results, changesState: effects,
        level: deepestLevel))
  }

  /// Names, ways out and a result, and nothing else.
  mutating func plainBody(_ fuel: Int) -> String {
    var lines: [String] = []
    for _ in 0..<dice.below(3) {
      if dice.chance(60) {
        let kind = declarableKind()
        let name = self.name("l")
        lines.append("let \(name) : \(type(kind)) = \(expression(kind, fuel))")
        scope.append(Local(name: name, kind: kind, isVariable: false))
      } else {
        lines.append("if \(condition(fuel)) { \(finish()) }")
      }
    }
    return (lines + [finish()]).joined(separator: "\n")
  }

  mutating func action() {
    let name = self.name("act_")
    let parameters = self.parameters()
    let slots = parameters.map { parameter -> String in
      let text = "\(parameter.name): \(type(parameter.kind))"
      guard parameter.kind.isNumber, dice.chance(50) else { return text }
      return "\(text) in \(shown(range(parameter.kind).0, parameter.kind))"
    }
    open(parameters, effects: true)
    returns = []
    let callers: String
    switch dice.below(6) {
    case 0, 1: callers = "anyone"
    case 2: callers = "r0"
    case 3: callers = "r1, r2"
    default:
      let table = dice.below(2)
      callers = "me_: \(tables[table].name)"
      scope.append(Local(name: "me_", kind: .row(table), isVariable: false))
    }
    let body = (0..<(1 + dice.below(size))).map { _ in statement(depth: 3) }
    text.append(
      "action \(name)(\(slots.joined(separator: ", "))) by \(callers) {\n"
        + "\(body.joined(separator: "\n"))\n}")
    actions.append(Action(name: name, parameters: parameters.map(\.kind)))
  }

  mutating func invariant() {
    let name = self.name("inv_")
    open([], effects: false)
    returns = nil
    inClaim = true
    var head = "invariant \(name)"
    if dice.chance(40) {
      let action = dice.pick(actions)
      let names = action.parameters.map { kind -> String in
        guard dice.chance(70) else { return "_" }
        let argument = self.name("o")
        scope.append(Local(name: argument, kind: kind, isVariable: false))
        return argument
      }
      head += " after \(action.name)(\(names.joined(separator: ", ")))"
    }
    let isEnforced = dice.chance(50) && survey == nil
    // Two that ask about each other only find how deep questions may go.
    mayAsk = (!isEnforced && survey == nil) || dice.chance(20)
    let condition = self.condition(3 + dice.below(3))
    // An enforced claim that is mostly false would let nothing through.
    let text =
      isEnforced && dice.chance(75)
      ? "(now != old(now) or (now == now or \(condition)))" : condition
    let held =
      isEnforced && dice.chance(50) ? "(\(condition) implies \(self.condition(1)))" : text
    self.text.append("\(head)\(isEnforced ? " enforced" : ""): \(held)")
    inClaim = false
  }
}
