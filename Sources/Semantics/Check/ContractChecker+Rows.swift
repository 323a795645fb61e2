import Diagnostics
import Syntax

/// Names, rows, fields and columns.
extension ContractChecker {
  mutating func nameExpression(_ name: Name, hint: ValueType?) -> CheckedExpression {
    let span = name.span
    if case .enumeration(let id)? = hint,
      let place = members[id][name.text]
    {
      markEnumerationUsed(id)
      return CheckedExpression(.constant(Int128(place)), .enumeration(id), span)
    }
    if let local = body.scope.find(name.text) { return self.local(local, name, hint: hint) }
    if case .row(let table)? = hint, let row = rowNames[table]?[name.text] {
      return numberedRow(table, row, span)
    }
    if name.text == "now" {
      body.readsOnlyParameters = false
      if body.purpose == .constant { report(.notConstant(span)) }
      return CheckedExpression(.now, .time, span)
    }
    if let definition = lookUp(name, in: .value) { return value(of: definition, span) }
    if let member = uniqueMember(name) { return member }
    if let definition = lookUp(name, in: .type) {
      return typeNameAsValue(name, definition, hint: hint)
    }
    if let definition = lookUp(name, in: .callable) {
      report(.functionWithoutCall(name, declared: definition.span))
      return unknown(span)
    }
    if let profit = profit(named: name) { return profit }
    report(
      .unknownName(
        name, suggestion: valueSuggestion(for: name), isInExample: body.purpose == .example))
    return unknown(span)
  }

  private mutating func local(
    _ place: Int, _ name: Name, hint: ValueType?
  ) -> CheckedExpression {
    body.scope.markUsed(place)
    let local = body.scope.names[place]
    switch local.kind {
    case .slot(let slot, let type, _):
      return CheckedExpression(.local(slot), type, name.span)
    case .memory(let table, let field, let row):
      let type = contract.tables[table].fields[field].type
      return CheckedExpression(
        .field(table, field, row: CheckedExpression(.local(row), .row(table), name.span)), type,
        name.span)
    case .measured(let state, let type):
      return CheckedExpression(.state(state), type, name.span)
    case .cell(let cell):
      // A cell stands in the table, where no local name is: `a` in the column `a` is not itself.
      let scope = body.scope
      body.scope = LocalScope()
      let value = expression(cell, hint: hint)
      body.scope = scope
      return CheckedExpression(value.kind, value.type, name.span)
    case .column:
      report(.columnWithoutIndex(name, declared: local.span))
    case .results(let results):
      report(.severalResults(name.span, results: results.map(\.name), name: name.text))
    }
    return unknown(name.span)
  }

  /// What a declared value is worth as an expression.
  private mutating func value(of definition: Definition, _ span: Span) -> CheckedExpression {
    switch definition.kind {
    case .constant(let place):
      let (word, type) = value(ofConstant: place, usedAt: span)
      return CheckedExpression(.constant(word), type, span)
    case .parameter(let id):
      if body.purpose == .constant { report(.notConstant(span)) }
      return CheckedExpression(.parameter(id), contract.parameters[id].type, span)
    case .state(let id):
      body.readsOnlyParameters = false
      if body.purpose == .constant { report(.notConstant(span)) }
      return CheckedExpression(.state(id), contract.states[id].type, span)
    default:
      return unknown(span)
    }
  }

  /// An enum's member by its bare name, where only one enum has it.
  private mutating func uniqueMember(_ name: Name) -> CheckedExpression? {
    let holders = memberHolders[name.text] ?? []
    guard let id = holders.first else { return nil }
    for holder in holders { markEnumerationUsed(holder) }
    guard holders.count == 1 else {
      report(.ambiguousMember(name, enums: holders.map { contract.enumerations[$0].name }))
      return unknown(name.span)
    }
    let place = members[id][name.text] ?? 0
    return CheckedExpression(.constant(Int128(place)), .enumeration(id), name.span)
  }

  private mutating func markEnumerationUsed(_ id: EnumerationID) {
    definitions.markUsed(enumeration: id)
  }

  /// A unit's name alone is one of that unit; a table or an enum is no value.
  private mutating func typeNameAsValue(
    _ name: Name, _ definition: Definition, hint: ValueType?
  ) -> CheckedExpression {
    switch definition.kind {
    case .unit:
      return number(
        NumberLiteral(
          decimal: .one, unit: UnitTerm(name: QualifiedName(name), span: name.span)),
        hint: hint, name.span)
    case .table: report(.tableAsValue(name))
    default: report(.enumAsValue(name))
    }
    return unknown(name.span)
  }

  func valueSuggestion(for name: Name) -> String? {
    guard diagnostics.hasRoom(for: name.span.file) else { return nil }
    var candidates = definitions.candidates(in: .value, from: body.module)
    candidates += body.scope.names.map(\.name) + contract.enumerations.flatMap(\.members)
    candidates += definitions.candidates(in: .type, from: body.module) + Vocabulary.valueWords
    return nearest(name.text, among: candidates)
  }

  // MARK: - Members

  mutating func member(
    _ base: Expression, _ name: Name, hint: ValueType?, _ span: Span
  ) -> CheckedExpression {
    if case .name(let first) = base.kind, let special = memberOfName(first, name, hint: hint, span)
    {
      return special
    }
    if case .call(let callee, let arguments) = base.kind,
      let result = memberOfCall(callee, arguments, name, span)
    {
      return result
    }
    return field(name, of: expression(base), span)
  }

  /// `results.paid`, `library.constant`, `Mode.halted`: a member of something that is no row.
  private mutating func memberOfName(
    _ first: Name, _ name: Name, hint: ValueType?, _ span: Span
  ) -> CheckedExpression? {
    if let place = body.scope.find(first.text) {
      guard case .results(let results) = body.scope.names[place].kind else { return nil }
      body.scope.markUsed(place)
      if let result = results.first(where: { $0.name == name.text }) {
        return CheckedExpression(.local(result.slot), result.type, span)
      }
      report(.unknownResult(name, results: results.map(\.name)))
      return unknown(span)
    }
    if definitions.moduleNamed(first.text, from: body.module) != nil {
      let qualified = QualifiedName(qualifier: first, name)
      if let definition = lookUp(qualified, in: .value) { return value(of: definition, span) }
      report(.unknownName(name, suggestion: nil))
      return unknown(span)
    }
    guard case .missing = definitions.find(first.text, in: .value, from: body.module) else {
      return nil
    }
    guard let definition = lookUp(first, in: .type),
      case .enumeration(let id) = definition.kind
    else { return nil }
    guard let word = memberWord(name, of: id) else { return unknown(span) }
    return CheckedExpression(.constant(word), .enumeration(id), span)
  }

  func numberedRow(_ table: TableID, _ row: Int, _ span: Span) -> CheckedExpression {
    CheckedExpression(
      .rowNumbered(table, CheckedExpression(.constant(Int128(row)), .count, span)), .row(table),
      span)
  }

  /// `a.size`, `p.market`, `a.id`.
  mutating func field(
    _ name: Name, of row: CheckedExpression, _ span: Span
  ) -> CheckedExpression {
    guard case .row(let table) = row.type else {
      if row.type != .unknown { report(.notARow(name, found: describe(row.type), row.span)) }
      return unknown(span)
    }
    body.readsOnlyParameters = false
    if name.text == "id" { return CheckedExpression(.identity(row: row), .count, span) }
    if let key = keyNames[table][name.text] {
      return CheckedExpression(
        .key(table, key: key, row: row), .row(contract.tables[table].keys[key].table), span)
    }
    guard let field = lookUpField(name, in: table) else { return unknown(span) }
    guard let type = fieldType(table, field, of: row) else {
      report(.indexNotAName(row.span))
      return unknown(span)
    }
    return CheckedExpression(.field(table, field, row: row), type, span)
  }

  /// The type of a field, with the row it is read from in place of "this row".
  func fieldType(
    _ table: TableID, _ field: FieldID, of row: CheckedExpression
  ) -> ValueType? {
    substitute(contract.tables[table].fields[field].type) { index in
      index.start == .this ? unitIndex(along: index, from: row) : nil
    }
  }

  // MARK: - Indexing

  mutating func index(
    _ base: Expression, _ indices: [Expression], _ span: Span
  ) -> CheckedExpression {
    guard let name = qualifiedName(base) else {
      report(.cannotIndex(base.span))
      return unknown(span)
    }
    if name.qualifier == nil, let place = body.scope.find(name.name.text) {
      body.scope.markUsed(place)
      if case .column(let column, let type, let binders) = body.scope.names[place].kind {
        return columnElement(column, type, binders, indices, span)
      }
      report(.cannotIndex(base.span))
      return unknown(span)
    }
    if name.qualifier == nil, let definition = lookUp(name.name, in: .type),
      case .unit = definition.kind
    {
      guard indices.count == 1 else {
        report(.wrongKeyCount(span, table: name.name.text, expected: 1, found: indices.count))
        return unknown(span)
      }
      let term = UnitTerm(name: name, index: indices[0], span: span)
      return number(NumberLiteral(decimal: .one, unit: term), hint: nil, span)
    }
    guard let table = lookUpTable(name) else { return unknown(span) }
    body.readsOnlyParameters = false
    return row(of: table, indices, span)
  }

  private mutating func row(
    of table: TableID, _ indices: [Expression], _ span: Span
  ) -> CheckedExpression {
    let keys = contract.tables[table].keys
    guard keys.isEmpty else {
      guard keys.count == indices.count else {
        report(
          .wrongKeyCount(
            span, table: contract.tables[table].name, expected: keys.count, found: indices.count))
        return unknown(span)
      }
      let rows = zip(keys, indices).map { expression($1, as: .row($0.table)) }
      return CheckedExpression(.rowKeyed(table, rows), .row(table), span)
    }
    guard indices.count == 1 else {
      report(
        .wrongKeyCount(
          span, table: contract.tables[table].name, expected: 1, found: indices.count))
      return unknown(span)
    }
    if case .name(let name) = indices[0].kind, body.scope.find(name.text) == nil,
      let row = rowNames[table]?[name.text]
    {
      return numberedRow(table, row, span)
    }
    if body.purpose == .example, case .name(let name) = indices[0].kind, isUnknown(name) {
      let names = (rowNames[table] ?? [:]).sorted { $0.value < $1.value }.map(\.key)
      report(
        .unknownRowName(name, table: contract.tables[table].name, names: Array(names.prefix(9))))
      return unknown(span)
    }
    let number = expression(indices[0], as: .count)
    if case .constant(let word) = number.kind, word < 0 {
      report(.negativeRow(indices[0].span, table: contract.tables[table].name))
      return unknown(span)
    }
    return CheckedExpression(.rowNumbered(table, number), .row(table), span)
  }

  private mutating func columnElement(
    _ column: ColumnID, _ type: ValueType, _ binders: [LocalID], _ indices: [Expression],
    _ span: Span
  ) -> CheckedExpression {
    let tables = body.frame.columns[column].tables
    guard tables.count == indices.count else {
      report(
        .wrongKeyCount(
          span, table: body.frame.columns[column].name, expected: tables.count,
          found: indices.count))
      return unknown(span)
    }
    let rows = zip(tables, indices).map { expression($1, as: .row($0)) }
    let element = substitute(type) { index in
      guard case .local(let slot, _) = index.start else { return nil }
      guard let place = binders.firstIndex(of: slot) else { return index }
      return unitIndex(along: index, from: rows[place])
    }
    guard let element else {
      report(.indexNotAName(span))
      return unknown(span)
    }
    return CheckedExpression(.column(column, rows), element, span)
  }

  /// A name, or a name with a library's in front; `nil` for anything else.
  func qualifiedName(_ written: Expression) -> QualifiedName? {
    switch written.kind {
    case .name(let name): return QualifiedName(name)
    case .member(let base, let name):
      guard case .name(let qualifier) = base.kind else { return nil }
      return QualifiedName(qualifier: qualifier, name)
    default: return nil
    }
  }
}
