import Machine

extension ColumnCode {
  /// The present lanes for which the condition holds.
  mutating func choose(_ condition: LaneCondition, _ lowering: inout Lowering) -> Chosen {
    switch condition {
    case .compare(let opcode, let a, let b):
      let first = lanes(a, &lowering)
      let second = lanes(b, &lowering)
      let chosen = choose(within: current)
      emit(opcode, .selection(chosen.slot), first, second, cost: 0, &lowering)
      release(a, first)
      release(b, second)
      return chosen
    case .compareWord(let opcode, let a, let word):
      let first = lanes(a, &lowering)
      let chosen = choose(within: current)
      emit(
        opcode, .selection(chosen.slot), first, words[word].term, cost: words[word].cost,
        &lowering)
      release(a, first)
      return chosen
    case .belowProduct(let a, let b, let word, let cost):
      let first = lanes(a, &lowering)
      let second = lanes(b, &lowering)
      let chosen = choose(within: current)
      emit(
        .selectBelowProduct, .selection(chosen.slot), first, second,
        cost: cost + words[word].cost, &lowering)
      lowering.emit(.copy, words[word].term, cost: 0, span)
      release(a, first)
      release(b, second)
      return chosen
    case .holds(let a):
      let first = lanes(a, &lowering)
      let chosen = choose(within: current)
      emit(.selectTrue, .selection(chosen.slot), first, cost: 0, &lowering)
      release(a, first)
      return chosen
    case .not(let part):
      let chosen = choose(part, &lowering)
      defer { release(chosen) }
      return except(chosen, &lowering)
    case .and(let left, let right):
      let chosen = choose(left, &lowering)
      defer { release(chosen) }
      return under(chosen, &lowering) { $0.choose(right, &$1) }
    case .or(let left, let right):
      let first = choose(left, &lowering)
      let rest = except(first, &lowering)
      let second = under(rest, &lowering) { $0.choose(right, &$1) }
      let either = choose(within: current)
      combine(.selectUnion, into: either, first, second, &lowering)
      release(first)
      release(rest)
      release(second)
      return either
    case .paying(let cost, let part):
      owe(cost)
      return choose(part, &lowering)
    case .after(let first, let part):
      for lanes in first { _ = self.lanes(lanes, &lowering) }
      return choose(part, &lowering)
    }
  }

  /// The present lanes that were not chosen.
  mutating func except(_ chosen: Chosen, _ lowering: inout Lowering) -> Chosen {
    let rest = choose(within: current)
    combine(.selectExcept, into: rest, current, chosen, &lowering)
    return rest
  }
}
