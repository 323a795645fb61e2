import Diagnostics
import Numerics
import Syntax

/// Fourth pass: defaults, ranges and written rows, all known before anything runs.
extension ContractChecker {
  mutating func declareInitialValues(of module: Int) {
    body = BodyContext(purpose: .constant, module: module)
    for declaration in definitions.modules[module].module.declarations {
      switch declaration.kind {
      case .constant(let constant): declareConstant(constant, module)
      case .parameter(let parameter): declareParameter(parameter, module)
      case .state(let state): declareState(state, module)
      case .table(let table): declareFieldValues(of: table, module)
      case .action(let action): declareArgumentRanges(of: action)
      default: break
      }
    }
  }

  private func slot(_ name: Name, _ module: Int) -> Definition.Kind? {
    guard let place = definitions.modules[module].names[.value]?[name.text],
      definitions.all[place].span == name.span
    else { return nil }
    return definitions.all[place].kind
  }

  private mutating func declareConstant(_ constant: ConstantDeclaration, _ module: Int) {
    guard case .constant(let place)? = slot(constant.name, module) else { return }
    _ = value(ofConstant: place, usedAt: constant.name.span)
  }

  /// Within how many expressions a constant is still evaluated that was not needed before.
  private static let constantDepthLimit = 32

  /// A constant's word and type; evaluates it on first use.
  mutating func value(ofConstant place: Int, usedAt span: Span) -> (Int128, ValueType) {
    switch constants[place] {
    case .known(let word, let type): return (word, type)
    case .evaluating:
      report(.constantCycle(span))
      constants[place] = .known(0, .unknown)
      return (0, .unknown)
    case .pending(let declaration, let module):
      // Each may be nested as deep as the parser admits; together they must fit the stack.
      guard expressionDepth <= ContractChecker.constantDepthLimit else {
        report(.constantTooDeep(span))
        return (0, .unknown)
      }
      constants[place] = .evaluating
      let (result, _) = withBody(BodyContext(purpose: .constant, module: module)) {
        checker -> (Int128, ValueType) in
        let expected = declaration.type.map { checker.resolve($0) }
        return checker.evaluate(declaration.value, as: expected)
      }
      if case .evaluating = constants[place] { constants[place] = .known(result.0, result.1) }
      return result
    }
  }

  /// Checks and evaluates an expression that must be constant.
  mutating func evaluate(
    _ written: Expression, as expected: ValueType?
  ) -> (Int128, ValueType) {
    let outerAdapt = body.numbersAdapt
    body.numbersAdapt = true
    defer { body.numbersAdapt = outerAdapt }
    let checked =
      if let expected { expression(written, as: expected) } else { expression(written) }
    guard checked.type != .unknown else { return (expected?.initialWord ?? 0, .unknown) }
    do {
      if let word = try fold(checked) { return (word, checked.type) }
      report(.notConstant(written.span))
    } catch {
      report(.constantTraps(written.span, error))
    }
    return (checked.type.initialWord, .unknown)
  }

  mutating func evaluate(_ range: RangeExpression, as type: ValueType) -> WordRange? {
    let (lower, lowerType) = evaluate(range.lower, as: type)
    let (upper, upperType) = evaluate(range.upper, as: type)
    guard lowerType != .unknown, upperType != .unknown else { return nil }
    guard lower <= upper else {
      report(.emptyRange(range.span))
      return nil
    }
    return lower...upper
  }

  private mutating func declareParameter(_ parameter: ParameterDeclaration, _ module: Int) {
    guard case .parameter(let id)? = slot(parameter.name, module) else { return }
    let type = resolve(parameter.type)
    let (initial, range) = initialValue(of: parameter, type: type)
    contract.parameters[id] = CheckedParameter(
      name: parameter.name.text, type: type, initial: initial, range: range,
      span: parameter.name.span)
  }

  private mutating func initialValue(
    of parameter: ParameterDeclaration, type: ValueType
  ) -> (Int128, WordRange?) {
    var initial = type.initialWord
    var initialIsKnown = false
    if let value = parameter.value {
      let (word, found) = evaluate(value, as: type)
      initial = word
      initialIsKnown = found != .unknown
    } else if type != .unknown {
      report(.missingDefault(parameter.name))
    }
    let needsRange =
      switch type {
      case .fixed, .integer, .time: true
      case .truth, .row, .enumeration, .unknown: false
      }
    guard let written = parameter.range else {
      if needsRange { report(.missingRange(parameter.name, type: describe(type))) }
      return (initial, nil)
    }
    guard needsRange else {
      if type != .unknown { report(.rangeOfNoNumber(written.span, type: describe(type))) }
      return (initial, nil)
    }
    let range = evaluate(written, as: type)
    if let range, initialIsKnown, !range.contains(initial), let value = parameter.value {
      report(.defaultOutsideRange(value.span, range: written.span))
    }
    return (initial, range)
  }

  private mutating func declareState(_ state: StateDeclaration, _ module: Int) {
    guard case .state(let id)? = slot(state.name, module) else { return }
    let type = resolve(state.type)
    let initial = state.value.map { evaluate($0, as: type).0 } ?? type.initialWord
    contract.states[id] = CheckedState(
      name: state.name.text, type: type, initial: initial, span: state.name.span)
  }

  private mutating func declareFieldValues(of table: TableDeclaration, _ module: Int) {
    guard let id = tableID(of: table.name, module: module) else { return }
    for (place, field) in table.fields.enumerated() {
      guard place < contract.tables[id].fields.count else { break }
      let declared = contract.tables[id].fields[place]
      var (initial, range): (Int128, WordRange?) = (declared.initial, nil)
      switch field {
      case .plain(let state):
        if let value = state.value { initial = evaluate(value, as: declared.type).0 }
      case .parameter(let parameter):
        (initial, range) = initialValue(of: parameter, type: declared.type)
      }
      contract.tables[id].fields[place] = CheckedTable.Field(
        name: declared.name, type: declared.type, initial: initial,
        isParameter: declared.isParameter, range: range, span: declared.span)
    }
    guard let rows = table.rows else { return }
    if !table.keys.isEmpty { report(.writtenRowsOfKeyedTable(table.name)) }
    contract.tables[id].fixedRows = rows.map { fixedRow($0, table: id) }
  }

  /// One written row: a word for each field.
  private mutating func fixedRow(_ row: Expression, table: TableID) -> [Int128] {
    var words = contract.tables[table].fields.map(\.initial)
    guard case .row(let values) = row.kind else { return words }
    reportRepeated(values.map(\.field))
    for value in values {
      guard let field = lookUpField(value.field, in: table) else { continue }
      let declared = contract.tables[table].fields[field]
      let (word, type) = evaluate(value.value, as: declared.type)
      words[field] = word
      if let range = declared.range, type != .unknown, !range.contains(word) {
        report(.defaultOutsideRange(value.value.span, range: declared.span))
      }
    }
    return words
  }

  mutating func lookUpField(_ name: Name, in table: TableID) -> FieldID? {
    if let field = fieldNames[table][name.text] { return field }
    let suggestion = suggestion(
      for: name,
      among: contract.tables[table].fields.map(\.name) + contract.tables[table].keys.map(\.name))
    report(
      .unknownField(
        name, table: contract.tables[table].name, declared: contract.tables[table].span,
        suggestion: suggestion, fields: contract.tables[table].fields.prefix(9).map(\.name)))
    return nil
  }

  private mutating func declareArgumentRanges(of action: ActionDeclaration) {
    guard case .action(let id)? = callable(action.name, body.module) else { return }
    for (place, parameter) in action.parameters.enumerated() {
      guard let written = parameter.range else { continue }
      let slot = actions[id].parameters[place]
      guard slot.type.dimension != nil || slot.type == .time else {
        if slot.type != .unknown {
          report(.rangeOfNoNumber(written.span, type: describe(slot.type)))
        }
        continue
      }
      actions[id].parameters[place] = CheckedSlot(
        name: slot.name, type: slot.type, range: evaluate(written, as: slot.type), span: slot.span)
    }
  }
}
