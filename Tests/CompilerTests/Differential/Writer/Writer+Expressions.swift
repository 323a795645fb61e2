import Numerics

// Expressions of any kind, rows, and conditions.
extension Writer {
  /// An expression; the fuel bounds how much stands inside it.
  mutating func expression(_ kind: Kind, _ fuel: Int) -> String {
    if fuel <= 0 { return simple(kind) }
    switch kind {
    case .fixed(let units): return fixed(units, fuel)
    case .whole(let units): return whole(units, fuel)
    case .time: return time(fuel)
    case .truth: return condition(fuel)
    case .choice: return general(kind, fuel)
    case .row(let table): return row(table, fuel)
    }
  }

  // MARK: - What has no parts

  /// A name, or a constant.
  mutating func leaf(_ kind: Kind) -> String {
    let known =
      scope.filter { $0.kind == kind }.map(\.name)
      + globals.filter { $0.kind == kind }.map(\.name)
    if !known.isEmpty, dice.chance(kind.isNumber ? 80 : 85) {
      // What was named last is most likely to have been named for this.
      return dice.chance(40) ? known[known.count - 1] : dice.pick(known)
    }
    switch kind {
    case .fixed, .whole: return constant(kind)
    case .time: return "now"
    case .truth: return dice.chance(50) ? "true" : "false"
    case .choice(let id): return dice.pick(enums[id])
    case .row(let table): return numbered(table)
    }
  }

  /// A leaf, a field of a row, a cell of a local column, or a call of leaves.
  mutating func simple(_ kind: Kind) -> String {
    if isColumnar, dice.chance(55), let field = field(kind) { return field }
    if !columns.isEmpty, dice.chance(35), let cell = cell(kind) { return cell }
    switch dice.below(8) {
    case 0, 1, 2, 3: if let field = field(kind) { return field }
    case 4: if let cell = cell(kind) { return cell }
    case 5: if let call = call(kind, fuel: 0) { return call }
    default: break
    }
    return leaf(kind)
  }

  /// A field of this kind, of a row in scope where there is one.
  private mutating func field(_ kind: Kind) -> String? {
    let places = tables.indices.flatMap { table in
      tables[table].fields.filter { $0.kind == kind }.map { (table, $0.name) }
    }
    guard !places.isEmpty else { return nil }
    if survey != nil, dice.chance(30), let place = places.last(where: { isSmall($0.0) }) {
      // What is the same for every row.
      let known = globals.filter { $0.kind == .row(place.0) }
      let row = dice.chance(15) ? known.last?.name : nil
      return "\(row ?? rowInScope(place.0)).\(place.1)"
    }
    if isColumnar, let binder = scope.last(where: \.isRow), dice.chance(75),
      let place = places.first(where: { Kind.row($0.0) == binder.kind })
    {
      let same = places.filter { $0.0 == place.0 }
      return "\(binder.name).\(dice.pick(same).1)"
    }
    let inScope = places.filter { place in scope.contains { $0.kind == .row(place.0) } }
    let (table, name) =
      !inScope.isEmpty && dice.chance(85) ? dice.pick(inScope) : dice.pick(places)
    return "\(rowInScope(table)).\(name)"
  }

  private mutating func cell(_ kind: Kind) -> String? {
    let known = columns.filter { $0.kind == kind }
    guard !known.isEmpty else { return nil }
    let column = dice.pick(known)
    let rows = column.tables.map { rowInScope($0) }
    return "\(column.name)[\(rows.joined(separator: ", "))]"
  }

  // MARK: - Rows

  /// A row that is there: one a loop stands at, or one by its number.
  mutating func rowInScope(_ table: Int) -> String {
    let known = scope.filter { $0.kind == .row(table) && !$0.isVariable }
    if !known.isEmpty, dice.chance(90) {
      return dice.chance(70) ? known[known.count - 1].name : dice.pick(known).name
    }
    return numbered(table)
  }

  private mutating func numbered(_ table: Int) -> String {
    if !tables[table].keys.isEmpty { return keyed(table, 0) }
    let size = tables[table].size
    let number = dice.chance(wildness / 15) ? size + dice.below(2) : dice.below(max(1, size))
    return "\(tables[table].name)[\(number)]"
  }

  private mutating func keyed(_ table: Int, _ fuel: Int) -> String {
    let rows = tables[table].keys.map { key in
      fuel > 0 ? row(key.table, fuel / 2) : rowInScope(key.table)
    }
    return "\(tables[table].name)[\(rows.joined(separator: ", "))]"
  }

  mutating func row(_ table: Int, _ fuel: Int) -> String {
    let name = tables[table].name
    let next = fuel - 1
    let other = isColumnar ? 0 : 1
    let computed = survey == nil ? 3 : 1
    switch dice.weighted([4, computed * other, 2, 5, 2, 7 * other, 2]) {
    case 0: return rowInScope(table)
    case 1:
      guard tables[table].keys.isEmpty else { return keyed(table, next) }
      let number = expression(.count, next)
      guard !dice.chance(wildness / 3 + 1), tables[table].size > 0 else {
        return "\(name)[\(number)]"
      }
      return "\(name)[clamp(\(number), 0, \(tables[table].size - 1))]"
    case 2:
      return tables[table].keys.isEmpty ? rowInScope(table) : keyed(table, 0)
    case 3:
      // Through a key, or through a field, which may hold nothing.
      let through = tables.enumerated().flatMap { owner, shape in
        shape.keys.filter { $0.table == table }.map { (owner, $0.name) }
      }
      if !through.isEmpty, dice.chance(75) {
        let (owner, key) = dice.pick(through)
        return "\(rowInScope(owner)).\(key)"
      }
      guard dice.chance(40), let field = field(.row(table)) else { return rowInScope(table) }
      return field
    case 4: return general(.row(table), next)
    case 5:
      guard loopLevel < deepestLoop, !keepsSmall || isSmall(table) else {
        return rowInScope(table)
      }
      return within { writer in
        let rows = writer.selection(table, keys: true, next)
        writer.close(rows)
        let rest = writer.dice.chance(85) ? " else \(writer.rowInScope(table))" : ""
        return "first(\(rows.text)\(rest))"
      }
    default: return leaf(.row(table))
    }
  }

  // MARK: - What any kind may be

  mutating func general(_ kind: Kind, _ fuel: Int) -> String {
    let next = fuel - 1
    switch dice.weighted([3, 2, 3, 2, inClaim && survey == nil ? 6 : 0, 1]) {
    case 0:
      let test = condition(next / 2)
      return
        "(if \(test) then \(expression(kind, next / 2)) else \(expression(kind, next / 2)))"
    case 1: return match(kind, next)
    case 2: return call(kind, fuel: next) ?? simple(kind)
    case 3: return cell(kind) ?? simple(kind)
    case 4: return "old(\(expression(kind, next)))"
    default: return simple(kind)
    }
  }

  private mutating func match(_ kind: Kind, _ fuel: Int) -> String {
    var arms: [String] = []
    if dice.chance(50) {
      let id = dice.below(enums.count)
      let members = enums[id]
      let named = dice.chance(50) ? members : Array(members.prefix(1 + dice.below(members.count)))
      for member in named { arms.append("\(member): \(expression(kind, fuel / 3))") }
      if named.count < members.count { arms.append("else: \(expression(kind, fuel / 3))") }
      return "(match \(simple(.choice(id))) {\n\(arms.joined(separator: "\n"))\n})"
    }
    for pattern in patterns { arms.append("\(pattern): \(expression(kind, fuel / 3))") }
    arms.append("else: \(expression(kind, fuel / 3))")
    return "(match \(expression(.count, fuel / 2)) {\n\(arms.joined(separator: "\n"))\n})"
  }

  /// A few different whole numbers.
  var patterns: [Int] {
    mutating get {
      [0, dice.pick([1, 2]), dice.pick([-1, 5])].dropLast(dice.below(3)).map { $0 }
    }
  }

  /// A call of a function that only computes; of one with several results, one of them.
  mutating func call(_ kind: Kind, fuel: Int) -> String? {
    let fitting = functions.filter { function in
      !function.changesState && loopLevel + function.level <= deepestLoop
        && function.results.contains { $0.kind == kind }
    }
    guard !fitting.isEmpty else { return nil }
    let function = dice.pick(fitting)
    deepestLevel = max(deepestLevel, loopLevel + function.level)
    let call = "\(function.name)(\(arguments(function.parameters, fuel)))"
    guard function.results.count > 1 else { return call }
    let results = function.results.filter { $0.kind == kind }
    return "\(call).\(dice.pick(results).name)"
  }

  mutating func arguments(_ parameters: [Kind], _ fuel: Int) -> String {
    parameters.map { fuel > 0 ? expression($0, fuel / 2) : leaf($0) }.joined(separator: ", ")
  }

  // MARK: - Conditions

  mutating func condition(_ fuel: Int) -> String {
    let next = fuel - 1
    switch dice.weighted([
      9, 2, 2, fuel > 0 ? 6 : 0, isColumnar ? 2 : 1, fuel > 0 && !isColumnar ? 4 : 0, 1,
      inClaim && mayAsk ? 4 : 0,
    ]) {
    case 0: return comparison(next)
    case 1:
      // Exact products, which do not overflow.
      let mark = dice.pick(["<", "<=", ">", ">=", "==", "!="])
      let left = "\(simple(.count)) * \(leaf(.count))"
      let right = dice.chance(60) ? "\(leaf(.count)) * \(simple(.count))" : leaf(.count)
      return dice.chance(50) ? "(\(left) \(mark) \(right))" : "(\(right) \(mark) \(left))"
    case 2:
      let kind = dice.pick([
        Kind.choice(dice.below(enums.count)), .row(dice.below(tables.count)), .truth,
      ])
      let mark = dice.chance(50) ? "==" : "!="
      if case .row = kind, dice.chance(50) { return "(\(simple(kind)) \(mark) none)" }
      return "(\(simple(kind)) \(mark) \(simple(kind)))"
    case 3:
      let word = dice.pick(["and", "and", "or", "or", "implies"])
      return "(\(condition(next / 2)) \(word) \(condition(next / 2)))"
    case 4: return "(not \(condition(next)))"
    case 5: return aggregate(.truth, next)
    case 6: return simple(.truth)
    default:
      guard !actions.isEmpty else { return simple(.truth) }
      let action = dice.pick(actions)
      return "(can \(action.name)(\(arguments(action.parameters, 0))))"
    }
  }

  private mutating func comparison(_ fuel: Int) -> String {
    let kind = dice.chance(8) ? .time : numberKind()
    let mark = dice.pick(["<", "<=", ">", ">=", ">", "<", "==", "!="])
    if dice.chance(isColumnar ? 12 : 4), case .fixed = kind {
      // As a margin is asked for.
      return
        "(\(expression(kind, fuel / 2)) \(mark) (\(expression(kind, fuel / 2)) * \(leaf(.ratio))))"
    }
    let right = dice.chance(30) && kind.isNumber ? "0" : expression(kind, fuel / 2)
    let left = right == "0" ? simple(kind) : expression(kind, fuel / 2)
    return "(\(left) \(mark) \(right))"
  }

  // MARK: - Aggregates and selections

  /// An aggregate of a number or a truth.
  mutating func aggregate(_ kind: Kind, _ fuel: Int) -> String {
    guard loopLevel < deepestLoop else { return simple(kind) }
    let table = someTable()
    return within { writer in
      if kind == .count, writer.dice.chance(30) {
        let rows = writer.selection(table, keys: false, fuel)
        writer.close(rows)
        return "count(\(rows.text))"
      }
      let rows = writer.selection(table, keys: false, fuel / 2)
      let body = writer.columnar(rows.isColumnar) { $0.expression(kind, fuel / 2) }
      writer.close(rows)
      if kind == .truth {
        return "\(writer.dice.chance(50) ? "any" : "all")(\(body) for \(rows.text))"
      }
      let name = writer.dice.pick(["sum", "sum", "sum", "min", "max", "median"])
      let rest =
        name != "sum" && writer.dice.chance(80) ? " else \(writer.expression(kind, 0))" : ""
      return "\(name)(\(body) for \(rows.text)\(rest))"
    }
  }

  struct Rows {
    let text: String
    /// Names in scope before the row.
    let outside: Int
    /// Whether its condition keeps to what there are columns for.
    let isColumnar: Bool
  }

  /// `a in T where .. by ..`; its row is in scope until it is closed.
  mutating func selection(_ table: Int, keys: Bool, _ fuel: Int) -> Rows {
    let binder = name("r")
    let outside = scope.count
    scope.append(Local(name: binder, kind: .row(table), isVariable: false))
    let isColumnar = isColumnar || dice.chance(60)
    let asked = columnar(isColumnar) { $0.order(keys: keys, fuel) }
    return Rows(
      text: "\(binder) in \(tables[table].name)\(asked)", outside: outside, isColumnar: isColumnar)
  }

  /// Writes with the flag set so, and puts it back.
  mutating func columnar(_ flag: Bool, _ write: (inout Writer) -> String) -> String {
    let outer = isColumnar
    isColumnar = flag
    defer { isColumnar = outer }
    return write(&self)
  }

  /// `where .. by ..`
  private mutating func order(keys: Bool, _ fuel: Int) -> String {
    var text = ""
    if dice.chance(65) { text += " where \(condition(fuel))" }
    if keys, dice.chance(60) {
      let kinds: [Kind] = [.count, .ratio, .fixed(.usd), .time, .whole(.lot), .count]
      let written = (0..<dice.pick([1, 1, 2, 3])).map { _ -> String in
        // Few different values, so that there are ties.
        let isTied = dice.chance(40)
        let kind = isTied ? Kind.count : dice.pick(kinds)
        let tied = isColumnar ? leaf(.count) : "sign(\(simple(numberKind())))"
        let key = isTied ? tied : expression(kind, fuel / 3)
        return key + dice.pick(["", " descending", " ascending", " descending"])
      }
      text += " by " + written.joined(separator: ", ")
    }
    return text
  }

  mutating func close(_ rows: Rows) { scope.removeLast(scope.count - rows.outside) }

  /// One loop or aggregate deeper.
  mutating func within(_ write: (inout Writer) -> String) -> String {
    loopLevel += 1
    deepestLevel = max(deepestLevel, loopLevel)
    defer { loopLevel -= 1 }
    return write(&self)
  }

  /// The name of the function for any unit, once it is declared.
  var genericName: String { text.contains { $0.hasPrefix("fn scaled") } ? "scaled" : "" }
}
