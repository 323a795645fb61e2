import Semantics

/// The numbers written in a contract, by their type: thresholds, limits, defaults, ends of ranges.
struct Dictionary {
  private var words: [(type: ValueType, word: Int128)] = []

  init(_ contract: CheckedContract) {
    var seen: Set<Entry> = []
    func add(_ type: ValueType, _ word: Int128) {
      guard word != 0, seen.insert(Entry(type: type, word: word)).inserted else { return }
      words.append((type, word))
    }
    for parameter in contract.parameters {
      add(parameter.type, parameter.initial)
      if let range = parameter.range {
        add(parameter.type, range.lowerBound)
        add(parameter.type, range.upperBound)
      }
    }
    for body in contract.bodies {
      body.walkExpressions { expression in
        if case .constant(let word) = expression.kind { add(expression.type, word) }
      }
    }
    for table in contract.tables {
      for (field, shape) in table.fields.enumerated() {
        add(shape.type, shape.initial)
        for row in table.fixedRows ?? [] { add(shape.type, row[field]) }
      }
    }
  }

  private struct Entry: Hashable {
    let type: ValueType
    let word: Int128
  }

  /// Those of the type, in the order they are written.
  func constants(of type: ValueType) -> [Hint] {
    words.filter { $0.type == type }.prefix(24).map { .constant($0.word) }
  }
}
