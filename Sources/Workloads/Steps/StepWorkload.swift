import Machine
import Semantics

/// One action called again and again on the same book, each time with other arguments; what it
/// changed is put back in between. In the rule language and in native Swift.
package struct StepWorkload: Sendable {
  package static let rows = 64
  package static let calls = 1024

  package let name: String
  /// Of the contract, in `Tests/Fixtures/workloads`.
  package let file: String
  let action: String
  /// Every state and field of the contract by name, in the order of the template.
  let states: [String]
  let columns: [String]
  /// Whether the columns have to be put back after a call; states are overwritten.
  let writesColumns: Bool
  /// The book before each call: the states, then the columns.
  let template: [Int128]
  let arguments: [[Int128]]
  /// The action by hand. Overflow ends the process: the samples have none.
  let native: @Sendable (Book, [Int128]) -> Void

  package static let all = [mark, survey, cascade]
}

extension StepWorkload {
  /// Runs the first calls in native Swift and gives back the digest of the states after each.
  package func runNatively(calls: Int = calls) -> UInt64 {
    let book = Book(template, states: states.count, rows: Self.rows)
    defer { book.deallocate() }
    book.restore(template)
    var digest = Checksum()
    for arguments in arguments.prefix(calls) {
      native(book, arguments)
      for state in 0..<states.count { digest.fold(both: book.words[state]) }
      if writesColumns { book.restore(template) }
    }
    return digest.value
  }
}
