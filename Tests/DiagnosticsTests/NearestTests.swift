import Diagnostics
import Testing

struct NearestTests {
  @Test(arguments: [
    ("collatral", "collateral"), ("COLLATERAL", "collateral"), ("siez", "size"), ("sz", nil),
    ("margin_initial", "initial_margin"), ("x", nil), ("Y", "y"), ("zebra", nil), ("", nil),
    ("size", nil),
  ])
  func findsTheNameThatWasMeant(name: String, expected: String?) {
    #expect(nearest(name, among: ["initial_margin", "collateral", "size", "y"]) == expected)
  }

  @Test func anotherCaseWinsOverAnEdit() {
    #expect(nearest("usd", among: ["use", "USD"]) == "USD")
  }

  @Test func tiesGoToTheBytewiseSmallest() {
    #expect(nearest("cat", among: ["rat", "bat", "hat"]) == "bat")
    #expect(nearest("cat", among: ["hat", "bat", "rat"]) == "bat")
  }

  @Test func hugeNamesAreHarmless() {
    let huge = String(repeating: "a", count: 1_000_000)
    #expect(nearest(huge, among: [huge + "b"]) == nil)
    #expect(nearest(huge, among: [huge.uppercased()]) == huge.uppercased())
    #expect(nearest("a", among: [huge]) == nil)
  }

  @Test func theNearestComeFirstAndAllCome() {
    let huge = String(repeating: "a", count: 1_000)
    #expect(
      nearestFirst("pya", among: [huge, "deposit", "play", "pay", "deposit", "pay"])
        == ["pay", "play", "deposit", huge])
    #expect(nearestFirst("x", among: [String]()) == [])
  }
}
