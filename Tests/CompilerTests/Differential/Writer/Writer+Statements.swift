import Numerics

// Bodies of functions and actions.
extension Writer {
  /// Statements, each on lines of its own.
  mutating func block(_ count: Int, depth: Int) -> String {
    let (names, cells) = (scope.count, columns.count)
    defer {
      scope.removeLast(scope.count - names)
      columns.removeLast(columns.count - cells)
    }
    return (0..<count).map { _ in statement(depth: depth) }.joined(separator: "\n")
  }

  private var fuel: Int { mutating get { dice.pick([0, 1, 2, 3, 4, min(8, size)]) } }

  mutating func statement(depth: Int) -> String {
    let writes = changesState ? 1 : 0
    let nested = depth > 0 ? 1 : 0
    let loops = nested * (loopLevel < deepestLoop ? 1 : 0)
    switch dice.weighted([
      4, 2, 4 * writes, 4 * writes, 2 * writes, 2 * loops, 2 * writes, 3 * nested, 2 * nested,
      4 * loops, 2 * loops, insideLoop ? 2 : 0, returns == nil ? 0 : 1, 2 * writes, 3 * writes, 1,
    ]) {
    case 0: return local()
    case 1: return assignment()
    case 2: return globalAssignment()
    case 3: return fieldAssignment()
    case 4: return rowAssignment()
    case 5: return column()
    case 6: return demand()
    case 7: return choice(depth)
    case 8: return match(depth)
    case 9: return loop(depth)
    case 10: return repetition(depth)
    case 11: return "if \(condition(1)) { \(dice.chance(50) ? "break" : "continue") }"
    case 12: return "if \(condition(fuel)) { \(finish()) }"
    case 13: return emission()
    case 14: return perform()
    default: return bundle()
    }
  }

  /// `return` with what the body must give.
  mutating func finish() -> String {
    guard let kinds = returns, !kinds.isEmpty else { return "return" }
    let values = kinds.map { expression($0, fuel) }
    return values.count == 1 ? "return \(values[0])" : "return (\(values.joined(separator: ", ")))"
  }

  // MARK: - Names

  private mutating func local() -> String {
    let kind = declarableKind()
    let value = right(kind)
    let isVariable = dice.chance(45)
    let name = self.name(isVariable ? "v" : "l")
    scope.append(Local(name: name, kind: kind, isVariable: isVariable))
    return "\(isVariable ? "var" : "let") \(name) : \(type(kind)) = \(value)"
  }

  /// What stands right of `=`: now and then the result of a function that changes state.
  private mutating func right(_ kind: Kind) -> String {
    if changesState, dice.chance(12), let call = effect(returning: [kind]) { return call }
    if case .row = kind, dice.chance(15) { return "none" }
    return expression(kind, fuel)
  }

  private mutating func effect(returning kinds: [Kind]) -> String? {
    let fitting = functions.filter {
      $0.changesState && $0.results.map(\.kind) == kinds
        && loopLevel + $0.level <= deepestLoop
    }
    guard !fitting.isEmpty else { return nil }
    let function = dice.pick(fitting)
    deepestLevel = max(deepestLevel, loopLevel + function.level)
    return "\(function.name)(\(arguments(function.parameters, 2)))"
  }

  private mutating func bundle() -> String {
    let fitting = functions.filter {
      $0.results.count > 1 && (changesState || !$0.changesState)
        && loopLevel + $0.level <= deepestLoop
    }
    guard !fitting.isEmpty else { return local() }
    let function = dice.pick(fitting)
    deepestLevel = max(deepestLevel, loopLevel + function.level)
    let call = "\(function.name)(\(arguments(function.parameters, 2)))"
    let name = self.name("b")
    for result in function.results {
      scope.append(Local(name: "\(name).\(result.name)", kind: result.kind, isVariable: false))
    }
    return "let \(name) = \(call)"
  }

  private mutating func assignment() -> String {
    let variables = scope.filter(\.isVariable)
    guard !variables.isEmpty else { return local() }
    let variable = dice.pick(variables)
    return change(variable.name, variable.kind, nil)
  }

  /// `=` or one of its kin.
  private mutating func change(
    _ place: String, _ kind: Kind, _ range: ClosedRange<Int128>?
  ) -> String {
    if let range, dice.chance(85) {
      let (low, high) = (constant(kind, range.lowerBound), constant(kind, range.upperBound))
      return "\(place) = clamp(\(expression(kind, fuel)), \(low), \(high))"
    }
    if kind.isNumber, dice.chance(40) { return "\(place) \(combination(kind))" }
    if kind == .time, dice.chance(30) {
      return "\(place) \(dice.chance(50) ? "+=" : "-=") \(simple(.duration))"
    }
    // What is kept stays near, or a few calls later nothing would fit any more.
    if kind.isNumber, !dice.chance(wildness + 25) {
      let (low, high) = (constant(kind, -word(kind).bounded), constant(kind, word(kind).bounded))
      return "\(place) = clamp(\(expression(kind, fuel)), \(low), \(high))"
    }
    return "\(place) = \(right(kind))"
  }

  private mutating func combination(_ kind: Kind) -> String {
    if changesState, dice.chance(8), let call = effect(returning: [kind]) {
      return "\(dice.chance(50) ? "+=" : "-=") \(call)"
    }
    switch dice.below(6) {
    case 0, 1: return "+= \(expression(kind, fuel))"
    case 2, 3: return "-= \(expression(kind, fuel))"
    case 4:
      if case .whole = kind { return "*= \(leaf(.count))" }
      return dice.chance(50) ? "*= \(simple(.ratio))" : "*= \(leaf(.count))"
    default:
      if case .whole = kind { return "+= \(simple(kind))" }
      return "/= \(divisor(dice.chance(60) ? .ratio : .count))"
    }
  }

  // MARK: - State

  private mutating func globalAssignment() -> String {
    guard !globals.isEmpty else { return fieldAssignment() }
    let global = dice.pick(globals)
    return change(global.name, global.kind, global.range)
  }

  private mutating func fieldAssignment() -> String {
    let table = dice.below(tables.count)
    let field = dice.pick(tables[table].fields)
    return change("\(target(table)).\(field.name)", field.kind, field.range)
  }

  /// A row to write: mostly the one a loop stands at.
  private mutating func target(_ table: Int) -> String {
    guard dice.chance(25) else { return rowInScope(table) }
    // What is no place cannot stand left of `=`, so any other row is named first.
    let row = self.row(table, 1)
    return row.hasPrefix("(") || row.contains("(") ? rowInScope(table) : row
  }

  private mutating func rowAssignment() -> String {
    let table = dice.below(tables.count)
    let row = target(table)
    if dice.chance(35) { return "reset \(row)" }
    let values = tables[table].fields.filter { dice.chance($0.range == nil ? 50 : 10) }.map {
      "\($0.name): \(expression($0.kind, fuel))"
    }
    return "\(row) = { \(values.joined(separator: ", ")) }"
  }

  private mutating func column() -> String {
    let kinds: [Kind] = [.ratio, .fixed(.usd), .count, .truth, .time, .row(0), .fixed(.btc)]
    let kind = dice.pick(kinds)
    let isWide = dice.chance(30) && loopLevel + 2 <= deepestLoop
    let count = isWide ? 2 : 1
    loopLevel += count
    deepestLevel = max(deepestLevel, loopLevel)
    let outside = scope.count
    var over: [Int] = []
    var rows: [Rows] = []
    for _ in 0..<count {
      let table = someTable()
      over.append(table)
      rows.append(selection(table, keys: false, dice.below(3)))
    }
    let isColumnar = rows.allSatisfy(\.isColumnar)
    let value = columnar(isColumnar) { $0.expression(kind, $0.fuel) }
    scope.removeLast(scope.count - outside)
    loopLevel -= count
    let name = self.name("w")
    columns.append(Column(name: name, tables: over, kind: kind))
    return "let \(name)[\(rows.map(\.text).joined(separator: ", "))] : \(type(kind)) = \(value)"
  }

  // MARK: - Control

  private mutating func demand() -> String {
    let word = dice.chance(60) ? "require" : "ensure"
    let id = dice.chance(50) ? "\(name("d")): " : ""
    let message = dice.chance(30) ? ", \"was {\(leaf(numberKind()))}\"" : ""
    // Mostly true, or no body would be run to its end.
    let condition = self.condition(fuel)
    let often = dice.chance(70) ? "(\(comparisonOfClock) or \(condition))" : condition
    return "\(word) \(id)\(often)\(message)"
  }

  /// True, though the checker does not know.
  private var comparisonOfClock: String {
    mutating get { dice.chance(85) ? "now != \(leaf(.time))" : "now == now" }
  }

  private mutating func choice(_ depth: Int) -> String {
    var text = "if \(condition(fuel)) {\n\(block(1 + dice.below(2), depth: depth - 1))\n}"
    if dice.chance(30) {
      text += " else if \(condition(fuel)) {\n\(block(1 + dice.below(2), depth: depth - 1))\n}"
    }
    if dice.chance(50) { text += " else {\n\(block(dice.below(3), depth: depth - 1))\n}" }
    return text
  }

  private mutating func match(_ depth: Int) -> String {
    var arms: [String] = []
    func arm(_ pattern: String, _ writer: inout Writer) {
      arms.append("\(pattern) {\n\(writer.block(writer.dice.below(3), depth: depth - 1))\n}")
    }
    if dice.chance(60) {
      let id = dice.below(enums.count)
      let subject = simple(.choice(id))
      let named = Array(enums[id].prefix(1 + dice.below(enums[id].count)))
      for member in named { arm(member, &self) }
      if named.count < enums[id].count { arm("else", &self) }
      return "match \(subject) {\n\(arms.joined(separator: "\n"))\n}"
    }
    let subject = expression(.count, fuel)
    for pattern in patterns { arm("\(pattern)", &self) }
    arm("else", &self)
    return "match \(subject) {\n\(arms.joined(separator: "\n"))\n}"
  }

  private mutating func loop(_ depth: Int) -> String {
    looping { writer in
      let rows = writer.selection(writer.someTable(), keys: true, writer.fuel)
      // The limit does not see the row.
      var limit = ""
      let inner = writer.scope.removeLast()
      if writer.dice.chance(35) {
        limit =
          writer.dice.chance(60)
          ? " limit \(writer.dice.below(4))" : " limit \(writer.expression(.count, 1))"
      }
      writer.scope.append(inner)
      let body = writer.block(1 + writer.dice.below(3), depth: depth - 1)
      writer.close(rows)
      return "for \(rows.text)\(limit) {\n\(body)\n}"
    }
  }

  private mutating func repetition(_ depth: Int) -> String {
    looping { writer in
      let parameters = writer.globals.filter { $0.role == .parameter && $0.kind == .count }
      let times: String
      if !parameters.isEmpty, writer.dice.chance(30) {
        times = writer.dice.pick(parameters).name
      } else if writer.dice.chance(20) {
        times = "count(\(writer.tables[writer.dice.below(writer.tables.count)].name))"
      } else {
        times = "\(writer.dice.below(5))"
      }
      let body = writer.block(1 + writer.dice.below(3), depth: depth - 1)
      return "repeat \(times) times {\n\(body)\n}"
    }
  }

  private mutating func looping(_ write: (inout Writer) -> String) -> String {
    let outer = insideLoop
    insideLoop = true
    defer { insideLoop = outer }
    return within(write)
  }

  private mutating func emission() -> String {
    let id = dice.below(events.count)
    let values = events[id].map { expression($0, dice.below(3)) }
    return "emit Told\(id)(\(values.joined(separator: ", ")))"
  }

  private mutating func perform() -> String {
    effect(returning: []) ?? globalAssignment()
  }
}

extension Int128 {
  /// Its size, where that is a word, and at least one of most units.
  fileprivate var bounded: Int128 { Swift.max(abs(Swift.max(self, -.max)), 1_000_000) }
}
