import Semantics
import Testing

@Suite("Dimensions")
struct DimensionTests {
  let usd = Dimension(.unit("USD"))
  let btc = Dimension(.unit("BTC"))
  let base = Dimension(.indexed("base", .local(0, name: "m")))

  /// Products of random units, to check laws on.
  private func samples() -> [Dimension] {
    let units = [usd, btc, base, .duration]
    var state: UInt64 = 7
    return (0..<200).map { _ in
      units.reduce(Dimension.none) { product, unit in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return product * unit.raised(to: Int(state >> 61) - 3)
      }
    }
  }

  @Test("form an abelian group")
  func group() {
    let all = samples()
    for (a, b) in zip(all, all.reversed()) {
      #expect(a * b == b * a)
      #expect(a * b / b == a)
      #expect((a / a).isNone)
      #expect((a * b) * a == a * (b * a))
      #expect(a.raised(to: 2).squareRoot == a)
      #expect(a.raised(to: -1) == .none / a)
    }
  }

  @Test("read as they are written")
  func description() {
    #expect((usd / btc).description == "USD/BTC")
    #expect((btc * btc / usd).description == "BTC^2/USD")
    #expect((Dimension.none / usd).description == "ratio/USD")
    #expect(Dimension.none.description == "ratio")
    #expect((usd / base).description == "USD/base[m]")
    #expect((usd / .duration / .duration).description == "USD/duration^2")
  }

  @Test("have a root only when every exponent is even")
  func root() {
    #expect((usd * usd * btc).squareRoot == nil)
    #expect((usd * usd / btc / btc).squareRoot == usd / btc)
  }
}
