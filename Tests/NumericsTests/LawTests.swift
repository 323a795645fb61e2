import Numerics
import Testing

/// What holds for all words, tried on words of every length and on the edges.
@Suite struct LawTests {
  static let edges: [Int128] = [
    .min, .min + 1, .max, -1, 0, 1, 2, -2, Fixed.unit, -Fixed.unit, 1 << 64, (1 << 64) - 1,
    -(1 << 64), 1 << 126, (1 << 63) - 1, -(1 << 63),
  ]

  /// Triples of words, the edges among them.
  private func triples(_ count: Int, seed: UInt64) -> [(a: Int128, b: Int128, c: Int128)] {
    var generator = SplitMix(seed: seed)
    func word() -> Int128 {
      generator.next() % 4 == 0
        ? LawTests.edges[Int(generator.next() % UInt64(LawTests.edges.count))] : generator.word()
    }
    return (0..<count).map { _ in (word(), word(), word()) }
  }

  /// The outcome of a computation, so that errors can be compared as well.
  private func outcome(
    _ operation: () throws(ArithmeticError) -> Int128
  ) -> Result<Int128, ArithmeticError> {
    do { return .success(try operation()) } catch { return .failure(error) }
  }

  /// `a * b == q * c + r` with `r` smaller than `c` and of the sign that the order of `a * b` and
  /// `q * c` demands.
  @Test func quotientAndRemainderMakeTheWhole() throws {
    for (a, b, c) in triples(4000, seed: 1) where c != 0 {
      for rounding in Rounding.allCases {
        let r = try Integer.mulrem(a, b, c, rounding)
        #expect(r.magnitude < c.magnitude)
        guard
          case .success(let q) = outcome({ () throws(ArithmeticError) in
            try Integer.muldiv(a, b, c, rounding)
          })
        else { continue }
        // In wrapping arithmetic the identity is exact modulo 2^128, and r is smaller than that.
        #expect(a &* b == q &* c &+ r)
        let order = Integer.compareProducts(a, b, q, c)
        #expect(order == (r == 0 ? .equal : r > 0 ? .greater : .less))
      }
    }
  }

  @Test func divisionIsTheSpecialCaseOfMulDiv() throws {
    for (a, b, _) in triples(4000, seed: 2) {
      for rounding in Rounding.allCases {
        #expect(
          outcome { () throws(ArithmeticError) in try Integer.quotient(a, b, rounding) }
            == outcome { () throws(ArithmeticError) in try Integer.muldiv(a, 1, b, rounding) })
        #expect(
          outcome { () throws(ArithmeticError) in try Integer.remainder(a, b, rounding) }
            == outcome { () throws(ArithmeticError) in try Integer.mulrem(a, 1, b, rounding) })
        #expect(
          outcome { () throws(ArithmeticError) in try Fixed.multiply(a, b, rounding) }
            == outcome { () throws(ArithmeticError) in
              try Integer.muldiv(a, b, Fixed.unit, rounding)
            })
        let ratio = outcome { () throws(ArithmeticError) in
          try Integer.muldiv(a, Fixed.unit, b, rounding)
        }
        #expect(
          outcome { () throws(ArithmeticError) in try Fixed.divide(a, b, rounding) } == ratio)
        #expect(
          outcome { () throws(ArithmeticError) in try Integer.ratio(a, b, rounding) } == ratio)
      }
    }
  }

  @Test func roundingsStandInOrder() throws {
    for (a, b, c) in triples(4000, seed: 3) where c != 0 {
      var results: [Rounding: Int128] = [:]
      for rounding in Rounding.allCases {
        if case .success(let value) = outcome({ () throws(ArithmeticError) in
          try Integer.muldiv(a, b, c, rounding)
        }) {
          results[rounding] = value
        }
      }
      guard results.count == Rounding.allCases.count, let down = results[.down],
        let up = results[.up], let zero = results[.toZero], let away = results[.fromZero],
        let half = results[.halfUp]
      else { continue }
      let isExact = try Integer.mulrem(a, b, c) == 0
      #expect(up - down == (isExact ? 0 : 1))
      #expect(zero.magnitude <= away.magnitude)
      #expect(Set([zero, away]) == Set([down, up]))
      #expect(half == down || half == up)
    }
  }

  @Test(
    arguments: [
      (7, 2, [3, 4, 3, 4, 4]), (-7, 2, [-3, -4, -4, -3, -3]), (7, -2, [-3, -4, -4, -3, -3]),
      (-7, -2, [3, 4, 3, 4, 4]), (5, 3, [1, 2, 1, 2, 2]), (-5, 3, [-1, -2, -2, -1, -2]),
      (4, 3, [1, 2, 1, 2, 1]), (-4, 3, [-1, -2, -2, -1, -1]), (6, 3, [2, 2, 2, 2, 2]),
      (0, -3, [0, 0, 0, 0, 0]),
    ] as [(Int128, Int128, [Int128])])
  func quotientsByHand(a: Int128, b: Int128, expected: [Int128]) throws {
    #expect(try Rounding.allCases.map { try Integer.quotient(a, b, $0) } == expected)
    #expect(
      try Rounding.allCases.map { try Integer.remainder(a, b, $0) } == expected.map { a - b * $0 })
  }

  @Test func productsCompareAsWholes() {
    for (a, b, c) in triples(4000, seed: 4) {
      #expect(Integer.compareProducts(a, b, b, a) == .equal)
      let order = Integer.compareProducts(a, b, c, 1)
      let (product, overflow) = a.multipliedReportingOverflow(by: b)
      let isPositive = (a < 0) == (b < 0)
      let expected: Ordering =
        overflow
        ? (isPositive ? .greater : .less)
        : product == c ? .equal : product > c ? .greater : .less
      #expect(order == expected)
      #expect(Integer.compareProducts(c, 1, a, b).rawValue == -order.rawValue)
    }
    #expect(Integer.compareProducts(.min, .min, .max, .max) == .greater)
    #expect(Integer.compareProducts(.min, .max, .max, .min) == .equal)
    #expect(Integer.compareProducts(.min, .max, .min, .min + 1) == .less)
  }

  @Test func checkedArithmeticAgreesWithTheStandardLibrary() {
    for (a, b, _) in triples(4000, seed: 5) {
      let sum = a.addingReportingOverflow(b)
      let difference = a.subtractingReportingOverflow(b)
      let product = a.multipliedReportingOverflow(by: b)
      for (actual, expected) in [
        (outcome { () throws(ArithmeticError) in try Integer.add(a, b) }, sum),
        (outcome { () throws(ArithmeticError) in try Integer.subtract(a, b) }, difference),
        (outcome { () throws(ArithmeticError) in try Integer.multiply(a, b) }, product),
        (outcome { () throws(ArithmeticError) in try Fixed.multiply(a, byInteger: b) }, product),
      ] {
        #expect(
          actual == (expected.overflow ? .failure(.overflow) : .success(expected.partialValue)))
      }
    }
    #expect(throws: ArithmeticError.overflow) { try Integer.negate(.min) }
    #expect(throws: ArithmeticError.overflow) { try Fixed.absolute(.min) }
    #expect(throws: ArithmeticError.overflow) { try Integer.quotient(.min, -1) }
    #expect(throws: ArithmeticError.divisionByZero) { try Fixed.divide(0, 0) }
    #expect(throws: ArithmeticError.divisionByZero) { try Integer.mulrem(1, 1, 0) }
  }

  /// A larger factor never gives a smaller product, a larger divisor never a larger quotient.
  @Test func resultsFollowTheirArguments() throws {
    for (a, b, c) in triples(4000, seed: 6) {
      let (small, large) = (
        Swift.min(a.magnitude, b.magnitude), Swift.max(a.magnitude, b.magnitude)
      )
      guard let low = Int128(exactly: small), let high = Int128(exactly: large), c > 0 else {
        continue
      }
      for rounding in Rounding.allCases {
        guard let greatest = try? Fixed.multiply(high, c, rounding) else { continue }
        #expect(try Fixed.multiply(low, c, rounding) <= greatest)
      }
      for rounding in Rounding.allCases where low > 0 {
        guard let greatest = try? Fixed.divide(c, low, rounding) else { continue }
        #expect(try Fixed.divide(c, high, rounding) <= greatest)
      }
    }
  }
}
