import Deployment
import Machine
import Reference
import Testing

@Suite("Reasons")
struct ReasonTests {
  @Test("the two name a reason alike, and no two reasons are one")
  func reasons() {
    let pairs: [(Trap.Reason, Stop)] = [
      (.outOfGas(limit: 1), .outOfGas), (.overflow([]), .overflow),
      (.divisionByZero([]), .divisionByZero), (.noneRow(0), .noneRow),
      (.rowOutOfRange(0, index: 9, count: 1), .rowOutOfRange),
      (.columnTooLarge(name: "x"), .columnTooLarge), (.depth, .depth),
      (.enforcedInvariant(3, nil), .failure(.enforcedInvariant(3))),
      (.demand(.require, id: nil, message: nil, nil), .failure(.demand(7))),
    ]
    for (row, (reason, _)) in pairs.enumerated() {
      for (column, (_, stop)) in pairs.enumerated() {
        #expect(reason.isOneOf(stop) == (row == column))
      }
    }
  }
}
