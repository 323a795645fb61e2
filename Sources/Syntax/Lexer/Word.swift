/// Every word with a meaning of its own, one row each.
///
/// A reserved word is never a name. A contextual one means something in its own place only and is
/// an ordinary name everywhere else, so that a field may be called `zero` or `use`.
package enum Word: String, CaseIterable, Sendable {
  // Reserved.
  case contract, library, law, spec, proposal
  case `import`, unit, role, const, param, `enum`, state, table, event, fn, action, invariant
  case `let`, `var`, `if`, then, `else`, match, `for`, `in`, `where`, by, `repeat`
  case `break`, `continue`, `return`, require, ensure, emit, reset
  case and, or, not, implies, `true`, `false`, none, rounding, can, after, changes, `as`
  // Contextual.
  case int, now, old, left, right, limit, times
  case example, given, when, cases, use, from, population, reverts, emits, breaks
  case to, zero, half, up, down, ascending, descending, anyone, enforced

  package var isReserved: Bool {
    switch self {
    case .int, .now, .old, .left, .right, .limit, .times, .example, .given, .when, .cases, .use,
      .from, .population, .reverts, .emits, .breaks, .to, .zero, .half, .up, .down, .ascending,
      .descending, .anyone, .enforced:
      false
    default: true
    }
  }

  /// Begins a declaration of a contract.
  package var startsDeclaration: Bool {
    switch self {
    case .import, .unit, .role, .const, .param, .enum, .state, .table, .event, .fn, .action,
      .invariant:
      true
    default: false
    }
  }

  /// Begins what stands on its own in a file. `example` counts only before a title.
  package var startsItem: Bool {
    switch self {
    case .contract, .library, .law, .spec, .proposal: true
    default: false
    }
  }

  /// Begins a statement and nothing else, so it also ends whatever went wrong before it.
  var startsOnlyStatements: Bool {
    switch self {
    case .let, .var, .repeat, .break, .continue, .return, .require, .ensure, .emit, .reset: true
    default: false
    }
  }

  var startsStatement: Bool {
    switch self {
    case .if, .for, .match: true
    default: startsOnlyStatements
    }
  }

  /// Reserved, and yet a word people would choose as a name; the rest hold sentences together.
  var temptsAsName: Bool {
    switch self {
    case .in, .where, .by, .then, .else, .and, .or, .not, .implies, .if, .for, .let, .var, .fn,
      .return, .break, .continue, .true, .false, .none, .as:
      false
    default: isReserved
    }
  }

  /// Begins a part of an example or a law.
  var startsSection: Bool {
    switch self {
    case .given, .when, .then, .cases, .use, .population, .left, .right: true
    default: false
    }
  }

  /// No unit can have this name where `words` of examples and orders of sorting are about.
  var followsExpressionInClaims: Bool {
    switch self {
    case .given, .when, .cases, .use, .population, .left, .right, .reverts, .emits, .breaks, .from:
      true
    default: false
    }
  }
}

extension Word {
  /// The word these bytes spell. Looks only at words of the same first letter and length.
  static func spelled(_ bytes: ArraySlice<UInt8>) -> Word? {
    guard let first = bytes.first, let slot = slot(first: first, count: bytes.count) else {
      return nil
    }
    for entry in buckets[slot] where bytes.elementsEqual(entry.bytes) { return entry.word }
    return nil
  }

  private static let longest = 12

  private static let buckets: [[(bytes: [UInt8], word: Word)]] = {
    var buckets = [[(bytes: [UInt8], word: Word)]](repeating: [], count: 26 * longest)
    for word in allCases {
      let bytes = Array(word.rawValue.utf8)
      if let slot = slot(first: bytes[0], count: bytes.count) {
        buckets[slot].append((bytes, word))
      }
    }
    return buckets
  }()

  private static func slot(first: UInt8, count: Int) -> Int? {
    guard first >= UInt8(ascii: "a"), first <= UInt8(ascii: "z"), count <= longest else {
      return nil
    }
    return Int(first &- UInt8(ascii: "a")) * longest + count - 1
  }
}
