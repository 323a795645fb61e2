import Machine
import Semantics

/// Several calls that stand together or not at all: in the middle nobody reacts to them, and what must
/// hold is asked when the last has been made.
struct Transaction {
  /// Where the path goes back to.
  fileprivate let beginning: PathSnapshot
  /// What is said about one call, or compares the state before it, is asked after each.
  private let isOfOneCall: [Bool]
  fileprivate private(set) var calls = 0
  fileprivate private(set) var last: ActionID?
  /// Invariants to ask at the end.
  fileprivate private(set) var postponed: Set<Int> = []

  fileprivate init(_ beginning: PathSnapshot, _ contract: CheckedContract) {
    self.beginning = beginning
    isOfOneCall = contract.invariants.map { invariant in
      invariant.after != nil
        || invariant.condition.contains { if case .old = $0.kind { true } else { false } }
    }
  }

  mutating func count(_ call: PathCall) {
    calls += 1
    last = call.action
  }

  /// Whether the invariant is asked at the end, and not now.
  mutating func postpones(_ number: Int) -> Bool {
    guard !isOfOneCall[number] else { return false }
    postponed.insert(number)
    return true
  }
}

extension PathRunner {
  /// Calls from outside are one transaction from here on.
  package func beginTransaction() {
    guard transaction == nil else { return }
    transaction = Transaction(snapshot, spec.contract)
  }

  package var isInTransaction: Bool { transaction != nil }

  /// What was called stands: invariants are asked, and handlers react.
  package func commitTransaction() throws(PathProblem) {
    guard let ended = transaction else { return }
    transaction = nil
    for number in ended.postponed.sorted() { check(number, [], after: ended.last) }
    try react()
  }

  /// Nothing of it ever happened.
  package func undoTransaction() {
    guard let undone = transaction else { return }
    restore(undone.beginning, as: record.path)
    listener?.undid(calls: undone.calls)
  }
}
