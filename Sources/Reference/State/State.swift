/// Everything a contract remembers, as words. Two states are equal exactly when every action and
/// every expression does the same on both.
package struct State: Hashable, Sendable {
  /// One word for each `param` of the contract.
  package var parameters: [Int128]
  /// One word for each `state`.
  package var states: [Int128]
  /// By table, then by field: one word a row.
  package var columns: [[[Int128]]]
  /// The clock, as a `time`.
  package var now: Int128

  package init(parameters: [Int128], states: [Int128], columns: [[[Int128]]], now: Int128) {
    self.parameters = parameters
    self.states = states
    self.columns = columns
    self.now = now
  }
}
