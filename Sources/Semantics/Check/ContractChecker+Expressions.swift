import Diagnostics
import Numerics
import Syntax

/// Expressions: one entry that asks for a type, one that finds it out.
extension ContractChecker {
  /// Checks an expression that must have the given type; reports a mismatch.
  mutating func expression(_ written: Expression, as type: ValueType) -> CheckedExpression {
    let found = expression(written, hint: type)
    return agree(found, with: type) ? found : mismatch(found, expected: type)
  }

  /// Checks an expression of any type. The hint says what the place would like: bare numbers take
  /// its kind, and names of enum members and rows are looked up in it.
  mutating func expression(_ written: Expression, hint: ValueType? = nil) -> CheckedExpression {
    expressionDepth += 1
    defer { expressionDepth -= 1 }
    let span = written.span
    switch written.kind {
    case .number(let literal): return number(literal, hint: hint, span)
    case .truth(let value): return CheckedExpression(.constant(value ? 1 : 0), .truth, span)
    case .none: return noneLiteral(hint: hint, span)
    case .name(let name): return nameExpression(name, hint: hint)
    case .member(let base, let name): return member(base, name, hint: hint, span)
    case .index(let base, let indices): return index(base, indices, span)
    case .call(let callee, let arguments): return call(callee, arguments, hint: hint, span)
    case .aggregate(let aggregate): return self.aggregate(aggregate, hint: hint, span)
    case .negate(let operand): return negation(operand, hint: hint, span)
    case .not(let operand):
      return CheckedExpression(.not(condition(operand)), .truth, span)
    case .binary(let operation, let left, let right, let operatorSpan):
      return binary(operation, left, right, hint: hint, operatorSpan, span)
    case .rounded(let operand, let clause): return rounded(operand, clause, hint: hint)
    case .conditional(let condition, let then, let otherwise):
      return conditional(condition, then, otherwise, hint: hint, span)
    case .match(let subject, let arms, let otherwise):
      return match(subject, arms, otherwise, hint: hint, span)
    case .can(let call): return can(call, span)
    case .tuple:
      report(.tupleOutOfPlace(span))
      return unknown(span)
    case .row:
      report(.rowOutOfPlace(span))
      return unknown(span)
    case .wildcard:
      report(.wildcardOutOfPlace(span))
      return unknown(span)
    case .draw(let distribution, let arguments):
      return draw(distribution, arguments, hint: hint, span)
    case .some(let rows): return some(rows, span)
    case .stepsAgo:
      report(.onlyInSpec(span, what: "`steps ago`", place: "as `BTC.price(10 steps ago)`"))
      return unknown(span)
    case .missing: return unknown(span)
    }
  }

  /// A truth, as `if`, `where` and `require` need it.
  mutating func condition(_ written: Expression) -> CheckedExpression {
    let found = expression(written, hint: .truth)
    if found.type == .unknown || found.type == .truth { return found }
    report(.notACondition(written.span, found: describe(found.type)))
    return unknown(written.span)
  }

  func unknown(_ span: Span) -> CheckedExpression {
    CheckedExpression(.constant(0), .unknown, span)
  }

  func agree(_ found: CheckedExpression, with type: ValueType) -> Bool {
    found.type == type || found.type == .unknown || type == .unknown
  }

  mutating func mismatch(
    _ found: CheckedExpression, expected: ValueType, because label: Label? = nil
  ) -> CheckedExpression {
    report(
      .typeMismatch(
        found, expected: expected, names: typeNames,
        causes: [label, origin(of: found)].compactMap { $0 }, localName: localName(found)))
    return unknown(found.span)
  }

  // MARK: - Negation, choice

  private mutating func negation(
    _ operand: Expression, hint: ValueType?, _ span: Span
  ) -> CheckedExpression {
    let value = flippingRounding { $0.expression(operand, hint: hint) }
    if case .constant(let word) = value.kind, value.type.isNumber, word != .min {
      return CheckedExpression(.constant(-word), value.type, span)
    }
    guard value.type.isNumber || value.type == .unknown else {
      report(.notANumber(operand.span, found: describe(value.type)))
      return unknown(span)
    }
    return CheckedExpression(.negate(value), value.type, span)
  }

  private mutating func conditional(
    _ condition: Expression, _ then: Expression, _ otherwise: Expression, hint: ValueType?,
    _ span: Span
  ) -> CheckedExpression {
    let test = self.condition(condition)
    let (branches, type) = alternatives([then, otherwise], hint: hint)
    return CheckedExpression(
      .conditional(test, then: branches[0], otherwise: branches[1]), type, span)
  }

  /// Expressions of which one will be the value, so that all need one type. The first that knows
  /// its own mind decides; bare numbers follow.
  mutating func alternatives(
    _ written: [Expression], hint: ValueType?
  ) -> ([CheckedExpression], ValueType) {
    let leader = written.firstIndex { !isAdaptable($0) } ?? 0
    var checked = [CheckedExpression?](repeating: nil, count: written.count)
    let first = expression(written[leader], hint: hint)
    checked[leader] = first
    let type = first.type == .unknown ? (hint ?? .unknown) : first.type
    for place in written.indices where place != leader {
      let found = expression(written[place], hint: type)
      checked[place] =
        agree(found, with: type)
        ? found
        : mismatch(
          found, expected: type, because: Label(first.span, "this is \(describe(type))"))
    }
    return (checked.compactMap { $0 }, type)
  }

  private mutating func match(
    _ subject: Expression, _ arms: [MatchArm<Expression>], _ otherwise: Expression?,
    hint: ValueType?, _ span: Span
  ) -> CheckedExpression {
    let value = expression(subject)
    let patterns = self.patterns(
      arms.map(\.pattern), of: value, hasElse: otherwise != nil, matchSpan: subject.span)
    let written = arms.map(\.body) + (otherwise.map { [$0] } ?? [])
    guard !written.isEmpty else { return unknown(span) }
    let (bodies, type) = alternatives(written, hint: hint)
    let checkedArms = zip(patterns, bodies).compactMap { pattern, body in
      pattern.map { CheckedArm(pattern: $0, body: body) }
    }
    return CheckedExpression(
      .match(value, checkedArms, otherwise: otherwise == nil ? nil : bodies.last), type, span)
  }

  /// The words of match patterns; reports repeated, unknown and missing ones.
  mutating func patterns(
    _ written: [Expression], of subject: CheckedExpression, hasElse: Bool, matchSpan: Span
  ) -> [Int128?] {
    switch subject.type {
    case .enumeration, .integer, .unknown: break
    default:
      report(.cannotMatch(matchSpan, found: describe(subject.type)))
      return written.map { _ in nil }
    }
    var seen: [Int128: Span] = [:]
    let words = written.map { pattern -> Int128? in
      guard subject.type != .unknown else { return nil }
      if case .name(let name) = pattern.kind, case .enumeration(let id) = subject.type {
        guard let word = memberWord(name, of: id) else { return nil }
        return unseen(word, pattern.span, &seen)
      }
      let value = expression(pattern, as: subject.type)
      guard value.type != .unknown else { return nil }
      guard case .constant(let word) = value.kind else {
        report(.notConstant(pattern.span))
        return nil
      }
      return unseen(word, pattern.span, &seen)
    }
    guard !hasElse, subject.type != .unknown else { return words }
    if case .enumeration(let id) = subject.type {
      // A few are enough to say; a hostile enum may have very many.
      let members = contract.enumerations[id].members
      let missing = members.indices.lazy.filter { seen[Int128($0)] == nil }.prefix(9)
        .map { members[$0] }
      if !missing.isEmpty, words.allSatisfy({ $0 != nil }) {
        report(.matchNotExhaustive(matchSpan, missing: Array(missing)))
      }
    } else {
      report(.matchNeedsElse(matchSpan))
    }
    return words
  }

  private mutating func unseen(
    _ word: Int128, _ span: Span, _ seen: inout [Int128: Span]
  ) -> Int128? {
    if let earlier = seen[word] {
      report(.duplicateArm(span, earlier: earlier))
      return nil
    }
    seen[word] = span
    return word
  }

  /// The word of an enum's member; reports a name that is none.
  mutating func memberWord(_ name: Name, of id: EnumerationID) -> Int128? {
    if let place = members[id][name.text] { return Int128(place) }
    let enumeration = contract.enumerations[id]
    report(
      .unknownMember(
        name, of: enumeration.name, members: Array(enumeration.members.prefix(9)),
        suggestion: suggestion(for: name, among: enumeration.members)))
    return nil
  }

  // MARK: - Rounding

  private mutating func rounded(
    _ operand: Expression, _ clause: RoundingClause, hint: ValueType?
  ) -> CheckedExpression {
    let outer = body.rounding
    body.rounding = RoundingScope(clause: clause)
    let value = expression(operand, hint: hint)
    if body.rounding?.isUsed == false, value.type != .unknown {
      report(.roundingNothing(clause.span))
    }
    body.rounding = outer
    return value
  }

  /// Checks what stands where a larger value makes the result smaller.
  mutating func flippingRounding(
    _ work: (inout ContractChecker) -> CheckedExpression
  ) -> CheckedExpression {
    body.rounding?.isFlipped.toggle()
    let result = work(&self)
    body.rounding?.isFlipped.toggle()
    return result
  }

  /// The direction for an operation written at `span`, which the clause in force now covers.
  mutating func takeRounding(at span: Span) -> Rounding {
    guard let scope = body.rounding else { return .toZero }
    body.rounding?.isUsed = true
    if scope.isFlipped, scope.clause.rounding != .halfUp {
      report(.roundingBothWays(span, clause: scope.clause.span))
    }
    return scope.clause.rounding
  }
}

extension ValueType {
  var isNumber: Bool {
    switch self {
    case .fixed, .integer: true
    default: false
    }
  }
}
