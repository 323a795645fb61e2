import Semantics

extension CheckedContract {
  /// All functions, each after those it calls. In a checked contract no calls go round in a circle;
  /// should some, the functions of the circle come last, and the verifier refuses them.
  var functionsInCallOrder: [FunctionID] {
    let callees = functions.map(\.callees)
    var callers = [[FunctionID]](repeating: [], count: functions.count)
    for (caller, callees) in callees.enumerated() {
      for callee in callees.sorted() { callers[callee].append(caller) }
    }
    var waiting = callees.map(\.count)
    var order = functions.indices.filter { waiting[$0] == 0 }
    var next = 0
    while next < order.count {
      for caller in callers[order[next]] {
        waiting[caller] -= 1
        if waiting[caller] == 0 { order.append(caller) }
      }
      next += 1
    }
    return order + functions.indices.filter { waiting[$0] > 0 }
  }
}

extension CheckedFunction {
  fileprivate var callees: Set<FunctionID> {
    var callees: Set<FunctionID> = []
    body.walk { statement in
      switch statement.kind {
      case .perform(let id, _), .setLocals(_, let id, _): callees.insert(id)
      default: break
      }
    }
    CheckedBody(frame: frame, statements: body).walkExpressions { expression in
      if case .call(let id, _, result: _) = expression.kind { callees.insert(id) }
    }
    return callees
  }
}
