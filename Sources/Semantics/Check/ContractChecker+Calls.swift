import Diagnostics
import Syntax

/// Calls of functions, built in and declared.
extension ContractChecker {
  mutating func call(
    _ callee: Expression, _ arguments: [Expression], hint: ValueType?, _ span: Span
  ) -> CheckedExpression {
    guard let name = qualifiedName(callee) else {
      report(.notCallable(callee.span))
      return unknown(span)
    }
    if let value = worldCall(name, arguments, hint: hint, span) { return value }
    if name.qualifier == nil, let value = builtinCall(name.name, arguments, hint: hint, span) {
      return value
    }
    guard let function = lookUpFunction(name) else {
      for argument in arguments { _ = expression(argument) }
      return unknown(span)
    }
    guard let call = checkCall(of: function, arguments, name: name, span) else {
      return unknown(span)
    }
    let signature = functions[function]
    if signature.changesState {
      report(.effectInExpression(span, function: name.name.text))
      return unknown(span)
    }
    guard signature.results.count == 1 else {
      reportResults(of: signature, span)
      return unknown(span)
    }
    return CheckedExpression(
      .call(function, call.arguments, result: 0), call.results[0], span)
  }

  private mutating func builtinCall(
    _ name: Name, _ arguments: [Expression], hint: ValueType?, _ span: Span
  ) -> CheckedExpression? {
    if let builtin = BuiltinFunction(rawValue: name.text),
      AggregateFunction(rawValue: name.text) == nil || arguments.count != 1
    {
      return self.builtin(builtin, name, arguments, hint: hint, span)
    }
    if name.text == "count", arguments.count == 1, let table = qualifiedName(arguments[0]) {
      guard let id = lookUpTable(table) else { return unknown(span) }
      body.readsOnlyParameters = false
      return CheckedExpression(.rowCount(id), .count, span)
    }
    if AggregateFunction(rawValue: name.text) != nil {
      report(.aggregateWithoutRows(name))
      for argument in arguments { _ = expression(argument) }
      return unknown(span)
    }
    switch name.text {
    case "old": return old(name, arguments, hint: hint, span)
    case "left": return side(.left, name, arguments, hint: hint, span)
    case "right": return side(.right, name, arguments, hint: hint, span)
    default: return nil
    }
  }

  /// The function a name means; reports an action, or a name nobody declares.
  mutating func lookUpFunction(_ name: QualifiedName) -> FunctionID? {
    guard let definition = lookUp(name, in: .callable) else {
      reportUnknownCallee(name.name)
      return nil
    }
    if case .function(let id) = definition.kind { return id }
    report(.actionCalledInside(name.name, declared: definition.span))
    return nil
  }

  mutating func reportUnknownCallee(_ name: Name) {
    let suggestion = suggestion(
      for: name,
      among: definitions.candidates(in: .callable, from: body.module) + Vocabulary.callableWords)
    report(.unknownFunction(name, suggestion: suggestion))
  }

  /// A checked call: the arguments, and the types of the results with units and rows filled in.
  struct CheckedCall {
    let arguments: [CheckedExpression]
    let results: [ValueType]
  }

  mutating func checkCall(
    of function: FunctionID, _ arguments: [Expression], name: QualifiedName, _ span: Span
  ) -> CheckedCall? {
    let signature = functions[function]
    body.calls.append((function, name.span))
    body.readsOnlyParameters = false
    guard arguments.count == signature.parameters.count else {
      report(
        .wrongArgumentCount(
          span, name: name.name.text, expected: signature.parameters,
          found: arguments.count, declared: signature.declaration.name.span, names: typeNames))
      for argument in arguments { _ = expression(argument) }
      return nil
    }
    var solver = UnitSolver(parameters: Array(signature.unitParameters.values))
    var checked: [CheckedExpression] = []
    for (parameter, argument) in zip(signature.parameters, arguments) {
      let declared = actualType(parameter.type, given: checked)
      checked.append(self.argument(argument, declared, parameter, &solver))
    }
    if body.mayChangeState == false, signature.changesState {
      report(
        .effectNotAllowed(
          name.span, function: name.name.text, declared: signature.declaration.changesState))
    }
    // What was wrong with an argument may be what leaves a unit open.
    let settled = !checked.contains { $0.type == .unknown }
    let results = signature.results.map { result in
      resolved(actualType(result.type, given: checked), by: solver, settled: settled, span)
    }
    return CheckedCall(arguments: checked, results: results)
  }

  private mutating func argument(
    _ written: Expression, _ declared: ValueType, _ parameter: CheckedSlot,
    _ solver: inout UnitSolver
  ) -> CheckedExpression {
    let wanted = declared.mappingDimension(solver.substitute)
    guard let dimension = wanted.dimension, solver.isOpen(dimension) else {
      let found = expression(written, hint: wanted)
      let because = Label(
        parameter.span, "`\(parameter.name)` is \(describe(wanted))")
      return agree(found, with: wanted)
        ? found : mismatch(found, expected: wanted, because: because)
    }
    // The unit is still open: only the kind is known, and the argument settles the rest.
    let isZero = isLiteralZero(written)
    let kindHint: ValueType =
      if case .integer = wanted { .count } else { .ratio }
    let found = expression(written, hint: kindHint)
    guard found.type != .unknown, !isZero else { return found }
    let sameKind =
      switch (wanted, found.type) {
      case (.integer, .integer), (.fixed, .fixed): true
      default: false
      }
    if sameKind, let actual = found.type.dimension, solver.equate(dimension, actual) {
      return found
    }
    return mismatch(
      found, expected: wanted,
      because: Label(parameter.span, "`\(parameter.name)` is \(describe(wanted))"))
  }

  private func isLiteralZero(_ written: Expression) -> Bool {
    if case .number(let literal) = written.kind {
      return literal.suffix == nil && literal.unit == nil && literal.decimal.isZero
    }
    return false
  }

  /// A declared type with the arguments' rows in place of the parameters'. Reports a row that could
  /// change: with it in a unit, amounts of different units would pass for one.
  mutating func actualType(
    _ type: ValueType, given arguments: [CheckedExpression]
  ) -> ValueType {
    var unnamed: CheckedExpression?
    let actual = substitute(type) { index in
      guard case .local(let slot, _) = index.start, slot < arguments.count else { return nil }
      let named = unitIndex(along: index, from: arguments[slot])
      if named == nil { unnamed = arguments[slot] }
      return named
    }
    if let actual { return actual }
    if let unnamed, unnamed.type != .unknown { report(.indexNotAName(unnamed.span)) }
    return .unknown
  }

  private mutating func resolved(
    _ type: ValueType, by solver: UnitSolver, settled: Bool, _ span: Span
  ) -> ValueType {
    let result = type.mappingDimension(solver.substitute)
    guard let dimension = result.dimension else { return result }
    if solver.isOpen(dimension) {
      if settled { report(.unitNotDetermined(span)) }
      return .unknown
    }
    return withinLimit(dimension, span) == nil ? .unknown : result
  }

  mutating func reportResults(of signature: FunctionSignature, _ span: Span) {
    let name = signature.declaration.name.text
    if signature.results.isEmpty {
      report(.noResult(span, function: name, declared: signature.declaration.name.span))
    } else {
      report(.severalResults(span, results: signature.results.map(\.name), name: name))
    }
  }

  /// `fillable(a, m).n`: one result of a function with several.
  mutating func memberOfCall(
    _ callee: Expression, _ arguments: [Expression], _ name: Name, _ span: Span
  ) -> CheckedExpression? {
    guard let calleeName = qualifiedName(callee),
      case .found(let place) = definitions.find(calleeName, in: .callable, from: body.module),
      case .function(let id) = definitions.all[place].kind, functions[id].results.count > 1
    else { return nil }
    definitions.markUsed(place)
    guard let call = checkCall(of: id, arguments, name: calleeName, span) else {
      return unknown(span)
    }
    if functions[id].changesState {
      report(.effectInExpression(span, function: calleeName.name.text))
      return unknown(span)
    }
    guard let result = functions[id].results.firstIndex(where: { $0.name == name.text }) else {
      report(.unknownResult(name, results: functions[id].results.map(\.name)))
      return unknown(span)
    }
    return CheckedExpression(
      .call(id, call.arguments, result: result), call.results[result], span)
  }

  // MARK: - Words of claims

  private mutating func old(
    _ name: Name, _ arguments: [Expression], hint: ValueType?, _ span: Span
  ) -> CheckedExpression {
    guard body.purpose == .invariant || body.purpose == .example else {
      report(.oldOutsideClaim(name.span))
      return unknown(span)
    }
    guard arguments.count == 1 else {
      report(.wrongBuiltinCount(span, name: "old", expected: 1...1, found: arguments.count))
      return unknown(span)
    }
    let value = expression(arguments[0], hint: hint)
    return CheckedExpression(.old(value), value.type, span)
  }

  private mutating func side(
    _ side: LawSide, _ name: Name, _ arguments: [Expression], hint: ValueType?, _ span: Span
  ) -> CheckedExpression {
    guard body.purpose == .law else {
      report(.sideOutsideLaw(name))
      return unknown(span)
    }
    guard arguments.count == 1 else {
      report(.wrongBuiltinCount(span, name: name.text, expected: 1...1, found: arguments.count))
      return unknown(span)
    }
    let value = expression(arguments[0], hint: hint)
    return CheckedExpression(.side(side, value), value.type, span)
  }

  /// `can liquidate(a)`.
  mutating func can(_ written: Expression, _ span: Span) -> CheckedExpression {
    guard [.invariant, .example, .observation, .routine].contains(body.purpose) else {
      report(.canOutsideClaim(span))
      return unknown(span)
    }
    guard case .call(let callee, let arguments) = written.kind,
      let name = qualifiedName(callee)
    else {
      report(.canWithoutCall(written.span))
      return unknown(span)
    }
    guard let (action, checked) = actionCall(name, arguments, written.span) else {
      return unknown(span)
    }
    body.readsOnlyParameters = false
    return CheckedExpression(.can(action, checked, nil), .truth, span)
  }

  /// A call of an action, as examples and `can` make them.
  mutating func actionCall(
    _ name: QualifiedName, _ arguments: [Expression], _ span: Span
  ) -> (ActionID, [CheckedExpression])? {
    guard let definition = lookUp(name, in: .callable) else {
      let suggestion = suggestion(
        for: name.name, among: actions.map(\.declaration.name.text))
      report(.unknownAction(name.name, suggestion: suggestion))
      return nil
    }
    guard case .action(let id) = definition.kind else {
      report(.notAnAction(name.name, declared: definition.span))
      return nil
    }
    let parameters = actions[id].parameters
    guard parameters.count == arguments.count else {
      report(
        .wrongArgumentCount(
          span, name: name.name.text, expected: parameters, found: arguments.count,
          declared: definition.span, names: typeNames))
      return nil
    }
    var checked: [CheckedExpression] = []
    for (parameter, argument) in zip(parameters, arguments) {
      let wanted = actualType(parameter.type, given: checked)
      checked.append(expression(argument, as: wanted))
    }
    return (id, checked)
  }
}

extension ValueType {
  func mappingDimension(_ transform: (Dimension) -> Dimension) -> ValueType {
    switch self {
    case .fixed(let dimension): .fixed(transform(dimension))
    case .integer(let dimension): .integer(transform(dimension))
    default: self
    }
  }
}
