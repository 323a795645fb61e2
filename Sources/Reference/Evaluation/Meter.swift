import Diagnostics

/// What a walk has spent of its gas, and, where that is asked for, on what.
struct Meter {
  let limit: Int
  private(set) var spent = 0
  /// By the span of the node that paid; absent where nobody wants to know.
  private var payments: [Span: Int]?

  init(limit: Int, listing: Bool = false) {
    self.limit = limit
    payments = listing ? [:] : nil
  }

  /// A meter for what costs nothing, such as the values of a message, and must end all the same.
  var aside: Meter { Meter(limit: limit) }

  /// Spends so much, or says that it is more than was left and spends what was.
  mutating func pay(_ gas: Int, _ span: Span) -> Bool {
    let affordable = min(gas, limit &- spent)
    spent &+= affordable
    if payments != nil, affordable > 0 { payments?[span, default: 0] &+= affordable }
    return affordable == gas
  }

  /// In the order of the source, whatever the order of the walk.
  var list: [Payment] {
    (payments ?? [:]).map { Payment(span: $0.key, gas: $0.value) }.sorted { $0.span < $1.span }
  }
}

/// Gas that a place of the source has cost, over all the times it was evaluated. What stands inside
/// it and cost something has a payment of its own.
package struct Payment: Hashable, Sendable {
  package let span: Span
  package let gas: Int
}
