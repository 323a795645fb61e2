import Diagnostics
import Machine

/// A place in the code that jumps go to, forward only.
struct Label: Hashable {
  let number: Int
}

/// A jump whose target is not yet known.
struct Jump {
  let index: Int
  /// Gas that is still to be paid where it arrives.
  let owed: Int
  /// What is known on this way.
  let cells: KnownCells
}

extension Lowering {
  // MARK: - Instructions

  mutating func emit(
    _ opcode: Opcode, _ a: Term = .unused, _ b: Term = .unused, _ c: Term = .unused, cost: Int,
    _ span: Span
  ) {
    guard isReachable else { return }
    if let gas = gasAside {
      gasAside = gas + cost
      append(opcode, a, b, c, cost: 0, span)
      return
    }
    var cost = cost
    if opcode.takesOtherCosts {
      cost += pending
      pending = 0
    } else {
      pay(span)
    }
    if cost > Int(UInt8.max) {
      charge(cost, span)
      cost = 0
    }
    append(opcode, a, b, c, cost: cost, span)
    if opcode == .fail || opcode == .return || opcode == .halt { isReachable = false }
  }

  private mutating func append(
    _ opcode: Opcode, _ a: Term, _ b: Term, _ c: Term, cost: Int, _ span: Span
  ) {
    let draft = Draft(opcode: opcode, cost: cost, a: a, b: b, c: c, place: pool.place(span))
    unit.code.append(draft)
    knownCells.follow(draft)
    if opcode == .call, case .function(let id) = a, functions[id].hasEffects {
      knownCells.forgetAll()
    }
  }

  /// Adds to what the next instruction pays.
  mutating func owe(_ gas: Int) {
    if let other = gasAside {
      gasAside = other + gas
    } else if isReachable {
      pending += gas
    }
  }

  /// Pays what is owed.
  mutating func pay(_ span: Span) {
    charge(pending, span)
    pending = 0
  }

  private mutating func charge(_ gas: Int, _ span: Span) {
    var rest = isReachable ? gas : 0
    while rest > 0 {
      let part = min(rest, Int(UInt16.max))
      append(.charge, .number(part), .unused, .unused, cost: 0, span)
      rest -= part
    }
  }

  mutating func fail(_ failure: Term, _ span: Span) {
    emit(.fail, failure, cost: Opcode.fail.cost, span)
    pending = 0
  }

  // MARK: - Jumps

  mutating func label() -> Label {
    labels.append([])
    return Label(number: labels.count - 1)
  }

  mutating func jump(to label: Label, _ span: Span) {
    jump(.jump, to: label, cost: Opcode.jump.cost, owing: 0, span)
    isReachable = false
    pending = 0
  }

  mutating func jump(
    _ opcode: Opcode, _ a: Term = .unused, _ b: Term = .unused, to label: Label, cost: Int,
    owing owed: Int, _ span: Span
  ) {
    guard isReachable else { return }
    emit(opcode, a, b, .number(0), cost: cost, span)
    labels[label.number].append(Jump(index: unit.code.count - 1, owed: owed, cells: knownCells))
  }

  /// The label is here. Whoever arrives goes on owing the same.
  mutating func bind(_ label: Label, _ span: Span) {
    dropLastJump(to: label)
    let jumps = labels[label.number]
    guard !jumps.isEmpty else { return }
    labels[label.number] = []
    var cells = isReachable ? knownCells : jumps[0].cells
    for jump in jumps { cells.formIntersection(jump.cells) }
    var debts = Set(jumps.map(\.owed)).sorted(by: >)
    let falling = fallInto(debts, span)
    if falling != nil { debts.append(0) }
    isReachable = true
    for (place, debt) in debts.enumerated() {
      for jump in jumps where jump.owed == debt { land(jump.index) }
      if place + 1 < debts.count { charge(debt - debts[place + 1], span) }
    }
    if let falling { land(falling) }
    pending = debts.last ?? 0
    knownCells = cells
  }

  /// Brings the path that comes without a jump to the least debt of those that jump; where it owes
  /// less, or they owe differently, it is led past, and everything is paid. The jump that leads it.
  private mutating func fallInto(_ debts: [Int], _ span: Span) -> Int? {
    guard isReachable else { return nil }
    if debts.count == 1, debts[0] <= pending {
      charge(pending - debts[0], span)
      return nil
    }
    emit(.jump, cost: Opcode.jump.cost, span)
    return unit.code.count - 1
  }

  private mutating func land(_ index: Int) {
    unit.code[index].c = .number(unit.code.count - index - 1)
    lastBound = unit.code.count
  }

  /// A jump to the next instruction is none.
  private mutating func dropLastJump(to label: Label) {
    let last = unit.code.count - 1
    guard let jump = labels[label.number].last, jump.index == last, jump.owed == 0,
      unit.code[last].opcode == .jump, lastBound <= last, !isReachable
    else { return }
    pending = unit.code[last].cost
    knownCells = jump.cells
    unit.code.removeLast()
    labels[label.number].removeLast()
    isReachable = true
  }

  // MARK: - Loops

  /// Runs `body` for every row of a list.
  mutating func forEachRow(
    of list: Term, as binder: Term, _ span: Span, _ body: (inout Lowering) -> Void
  ) {
    loop(from: .beginRows, binder, list, span, body) { lowering, back in
      lowering.emit(.nextRow, binder, list, back, cost: Opcode.row.cost, span)
    }
  }

  /// Runs `body` so many times.
  mutating func `repeat`(
    _ count: Term, counting times: Term, _ span: Span, _ body: (inout Lowering) -> Void
  ) {
    loop(from: .beginTimes, times, count, span, body) { lowering, back in
      lowering.emit(.nextTime, times, .unused, back, cost: Opcode.row.cost, span)
    }
  }

  /// The end of a loop stands there even where no path leads to it.
  private mutating func loop(
    from begin: Opcode, _ a: Term, _ b: Term, _ span: Span, _ body: (inout Lowering) -> Void,
    _ end: (inout Lowering, Term) -> Void
  ) {
    guard isReachable else { return }
    emit(begin, a, b, .number(0), cost: Opcode.row.cost, span)
    let first = unit.code.count
    lastBound = first
    let known = knownRows
    body(&self)
    knownRows = known
    pay(span)
    isReachable = true
    end(&self, .number(unit.code.count - first))
    land(first - 1)
  }
}

extension Opcode {
  /// Whether its cost is charged once whenever it runs, so that it can pay for others. Loops pay only
  /// when they run once more, and some pay by what they find.
  var takesOtherCosts: Bool {
    switch self {
    case .beginRows, .nextRow, .beginTimes, .nextTime, .sort, .pick, .fill, .median, .trial: false
    case .strips, .nextStrip: false
    default: rawValue < Opcode.columnCharge.rawValue
    }
  }
}
