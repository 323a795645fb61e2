import Reference
import Semantics
import Testing

/// Laws the interpreter keeps whatever the values.
@Suite struct PropertyTests {
  private static let contract: CheckedContract? = try? Program(files: [
    "main.risk": """
    contract C {
      state order : int
      state total : int
      state middle : int
      table T { group : int key : int second : int rank : int }
      action sort(limit_: int in 0..100) by anyone {
        var next : int = 1
        for t in T where t.group > 0 by t.key descending, t.second limit limit_ {
          t.rank = next  next += 1
        }
      }
      action fill(t: T, group: int, key: int, second: int) by anyone {
        t.group = group  t.key = key  t.second = second  t.rank = 0
      }
      action add() by anyone {
        total = sum(t.key for t in T)
        middle = median(t.key for t in T)
      }
      action trouble(a: T, b: T, n: int) by anyone {
        for t in T { t.rank += a.key }
        order += quotient(1_000, n - b.key)
        require limited: order < 5_000, "{order}"
        total = a.key * a.key * a.key * a.key * a.key * a.key
        ensure total >= 0
      }
    }
    """
  ]).contract()

  private func interpreter(rows: Int) throws -> Interpreter {
    let contract = try #require(Self.contract)
    return Interpreter(
      contract,
      try Population(of: contract, given: [0: CheckedExample.Population(count: rows)]))
  }

  private func action(_ name: String) throws -> ActionID {
    try #require(Self.contract?.actions.firstIndex { $0.name == name })
  }

  @Test func loopsVisitRowsAsAStableSortWould() throws {
    var dice = Dice(seed: 1)
    let (fill, sort) = (try action("fill"), try action("sort"))
    for _ in 0..<200 {
      let rows = 1 + dice.below(12)
      let interpreter = try interpreter(rows: rows)
      var state = interpreter.initialState
      var model: [(row: Int, key: Int, second: Int)] = []
      for row in 0..<rows {
        let (group, key, second) = (dice.below(3), dice.below(3) - 1, dice.below(3))
        let words = [row, group, key, second].map { Int128($0) }
        try #require(
          interpreter.call(fill, words, by: .anyone, on: &state).outcome == .committed([]))
        if group > 0 { model.append((row, key, second)) }
      }
      let limit = dice.below(rows + 2)
      try #require(
        interpreter.call(sort, [Int128(limit)], by: .anyone, on: &state).outcome
          == .committed([]))
      // Insertion sort: moves a row only past rows it must stand before.
      var sorted: [(row: Int, key: Int, second: Int)] = []
      for entry in model {
        var place = sorted.count
        while place > 0,
          (entry.key, -entry.second) > (sorted[place - 1].key, -sorted[place - 1].second)
        { place -= 1 }
        sorted.insert(entry, at: place)
      }
      var ranks = [Int128](repeating: 0, count: rows)
      for (place, entry) in sorted.prefix(limit).enumerated() {
        ranks[entry.row] = Int128(place) + 1
      }
      try #require(state.columns[0][3] == ranks)
    }
  }

  @Test func sumsAndMediansAreExact() throws {
    var dice = Dice(seed: 2)
    let (fill, add) = (try action("fill"), try action("add"))
    let extremes: [Int128] = [.max, .min, .max - 1, .min + 1, 0, 1, -1]
    for _ in 0..<300 {
      let rows = 1 + dice.below(9)
      let interpreter = try interpreter(rows: rows)
      var state = interpreter.initialState
      var keys: [Int128] = []
      for row in 0..<rows {
        let key = dice.below(2) == 0 ? extremes[dice.below(7)] : Int128(dice.below(100) - 50)
        keys.append(key)
        _ = interpreter.call(fill, [Int128(row), 1, key, 0], by: .anyone, on: &state)
      }
      let before = state
      let outcome = interpreter.call(add, [], by: .anyone, on: &state).outcome
      // Two halves of 64 bits, so that nothing overflows on the way.
      let high = keys.reduce(Int128(0)) { $0 + ($1 >> 64) }
      let low = keys.reduce(Int128(0)) { $0 + ($1 & 0xFFFF_FFFF_FFFF_FFFF) }
      let top = high + (low >> 64)
      if top == Int128(Int64(truncatingIfNeeded: top)) {
        try #require(outcome == .committed([]))
        try #require(state.states[1] == top << 64 | low & 0xFFFF_FFFF_FFFF_FFFF)
        let sorted = keys.sorted()
        let (a, b) = (sorted[(rows - 1) / 2], sorted[rows / 2])
        let mean = a == b ? a : Int128((Double(a) + Double(b)) / 2)
        if abs(Double(a)) < 1e15, abs(Double(b)) < 1e15 {
          try #require(state.states[2] == mean)
        } else {
          try #require(state.states[2] >= a && state.states[2] <= b)
        }
      } else {
        try #require(state == before)
        guard case .reverted(let trap) = outcome else {
          Issue.record("a total that does not fit must trap")
          return
        }
        try #require(trap.reason.name(in: interpreter.contract) == "overflow")
      }
    }
  }

  @Test func revertsLeaveTheStateAloneAndRunsRepeat() throws {
    var dice = Dice(seed: 3)
    let interpreter = try interpreter(rows: 5)
    let (fill, trouble) = (try action("fill"), try action("trouble"))
    var state = interpreter.initialState
    var reasons: [String: Int] = [:]
    for _ in 0..<2_000 {
      let isFill = dice.below(3) == 0
      let row = Int128(dice.below(7) - 1)
      let key = dice.below(4) == 0 ? Int128(10_000_000) : Int128(dice.below(9) - 2)
      let words = isFill ? [row, 1, key, 0] : [row, Int128(dice.below(5)), key]
      let before = state
      var again = state
      let first = interpreter.call(isFill ? fill : trouble, words, by: .anyone, on: &state)
      let second = interpreter.call(isFill ? fill : trouble, words, by: .anyone, on: &again)
      try #require(first == second && state == again)
      guard case .reverted(let trap) = first.outcome else { continue }
      reasons[trap.reason.name(in: interpreter.contract), default: 0] += 1
      try #require(state == before)
    }
    for reason in ["limited", "overflow", "division_by_zero", "none_row", "range"] {
      #expect(reasons[reason, default: 0] > 0, "\(reasons)")
    }
  }
}
