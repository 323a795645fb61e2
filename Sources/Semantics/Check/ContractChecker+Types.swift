import Diagnostics
import Syntax

/// From written types to types.
extension ContractChecker {
  mutating func resolve(_ written: TypeExpression) -> ValueType {
    // No type at all was written, which is reported already.
    if written.integer == nil, written.terms.isEmpty { return .unknown }
    if written.integer == nil, written.terms.count == 1, let term = written.terms.first,
      term.index == nil, term.exponent == 1, let type = resolveWord(term)
    {
      return type
    }
    guard let dimension = resolve(written.terms) else { return .unknown }
    return written.integer == nil ? .fixed(dimension) : .integer(dimension)
  }

  /// A type that is a single word; `nil` where it is a unit and so part of a dimension.
  private mutating func resolveWord(_ term: UnitTerm) -> ValueType? {
    if term.name.qualifier == nil {
      switch term.name.name.text {
      case "ratio": return .ratio
      case "duration": return .duration
      case "time": return .time
      case "bool": return .truth
      default: break
      }
      if unitParameters[term.name.name.text] != nil { return nil }
    }
    guard let definition = lookUp(term.name, in: .type) else {
      report(
        .unknownType(term.name.name, suggestion: typeSuggestion(for: term.name.name)))
      return .unknown
    }
    switch definition.kind {
    case .table(let table): return .row(table)
    case .enumeration(let enumeration): return .enumeration(enumeration)
    default: return nil
    }
  }

  /// The product of unit terms; `nil`, and reported, where one is no unit.
  private mutating func resolve(_ terms: [UnitTerm]) -> Dimension? {
    var product = Dimension.none
    for term in terms {
      guard let factor = resolveUnit(term) else { return nil }
      guard abs(term.exponent) <= Dimension.exponentLimit else {
        report(.exponentTooLarge(term.span))
        return nil
      }
      product = product * factor.raised(to: term.exponent)
      guard product.isWithinLimit else {
        report(.exponentTooLarge(term.span))
        return nil
      }
    }
    return product
  }

  /// One unit, without its exponent.
  mutating func resolveUnit(_ term: UnitTerm) -> Dimension? {
    let name = term.name.name
    if term.name.qualifier == nil {
      if name.text == "ratio" { return Dimension.none }
      if name.text == "duration" { return .duration }
      if let parameter = unitParameters[name.text] { return Dimension(parameter) }
    }
    guard let definition = lookUp(term.name, in: .type) else {
      report(.unknownUnit(name, suggestion: typeSuggestion(for: name)))
      return nil
    }
    guard case .unit(let indexTable) = definition.kind else {
      report(.notAUnit(name, declared: definition.span))
      return nil
    }
    let unit = definitions.modules[definition.module].unitNames[name.text] ?? name.text
    guard let indexTable else {
      if let index = term.index { report(.unitNotIndexed(name, index.value.span)) }
      return Dimension(.unit(unit))
    }
    // The table is the one that the module means which declares the unit.
    guard
      case .found(let place) = definitions.find(
        indexTable.text, in: .type, from: definition.module),
      case .table(let table) = definitions.all[place].kind
    else { return nil }
    if let index = term.index {
      if let key = key(named: index.value, over: table) {
        return Dimension(.indexed(unit, key))
      }
      return unitIndex(of: index.value, over: table).map { Dimension(.indexed(unit, $0)) }
    }
    return impliedIndex(over: table).map { Dimension(.indexed(unit, $0)) }
      ?? reportMissingIndex(name, table)
  }

  /// Inside a table's own fields, `base` means this row's unit, or that of its key.
  private func impliedIndex(over table: TableID) -> UnitIndex? {
    guard let declared = tableBeingDeclared else { return nil }
    if declared == table { return .this }
    let keys = contract.tables[declared].keys.enumerated().filter { $0.element.table == table }
    guard keys.count == 1, let key = keys.first else { return nil }
    return .key(of: .this, key.offset, name: key.element.name)
  }

  /// `base[other]` in a table with two keys of one table: the key by its name.
  private func key(named written: Expression, over table: TableID) -> UnitIndex? {
    guard let declared = tableBeingDeclared, case .name(let name) = written.kind,
      let key = keyNames[declared][name.text], contract.tables[declared].keys[key].table == table
    else { return nil }
    return .key(of: .this, key, name: name.text)
  }

  private mutating func reportMissingIndex(_ unit: Name, _ table: TableID) -> Dimension? {
    report(.missingUnitIndex(unit, table: contract.tables[table].name))
    return nil
  }

  /// The row written as a unit's index, as an immutable path.
  private mutating func unitIndex(of written: Expression, over table: TableID) -> UnitIndex? {
    let row = expression(written, hint: .row(table))
    guard row.type != .unknown else { return nil }
    guard row.type == .row(table) else {
      report(.wrongRow(written.span, expected: describe(.row(table)), found: describe(row.type)))
      return nil
    }
    if let index = unitIndex(of: row) { return index }
    report(.indexNotAName(written.span))
    return nil
  }

  private func typeSuggestion(for name: Name) -> String? {
    suggestion(
      for: name,
      among: definitions.candidates(in: .type, from: body.module) + Vocabulary.typeWords)
  }
}

extension ValueType {
  var dimension: Dimension? {
    switch self {
    case .fixed(let dimension), .integer(let dimension): dimension
    case .time, .truth, .row, .enumeration, .unknown: nil
    }
  }
}
