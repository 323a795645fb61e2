import Semantics

// Claims part by part, so that one which does not hold can be explained.
extension LawCompiler {
  mutating func proof(_ claim: LawClaim, given: Int) throws(Unaskable) -> LawProof {
    var number = 0
    return try proof(claim, given: given, &number)
  }

  /// - Parameter number: that of the next part.
  private mutating func proof(
    _ claim: LawClaim, given: Int, _ number: inout Int
  ) throws(Unaskable) -> LawProof {
    switch claim {
    case .part(let part):
      defer { number += 1 }
      return .part(
        number, try term(part.whole, in: .base, given: given),
        sides: try sides(part.sides, given: given))
    case .not(let claim): return .not(try proof(claim, given: given, &number))
    case .logical(let operation, let left, let right):
      return .logical(
        operation, try proof(left, given: given, &number),
        try proof(right, given: given, &number))
    case .conditional(let condition, then: let then, otherwise: let otherwise):
      return .conditional(
        try proof(condition, given: given, &number),
        then: try proof(then, given: given, &number),
        otherwise: try proof(otherwise, given: given, &number))
    case .rows(all: let all, let rows, let body, whole: _):
      let whole = number
      number += 1
      let inner = max(given, rows.binder + 1)
      let selected = LawRows(
        function: all ? .all : .any, table: rows.table, binder: rows.binder,
        condition: try optional(rows.condition, in: .base, given: inner), body: nil,
        otherwise: nil)
      return .rows(all: all, selected, try proof(body, given: inner, &number), whole: whole)
    }
  }

  private mutating func sides(
    _ sides: LawClaim.Sides?, given: Int
  ) throws(Unaskable) -> (left: LawTerm, right: LawTerm)? {
    guard let sides else { return nil }
    return (
      try term(sides.left, in: .base, given: given), try term(sides.right, in: .base, given: given)
    )
  }
}
