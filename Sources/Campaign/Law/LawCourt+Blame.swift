import Machine
import Semantics

// Why a law does not hold.
extension LawCourt {
  /// So many parts are told, and of a claim about any row so many rows.
  private static let mostParts = 8
  private static let mostRows = 3

  /// The parts that make it false, as they are written; nothing for a law that cannot be computed.
  func blamed(
    _ entries: LawEntries, _ base: Machine, _ given: [Int128]
  ) -> [PathRecord.LawBreak.Part] {
    guard let proof = entries.proof else { return [] }
    var inquiry = Inquiry(court: self, base: base, words: given)
    do throws(Undefined) {
      guard try inquiry.value(of: proof) == false else { return [] }
      try inquiry.explain(proof, being: false)
    } catch { return [] }
    return Array(inquiry.parts.prefix(LawCourt.mostParts))
  }

  /// Walks down a claim along what makes it what it is.
  private struct Inquiry {
    let court: LawCourt
    let base: Machine
    /// The locals in scope.
    var words: [Int128]
    var rows: [Int128] = []
    var parts: [PathRecord.LawBreak.Part] = []

    private mutating func word(_ term: LawTerm) throws(Undefined) -> Int128 {
      try court.evaluate(term, base, &words)
    }

    mutating func value(of proof: LawProof) throws(Undefined) -> Bool {
      switch proof {
      case .part(_, let whole, sides: _): return try word(whole) != 0
      case .not(let claim): return try !value(of: claim)
      case .logical(let operation, let left, let right):
        let first = try value(of: left)
        switch operation {
        case .and: return first ? try value(of: right) : false
        case .or: return first ? true : try value(of: right)
        case .implies: return first ? try value(of: right) : true
        }
      case .conditional(let condition, then: let then, otherwise: let otherwise):
        return try value(of: try value(of: condition) ? then : otherwise)
      case .rows(all: let all, let selection, let body, whole: _):
        return try selected(selection, whose: body, are: !all, atMost: 1).isEmpty == all
      }
    }

    /// - Parameter truth: what it is.
    mutating func explain(_ proof: LawProof, being truth: Bool) throws(Undefined) {
      switch proof {
      case .part(let number, _, sides: let sides): add(number, sides, truth)
      case .not(let claim): try explain(claim, being: !truth)
      case .logical(let operation, let left, let right):
        // Each decides where it alone would make it what it is; what must be on the way does too.
        let wanted =
          switch operation {
          case .and, .or: truth
          case .implies: !truth
          }
        if try value(of: left) == wanted { try explain(left, being: wanted) }
        // The second one may have no value where the first one decides.
        if (try? value(of: right)) == truth { try explain(right, being: truth) }
      case .conditional(let condition, then: let then, otherwise: let otherwise):
        let isTrue = try value(of: condition)
        try explain(condition, being: isTrue)
        try explain(isTrue ? then : otherwise, being: truth)
      case .rows(all: let all, let selection, let body, whole: let whole):
        // One row says why not all, or that any; many are needed for the other two.
        let most = truth == all ? LawCourt.mostRows : 1
        let found = try selected(selection, whose: body, are: truth, atMost: most)
        if truth == all || found.isEmpty { add(whole, nil, truth) }
        guard !(all && truth) else { return }
        let outer = words
        for row in found {
          bind(row, selection)
          rows.append(row)
          try explain(body, being: truth)
          rows.removeLast()
        }
        words = outer
      }
    }

    private mutating func add(
      _ number: Int, _ sides: (left: LawTerm, right: LawTerm)?, _ truth: Bool
    ) {
      var found: (left: Int128, right: Int128)?
      if let sides, let left = try? word(sides.left), let right = try? word(sides.right) {
        found = (left, right)
      }
      parts.append(
        PathRecord.LawBreak.Part(
          number: number, rows: rows, holds: truth, left: found?.left, right: found?.right))
    }

    private mutating func bind(_ row: Int128, _ selection: LawRows) {
      words += Array(repeating: 0, count: max(0, selection.binder + 1 - words.count))
      words[selection.binder] = row
    }

    /// The first rows of which a claim is true or false.
    private mutating func selected(
      _ selection: LawRows, whose body: LawProof, are truth: Bool, atMost most: Int
    ) throws(Undefined) -> [Int128] {
      let outer = words
      defer { words = outer }
      var found: [Int128] = []
      for row in 0..<Int128(court.rows[selection.table]) where found.count < most {
        bind(row, selection)
        if let condition = selection.condition, try word(condition) == 0 { continue }
        if try value(of: body) == truth { found.append(row) }
      }
      return found
    }
  }
}
