import Reference
import Testing

/// What the language means, one rule a test: the examples of each program must pass.
@Suite struct MeaningTests {
  @Test func actionsChangeStateAndTimePasses() {
    let program = examples(
      on: """
        contract C {
          unit USD, BTC
          role oracle
          state mark : USD/BTC
          state at : time
          table Account { collateral : USD size : BTC entry : USD/BTC }
          fn pnl(a: Account) -> USD = a.size * (mark - a.entry)
          fn equity(a: Account) -> USD = a.collateral + pnl(a)
          action publish(price: USD/BTC in 0.01..1_000_000) by oracle { mark = price at = now }
          action deposit(amount: USD in 0..1_000) by a: Account { a.collateral += amount }
        }
        """,
      """
      given mark = 100, Account[0] = { collateral: 5, size: 1, entry: 90 }
      when publish(120) as oracle, deposit(10) as Account[0], after 1h
      then equity(Account[0]) == 45, Account[0].collateral == 15, now - at == 1h
      """,
      "when deposit(1_001) as Account[0] then reverts range",
      "when publish(1) as oracle then mark == 1, at == now",
      "when deposit(1) as Account[8] then count(a in Account) == 8")
    #expect(program.run() == ["17 example-not-computed: `Account` has no row 8: it has 8 rows"])
  }

  @Test func onlyWhatIsNeededIsEvaluated() {
    let program = examples(
      on: """
        contract C {
          state x : ratio
          enum Mode { off, on }
          state mode : Mode
          table T { v : ratio }
          fn safe(y: ratio) -> bool = x != 0 and y / x > 1
          fn either(y: ratio) -> bool = x == 0 or y / x > 1
          fn implied(y: ratio) -> bool = x != 0 implies y / x > 1
          fn chosen(y: ratio) -> ratio = if x == 0 then 7 else y / x
          fn matched(y: ratio) -> ratio = match mode { off: 8 on: y / x }
          fn rows() -> int = count(t in T where t.v != 0 and 1 / t.v > 1)
          action go() by anyone {}
        }
        """,
      """
      given T[2].v = 0.5, T[3].v = 2
      then not safe(5), either(5), implied(5), chosen(5) == 7, matched(5) == 8, rows() == 1
      """,
      "given mode = on then matched(1) == 1")
    #expect(program.run() == ["8 example-not-computed: division of 1 by zero"])
  }

  @Test func loopsFixTheirRowsBeforeTheFirstBody() {
    let program = examples(
      on: """
        contract C {
          table T { v : int k : int done : int order : int }
          state seen : int
          // allow loop-guard-written: that is what is tested
          action drain() by anyone {
            // allow loop-guard-written: that is what is tested
            for t in T where t.v > 0 by t.k descending limit 3 {
              for u in T { u.v = 0 }
              seen += 1
              t.order = seen
            }
          }
          action early() by anyone {
            for t in T { if t.id == 1 { continue } if t.id == 4 { break } t.done = 1 }
          }
          fn found() -> int { for t in T where t.v > 2 { return t.v } return 0 - 1 }
          action twice() by anyone { repeat 3 times { seen += 1 if seen == 2 { break } } }
        }
        """,
      """
      given T[0] = { v: 1, k: 5 }, T[1] = { v: 1, k: 7 }, T[2] = { v: 1, k: 5 }, T[3] = { v: 1 }
      when drain()
      then T[1].order == 1, T[0].order == 2, T[2].order == 3, T[3].order == 0, seen == 3
      """,
      """
      when early()
      then T[0].done == 1, T[1].done == 0, T[2].done == 1, T[3].done == 1, T[4].done == 0
      """,
      "given T[5].v = 4, T[6].v = 3 then found() == 4",
      "when twice() then seen == 2, found() == -1")
    #expect(program.run() == [])
  }

  @Test func aggregates() {
    let program = examples(
      on: """
        contract C {
          table T { v : int r : ratio }
          fn total() -> int = sum(t.v for t in T)
          fn middle() -> int = median(t.v for t in T where t.v != 0)
          fn least() -> int = min(t.v for t in T where t.v > 100 else 9)
          fn most() -> int = max(t.v for t in T)
          fn big() -> T = first(t in T where t.v > 1 by t.v descending, t.id)
          fn some() -> bool = any(t.v > 3 for t in T)
          fn every() -> bool = all(t.v < 4 for t in T)
          action needs() by anyone { require least() == 9 require min(t.v for t in T where t.v > 100) == 0 }
        }
        """,
      """
      population T = 5
      given T[0].v = 1, T[1].v = 3, T[2].v = -4, T[3].v = 3
      then total() == 3, middle() == 2, least() == 9, most() == 3, big() == T[1], not some(), every()
      """,
      """
      population T = 3
      given T[0].v = 170_141_183_460_469_231_731_687_303_715_884_105_727, T[1].v = 5, T[2].v = -6
      then total() == 170_141_183_460_469_231_731_687_303_715_884_105_726
      """,
      """
      given T[0].v = 170_141_183_460_469_231_731_687_303_715_884_105_727, T[1].v = 1
      then any(total() == 0 for t in T)
      """,
      "population T = 0 then total() == 0, not some(), every(), count(T) == 0",
      "when needs() then reverts no_rows",
      "given T[0].v = -1, T[1].v = -2 then middle() == -1")
    #expect(
      program.run() == [
        "16 example-not-computed: the result does not fit 128 bits: from "
          + "0 and 170_141_183_460_469_231_731_687_303_715_884_105_727"
      ])
  }

  @Test func rowsAndKeys() {
    let program = examples(
      on: """
        contract C {
          table Account { friend : Account tags : int }
          table Market { price : ratio }
          table Position[account: Account, market: Market] { size : ratio }
          fn at(n: int) -> Position = first(p in Position where p.id == n)
          action befriend(a: Account, b: Account) by anyone { a.friend = b }
          action poke(a: Account) by anyone { a.friend.tags += 1 }
          action open(a: Account, m: Market) by anyone { Position[a, m].size += 1 }
          action reach(n: int in -5..100) by anyone { Account[n].tags = 1 }
          action wipe(a: Account) by anyone { a = { tags: 3 } }
          action clear(a: Account) by anyone { reset a }
        }
        """,
      """
      population Account = 3, Market = ETH, BTC
      when open(Account[2], Market[BTC])
      then Position[Account[2], Market[BTC]].size == 1, count(Position) == 6, at(5).size == 1,
           at(5).account == Account[2], at(5).market == Market[BTC],
           at(4).market == Market[ETH], at(3).account == Account[1]
      """,
      "when poke(Account[1]) then reverts none_row",
      """
      when befriend(Account[1], Account[2]), poke(Account[1])
      then Account[2].tags == 1, Account[1].friend == Account[2]
      when wipe(Account[1]) then Account[1].friend == none, Account[1].tags == 3
      when clear(Account[1]) then Account[1].tags == 0
      """,
      "when reach(8) then reverts row_out_of_range",
      "when reach(-1) then reverts row_out_of_range")
    #expect(program.run() == [])
  }

  @Test func revertsUndoEverything() {
    let program = examples(
      on: """
        contract C {
          role boss
          param rate : ratio = 10% in 0%..50%
          state x : int
          table T { v : int }
          event E(v: int)
          fn bump(t: T) changes state { t.v += 1 emit E(t.v) x += 1 }
          action late(n: int in 0..10) by boss {
            for t in T { bump(t) }
            rate = 20%
            ensure few: x <= n, "{x} of {n}"
          }
          action set(r: ratio) by boss { rate = r }
          invariant small enforced: x < 8
        }
        """,
      """
      population T = 3
      when late(2) then reverts few, x == 0, T[0].v == 0, rate == 10%
      when late(3) then x == 3, T[2].v == 1, rate == 20%, emits E(1)
      when late(1) then reverts few, x == 3
      """,
      "when late(10) then reverts small, x == 0",
      "when set(51%) then reverts range",
      "population T = 1 when late(5) as boss then emits E(1) when set(5%) then rate == 5%")
    #expect(program.run() == [])
  }

  @Test func localColumns() {
    let program = examples(
      on: """
        contract C {
          table T { v : int w : int next : T }
          table S { x : int }
          state total : int
          action go() by anyone {
            let share[t in T where t.v > 1] = t.v * 10
            for t in T where t.v > 1 { t.v = 0 }
            for t in T { t.w = share[t] }
            let next[t in T where t.w == 20] = t
            for t in T { t.next = next[t] }
            let pair[t in T, s in S] = t.id * 10 + s.id
            total = sum(sum(pair[t, s] for s in S) for t in T)
          }
        }
        """,
      """
      population T = 3, S = 2
      given T[0].v = 1, T[1].v = 2, T[2].v = 3
      when go()
      then T[0].w == 0, T[1].w == 20, T[2].w == 30, total == 63,
           T[0].next == none, T[1].next == T[1]
      """)
    #expect(program.run() == [])
  }

  @Test func exactComparisonOfIntegerProducts() {
    let program = examples(
      on: """
        contract C {
          fn less(a: int, b: int, c: int, d: int) -> bool = a * b < c * d
          fn same(a: int, b: int, c: int) -> bool = a * b == c
          fn product(a: int, b: int) -> int = a * b
          action go() by anyone {}
        }
        """,
      """
      then less(1e30, 1e30, 1e30, 1e30 + 1), not less(1e30, 1e30, 1e30, 1e30),
           less(-1e30, 1e30, 1e30, 1e30), same(6, 7, 42), not same(1e30, 1e30, 5)
      """,
      "then product(1e30, 1e30) == 0 - 1")
    #expect(
      program.run() == [
        "8 example-not-computed: the result does not fit 128 bits: from "
          + "1_000_000_000_000_000_000_000_000_000_000 and 1_000_000_000_000_000_000_000_000_000_000"
      ])
  }

  @Test func functionsWithSeveralResultsAndOld() {
    let program = examples(
      on: """
        contract C {
          unit USD
          state pot : USD
          table T { owed : USD }
          fn split(x: USD) -> (paid: USD, left: USD) {
            if x > pot { return (pot, x - pot) }
            return (x, 0)
          }
          fn take(x: USD) -> USD changes state { let s = split(x) pot -= s.paid return s.left }
          action pay(t: T) by anyone { let rest = take(t.owed) t.owed = rest }
          invariant honest after pay(t): old(pot) - pot == old(t.owed) - t.owed
          invariant quiet after pay(_): all(old(u.owed) >= u.owed for u in T)
        }
        """,
      """
      given pot = 5, T[0].owed = 3, T[1].owed = 4
      then split(7).left == 2
      when pay(T[0]) then pot == 2, T[0].owed == 0, old(pot) == 5
      when pay(T[1]) then pot == 0, T[1].owed == 2, old(T[1].owed) == 4
      """)
    #expect(program.run() == [])
  }

  @Test func askingWhetherAnActionCanSucceed() {
    let program = examples(
      on: """
        contract C {
          role boss
          state x : int
          table T { v : int }
          action up(n: int in 0..5) by boss { x += n require x < 4 }
          action mine(n: int in 0..5) by t: T { require t.v == n t.v += 1 x += 1 }
          invariant escape: can up(0) or x >= 4
        }
        """,
      """
      given T[3].v = 2
      then can up(3), not can up(4), not can up(6), can mine(2), not can mine(1), x == 0, T[3].v == 2
      when up(3) then not can up(1), can up(0)
      """)
    #expect(program.run() == [])
  }

  @Test func roundingAndWords() {
    let program = examples(
      on: """
        contract C {
          unit USD, wad
          fn third(x: USD) -> USD = x / 3 rounding up
          fn whole(n: int) -> int = quotient(n, 3) rounding down
          fn rest(n: int) -> int = remainder(n, 3) rounding down
          fn share(x: int wad, a: int, b: int) -> int wad = muldiv(x, a, b) rounding half up
          fn over(x: int wad, a: int, b: int) -> int wad = mulrem(x, a, b)
          fn part(a: int, b: int) -> ratio = ratio(a, b)
          fn side(x: int) -> int = sign(x) * abs(x)
          fn held(x: ratio) -> ratio = clamp(x, 1, 2)
          fn root(x: ratio) -> ratio = sqrt(x)
          action go() by anyone {}
        }
        """,
      """
      then third(1) == 0.333333333333333334, whole(-7) == -3, rest(-7) == 2, share(5, 1, 2) == 3,
           over(5, 1, 2) == 1, part(1, 8) == 12.5%, side(-4) == -4, held(5) == 2, held(0) == 1,
           held(1.5) == 1.5
      """)
    #expect(program.run() == [])
  }
}
