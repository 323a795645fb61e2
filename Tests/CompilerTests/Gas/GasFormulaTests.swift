import Compiler
import Reference
import Semantics
import Testing

/// Which ways a formula leaves out, and how it is written.
@Suite struct GasFormulaTests {
  private func formula(_ body: String, claim: String = "") throws -> String {
    let subject = try GasSubject.written(
      """
      contract C {
        enum Mode { off, on, stuck }
        param most : int = 3 in 0..9
        state mode : Mode
        state n : int
        state m : int
        state on_now : bool
        table T { v : int  w : int }
        table S { v : int }
        table F { v : int } = { v: 1 }, { v: 2 }, { v: 3 }
        fn dear(k: int) -> int = if k > 2 then sqrt(k) else k
        fn by_mode() -> int = match mode { off: 1 on: sqrt(n) else: 3 }
        fn is_on() -> bool = mode == on
        action go(k: int in 1..5, t: T) by anyone {
      \(body)
        }
        \(claim)
      }
      """)
    return try #require(subject.bounds.formula(of: 0)).text(in: subject.contract)
  }

  @Test(arguments: [
    ("", "11"),
    ("n = sum(a.v for a in T)", "13 + 4*T"),
    ("n = sum(a.v for a in F)", "25"),
    ("n = sum(a.v for a in T where a.v > k)", "13 + 8*T"),
    ("for a in T by a.v { n = 1 }", "11 + 6*T + sort(T)"),
    ("for a in T limit 4 { n = 1 }", "11 + 3*min(4, T)"),
    ("for a in T limit 4_000 { n = 1 }", "11 + 3*min(4_000, T)"),
    ("repeat 4_000 times { n = 1 }", "12_011"),
    // The end of a parameter's range, not its value; and the end of an argument's.
    ("for a in T limit most { n = 1 }", "11 + 3*min(9, T)"),
    ("for a in T limit k + 1 { n = 1 }", "12 + 3*min(6, T)"),
    ("repeat most times { n = 1 }", "38"),
    ("repeat count(T) times { n = 1 }", "11 + 3*T"),
    ("n = sum(sum(b.v for b in S) for a in T)", "13 + 2*T + 4*T*S"),
    // A loop that always ends after its first row, and one that returns.
    ("for a in T { n = a.v  break }", "11 + 5*min(1, T)"),
    ("for a in T { if a.v > 0 { m = 1 return } n = 1 }  n = 2  n = 3", "15 + 7*T"),
    // One of two ways, which one depends on the sizes.
    (
      "if k > n { n = sum(a.v for a in T) } else { n = sum(a.v for a in S) }",
      "15 + max(4*T, 4*S)"
    ),
    ("if n > 0 { n = 1 } else { n = 1  m = 1 }", "17"),
  ])
  func text(_ body: String, _ text: String) throws { #expect(try formula(body) == text) }

  /// Ways that ranges, constants and conditions rule out cost nothing. A root costs 32.
  @Test(arguments: [
    // A function that is called with a constant, or with what is known to be small.
    ("n = dear(2)", 11 + 2 + 2 + 2),
    ("require n < 2  m = dear(n)", 11 + 2 + 2 + 2 + 2),
    // The same condition twice, on the same values.
    ("let a = if n > m then sqrt(n) else 1  let b = if n > m then 1 else sqrt(n)", 11 + 4 + 32),
    ("if n > m { n = 1 } else { n = sqrt(k) }  if n > 0 { m = 1 }", 11 + 2 + 34 + 2 + 2),
    ("if mode == on { n = sqrt(k) }  if mode != on { n = sqrt(k) }", 11 + 4 + 34),
    ("if is_on() { n = sqrt(k) }  if not is_on() { n = sqrt(k) }", 11 + 4 + 5 + 34),
    ("require mode == off  n = by_mode()", 11 + 2 + 2 + 1 + 2),
    ("match mode { on { n = by_mode() } else {} }", 11 + 1 + 2 + 2 + 34),
    ("let big = n > 3  if big { m = sqrt(k) }  if not big { m = sqrt(k) }", 11 + 4 + 34),
    // k is at least 1 and at most 5.
    ("if k > 5 { n = sqrt(k) }", 11 + 2),
    ("if k == 0 or k > n { n = 1 }", 11 + 2 + 2 + 2),
  ])
  func ruledOut(_ body: String, _ gas: Int) throws {
    #expect(try formula(body) == String(gas), "\(body)")
  }

  /// What was assigned in between is not known any more.
  @Test func forgets() throws {
    let kept = try #require(
      Int(formula("if n > m { n = sqrt(k) } else { n = 1 }  if n > m { m = sqrt(k) }")))
    #expect(kept == 11 + 2 * (2 + 32 + 2))
    let changed = try #require(
      Int(formula("require mode == off  mode = on  n = by_mode()")))
    let same = try #require(Int(formula("require mode == on  n = by_mode()")))
    #expect(changed == same + 2)
  }

  @Test func claims() throws {
    #expect(try formula("n = 1", claim: "invariant i enforced: n == 0") == "15")
    #expect(try formula("n = 1", claim: "invariant i: n == 0") == "13")
    #expect(
      try formula("n = 1", claim: "invariant i enforced: all(a.v >= 0 for a in T)") == "14 + 5*T")
  }

  /// An enforced invariant that asks for the action it guards has no bound.
  @Test func noBound() throws {
    let subject = try GasSubject.written(
      "contract C { state n : int action up() by anyone { n += 1 } invariant i enforced: can up() }"
    )
    #expect(subject.bounds.formula(of: 0) == nil)
    #expect(subject.bounds.worst(0, rows: []) == nil)
    #expect(subject.bounds.places(of: 0).isEmpty)
  }

  /// Many choices one after the other do not make a formula of all their combinations.
  @Test func staysSmall() throws {
    let tables = (0..<40).map { "table T\($0) { v : int }" }.joined(separator: "\n")
    let choices = (0..<40).map {
      "if n > \($0) { n = sum(a.v for a in T\($0)) } else { n = sum(a.v for a in T\(39 - $0)) }"
    }
    let subject = try GasSubject.written(
      """
      contract C {
        state n : int
        \(tables)
        action go() by anyone {
          \(choices.joined(separator: "\n"))
        }
      }
      """)
    let formula = try #require(subject.bounds.formula(of: 0))
    let rows = [Int](repeating: 10, count: 40)
    let worst = try #require(subject.bounds.worst(0, rows: rows)).total
    #expect(try #require(formula.gas(rows: rows)) >= worst)
    #expect(formula.text(in: subject.contract).count < 3_000)
  }
}
