/// Finds where a grid turns from safe to not safe, along its first axis, for every combination of the
/// others, and asks few cells for it.
///
///     holds holds holds fails fails      row by row, as a snake: each begins where the
///     holds holds fails fails fails      one before it has turned, and walks until it
///     holds fails fails fails fails      turns itself
///
/// That cells beyond the turn are what those at it are is taken for granted; now and then one is asked
/// all the same, and one that is otherwise is told.
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
    var last: Int?
    var move = 0
    for (number, row) in rows.enumerated() {
      guard side != nil else {
        let turn = try bothEnds(of: row, ask)
        frontier[row] = .some(turn.map { order[$0] })
        last = turn
        if number % FrontierSearch.auditedRows == 0 { try audit(row, turn, ask) }
        continue
      }
      let turn = try walk(row, from: max(0, (last ?? 0) + move), ask)
      frontier[row] = .some(turn.map { order[$0] })
      if let turn {
        move = last.map { turn - $0 } ?? 0
        last = turn
      }
      if number % FrontierSearch.auditedRows == 0 { try audit(row, turn, ask) }
    }
    // Rows that were safe as a whole before it was known where that begins.
    for row in rows where states[[0] + row] == .holds && states[[sizes[0] - 1] + row] == .holds {
      frontier[row] = .some(order.last)
    }
    findBreaks()
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

  /// From where the row beside it lets one expect the turn: outwards while cells hold, else inwards
  /// until one does.
  private mutating func walk<Failure: Error>(
    _ row: [Int], from start: Int, _ ask: ([Int]) throws(Failure) -> State
  ) throws(Failure) -> Int? {
    let order = order
    var place = min(start, order.count - 1)
    if try state(order[place], row, ask) == .holds {
      while place + 1 < order.count, try state(order[place + 1], row, ask) == .holds { place += 1 }
      return place
    }
    while place > 0 {
      place -= 1
      if try state(order[place], row, ask) == .holds { return place }
    }
    return nil
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
