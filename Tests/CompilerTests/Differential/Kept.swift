/// Contracts that once did one thing on the machine and another in the interpreter, made short.
enum Kept {
  static let all = [
    // What the second condition finds out about a row is not known after the first branch.
    """
    contract A {
      table T { x : ratio = 1 }
      state n : ratio
      action go(a: T, b: T) by me: T {
        if n <= me.x { n = 0 } else if a.x > 0 { n = 1 }
        reset a
      }
    }
    """,
    // A cell of a local column at a row that is computed.
    """
    contract B {
      table T { x : int = 1  next : T }
      state n : int
      action go(a: T) by anyone {
        let w[t in T] : int = t.x + 1
        n = count(t in T where w[if t.x > n then t else a] > 1)
        a.next = T[clamp(n, 0, count(T) - 1)]
      }
    }
    """,
    // A question that goes too deep.
    """
    contract D {
      table T { x : int }
      action one(a: T) by anyone { a.x += 1 }
      action two(a: T) by anyone { a.x -= 1 }
      invariant asked after one(a) enforced: can one(a) or a.x > 1_000
      invariant both: can one(T[0]) and can two(T[1])
    }
    """,
    // A caller who is refused before anything runs.
    """
    contract E {
      table T { x : int }
      table U { x : int }
      role r0, r1, r2
      action one() by me: T { me.x = T[count(T) - 1].x + 1 }
      action two(k: int in 0..9) by r0 { U[k].x = k }
    }
    """,
    // Loops that always leave, when they run at all: what follows costs something.
    """
    contract G {
      param times_ : int = 3 in 0..5
      table T { x : int }
      table F { x : int } = { x: 2 }, { x: 1 }, { x: 3 }
      state n : int
      action again() by anyone { repeat times_ times { return } n = min(n + 1, 1_000) * 2 - n }
      action cut() by anyone { for f in F by f.x limit times_ { return } n = min(n + 1, 1_000) }
      action cut_again(k: int in 0..2) by anyone {
        for t in T where t.x < 5 by t.x limit k { return }
        n = min(n + 1, 1_000)
      }
    }
    """,
    // Products too large for a word, compared exactly; and a product that is zero between two others.
    """
    contract H {
      const A : int = 170141183460469231731687303715884105726
      const B : int = 56713727820156410577229101238628035242
      state n : int
      state m : int
      action exact() by anyone { if A * 56 != A * B { n = min(n, 5) + 1 } }
      action below(k: int) by anyone { if k < A * B { if k < A { n = 1 } else { n = m + m } } }
      action between(k: int, d: int in 7..9) by anyone {
        if (muldiv(6, k, d) rounding down) == muldiv(0, k, d) { n = clamp(n, -5, 5) * 2 }
      }
    }
    """,
  ]
}
