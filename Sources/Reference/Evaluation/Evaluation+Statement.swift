import Diagnostics
import Machine
import Semantics

/// How a statement ends.
enum Flow {
  case next
  case `break`
  case `continue`
  case `return`([Int128])
}

extension Evaluation {
  mutating func execute(
    _ statements: [CheckedStatement], _ frame: inout Activation
  ) throws(Trap) -> Flow {
    for statement in statements {
      let flow = try execute(statement, &frame)
      guard case .next = flow else { return flow }
    }
    return .next
  }

  private mutating func execute(
    _ statement: CheckedStatement, _ frame: inout Activation
  ) throws(Trap) -> Flow {
    try descend(statement.span)
    defer { depth &-= 1 }
    switch statement.kind {
    case .setLocal, .setLocals, .setColumn, .setState, .setParameter, .setField, .setRow, .reset:
      try store(statement, &frame)
      return .next
    case .perform(let id, let arguments):
      _ = try call(id, arguments, statement.span, &frame)
      return .next
    case .demand(let demand):
      try self.demand(demand, statement.span, &frame)
      return .next
    case .if(let branches, let otherwise):
      for branch in branches {
        let word = try evaluate(branch.condition, &frame)
        try pay(.branch, branch.condition.span)
        if word != 0 { return try execute(branch.body, &frame) }
      }
      return try execute(otherwise, &frame)
    case .match(let subject, let arms, let otherwise):
      let word = try evaluate(subject, &frame)
      for arm in arms {
        try pay(.branch, subject.span)
        if arm.pattern == word { return try execute(arm.body, &frame) }
      }
      return try execute(otherwise ?? [], &frame)
    case .for(let selection, let limit, let body):
      return try walk(selection, limit, body, &frame)
    case .repeat(let count, let body):
      return try `repeat`(try evaluate(count, &frame), body, statement.span, &frame)
    case .break: return .break
    case .continue: return .continue
    case .return(let expressions): return .return(try results(expressions, &frame))
    case .emit(let id, let arguments):
      let words = try evaluate(arguments, &frame)
      try pay(Opcode.emit.cost + Opcode.emitWord.cost * words.count, statement.span)
      events.append(Event(id, words))
      return .next
    case .request:
      throw trap(.unproved(.side), statement.span)
    }
  }

  /// What a `return` gives back: its values in order.
  private mutating func results(
    _ expressions: [CheckedExpression], _ frame: inout Activation
  ) throws(Trap) -> [Int128] {
    try evaluate(expressions, &frame)
  }

  private mutating func walk(
    _ selection: CheckedSelection, _ limit: CheckedExpression?, _ body: [CheckedStatement],
    _ frame: inout Activation
  ) throws(Trap) -> Flow {
    loops.append(selection.span)
    defer { loops.removeLast() }
    var rows = try select(selection, &frame)
    if let limit {
      let most = try evaluate(limit, &frame)
      rows = rows.limited(to: Int(clamping: max(0, most)))
    }
    for row in rows {
      frame.locals[selection.binder] = Int128(row)
      try pay(.row, selection.span)
      switch try execute(body, &frame) {
      case .next, .continue: continue
      case .break: return .next
      case .return(let words): return .return(words)
      }
    }
    return .next
  }

  private mutating func `repeat`(
    _ count: Int128, _ body: [CheckedStatement], _ span: Span, _ frame: inout Activation
  ) throws(Trap) -> Flow {
    loops.append(span)
    defer { loops.removeLast() }
    var done: Int128 = 0
    while done < count {
      done += 1
      try pay(.row, span)
      switch try execute(body, &frame) {
      case .next, .continue: continue
      case .break: return .next
      case .return(let words): return .return(words)
      }
    }
    return .next
  }
}
