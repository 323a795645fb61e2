import Machine

extension ColumnCode {
  /// The lanes of a node. `wish` is a temporary they may be put in.
  mutating func lanes(
    _ id: LaneID, _ lowering: inout Lowering, wish: Term? = nil
  ) -> Term {
    let node = plan.nodes[id]
    switch node.kind {
    case .column(let term):
      owe(node.cost)
      return term
    case .same(let value):
      owe(node.cost)
      return lanes(value, &lowering, wish: wish)
    case .known(let value): return standing(value) ?? lanes(value, &lowering, wish: wish)
    case .sequence(let first, let value):
      for part in first { _ = lanes(part, &lowering) }
      return lanes(value, &lowering, wish: wish)
    case .payment(let word):
      owe(words[word].cost)
      return .unused
    case .checked(let value, let bounds):
      let term = lanes(value, &lowering, wish: wish)
      emit(.columnCheckRange, term, bounds, cost: node.cost, &lowering)
      return term
    default: break
    }
    if let place = known[id], current.isPart(of: place.selection), let total = totals[id] {
      owe(total)
      return place.term
    }
    let isKept = plan.uses[id] > 1
    let target = isKept ? temporary() : wish ?? temporary()
    compute(node, into: target, &lowering)
    if isKept { known[id] = Place(term: target, selection: current) }
    return target
  }

  /// Where the lanes of a node that has been evaluated are.
  private func standing(_ id: LaneID) -> Term? {
    switch plan.nodes[id].kind {
    case .column(let term): term
    case .same(let value), .known(let value), .sequence(_, let value), .checked(let value, _):
      standing(value)
    default: known[id]?.term
    }
  }

  private mutating func compute(
    _ node: LaneNode, into target: Term, _ lowering: inout Lowering
  ) {
    switch node.kind {
    case .rows: emit(.columnRows, target, cost: node.cost, &lowering)
    case .one(let opcode, let a):
      let first = lanes(a, &lowering)
      emit(opcode, target, first, cost: node.cost, &lowering)
      release(a, first)
    case .two(let opcode, let a, let b):
      let first = lanes(a, &lowering)
      let second = lanes(b, &lowering)
      emit(opcode, target, first, second, cost: node.cost, &lowering)
      release(a, first)
      release(b, second)
    case .three(let opcode, let a, let b, let c):
      three(opcode, a, b, c, .unused, cost: node.cost, into: target, &lowering)
    case .scaled(let a, let b, by: let c, let rounding):
      three(
        .columnMultiplyDivide, a, b, c, .number(Int(rounding.rawValue)), cost: node.cost,
        into: target, &lowering)
    case .word(let opcode, let a, let word):
      let first = lanes(a, &lowering)
      emit(opcode, target, first, words[word].term, cost: node.cost + words[word].cost, &lowering)
      release(a, first)
    case .broadcast(let word):
      emit(
        .columnBroadcast, target, words[word].term, cost: node.cost + words[word].cost, &lowering)
    case .through(let opcode, let a, let what):
      let first = lanes(a, &lowering)
      emit(opcode, target, first, what, cost: node.cost, &lowering)
      release(a, first)
    case .truth(let condition):
      let chosen = choose(condition, &lowering)
      emit(.columnTruth, target, .selection(chosen.slot), cost: node.cost, &lowering)
      release(chosen)
    case .choice(let condition, let then, let otherwise):
      let chosen = choose(condition, &lowering)
      let rest = except(chosen, &lowering)
      under(chosen, &lowering) { $0.put(then, in: target, &$1) }
      under(rest, &lowering) { $0.put(otherwise, in: target, &$1) }
      release(rest)
      release(chosen)
    case .column, .same, .known, .sequence, .payment, .checked: break
    }
  }

  /// The third operand, and what else there is, stand in a word of their own.
  private mutating func three(
    _ opcode: Opcode, _ a: LaneID, _ b: LaneID, _ c: LaneID, _ more: Term, cost: Int,
    into target: Term, _ lowering: inout Lowering
  ) {
    let first = lanes(a, &lowering)
    let second = lanes(b, &lowering)
    let third = lanes(c, &lowering)
    emit(opcode, target, first, second, cost: cost, &lowering)
    lowering.emit(.copy, third, more, cost: 0, span)
    release(a, first)
    release(b, second)
    release(c, third)
  }

  /// Brings lanes to a column.
  mutating func put(_ id: LaneID, in target: Term, _ lowering: inout Lowering) {
    let term = lanes(id, &lowering, wish: target)
    guard term != target else { return }
    emit(.columnCopy, target, term, cost: Opcode.columnCopy.cost, &lowering)
    release(id, term)
  }

  private mutating func temporary() -> Term { .temporary(temporaries.take()) }

  /// Gives back the temporary of a node nobody else needs.
  mutating func release(_ id: LaneID, _ term: Term) {
    switch plan.nodes[id].kind {
    case .same(let value), .sequence(_, let value), .checked(let value, _): release(value, term)
    case .column, .known, .payment: return
    default:
      if plan.uses[id] <= 1, case .temporary(let slot) = term { temporaries.giveBack(slot) }
    }
  }
}
