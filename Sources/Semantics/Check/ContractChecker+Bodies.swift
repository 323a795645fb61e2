import Diagnostics
import Syntax

/// Fifth pass: the bodies of functions, actions and invariants, and laws.
extension ContractChecker {
  mutating func checkFunction(_ id: FunctionID) {
    let signature = functions[id]
    unitParameters = signature.unitParameters
    defer { unitParameters = [:] }
    var context = BodyContext(
      purpose: .function(changesState: signature.changesState), module: signature.module)
    context.results = signature.results
    let (statements, done) = withBody(context) { checker -> [CheckedStatement] in
      checker.openParameters(
        signature.declaration.parameters, signature.parameters, results: signature.results)
      let statements = checker.functionBody(signature)
      checker.close(to: 0)
      return statements
    }
    functions[id].calls = done.calls
    contract.functions.append(
      CheckedFunction(
        name: signature.declaration.name.text, parameters: signature.parameters,
        results: signature.results, changesState: signature.changesState, frame: done.frame,
        body: statements, span: signature.declaration.name.span))
  }

  private mutating func functionBody(_ signature: FunctionSignature) -> [CheckedStatement] {
    switch signature.declaration.body {
    case .expression(let written):
      guard signature.results.count == 1 else {
        report(.expressionBodyNeedsOneResult(signature.declaration.name))
        _ = expression(written)
        return []
      }
      let value = effectfulValue(written, as: signature.results[0].type)
      return [CheckedStatement(.return([value]), written.span)]
    case .block(let written):
      let statements = block(written)
      if !signature.results.isEmpty, !leaves(statements) {
        report(
          .missingReturn(signature.declaration.name, end: written.span.end))
      }
      return statements
    }
  }

  /// Whether every way through the statements ends in a `return`.
  private func leaves(_ statements: [CheckedStatement]) -> Bool {
    statements.contains { statement in
      switch statement.kind {
      case .return: true
      case .if(let branches, let otherwise):
        branches.allSatisfy { leaves($0.body) } && leaves(otherwise)
      case .match(_, let arms, let otherwise):
        arms.allSatisfy { leaves($0.body) } && (otherwise.map { leaves($0) } ?? !arms.isEmpty)
      default: false
      }
    }
  }

  /// Brings parameters into scope as the first slots.
  private mutating func openParameters(
    _ written: [Parameter], _ slots: [CheckedSlot], results: [CheckedSlot] = []
  ) {
    // A row may be wanted only to say whose unit another parameter has.
    let wanted = Set((slots + results).flatMap { $0.type.dimension?.roots ?? [] })
    for (parameter, slot) in zip(written, slots) {
      let local = body.addSlot(slot)
      bringIntoScope(parameter.name, .slot(local, slot.type, isVariable: false))
      if wanted.contains(local), let place = body.scope.find(parameter.name.text) {
        body.scope.markUsed(place)
      }
    }
  }

  mutating func checkAction(_ id: ActionID) {
    let signature = actions[id]
    let declaration = signature.declaration
    let context = BodyContext(purpose: .action, module: signature.module)
    let (statements, done) = withBody(context) { checker -> [CheckedStatement] in
      checker.openParameters(declaration.parameters, signature.parameters)
      if case .row(let binder, _) = declaration.callers {
        // A table that is not there was reported; what is done with its rows is not wrong, too.
        let type: ValueType =
          if case .row(let table) = signature.callers { .row(table) } else { .unknown }
        checker.declareLocal(binder, type, isVariable: false)
        // The caller may be named only to say whose action it is.
        if let place = checker.body.scope.find(binder.text) { checker.body.scope.markUsed(place) }
      }
      let statements = checker.block(declaration.body)
      checker.close(to: 0)
      return statements
    }
    contract.actions.append(
      CheckedAction(
        name: declaration.name.text, parameters: signature.parameters,
        callers: signature.callers, frame: done.frame, body: statements,
        span: declaration.name.span))
  }

  // MARK: - Claims

  mutating func checkInvariants(of module: Int) {
    for case .invariant(let invariant) in definitions.modules[module].module.declarations
      .map(\.kind)
    {
      checkInvariant(invariant, module)
    }
  }

  private mutating func checkInvariant(_ written: InvariantDeclaration, _ module: Int) {
    let context = BodyContext(purpose: .invariant, module: module)
    let ((after, condition), done) = withBody(context) {
      checker -> (ActionID?, CheckedExpression) in
      let after = written.after.flatMap { checker.openAction($0) }
      let condition = checker.condition(written.condition)
      checker.close(to: 0)
      return (after, condition)
    }
    contract.invariants.append(
      CheckedInvariant(
        name: written.name.text, text: written.text?.text, after: after,
        enforced: written.enforced != nil,
        overParametersAlone: done.readsOnlyParameters && written.after == nil,
        frame: done.frame, condition: condition, span: written.name.span))
  }

  /// `after liquidate(a)`: the action's arguments come into scope under the given names.
  private mutating func openAction(_ after: InvariantDeclaration.After) -> ActionID? {
    guard let definition = lookUp(after.action, in: .callable) else {
      let suggestion = suggestion(
        for: after.action, among: actions.map(\.declaration.name.text))
      report(.unknownAction(after.action, suggestion: suggestion))
      return nil
    }
    guard case .action(let id) = definition.kind else {
      report(.notAnAction(after.action, declared: definition.span))
      return nil
    }
    let parameters = actions[id].parameters
    guard parameters.count == after.arguments.count else {
      report(
        .wrongArgumentCount(
          after.span, name: after.action.text, expected: parameters,
          found: after.arguments.count, declared: definition.span, names: typeNames))
      return id
    }
    for (parameter, name) in zip(parameters, after.arguments) {
      if let name {
        // The action's slots are these slots, under the names the invariant gives them.
        let type = substitute(parameter.type) { index in
          guard case .local(let slot, _) = index, slot < body.frame.locals.count else { return nil }
          return .local(slot, name: body.frame.locals[slot].name)
        }
        declareLocal(name, type ?? .unknown, isVariable: false)
      } else {
        _ = body.addSlot(parameter)
      }
    }
    return id
  }

  /// A law about the contract that is module `module` here.
  mutating func checkLaw(_ written: Law, of module: Int = 0) {
    let (law, _) = withBody(BodyContext(purpose: .law, module: module)) { checker -> CheckedLaw in
      let given = written.given.compactMap { checker.given($0) }
      let left = checker.block(written.left)
      let right = checker.block(written.right)
      let then = checker.condition(written.then)
      checker.close(to: 0)
      return CheckedLaw(
        title: written.title.text, contract: checker.definitions.modules[module].name,
        frame: checker.body.frame, given: given, left: left, right: right, then: then,
        span: written.title.span)
    }
    contract.laws.append(law)
  }

  private mutating func given(_ written: Law.Given) -> CheckedLaw.Given? {
    switch written {
    case .row(let rows):
      return selection(rows, keysAllowed: false).map { .row($0) }
    case .value(let name, let type, let range):
      let type = type.map { resolve($0) } ?? .ratio
      guard type.isNumber || type == .time else {
        if type != .unknown { report(.rangeOfNoNumber(range.span, type: describe(type))) }
        return nil
      }
      let words = evaluate(range, as: type)
      let slot = declareLocal(name, type, isVariable: false)
      return words.map { .value(slot, $0) }
    }
  }
}
