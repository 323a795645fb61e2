import Diagnostics
import Machine
import Semantics

/// What calls have been looked at, and what functions read.
struct CallTable {
  fileprivate var costs: [Call: Cost] = [:]
  /// How many different knowledges each function has been looked at with.
  fileprivate var contexts: [FunctionID: Int] = [:]
  fileprivate var total = 0
  fileprivate var reads: [FunctionID: Set<Change>] = [:]
  /// Conditions that may still be looked at for what the one taken for granted says.
  var assumptions = 0

  /// A function called with more different knowledges than this is taken to be called with none, and
  /// so are all once there are as many of them together.
  fileprivate static let limit = 24
  fileprivate static let totalLimit = 2_000

  fileprivate struct Call: Hashable {
    let function: FunctionID
    let ending: Ending
    let facts: [Quantity: Interval]
  }
}

extension CostModel {
  /// The call itself and the checks of its arguments.
  func entering(_ id: FunctionID, _ span: Span) -> Cost {
    one(charge(.call, span), rangeChecks(contract.functions[id].parameters, span))
  }

  func rangeChecks(_ slots: [CheckedSlot], _ span: Span) -> Cost {
    charge(slots.count { $0.range != nil } * Opcode.checkRange.cost, span)
  }

  /// The body of a function, called with these arguments.
  func function(
    _ id: FunctionID, _ ending: Ending, _ arguments: [CheckedExpression], _ known: Knowledge
  ) -> Cost {
    let inside = knowledge(inside: id, calledWith: arguments, known)
    let call = CallTable.Call(function: id, ending: ending, facts: inside.facts)
    if let cost = calls.costs[call] { return cost }
    if !inside.facts.isEmpty {
      guard calls.contexts[id, default: 0] < CallTable.limit, calls.total < CallTable.totalLimit
      else {
        return function(id, ending, knowing: Knowledge(contract, frame: inside.frame))
      }
      calls.contexts[id, default: 0] += 1
      calls.total += 1
    }
    return function(id, ending, knowing: inside)
  }

  private func function(_ id: FunctionID, _ ending: Ending, knowing known: Knowledge) -> Cost {
    let call = CallTable.Call(function: id, ending: ending, facts: known.facts)
    if let cost = calls.costs[call] { return cost }
    let cost = cost(contract.functions[id].body, ending, known)
    calls.costs[call] = cost
    return cost
  }

  /// What a body knows when it begins: of its parameters, and of what it reads of the state.
  func knowledge(
    inside id: FunctionID, calledWith arguments: [CheckedExpression], _ known: Knowledge
  ) -> Knowledge {
    let function = contract.functions[id]
    var inside = Knowledge(contract, frame: function.frame)
    var names: [Quantity: Quantity] = [:]
    for (slot, argument) in arguments.enumerated().prefix(function.parameters.count) {
      let parameter = CheckedExpression(
        .local(slot), function.parameters[slot].type, argument.span)
      let (declared, range) = (inside.range(of: parameter), known.range(of: argument))
      if range.lower > declared.lower || range.upper < declared.upper
        || declared.containsZero && !range.containsZero
      {
        inside.learn(.local(slot), range)
      }
      if let term = Quantity(argument), term.hasLocal { names[term] = .local(slot) }
    }
    let reads = reads(of: id)
    inside.learn(known.facts.filter { $0.key.reads(only: reads) }, named: names)
    return inside
  }

  /// Everything that a function, or one it calls, reads of the state.
  private func reads(of id: FunctionID) -> Set<Change> {
    if let known = calls.reads[id] { return known }
    calls.reads[id] = []
    var reads: Set<Change> = []
    let body = CheckedBody(
      frame: contract.functions[id].frame, statements: contract.functions[id].body)
    body.walkExpressions { expression in
      switch expression.kind {
      case .state(let state): reads.insert(.state(state))
      case .parameter(let parameter): reads.insert(.parameter(parameter))
      case .field(let table, let field, row: _): reads.insert(.field(table, field))
      case .call(let function, _, result: _): reads.formUnion(self.reads(of: function))
      default: break
      }
    }
    body.statements.walk { statement in
      switch statement.kind {
      case .perform(let function, _), .setLocals(_, let function, _):
        reads.formUnion(self.reads(of: function))
      default: break
      }
    }
    calls.reads[id] = reads
    return reads
  }
}
