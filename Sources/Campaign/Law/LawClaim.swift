import Semantics

/// What must hold, taken apart where claims are joined: what is left are parts that a reader would ask
/// about one by one.
package indirect enum LawClaim: Sendable {
  case part(Part)
  case not(LawClaim)
  case logical(LogicalOperation, LawClaim, LawClaim)
  case conditional(LawClaim, then: LawClaim, otherwise: LawClaim)
  /// Of all rows, or of any; `whole` is what is asked of them.
  case rows(all: Bool, CheckedSelection, LawClaim, whole: Part)

  /// True or false by itself.
  package struct Part: Sendable {
    package let whole: CheckedExpression
    /// Of a comparison.
    package let sides: Sides?
    /// Of the rows it is asked of, the outermost first: their tables, and the locals that hold them.
    package let rows: [CheckedSelection]
  }

  package struct Sides: Sendable {
    package let comparison: Comparison
    package let left: CheckedExpression
    package let right: CheckedExpression
  }

  /// - Parameter rows: those it is asked of.
  init(_ claim: CheckedExpression, of rows: [CheckedSelection] = []) {
    switch claim.kind {
    case .not(let claim): self = .not(LawClaim(claim, of: rows))
    case .logical(let operation, let left, let right):
      self = .logical(operation, LawClaim(left, of: rows), LawClaim(right, of: rows))
    case .conditional(let condition, then: let then, otherwise: let otherwise):
      self = .conditional(
        LawClaim(condition, of: rows), then: LawClaim(then, of: rows),
        otherwise: LawClaim(otherwise, of: rows))
    case .aggregate(let found) where found.rows.keys.isEmpty && found.otherwise == nil:
      guard found.function == .all || found.function == .any, let body = found.body else {
        fallthrough
      }
      self = .rows(
        all: found.function == .all, found.rows, LawClaim(body, of: rows + [found.rows]),
        whole: Part(whole: claim, sides: nil, rows: rows))
    default:
      self = .part(Part(whole: claim, sides: Sides(claim), rows: rows))
    }
  }

  /// All of them, in the order they are written; their places number them.
  package var parts: [Part] {
    switch self {
    case .part(let part): [part]
    case .not(let claim): claim.parts
    case .logical(_, let left, let right): left.parts + right.parts
    case .conditional(let condition, then: let then, otherwise: let otherwise):
      condition.parts + then.parts + otherwise.parts
    case .rows(_, _, let body, whole: let whole): [whole] + body.parts
    }
  }
}

extension LawClaim.Sides {
  /// Of a comparison, also of one that is asked of one state as a whole.
  fileprivate init?(_ claim: CheckedExpression) {
    switch claim.kind {
    case .compare(let comparison, let left, let right):
      self.init(comparison: comparison, left: left, right: right)
    case .side(let side, let value):
      guard let inner = LawClaim.Sides(value) else { return nil }
      func asked(_ value: CheckedExpression) -> CheckedExpression {
        CheckedExpression(.side(side, value), value.type, value.span)
      }
      self.init(
        comparison: inner.comparison, left: asked(inner.left), right: asked(inner.right))
    default: return nil
    }
  }
}

extension CheckedLaw {
  /// What a law that does not hold can be blamed on.
  package var parts: [LawClaim.Part] { LawClaim(then).parts }
}
