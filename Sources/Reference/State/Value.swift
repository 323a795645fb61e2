import Semantics

/// A word together with what it means.
package struct Value: Hashable, Sendable {
  package let word: Int128
  package let type: ValueType

  package init(_ word: Int128, _ type: ValueType) {
    self.word = word
    self.type = type
  }
}
