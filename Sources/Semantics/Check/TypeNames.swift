import Diagnostics

/// Types as people read them; needs the names of tables and enums.
package struct TypeNames: Sendable {
  let tables: [String]
  let enumerations: [String]

  package init(tables: [String], enumerations: [String]) {
    self.tables = tables
    self.enumerations = enumerations
  }

  func describe(_ type: ValueType) -> String {
    switch type {
    case .fixed(let dimension): dimension.description
    case .integer(let dimension): dimension.isNone ? "int" : "int \(dimension)"
    case .time: "time"
    case .truth: "bool"
    case .row(let table): "a row of \(tables[table])"
    case .enumeration(let enumeration): enumerations[enumeration]
    case .unknown: "unknown"
    }
  }

  /// As a declaration says it.
  package func written(_ type: ValueType) -> String {
    if case .row(let table) = type { tables[table] } else { describe(type) }
  }
}

extension ContractChecker {
  func describe(_ type: ValueType) -> String { typeNames.describe(type) }

  /// Where the type of a name comes from: the declaration that gave it, when there is one.
  func origin(of value: CheckedExpression) -> Label? {
    func label(_ name: String, _ span: Span) -> Label? {
      // A name is not its own cause.
      span == value.span
        ? nil : Label(span, "`\(name)` is declared here as \(describe(value.type))")
    }
    switch value.kind {
    case .state(let id): return label(contract.states[id].name, contract.states[id].span)
    case .parameter(let id):
      return label(contract.parameters[id].name, contract.parameters[id].span)
    case .local(let slot):
      return label(body.frame.locals[slot].name, body.frame.locals[slot].span)
    case .field(let table, let field, _):
      let declared = contract.tables[table].fields[field]
      return label(declared.name, declared.span)
    case .call(let function, _, _):
      let declared = functions[function].declaration.name
      return label(declared.text, declared.span)
    default: return nil
    }
  }

  /// The name of a `var` or `let`, whose type its first value decided.
  func localName(_ value: CheckedExpression) -> String? {
    guard case .local(let slot) = value.kind else { return nil }
    return body.frame.locals[slot].name
  }

  func origins(_ a: CheckedExpression, _ b: CheckedExpression) -> [Label] {
    [origin(of: a), origin(of: b)].compactMap { $0 }
  }
}

extension Dimension: CustomStringConvertible {
  /// As it would be written: `USD`, `USD/BTC`, `BTC^2/USD`, `ratio/USD`.
  package var description: String {
    func product(_ factors: [Factor]) -> String {
      factors.map {
        abs($0.exponent) == 1 ? $0.unit.description : "\($0.unit)^\(abs($0.exponent))"
      }.joined(separator: "*")
    }
    let above = factors.filter { $0.exponent > 0 }
    let below = factors.filter { $0.exponent < 0 }
    let numerator = above.isEmpty ? "ratio" : product(above)
    return below.isEmpty
      ? numerator
      : numerator + "/"
        + below.map {
          $0.exponent == -1 ? $0.unit.description : "\($0.unit)^\(-$0.exponent)"
        }.joined(separator: "/")
  }
}

extension UnitTag: CustomStringConvertible {
  package var description: String {
    switch self {
    case .duration: "duration"
    case .unit(let name): name
    case .indexed(let name, .this): name
    case .indexed(let name, let index): "\(name)[\(index)]"
    case .parameter(let name): name.split(separator: ".").last.map(String.init) ?? name
    }
  }
}

extension UnitIndex: CustomStringConvertible {
  package var description: String {
    switch self {
    case .this: "this row"
    case .local(_, let name): name
    case .numbered(let table, let number): "\(table)[\(number)]"
    case .key(.this, _, let name): name
    case .key(let base, _, let name): "\(base).\(name)"
    }
  }
}
