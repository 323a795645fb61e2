import Testing

/// Contracts that are each about one thing which random ones come to too seldom.
struct SurveyKept: Sendable, CustomTestStringConvertible {
  let name: String
  /// Rows of the table that is asked about.
  let rows: Int
  let kinds: (rows: String, prices: String)
  let asks: String
  var isCoarse = false
  var prices = 2

  var testDescription: String { name }

  var source: String {
    """
    contract Kept {
      unit USD
      param k : int = 100 in 0..300
      state s : int
      state f : ratio
      table T { \(kinds.rows.replacing(",", with: " ")) }
      table U { \(kinds.prices.replacing(",", with: " ")) }
      event Seen(row: T)
      event Number(x: int)
      event Ratio(x: ratio)
      action poke_t(row_: T, \(slots(kinds.rows)), fails_: bool) by anyone {
        \(writes(kinds.rows)) ensure not fails_
      }
      action poke_u(row_: U, \(slots(kinds.prices)), fails_: bool) by anyone {
        \(writes(kinds.prices)) ensure not fails_
      }
      action steer(v_s: int, v_f: ratio, fails_: bool) by anyone {
        s = v_s  f = v_f  ensure not fails_
      }
      action tune(v_k: int, fails_: bool) by anyone { k = v_k  ensure not fails_ }
      \(asks)
    }
    """
  }

  /// `x : int  y : int` as parameters.
  private func slots(_ fields: String) -> String {
    fields.split(separator: ",").map { "v_\($0.drop { $0 == " " })" }.joined(separator: ", ")
  }

  private func writes(_ fields: String) -> String {
    fields.split(separator: ",").map { field in
      let name = field.drop { $0 == " " }.prefix { $0 != " " }
      return "row_.\(name) = v_\(name)"
    }.joined(separator: "  ")
  }

  static let all = [
    // The word stands in a register that is kept for the cell, and the survey has to look there.
    SurveyKept(
      name: "what is asked is a cell of another row", rows: 9,
      kinds: ("x : ratio, other : T", "g : ratio"),
      asks: """
        table S[u: U] { part : ratio = 1 }
        fn shares(t: T) -> ratio = sum(t.x * S[u].part for u in U)
        fn weighted(x: ratio) -> ratio = sum(x * u.g for u in U)
        action scan() by anyone {
          for r in T where sum(r.x * u.g for u in U) < 40 {
            f = clamp(shares(r.other) - weighted(r.x), -9, 9)
            emit Ratio(shares(r.other))
            emit Ratio(weighted(r.x))
          }
        }
        """, prices: 9),
    // A parameter moves while some rows are not asked about: these have to be told all the same.
    SurveyKept(
      name: "keys of a few rows that depend on a parameter", rows: 33,
      kinds: ("x : int, y : int, z : int", "p : int"),
      asks: """
        action scan() by anyone {
          for r in T where sum(r.z * u.p for u in U) < s * 100
              by (if r.y < k then sum(r.x * u.p for u in U) else r.y) limit 20 { emit Seen(r) }
        }
        """),
    // Two intervals are the same as long as two prices are, but the prices go their own ways.
    SurveyKept(
      name: "intervals that are the same by chance", rows: 7,
      kinds: ("x : int", "p : int, q : int"),
      asks: """
        action scan() by anyone {
          for r in T where any(r.x + u.p == r.x + u.q for u in U) { emit Seen(r) }
        }
        invariant same: all(any(r.x + u.p != r.x + u.q for u in U) for r in T)
        """, isCoarse: true),
    SurveyKept(
      name: "parts that are rounded up, to the last digit", rows: 31,
      kinds: ("x : ratio", "p : ratio, q : ratio"),
      asks: """
        action scan() by anyone {
          emit Ratio(sum(sum((muldiv(r.x, u.p, max(u.q, 1)) rounding up) for u in U) for r in T))
        }
        """),
    SurveyKept(
      name: "a parameter that moves a little", rows: 33,
      kinds: ("x : int, y : int", "p : int"),
      asks: """
        action scan() by anyone {
          for r in T where r.y < k and sum(r.x * u.p for u in U) > 9_000 { emit Seen(r) }
        }
        invariant many: count(r in T where r.y >= k or any(u.p > r.x for u in U)) > 9
        """),
    SurveyKept(
      name: "products of either sign", rows: 31,
      kinds: ("x : int, y : int, a : ratio, b : ratio", "p : int, q : int, g : ratio, h : ratio"),
      asks: """
        action scan() by anyone {
          for r in T where any((r.x - u.p) * (u.q - r.y) + r.x * 9 > k for u in U) { emit Seen(r) }
        }
        invariant few:
          count(r in T where any((u.g - r.a) * (u.h - r.b) * (u.g - r.b) + f < r.a for u in U)) < 9
        """),
    SurveyKept(
      name: "sums that are near the end of what there is", rows: 9,
      kinds: ("x : int, y : int", "p : int, q : int"),
      asks: """
        const MUCH : int = 170141183460469231731687303715884105000
        action scan() by anyone {
          for r in T where any(r.x + u.p + MUCH != r.y for u in U) { emit Seen(r) }
        }
        invariant low: all(all(r.x - u.q - MUCH != r.y for u in U) for r in T)
        """),
    SurveyKept(
      name: "divisors about zero", rows: 5,
      kinds: ("x : int, y : int", "p : int, q : int"),
      asks: """
        action scan() by anyone {
          for r in T where any(muldiv(r.x, u.p, u.q - r.y) > k for u in U) { emit Seen(r) }
        }
        invariant few: count(r in T where any(quotient(r.x, u.p - r.y) < k for u in U)) < 3
        """),
  ]
}
