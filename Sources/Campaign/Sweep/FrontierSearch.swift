/// Finds where a grid turns from safe to not safe, along its first axis, for every combination of the
/// others, and asks few cells for it.
///
///     row 0   holds holds holds fails fails     first the outer rows, then the row between two that
///     row 1   holds holds (as 0 and 2) ..       turn at different places; what lies between two
///     row 2   holds holds holds fails fails     that turn at one place turns there too
///
/// That a row turns once, and that rows between two that agree are like them, is taken for granted;
/// now and then a cell is asked all the same, and one that is otherwise is told.
package struct FrontierSearch {
  package enum State: Hashable, Sendable { case holds, fails, undecided }

  /// Which end of the first axis is the safe one.
  package enum Side: Hashable, Sendable { case low, high }

  /// Cells along each axis.
  package let sizes: [Int]
  /// What has been asked.
  package private(set) var states: [[Int]: State] = [:]
  /// By row of the grid, the last cell that holds on the way from the safe end; `nil` where none
  /// does.
  package private(set) var frontier: [[Int]: Int?] = [:]
  package private(set) var side: Side?
  /// Cells that are safe beyond one that is not, or not safe before one that is.
  package private(set) var breaks: [[Int]] = []

  /// One row of so many is looked into beyond its turn.
  private static let auditedRows = 2
  /// Between two rows that agree, fewer than this are not looked into.
  private static let shortGap = 4
  /// Rows whose turn has been looked for.
  private var solved = 0

  package init(sizes: [Int]) { self.sizes = sizes.map { max(1, $0) } }

  /// The combinations of all axes but the first, each one step from the one before.
  package var rows: [[Int]] {
    var rows: [[Int]] = [[]]
    for size in sizes.dropFirst() {
      rows = rows.enumerated().flatMap { number, row in
        let values = Array(0..<size)
        return (number % 2 == 0 ? values : values.reversed()).map { row + [$0] }
      }
    }
    return rows
  }

  /// Asks what it must to know the frontier.
  package mutating func search<Failure: Error>(
    _ ask: ([Int]) throws(Failure) -> State
  ) throws(Failure) {
    let last = sizes.count > 1 ? sizes[1] - 1 : 0
    // Those of the slab before, which stand beside the rows of this one.
    var turns: [Int: Int] = [:]
    for slab in slabs {
      turns[0] = try turn(of: row(0, slab), near: turns[0], ask)
      if last > 0 {
        turns[last] = try turn(of: row(last, slab), near: turns[last] ?? turns[0], ask)
        try fill(0, last, slab, &turns, ask)
      }
      for (second, turn) in turns {
        frontier[row(second, slab)] = .some(turn < 0 ? nil : turn)
      }
    }
    let order = order
    for (row, turn) in frontier { frontier[row] = .some(turn.map { order[$0] }) }
    findBreaks()
  }

  /// The combinations of all axes but the first two, each one step from the one before.
  private var slabs: [[Int]] {
    guard sizes.count > 2 else { return [[]] }
    return FrontierSearch(sizes: [1] + sizes.dropFirst(2)).rows
  }

  private func row(_ second: Int, _ slab: [Int]) -> [Int] {
    sizes.count > 1 ? [second] + slab : []
  }

  /// The turns of the rows between two of a slab that have been asked.
  private mutating func fill<Failure: Error>(
    _ low: Int, _ high: Int, _ slab: [Int], _ turns: inout [Int: Int],
    _ ask: ([Int]) throws(Failure) -> State
  ) throws(Failure) {
    guard high - low > 1, let before = turns[low], let after = turns[high] else { return }
    let middle = (low + high) / 2
    let place = row(middle, slab)
    if before == after {
      var agrees = high - low < FrontierSearch.shortGap
      if !agrees, side == nil {
        agrees = try turn(of: place, near: nil, ask) == before
      } else if !agrees {
        // That what is called safe is so is asked once.
        agrees = before < 0
        if !agrees { agrees = try state(order[before], place, ask) == .holds }
      }
      if agrees {
        for second in low + 1..<high { turns[second] = before }
        return
      }
    }
    turns[middle] = try turn(
      of: place, within: min(before, after)...max(before, after), near: nil, ask)
    try fill(low, middle, slab, &turns, ask)
    try fill(middle, high, slab, &turns, ask)
  }

  /// Where a row turns: its last cell that holds, from the safe end, or -1.
  private mutating func turn<Failure: Error>(
    of row: [Int], within bounds: ClosedRange<Int>? = nil, near guess: Int?,
    _ ask: ([Int]) throws(Failure) -> State
  ) throws(Failure) -> Int {
    solved += 1
    guard side != nil else {
      let found = try bothEnds(of: row, ask)
      return found ?? -1
    }
    let order = order
    var safe = bounds?.lowerBound ?? -1
    var unsafe = (bounds?.upperBound ?? order.count - 1) + 1
    if let guess, safe < guess, guess < unsafe {
      if try state(order[guess], row, ask) == .holds { safe = guess } else { unsafe = guess }
      let next = safe == guess ? guess + 1 : guess - 1
      if safe < next, next < unsafe {
        if try state(order[next], row, ask) == .holds { safe = next } else { unsafe = next }
      }
    }
    while unsafe - safe > 1 {
      let middle = (safe + unsafe) / 2
      if try state(order[middle], row, ask) == .holds { safe = middle } else { unsafe = middle }
    }
    // What only follows from the rows beside it has still to be asked before it is called safe.
    while safe >= 0 {
      guard try state(order[safe], row, ask) != .holds else { break }
      safe -= 1
    }
    if solved % FrontierSearch.auditedRows == 0 { try audit(row, safe < 0 ? nil : safe, ask) }
    return safe
  }

  /// Asks every cell.
  package mutating func searchAll<Failure: Error>(
    _ ask: ([Int]) throws(Failure) -> State
  ) throws(Failure) {
    for row in rows {
      for place in 0..<sizes[0] { _ = try state(place, row, ask) }
    }
    for row in rows where side == nil { side = sideOf(row) }
    for row in rows {
      // What is safe again beyond something that is not is no part of it.
      let safe = order.prefix { states[[$0] + row] == .holds }
      frontier[row] = .some(safe.last)
    }
    findBreaks()
  }

  /// From the safe end.
  private var order: [Int] {
    side == .high ? Array((0..<sizes[0]).reversed()) : Array(0..<sizes[0])
  }

  private mutating func state<Failure: Error>(
    _ place: Int, _ row: [Int], _ ask: ([Int]) throws(Failure) -> State
  ) throws(Failure) -> State {
    let cell = [place] + row
    if let known = states[cell] { return known }
    let found = try ask(cell)
    states[cell] = found
    return found
  }

  private func sideOf(_ row: [Int]) -> Side? {
    let low = states[[0] + row] == .holds
    let high = states[[sizes[0] - 1] + row] == .holds
    return low == high ? nil : low ? .low : .high
  }

  // Places below count from the safe end.

  /// A row before it is known which side is safe.
  private mutating func bothEnds<Failure: Error>(
    of row: [Int], _ ask: ([Int]) throws(Failure) -> State
  ) throws(Failure) -> Int? {
    _ = try state(0, row, ask)
    _ = try state(sizes[0] - 1, row, ask)
    side = sideOf(row)
    guard side != nil else { return states[[0] + row] == .holds ? sizes[0] - 1 : nil }
    var safe = 0
    var unsafe = sizes[0] - 1
    while unsafe - safe > 1 {
      let middle = (safe + unsafe) / 2
      if try state(order[middle], row, ask) == .holds { safe = middle } else { unsafe = middle }
    }
    return safe
  }

  /// Asks a cell half way to an end: on the safe side, or where there is none, on the other.
  private mutating func audit<Failure: Error>(
    _ row: [Int], _ turn: Int?, _ ask: ([Int]) throws(Failure) -> State
  ) throws(Failure) {
    let place = turn ?? -1
    let chosen = place > 1 ? place / 2 : (place + sizes[0]) / 2
    guard 0..<sizes[0] ~= chosen else { return }
    _ = try state(order[chosen], row, ask)
  }

  /// What contradicts that a row turns once.
  private mutating func findBreaks() {
    breaks = []
    for row in rows {
      guard let turn = frontier[row] else { continue }
      let order = order
      let place = turn.flatMap { order.firstIndex(of: $0) } ?? -1
      for (number, column) in order.enumerated() {
        guard let state = states[[column] + row] else { continue }
        if (number <= place) != (state == .holds) { breaks.append([column] + row) }
      }
    }
  }

  /// What is known of a cell, or follows from the turn of its row.
  package func state(of cell: [Int]) -> (state: State, isAsked: Bool)? {
    if let known = states[cell] { return (known, true) }
    guard let first = cell.first, let turn = frontier[Array(cell.dropFirst())] else { return nil }
    guard let turn else { return (.fails, false) }
    let isSafe = side == .high ? first >= turn : first <= turn
    return (isSafe ? .holds : .fails, false)
  }
}
