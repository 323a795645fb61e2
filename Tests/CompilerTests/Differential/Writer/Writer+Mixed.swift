import Numerics

// Numbers that are made of a row's own cells and of what is the same for every row, by every
// operation there is: an interval for each of them is what a proof is made of.
extension Writer {
  /// A cell of the row last named of a table; now and then of the row it refers to.
  mutating func own(_ kind: Kind, of table: Int) -> String {
    let row = rowInScope(table)
    if dice.chance(12) {
      let references = tables[table].fields.compactMap { field -> String? in
        guard case .row(let other) = field.kind,
          let cell = tables[other].fields.first(where: { $0.kind == kind })
        else { return nil }
        return "\(row).\(field.name).\(cell.name)"
      }
      if !references.isEmpty { return dice.pick(references) }
    }
    if dice.chance(15), let cell = inner(kind, row, table) { return cell }
    let fields = tables[table].fields.filter { $0.kind == kind }.map(\.name)
    return fields.isEmpty ? simple(kind) : "\(row).\(dice.pick(fields))"
  }

  /// A cell of the row and a row of a small table together, or of the small table by itself when the
  /// row is one of both.
  private mutating func inner(_ kind: Kind, _ row: String, _ table: Int) -> String? {
    if let key = tables[table].keys.last,
      let field = tables[key.table].fields.first(where: { $0.kind == kind })
    {
      return "\(row).\(key.name).\(field.name)"
    }
    guard table == 0, let pairs = tables.firstIndex(where: { $0.keys.count == 2 }),
      let field = tables[pairs].fields.last(where: { $0.kind == kind })
    else { return nil }
    return "\(tables[pairs].name)[\(row), \(rowInScope(1))].\(field.name)"
  }

  /// What is the same for every row.
  mutating func shared(_ kind: Kind) -> String {
    if dice.chance(12), let row = globals.last(where: { $0.kind == .row(1) }),
      let field = tables[1].fields.last(where: { $0.kind == kind })
    {
      return "\(row.name).\(field.name)"
    }
    let known = globals.filter { $0.kind == kind }.map(\.name)
    if !known.isEmpty, dice.chance(35) { return dice.pick(known) }
    let small = tables.indices.filter { isSmall($0) }
    let fields = tables[small[dice.below(small.count)]].fields
    guard let table = small.first(where: { tables[$0].fields.first?.name == fields.first?.name }),
      let field = fields.last(where: { $0.kind == kind })
    else { return leaf(kind) }
    return "\(rowInScope(table)).\(field.name)"
  }

  /// What no market moves, where there is any.
  mutating func steady(_ kind: Kind) -> String {
    let known = globals.filter { $0.kind == kind && $0.role == .parameter }
    return known.isEmpty ? shared(kind) : dice.pick(known).name
  }

  mutating func mixed(_ kind: Kind, of table: Int, _ fuel: Int) -> String {
    if fuel > 0, loopLevel < deepestLoop, dice.chance(20) {
      return within { writer in
        let binder = writer.name("r")
        writer.scope.append(Local(name: binder, kind: .row(1), isVariable: false))
        defer { writer.scope.removeLast() }
        let body = writer.mixed(kind, of: table, fuel - 1)
        return "sum(\(body) for \(binder) in \(writer.tables[1].name))"
      }
    }
    let first =
      fuel > 0 && dice.chance(70) ? mixed(kind, of: table, fuel - 1) : own(kind, of: table)
    let second = dice.chance(15) ? own(kind, of: table) : shared(kind)
    switch dice.below(12) {
    case 0: return "(\(first) + \(second))"
    case 1: return "(\(first) - \(second))"
    case 2: return "(\(second) - \(first))"
    case 3: return "\(dice.chance(50) ? "min" : "max")(\(first), \(second))"
    case 4: return "abs(\(first) - \(second))"
    case 5:
      let bottom = mixedDivisor(kind, of: table)
      return rounded("muldiv(\(first), \(second), \(bottom))", always: false)
    case 6 where fuel > 0:
      return "(if \(first) > \(second) then \(first) else \(own(kind, of: table)))"
    default: break
    }
    guard case .fixed = kind else { return mixedWhole(first, second, of: table) }
    let ratio = shared(.ratio)
    switch dice.below(8) {
    case 0, 1, 2:
      if dice.chance(40) { return rounded("\(own(.ratio, of: table)) * \(shared(kind))") }
      return rounded("\(first) * \(ratio)")
    case 3: return rounded("\(first) / \(mixedDivisor(.ratio, of: table))")
    case 4: return "(\(own(kind, of: table)) * \(shared(.count)))"
    case 5:
      if kind == .ratio {
        return rounded("sqrt(abs(\(first) * \(ratio)))", always: false)
      }
      return "(-\(first))"
    case 6 where kind == .ratio:
      let money = Kind.fixed(.usd)
      return rounded("\(own(money, of: table)) / \(mixedDivisor(money, of: table))")
    case 7 where kind == .ratio:
      return "exp(clamp(\(first), -3, 3))"
    default: return rounded("\(first) * \(ratio)")
    }
  }

  private mutating func mixedWhole(_ first: String, _ second: String, of table: Int) -> String {
    switch dice.below(6) {
    case 0: return "(sign(\(first) - \(second)) * \(own(.count, of: table)))"
    case 1: return rounded("sqrt(abs(\(first) * \(second)))", always: false)
    case 2:
      return rounded("quotient(\(first), \(mixedDivisor(.count, of: table)))", always: false)
    case 3:
      return rounded("remainder(\(first), \(mixedDivisor(.count, of: table)))", always: false)
    default: return "(\(first) * \(second))"
    }
  }

  /// Mostly above zero, whatever moves; now and then what is zero in between.
  private mutating func mixedDivisor(_ kind: Kind, of table: Int) -> String {
    switch dice.below(13) {
    case 0, 1: return "(\(shared(kind)) - \(own(kind, of: table)))"
    case 2: return shared(kind)
    case 6: return positive(kind)
    case 3, 4, 5: return "max(\(own(kind, of: table)), \(positive(kind)))"
    default: return "max(\(shared(kind)), \(positive(kind)))"
    }
  }
}
