/// One setting of a model, an oracle or a depth as a spec gives it, its expressions already words:
/// `volatility 85% per 1y` has a word and one clause.
package struct Setting: Hashable, Sendable {
  package let name: String
  /// Names that stand between the setting's own and its value: `regime calm 40% per 1y`.
  package let labels: [String]
  package let value: Value

  package struct Value: Hashable, Sendable {
    package let word: Int128
    package let clauses: [Clause]

    package init(_ word: Int128, _ clauses: [Clause] = []) {
      self.word = word
      self.clauses = clauses
    }
  }

  package init(_ name: String, labels: [String] = [], _ word: Int128, _ clauses: [Clause] = []) {
    self.name = name
    self.labels = labels
    value = Value(word, clauses)
  }

  /// As it is written, without its value.
  package var title: String { ([name] + labels).joined(separator: " ") }
}

/// A further value that belongs to a setting.
package struct Clause: Hashable, Sendable {
  package let kind: Kind
  package let word: Int128

  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case per
    case plusMinus = "+-"
    case lasting
    case within = "in"
    case over
  }

  package init(_ kind: Kind, _ word: Int128) {
    self.kind = kind
    self.word = word
  }
}
