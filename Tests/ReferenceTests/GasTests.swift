import Reference
import Semantics
import Testing

/// What actions cost, counted by hand from the schedule.
@Suite struct GasTests {
  private func contract(_ body: String, claim: String = "") throws -> CheckedContract {
    let text = """
      contract C {
        enum Mode { off, on, stuck }
        param fee : int = 3 in 0..9
        state n : int
        state x : ratio
        state mode : Mode
        table T { v : int  w : int  param p : int = 1 in 0..5 }
        table G[a: T, b: T] { v : int }
        event Told(a: int, b: int)
        fn twice(k: int) -> int = k + k
        fn two() -> (a: int, b: int) { return (1, 2) }
        fn bump() changes state { n += 1 }
        action ask(k: int) by anyone { require k > 0 n = k }
        action go(k: int, t: T) by anyone {
      \(body)
        }
        \(claim)
      }
      """
    return try Program(files: ["main.risk": text]).contract()
  }

  private func run(
    _ contract: CheckedContract, limit: Int, listing: Bool = false
  ) throws -> (Execution, State) {
    let rows = CheckedExample.Population(count: 4)
    var interpreter = Interpreter(contract, try Population(of: contract, given: [0: rows]))
    interpreter.limits.gas = limit
    var state = interpreter.initialState
    state.columns[0][0] = [5, 6, 6, 2]
    let execution = interpreter.call(
      1, [2, 1], by: .anyone, on: &state, listingPayments: listing)
    return (execution, state)
  }

  @Test(arguments: [
    ("", 0),
    // compare branch
    ("require k > 0", 2),
    // add, store
    ("n = k + 1", 3),
    // multiply_words and compare_products alone, branch
    ("require k * k < k + 9", 1 + 8 + 1),
    ("n = k * k", 3 + 2),
    // load, add, check_row, store_field; the target is checked before the old value is read
    ("t.v += 1", 1 + 2 + 1 + 2),
    ("T[k].w = 1", 1 + 1 + 2),
    ("t.p = 2", 1 + 1 + 2),
    ("t = { v: 1, p: 2 }", 1 + 1 + 3 * 2),
    ("reset t", 1 + 2 * 2),
    ("fee = 2", 1 + 2),
    ("n = G[t, t].a.v", 2 + 2 + 3 + 2 + 2),
    ("n = t.id", 1 + 2),
    // call, add
    ("n = twice(k)", 2 + 1 + 2),
    ("bump()", 2 + 1 + 2),
    ("let r = two() n = r.a", 2 + 2),
    // of a row each 1; compare 1 a row; body: row, load, reduce
    ("n = sum(a.v for a in T where a.v > 5)", 4 * (1 + 2 + 1) + 2 * (1 + 2 + 1) + 2),
    ("n = count(T)", 2),
    ("n = count(a in T)", 2),
    ("n = count(a in T where k > 1)", 4 * 2 + 2),
    ("n = min(a.v for a in T where k < 0 else 7)", 4 * 2 + 2),
    // rows with keys: row, load; sort of 4: 2 * 4 * 2
    ("n = first(a in T by a.v).id", 4 * 3 + 16 + 1 + 2),
    ("n = median(a.v for a in T where a.v > 2)", 4 * 4 + 3 * 4 + 2 * 3 * 2 + 2),
    ("for a in T by a.v descending limit k + 0 { n = 1 }", 4 * 3 + 16 + 1 + 2 * (1 + 2)),
    ("repeat fee times { n = 1 }", 3 * 3),
    // 4 cells, then per row: condition, row, value, cell
    ("let s[a in T where k > 0] = a.v", 4 + 4 * 2 + 4 * (1 + 2 + 1)),
    ("let s[a in T, b in T] : int = 1", 16 + 4 * 1 + 16 * (1 + 1)),
    ("let s[a in T] : int = 1 n = s[t]", 4 + 4 * 2 + 2 + 2),
    ("emit Told(k, 2)", 4 + 2),
    ("n = if k > 0 then 1 else 2", 1 + 1 + 2),
    ("if k > 3 { n = 1 } else if k > 1 { n = 2 }", 2 + 2 + 2),
    ("match mode { on { n = 1 } off { n = 2 } stuck {} }", 2 + 2),
    ("n = match mode { off: 3 else: 4 }", 1 + 2),
    ("require k > 0 and k > 9 or not (k > 9)", 1 + 1 + 1 + 1 + 1 + 1 + 1),
    ("n = min(k, 2, 3)", 2 + 2),
    ("n = clamp(k, 2, 3)", 2 + 2),
    ("x = exp(0)", 160 + 2),
    ("n = -k", 1 + 2),
  ])
  func cost(_ body: String, _ gas: Int) throws {
    try check(contract(body), 10 + gas)
  }

  /// Enforced invariants are part of the action; others cost it nothing.
  @Test(arguments: [
    ("invariant i: n == 0 and sum(a.v for a in T) > 0", 0),
    ("invariant i enforced: n == 0", 1 + 1),
    ("invariant i enforced: old(n + 1) == 1", 4 + 1 + 1 + 1),
    // trial, enter, compare, branch, store; and the same invariant inside, not further
    ("invariant i after go(k, _) enforced: can ask(k)", 8 + 10 + 1 + 1 + 2 + 1),
    ("invariant i enforced: not can ask(0)", 8 + 10 + 1 + 1 + 1 + 1),
  ])
  func costOfClaims(_ claim: String, _ gas: Int) throws {
    try check(contract("", claim: claim), 10 + gas)
  }

  private func check(_ contract: CheckedContract, _ gas: Int) throws {
    let (execution, after) = try run(contract, limit: 10_000, listing: true)
    #expect(execution.outcome.isCommitted)
    #expect(execution.gas == gas)
    #expect(execution.payments.reduce(0) { $0 + $1.gas } == execution.gas)
    #expect(execution.payments.map(\.span) == execution.payments.map(\.span).sorted())
    // With exactly so much nothing changes; with less the action stops at the limit.
    let (again, same) = try run(contract, limit: gas)
    #expect(again.outcome == execution.outcome && same == after && again.payments.isEmpty)
    for limit in 0..<gas {
      let (short, _) = try run(contract, limit: limit)
      guard case .reverted(let trap) = short.outcome else {
        Issue.record("\(limit) gas must not do")
        continue
      }
      #expect(trap.reason == .outOfGas(limit: limit) && short.gas == limit)
    }
  }

  /// What explains a failure costs nothing, not even much, and ends.
  @Test func explanationsAreFree() throws {
    let plain = try run(contract("require n > k"), limit: 10_000).0
    let told = try run(
      contract("require n > k, \"{sum(a.v for a in T)} of {n}\""), limit: 10_000
    ).0
    #expect(plain.gas == 12 && told.gas == 12)
    let short = try run(contract("require n > k, \"{sum(a.v for a in T)} of {n}\""), limit: 12).0
    guard case .reverted(let trap) = short.outcome,
      case .demand(_, _, let message, _) = trap.reason
    else {
      Issue.record("the require must fail")
      return
    }
    #expect(message == "(gas) of 0")
  }
}

extension Outcome {
  fileprivate var isCommitted: Bool { if case .committed = self { true } else { false } }
}
