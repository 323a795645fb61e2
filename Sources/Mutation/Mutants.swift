import Diagnostics
import Syntax

/// Finds every change of a family in the rules of a file: in functions and actions, which are what
/// invariants and examples are about. What is claimed stays as it is.
package struct Mutants {
  private let bytes: [UInt8]
  private let tokens: [Token]
  private(set) var found: [Mutant] = []

  private init(_ file: ParsedFile, _ bytes: [UInt8]) {
    self.bytes = bytes
    tokens = file.tokens
  }

  /// In the order of the text.
  package static func of(_ file: ParsedFile, bytes: [UInt8]) -> [Mutant] {
    var mutants = Mutants(file, bytes)
    for case .module(let module) in file.items {
      for declaration in module.declarations { mutants.visit(declaration) }
    }
    var seen: Set<Mutant> = []
    return mutants.found.filter { seen.insert($0).inserted }.sorted {
      ($0.span, $0.kind.rawValue) < ($1.span, $1.kind.rawValue)
    }
  }

  private mutating func visit(_ declaration: Declaration) {
    switch declaration.kind {
    case .function(let function):
      switch function.body {
      case .expression(let value): visit(value)
      case .block(let block): visit(block)
      }
    case .action(let action):
      if case .roles(let roles) = action.callers, let first = roles.first, let last = roles.last {
        replace(.permission, first.span.join(last.span), "anyone")
      }
      visit(action.body)
    default: break
    }
  }

  // MARK: - Making changes

  mutating func replace(_ kind: Mutant.Kind, _ span: Span, _ text: String) {
    let replacement = Array(text.utf8)
    guard span.upper <= bytes.count, !bytes[span.lower..<span.upper].elementsEqual(replacement)
    else { return }
    found.append(Mutant(kind, span, replacement))
  }

  mutating func replace(_ kind: Mutant.Kind, _ whole: Expression, with kept: Expression) {
    replace(kind, extent(of: whole), "(" + text(extent(of: kept)) + ")")
  }

  mutating func remove(_ kind: Mutant.Kind, _ span: Span) { replace(kind, span, "") }

  func text(_ span: Span) -> String {
    String(decoding: bytes[span.lower..<min(span.upper, bytes.count)], as: UTF8.self)
  }

  /// From the first to the last byte of a value. Its span leaves out a parenthesis that it begins or
  /// ends with.
  func extent(of value: Expression) -> Span {
    switch value.kind {
    case .binary(_, let left, let right, _): operand(left).join(operand(right))
    case .negate(let inner), .not(let inner): value.span.join(operand(inner))
    case .conditional(_, _, let otherwise): value.span.join(operand(otherwise))
    case .rounded(let inner, _): value.span.join(operand(inner))
    default: value.span
    }
  }

  /// The extent of what an operator or a word stands beside, with the parentheses around it.
  func operand(_ value: Expression) -> Span {
    var span = extent(of: value)
    while true {
      let first = firstToken(endingBehind: span.lower) - 1
      let last = firstToken(endingBehind: span.upper)
      guard first >= 0, last < tokens.count, tokens[first].kind == .symbol(.leftParenthesis),
        tokens[last].kind == .symbol(.rightParenthesis)
      else { return span }
      span = Span(
        file: span.file, lower: tokens[first].text.lowerBound,
        upper: tokens[last].text.upperBound)
    }
  }

  /// The place of the word right before `offset`, when it is this one.
  func word(_ word: Word, before offset: Int, in file: SourceID) -> Span? {
    span(ofToken: firstToken(endingBehind: offset) - 1, word, in: file)
  }

  /// The place of the word right behind `offset`, when it is this one.
  func word(_ word: Word, behind offset: Int, in file: SourceID) -> Span? {
    span(ofToken: firstToken(endingBehind: offset), word, in: file)
  }

  private func span(ofToken index: Int, _ word: Word, in file: SourceID) -> Span? {
    guard tokens.indices.contains(index), tokens[index].kind == .word(word) else { return nil }
    let range = tokens[index].text
    return Span(file: file, lower: range.lowerBound, upper: range.upperBound)
  }

  private func firstToken(endingBehind offset: Int) -> Int {
    var low = 0
    var high = tokens.count
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].text.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
