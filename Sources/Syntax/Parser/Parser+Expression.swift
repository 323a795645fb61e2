import Diagnostics
import Numerics

/// How tightly operators bind, loosest first. Nothing binds as tightly as an operand, so the right
/// side of `*` and `/` is one operand and chains of them lean left.
enum Precedence: Int, Comparable {
  case implies, or, and, comparison, rounding, additive, multiplicative, operand

  static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }

  var tighter: Precedence { Precedence(rawValue: rawValue + 1) ?? .operand }
}

extension BinaryOperator {
  var precedence: Precedence {
    switch self {
    case .implies: .implies
    case .or: .or
    case .and: .and
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: .comparison
    case .add, .subtract: .additive
    case .multiply, .divide: .multiplicative
    }
  }
}

extension Parser {
  mutating func parseExpression() -> Expression {
    guard enter() else { return missingExpression() }
    defer { leave() }
    return parseBinary(.implies)
  }

  /// The rest of an expression whose first operand has been read.
  mutating func parseExpression(after first: Expression) -> Expression {
    guard enter() else { return missingExpression() }
    defer { leave() }
    return parseBinary(.implies, after: first)
  }

  /// A node, or `missing` after a report where it would make the tree too tall.
  mutating func make(_ kind: Expression.Kind, _ span: Span) -> Expression {
    let expression = Expression(kind, span)
    guard depth + expression.height > Parser.depthLimit + 1 else { return expression }
    reportTooDeep(at: span)
    return Expression(.missing, span)
  }

  func missingExpression() -> Expression {
    Expression(.missing, span(at: position).start)
  }

  /// Reads operands joined by operators that bind at least as tightly as `minimum`.
  mutating func parseBinary(_ minimum: Precedence, after first: Expression? = nil) -> Expression {
    var left = first ?? parseOperand()
    var last: Precedence?
    while true {
      if at(.rounding), minimum <= .rounding {
        left = parseRounding(left, after: last)
        last = .rounding
        continue
      }
      // What cannot be read may have been an operator: then nothing is known of the value.
      if kind == .unknown, !token.startsLine {
        quietAt = position
        return Expression(.missing, left.span)
      }
      guard let infix = infixOperator(), infix.precedence >= minimum else { return left }
      let precedence = infix.precedence
      let operatorSpan = span(at: position)
      checkChain(precedence, after: last, at: operatorSpan)
      advance()
      guard enter() else { return left }
      defer { leave() }
      let right = parseBinary(precedence == .implies ? .implies : precedence.tighter)
      let span = left.span.join(right.span)
      // What a chain means was asked back; nothing more is to be said about it.
      left =
        precedence == .comparison && last == .comparison
        ? Expression(.missing, span)
        : make(.binary(infix, left, right, operatorSpan: operatorSpan), span)
      last = precedence
    }
  }

  /// Comparisons do not chain, and what follows a `rounding` clause is not arithmetic.
  private mutating func checkChain(
    _ precedence: Precedence, after last: Precedence?, at operatorSpan: Span
  ) {
    if precedence == .comparison, last == .comparison {
      report(
        .chainedComparison, "comparisons do not chain", at: operatorSpan,
        help: ["write `a < b and b < c`"])
    } else if precedence > .rounding, last == .rounding {
      report(
        .roundingNeedsParentheses, "arithmetic cannot follow a `rounding` clause", at: operatorSpan,
        help: ["put parentheses around the part that is rounded: `(a / b rounding up) + c`"])
    }
  }

  /// The operator at the position. One of another language is reported and taken for ours; an `=`
  /// can only be meant as `==`, since no statement begins after a finished operand.
  private mutating func infixOperator() -> BinaryOperator? {
    switch kind {
    case .symbol(let symbol): return infixOperator(symbol)
    case .word(.and): return .and
    case .word(.or): return .or
    case .word(.implies): return .implies
    case .foreign(let foreign): return infixOperator(foreign)
    default: return nil
    }
  }

  private mutating func infixOperator(_ symbol: Symbol) -> BinaryOperator? {
    switch symbol {
    case .minus where negativePatternFollows: return nil
    case .set:
      report(
        .assignmentInExpression, "`=` sets a value and cannot stand in one", at: span(at: position),
        help: ["to compare write `==`"])
      return .equal
    case .plusMinus:
      guard !inClaim, !inSpec else { return nil }
      report(
        .foreignOperator, "`+-` gives a tolerance, in the `then` of an example only",
        at: span(at: position), help: ["write `-`, or a blank between `+` and `-`"])
      return .subtract
    case .caret:
      report(
        .foreignOperator, "`^` is a power of a unit, not of a number", at: span(at: position),
        help: ["write `x * x`, or `pow(x, 3)`"])
      return .multiply
    default: return BinaryOperator(rawValue: symbol.rawValue)
    }
  }

  /// `-1:`, which begins the next arm of a `match` rather than a difference.
  private var negativePatternFollows: Bool { peek() == .number && peek(2) == .symbol(.colon) }

  private mutating func infixOperator(_ foreign: ForeignOperator) -> BinaryOperator? {
    let (meant, help): (BinaryOperator, String)
    switch foreign {
    case .ampersands, .ampersand: (meant, help) = (.and, "write `and`")
    case .bars, .bar: (meant, help) = (.or, "write `or`")
    case .percent:
      (meant, help) = (.divide, "write `remainder(a, b)`; a percentage is attached to its number")
    case .stars: (meant, help) = (.multiply, "write `x * x`, or `pow(x, 3)`")
    case .notEqualAngles, .strictNotEqual: (meant, help) = (.notEqual, "write `!=`")
    case .tripleEqual: (meant, help) = (.equal, "write `==`")
    case .lessReversed: (meant, help) = (.lessOrEqual, "write `<=`")
    case .fatArrow: (meant, help) = (.implies, "write `implies`, or `>=`")
    case .colonEqual, .question, .semicolon, .bang, .increment: return nil
    }
    report(
      .foreignOperator, "`\(foreign.rawValue)` is no operator here", at: span(at: position),
      help: [help])
    return meant
  }

  /// `rounding half up`.
  private mutating func parseRounding(_ operand: Expression, after last: Precedence?) -> Expression
  {
    let start = position
    if last == .rounding {
      report(
        .roundingNeedsParentheses, "a value is rounded once", at: span(at: position),
        help: ["delete one of the `rounding` clauses, or put parentheses around the inner one"])
    }
    advance()
    let rounding = parseDirection()
    let clause = RoundingClause(rounding ?? .toZero, span(from: start))
    guard rounding != nil else { return operand }
    return make(.rounded(operand, clause), operand.span.join(clause.span))
  }

  private mutating func parseDirection() -> Rounding? {
    switch (kind, peek()) {
    case (.word(.up), _):
      advance()
      return .up
    case (.word(.down), _):
      advance()
      return .down
    case (.word(.to), .word(.zero)), (.word(.from), .word(.zero)), (.word(.half), .word(.up)):
      let first = word
      advance()
      advance()
      return first == .to ? .toZero : first == .from ? .fromZero : .halfUp
    default:
      let directions = ["to zero", "from zero", "down", "up", "half up"]
      var help = ["the directions are `to zero`, `from zero`, `down`, `up` and `half up`"]
      if kind.isName, let near = nearest(text(at: position), among: directions) {
        help.insert("did you mean `\(near)`?", at: 0)
      }
      reportExpected(.unknownRounding, "a direction of rounding", help: help)
      if kind.isName, !token.startsLine { advance() }
      return nil
    }
  }

  /// An operand with the signs and the `not` before it.
  mutating func parseOperand() -> Expression {
    let start = position
    switch kind {
    case .symbol(.minus):
      guard enter() else { return missingExpression() }
      defer { leave() }
      advance(.sign)
      let operand = parseOperand()
      return make(.negate(operand), span(from: start))
    case .word(.not), .foreign(.bang):
      if kind == .foreign(.bang) {
        report(
          .foreignOperator, "`!` is no operator here", at: span(at: position),
          help: ["write `not`"])
      }
      guard enter() else { return missingExpression() }
      defer { leave() }
      advance()
      let operand = parseBinary(.comparison)
      return make(.not(operand), span(from: start))
    default:
      let operand = parsePostfix(parsePrimary())
      return kind == .foreign(.question) ? parseTernary(operand) : operand
    }
  }

  /// `c ? x : y`, reported and read as `if c then x else y`.
  private mutating func parseTernary(_ condition: Expression) -> Expression {
    report(
      .foreignOperator, "`?` is no operator here", at: span(at: position),
      help: ["write `if c then x else y`"])
    advance()
    let then = parseExpression()
    let otherwise = accept(.colon) ? parseExpression() : missingExpression()
    return make(
      .conditional(condition, then: then, otherwise: otherwise), span(from: condition.span))
  }
}
