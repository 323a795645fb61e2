import Numerics

// Contracts that are mostly questions for every row of a table, and ways to write what they ask.
extension Writer {
  /// Number kinds every table has a field of.
  private static let common: [Kind] = [.ratio, .fixed(.usd), .count]

  static func surveyed(_ dice: Dice) -> String {
    var writer = Writer(surveying: dice)
    writer.declareTypes()
    writer.declareData()
    writer.declareEvents()
    writer.declareWrites()
    for _ in 0..<(1 + writer.dice.below(3)) { writer.rowFunction() }
    if writer.dice.chance(30) { writer.function() }
    for _ in 0..<(2 + writer.dice.below(2)) { writer.scan() }
    if writer.dice.chance(60) {
      writer.keepsSmall = false
      writer.action()
      writer.keepsSmall = true
      for _ in 0..<writer.dice.below(2) { writer.invariant() }
    }
    for _ in 0..<(2 + writer.dice.below(2)) { writer.question() }
    return "contract Random {\n\(writer.text.joined(separator: "\n"))\n}\n"
  }

  /// The tables of many rows.
  private var large: [Int] { tables.indices.filter { !isSmall($0) } }

  private mutating func declareEvents() {
    for kind in Writer.common where dice.chance(40) { parameter(kind) }
    if dice.chance(60) {
      // Which row of the small table is meant can change.
      let name = self.name("s")
      text.append("state \(name) : U")
      globals.append(Global(name: name, kind: .row(1), role: .state, range: nil))
    }
    for table in large { text.append("event Seen\(table)(row: \(tables[table].name))") }
    for (number, kind) in Writer.common.enumerated() {
      text.append("event Number\(number)(x: \(type(kind)))")
    }
    text.append("event Truth(x: bool)")
  }

  // MARK: - What writes

  /// An action for each table that writes all of a row, one that writes all states and one that
  /// writes all parameters. Each can be told to fail in the end.
  private mutating func declareWrites() {
    for (number, table) in tables.enumerated() {
      let fields = table.fields.map { (name: $0.name, kind: $0.kind) }
      write("poke_\(number)", row: table.name, fields)
    }
    for (name, role) in [("steer", Global.Role.state), ("tune", .parameter)] {
      write(name, row: nil, globals.filter { $0.role == role }.map { ($0.name, $0.kind) })
    }
  }

  private mutating func write(_ name: String, row: String?, _ places: [(name: String, kind: Kind)])
  {
    let slots =
      (row.map { ["row_: \($0)"] } ?? []) + places.map { "v_\($0.name): \(type($0.kind))" }
      + ["fails_: bool"]
    let lines = places.map { "\(row == nil ? "" : "row_.")\($0.name) = v_\($0.name)" }
    text.append(
      "action \(name)(\(slots.joined(separator: ", "))) by anyone {\n"
        + (lines + ["ensure not fails_"]).joined(separator: "\n") + "\n}")
  }

  // MARK: - What asks

  /// A function of a row.
  private mutating func rowFunction() {
    let name = self.name("fn_")
    let table = dice.chance(80) ? 0 : dice.pick(large)
    let kind = dice.chance(20) ? Kind.truth : dice.pick(Writer.common)
    open([("r_", .row(table))], effects: false)
    returns = [kind]
    // Where it is called for every row, it is one loop deeper.
    loopLevel = 1
    let head = "fn \(name)(r_: \(tables[table].name)) -> \(type(kind))"
    let fuel = 2 + dice.below(3)
    if dice.chance(70) {
      let value = kind == .truth ? telling(table, fuel) : mixed(kind, of: table, fuel - 1)
      text.append("\(head) = \(value)")
    } else {
      text.append("\(head) {\n\(plainBody(fuel))\n}")
    }
    functions.append(
      Function(
        name: name, parameters: [.row(table)], results: [(name: "z0", kind: kind)],
        changesState: false, level: max(0, deepestLevel - 1)))
  }

  /// An action that lists rows, or says something of all of them.
  private mutating func scan() {
    let name = self.name("scan_")
    let kinds: [Kind] = [.fixed(.usd), .ratio, .count, .truth, .row(1), .time]
    let parameters = (0..<dice.below(3)).map { _ in
      (name: self.name("a"), kind: dice.pick(kinds))
    }
    open(parameters, effects: true)
    returns = []
    var body = dice.chance(70) ? listing() : saying()
    if dice.chance(20) {
      // The same question for every row of another table.
      let binder = self.name("r")
      scope.append(Local(name: binder, kind: .row(1), isVariable: false))
      loopLevel = 1
      body = "for \(binder) in \(tables[1].name) {\n\(dice.chance(70) ? listing() : saying())\n}"
    } else if dice.chance(30) {
      body += "\n" + saying()
    }
    let slots = parameters.map { "\($0.name): \(type($0.kind))" }.joined(separator: ", ")
    text.append("action \(name)(\(slots)) by anyone {\n\(body)\n}")
  }

  /// `for row in T where .. by .. limit .. { }`
  private mutating func listing() -> String {
    let table = dice.chance(85) ? 0 : dice.pick(large)
    let rows = chosen(table, keys: true, always: true)
    var limit = ""
    if dice.chance(40) { limit = " limit \(1 + dice.below(4))" }
    var body = "emit Seen\(table)(\(scope[scope.count - 1].name))"
    if dice.chance(35) {
      loopLevel += 1
      body += "\n" + statement(depth: 0)
      loopLevel -= 1
    }
    scope.removeLast(scope.count - rows.outside)
    return "for \(rows.text)\(limit) {\n\(body)\n}"
  }

  private mutating func saying() -> String {
    switch dice.below(3) {
    case 0: return "emit Truth(\(quantified()))"
    case 1: return "emit Number2(\(counted()))"
    default:
      let number = dice.below(Writer.common.count)
      return "emit Number\(number)(\(summed(Writer.common[number])))"
    }
  }

  /// An invariant over all rows.
  private mutating func question() {
    open([], effects: false)
    returns = nil
    inClaim = true
    mayAsk = false
    let name = self.name("inv_")
    let kind = dice.pick(Writer.common)
    let claim: String
    switch dice.below(6) {
    case 0, 1: claim = quantified()
    case 2, 3: claim = "\(counted()) <= \(dice.below(sizes[0] + 1))"
    case 4: claim = "\(summed(kind)) >= \(constant(kind))"
    default:
      let binder = self.name("r")
      scope.append(Local(name: binder, kind: .row(1), isVariable: false))
      loopLevel = 1
      claim = "all(\(summed(kind)) <= \(simple(kind)) for \(binder) in \(tables[1].name))"
    }
    text.append("invariant \(name): \(claim)")
    inClaim = false
  }

  private mutating func quantified() -> String {
    let table = dice.chance(85) ? 0 : dice.pick(large)
    let rows = chosen(table, keys: false, always: false)
    let body = inside { $0.telling(table, 3) }
    scope.removeLast(scope.count - rows.outside)
    return "\(dice.chance(50) ? "any" : "all")(\(body) for \(rows.text))"
  }

  private mutating func counted() -> String {
    let table = dice.chance(85) ? 0 : dice.pick(large)
    let rows = chosen(table, keys: false, always: true)
    scope.removeLast(scope.count - rows.outside)
    return "count(\(rows.text))"
  }

  private mutating func summed(_ kind: Kind) -> String {
    let table = dice.chance(85) ? 0 : dice.pick(large)
    let rows = chosen(table, keys: false, always: false)
    let body = inside { writer in
      let inner = writer.asked(kind, of: table)
      guard writer.dice.chance(60) else { return inner }
      // Parts that a proof can know although prices move.
      return "(if \(writer.telling(table, 2)) then \(writer.own(kind, of: table)) else 0)"
    }
    scope.removeLast(scope.count - rows.outside)
    return "sum(\(body) for \(rows.text))"
  }

  /// A selection whose row stays in scope.
  private mutating func chosen(_ table: Int, keys: Bool, always: Bool) -> Rows {
    let binder = name("r")
    let outside = scope.count
    scope.append(Local(name: binder, kind: .row(table), isVariable: false))
    var text = "\(binder) in \(tables[table].name)"
    if always || dice.chance(50) { text += " where \(inside { $0.telling(table, 3) })" }
    if keys, dice.chance(60) {
      let kinds = (0..<dice.pick([1, 1, 1, 2])).map { _ in dice.pick(Writer.common) }
      let written = kinds.map { kind in
        inside { $0.asked(kind, of: table) } + dice.pick(["", " descending"])
      }
      text += " by " + written.joined(separator: ", ")
    }
    return Rows(text: text, outside: outside, isColumnar: false)
  }

  private mutating func inside(_ write: (inout Writer) -> String) -> String {
    loopLevel += 1
    deepestLevel = max(deepestLevel, loopLevel)
    defer { loopLevel -= 1 }
    return write(&self)
  }

  /// A condition that comes out differently for different rows.
  private mutating func telling(_ table: Int, _ fuel: Int) -> String {
    switch dice.weighted([12, fuel > 0 ? 4 : 0, 1, 2, fuel > 0 ? 2 : 0, 2, fuel > 0 ? 2 : 0]) {
    case 0:
      let kind = dice.pick(Writer.common)
      let mark = dice.pick(["<", "<=", ">", ">=", "<", "<=", ">", ">=", "==", "!="])
      let value =
        dice.chance(75) ? mixed(kind, of: table, fuel - 1 - dice.below(2)) : expression(kind, fuel)
      return "(\(value) \(mark) \(own(kind, of: table)))"
    case 1:
      let word = dice.pick(["and", "or", "implies"])
      return "(\(telling(table, fuel / 2)) \(word) \(telling(table, fuel / 2)))"
    case 2: return "(not \(telling(table, fuel - 1)))"
    case 3: return condition(fuel)
    case 4:
      // Ways that read different cells.
      return
        "(if \(telling(table, 0)) then \(telling(table, fuel - 1)) else \(telling(table, 0)))"
    case 5:
      let kind = dice.pick(Writer.common)
      let mark = dice.pick(["==", "!=", "==", "<="])
      let isSum = dice.chance(50)
      let part = own(isSum ? kind : kind == .count ? .count : .ratio, of: table)
      let (one, other) = (shared(kind), shared(kind))
      return isSum
        ? "((\(part) + \(one)) \(mark) (\(part) + \(other)))"
        : "((\(part) * \(one)) \(mark) (\(part) * \(other)))"
    default:
      let word = dice.pick(["and", "or", "implies"])
      return "(\(stays(table)) \(word) \(telling(table, fuel / 2)))"
    }
  }

  /// A condition that comes out anew only when a row is written, or a parameter.
  private mutating func stays(_ table: Int) -> String {
    let kind = dice.pick(Writer.common)
    return "(\(own(kind, of: table)) \(dice.pick(["<", "<=", ">", ">="])) \(steady(kind)))"
  }

  private mutating func asked(_ kind: Kind, of table: Int) -> String {
    if dice.chance(25) {
      let (one, other) = (mixed(kind, of: table, 1), mixed(kind, of: table, 0))
      return "(if \(stays(table)) then \(one) else \(other))"
    }
    return dice.chance(60) ? mixed(kind, of: table, dice.below(3)) : expression(kind, 3)
  }
}
