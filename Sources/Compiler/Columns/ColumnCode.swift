import Diagnostics
import Machine
import Semantics

/// Writes the code of a plan: what is in the strips of one region.
///
/// # Lanes in use
/// Code is written under a *selection*. `use` stands in the code only before an instruction that
/// works on other lanes than the one before it.
///
/// # Gas
/// What nodes cost is owed by the lanes of the selection they are evaluated under, and paid with an
/// instruction that works on these lanes, be it before or after: should the gas run out the region is
/// left and nothing it has done counts.
struct ColumnCode {
  let plan: ColumnPlan
  let span: Span
  let words: [ColumnWord]
  let totals: [Int?]
  /// What the region remembers of its rows.
  let memory: Term?

  var temporaries = ColumnSlots()
  private var selections = ColumnSlots()
  /// What is written goes for these lanes.
  private(set) var current: Chosen
  /// The selection the last `use` named.
  private var inUse: Chosen?
  private var owed = 0
  /// The last instruction that pays for the lanes of `current`, if there is one.
  private var payer: Int?
  private var serial = 0
  var known: [LaneID: Place] = [:]

  /// A selection in its slot; a slot is used again, a serial number is not.
  struct Chosen: Hashable {
    let slot: Int
    let serial: Int
    /// The serials of the selections it is a part of.
    let within: Set<Int>

    func isPart(of other: Chosen) -> Bool { self == other || within.contains(other.serial) }
  }

  /// Where the lanes of a node are, and which of them.
  struct Place {
    let term: Term
    let selection: Chosen
  }

  init(_ plan: ColumnPlan, words: [ColumnWord], memory: Term?, span: Span) {
    self.memory = memory
    self.plan = plan
    self.words = words
    self.span = span
    totals = plan.totals(words)
    current = Chosen(slot: selections.take(), serial: 0, within: [])
  }

  var temporaryCount: Int { temporaries.peak }
  var selectionCount: Int { selections.peak }

  /// Chooses every lane of the strip, or every one that is not remembered; the first thing in it.
  mutating func begin(_ lowering: inout Lowering) {
    if let memory {
      lowering.emit(.selectStale, .selection(current.slot), memory, cost: 0, span)
    } else {
      lowering.emit(.selectAll, .selection(current.slot), cost: 0, span)
    }
    inUse = current
  }

  // MARK: - Selections

  /// Goes on with a selection of lanes for as long as `work` takes, or for good.
  mutating func under<Result>(
    _ selection: Chosen, _ lowering: inout Lowering,
    _ work: (inout ColumnCode, inout Lowering) -> Result
  ) -> Result {
    let outer = current
    change(to: selection, &lowering)
    let result = work(&self, &lowering)
    change(to: outer, &lowering)
    return result
  }

  mutating func change(to selection: Chosen, _ lowering: inout Lowering) {
    settle(&lowering)
    current = selection
    payer = nil
  }

  mutating func choose(within outer: Chosen) -> Chosen {
    serial += 1
    return Chosen(
      slot: selections.take(), serial: serial, within: outer.within.union([outer.serial]))
  }

  /// Lanes that may be any of the strip.
  mutating func chooseAnew() -> Chosen {
    serial += 1
    return Chosen(slot: selections.take(), serial: serial, within: [])
  }

  mutating func release(_ selection: Chosen) { selections.giveBack(selection.slot) }

  // MARK: - Instructions

  mutating func owe(_ gas: Int) { owed += gas }

  /// Pays what the present lanes owe.
  mutating func settle(_ lowering: inout Lowering) {
    if let payer, owed > 0, lowering.unit.code[payer].cost + owed <= Int(UInt8.max) {
      lowering.unit.code[payer].cost += owed
      owed = 0
    }
    while owed > 0 {
      let part = min(owed, Int(UInt16.max))
      owed -= part
      emit(.columnCharge, .number(part), cost: 0, &lowering)
    }
  }

  /// An instruction on the present lanes.
  mutating func emit(
    _ opcode: Opcode, _ a: Term = .unused, _ b: Term = .unused, _ c: Term = .unused, cost: Int,
    _ lowering: inout Lowering
  ) {
    if inUse != current {
      lowering.emit(.use, .selection(current.slot), cost: 0, span)
      inUse = current
    }
    owed += cost
    let paid = min(owed, Int(UInt8.max))
    owed -= paid
    payer = lowering.unit.code.count
    lowering.emit(opcode, a, b, c, cost: paid, span)
  }

  /// An instruction on whole selections, which must not write the lanes in use.
  mutating func combine(
    _ opcode: Opcode, into target: Chosen, _ a: Chosen, _ b: Chosen, _ lowering: inout Lowering
  ) {
    if inUse?.slot == target.slot {
      lowering.emit(.use, .selection(current.slot), cost: 0, span)
      inUse = current
    }
    lowering.emit(
      opcode, .selection(target.slot), .selection(a.slot), .selection(b.slot), cost: 0, span)
  }
}

/// A word that lanes are computed with, and the gas of getting it.
struct ColumnWord {
  let term: Term
  let cost: Int

}

/// Slots of a strip, taken and given back in any order.
struct ColumnSlots {
  private(set) var peak = 0
  private var free: [Int] = []

  mutating func take() -> Int {
    if let slot = free.popLast() { return slot }
    peak += 1
    return peak - 1
  }

  mutating func giveBack(_ slot: Int) { free.append(slot) }
}

extension ColumnPlan {
  /// What each node costs a lane with everything in it; nil where that differs from lane to lane.
  func totals(_ words: [ColumnWord]) -> [Int?] {
    var totals: [Int?] = []
    totals.reserveCapacity(nodes.count)
    // Operands stand before what they are operands of.
    for node in nodes {
      var total: Int? = node.cost
      func add(_ part: Int?) { total = total.flatMap { sum in part.map { sum + $0 } } }
      for operand in node.kind.operands { add(totals[operand]) }
      switch node.kind {
      case .word(_, _, let word), .broadcast(let word), .payment(let word):
        add(words[word].cost)
      case .same(let value), .sequence(_, let value), .checked(let value, _): add(totals[value])
      case .truth, .choice: total = nil
      case .column, .rows, .one, .two, .three, .scaled, .through, .known: break
      }
      totals.append(total)
    }
    return totals
  }
}
