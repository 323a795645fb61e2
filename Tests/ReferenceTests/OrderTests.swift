import Foundation
import Reference
import Testing

/// Which trap an action ends with when it could end with several. Every quotient divides a number
/// that tells where it stands.
@Suite struct OrderTests {
  private static let contract = """
    contract C {
      state log : int
      table T { guard_ : int key : int body : int }
      fn mark(n: int) -> int changes state { log = log * 10 + n return n }
      action walk(n: int) by anyone {
        for t in T where quotient(100 + t.id, t.guard_) > 0
          by quotient(200 + t.id, t.key), quotient(300 + t.id, t.key - 5) limit quotient(400, n) {
          log += quotient(500 + t.id, t.body)
        }
      }
      fn total() -> int = sum(quotient(500 + t.id, t.body) for t in T
        where quotient(100 + t.id, t.guard_) > 0)
      fn every() -> bool = all(t.id > 1 and quotient(500 + t.id, t.body) > 0 for t in T)
      fn found() -> T = first(t in T where quotient(100 + t.id, t.guard_) > 0)
      action write(a: T, n: int) by anyone {
        a.body += quotient(600, n)
      }
      action follow(a: T, n: int) by anyone { log += mark(n)  log -= mark(n)  a.key -= mark(n) }
      action row(a: T, n: int) by anyone {
        a = { body: quotient(703, n), guard_: quotient(701, n), key: quotient(702, n) }
      }
      action column(n: int) by anyone {
        let c[t in T where quotient(100 + t.id, t.guard_) > 0, u in T where t.id == u.id] =
          quotient(800 + t.id, n + u.body)
        log = sum(c[t, t] for t in T)
      }
    }
    """

  private func trap(_ body: String) -> [String] {
    examples(on: Self.contract, "population T = 4\n\(body)").details().map { finding, _ in
      finding.headline.replacingOccurrences(of: "this step reverts: ", with: "")
    }
  }

  private let ones = """
    given T[0] = { guard_: 1, key: 1, body: 1 }, T[1] = { guard_: 1, key: 1, body: 1 },
      T[2] = { guard_: 1, key: 1, body: 1 }, T[3] = { guard_: 1, key: 1, body: 1 }
    """

  @Test func conditionsThenKeysThenLimitThenBodies() {
    let end = "when walk(0) then log == 0"
    #expect(
      trap("\(ones), T[3].guard_ = 0, T[0].key = 0, T[0].body = 0 \(end)")
        == ["division of 103 by zero"])
    #expect(
      trap("\(ones), T[2].key = 0, T[1].key = 5, T[0].body = 0 \(end)")
        == ["division of 301 by zero"])
    #expect(trap("\(ones), T[0].body = 0 \(end)") == ["division of 400 by zero"])
    #expect(
      trap("\(ones), T[1].body = 0, T[2].body = 0 when walk(1) then log == 0")
        == ["division of 501 by zero"])
  }

  @Test func aggregatesLookAtEveryRow() {
    #expect(
      trap("\(ones), T[0].body = 0, T[3].guard_ = 0 then total() == 0")
        == ["division of 103 by zero"])
    #expect(
      trap("\(ones), T[2].body = 0, T[3].body = 0 then total() == 0")
        == ["division of 502 by zero"])
    // Row 0 has already decided `all`; row 2 traps all the same.
    #expect(trap("\(ones), T[2].body = 0 then every()") == ["division of 502 by zero"])
    // Row 0 is already found.
    #expect(
      trap("\(ones), T[2].guard_ = 0 then found() == T[0]") == ["division of 102 by zero"])
  }

  /// `log += mark(n)`: the call first, then the sum on what it left.
  @Test func callsBeforeSums() {
    #expect(trap("given log = 3 when follow(T[0], 4) then log == 3804, T[0].key == -4").isEmpty)
    #expect(
      trap("given log = 3 when follow(none, 4) then log == 3")
        == ["`none` stands where a row of `T` is needed"])
  }

  @Test func targetsBeforeValuesAndValuesBeforeStores() {
    #expect(
      trap("when write(none, 0) then log == 0")
        == ["`none` stands where a row of `T` is needed"])
    #expect(trap("when write(T[0], 0) then log == 0") == ["division of 600 by zero"])
    #expect(trap("when row(T[0], 0) then log == 0") == ["division of 701 by zero"])
    #expect(
      trap("\(ones), T[1].body = -1, T[3].body = -1 when column(1) then log == 0")
        == ["division of 801 by zero"])
    #expect(
      trap("\(ones), T[0].body = -1, T[3].guard_ = 0 when column(1) then log == 0")
        == ["division of 103 by zero"])
  }
}
