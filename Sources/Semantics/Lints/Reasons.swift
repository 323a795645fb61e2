import Diagnostics
import Numerics

/// Why the analysis is sure of something: where the names in an expression are declared and with
/// which range, and what is known of them beyond that.
struct Reasons {
  private(set) var labels: [Label] = []
  private(set) var notes: [String] = []
  /// The first reason, to stand in the headline.
  private var first: String?
  /// A reason is the range of an argument of an action.
  private(set) var namesArgument = false

  /// With `matters`, names whose values do not matter are left out, unless none does by itself.
  init(
    for expression: CheckedExpression, _ known: Knowledge,
    where matters: ((Interval) -> Bool)? = nil
  ) {
    var seen: Set<Term> = []
    expression.walk { part in
      guard let term = Term(part), seen.insert(term).inserted else { return }
      if matters.map({ $0(known.range(of: part)) }) ?? true { add(part, term, known) }
    }
    if first == nil, matters != nil {
      self = Reasons(for: expression, known)
      return
    }
    expression.walk { part in
      if first == nil, let text = part.naturalBound { first = text }
    }
    if first == nil && !expression.contains(where: \.isVariable) {
      first = "only constants stand in it"
    }
  }

  /// `: why`, or nothing.
  var suffix: String { first.map { ": \($0)" } ?? "" }

  private mutating func add(_ part: CheckedExpression, _ term: Term, _ known: Knowledge) {
    guard let name = known.name(of: part) else { return }
    let declared = known.declaration(of: part)
    let range = known.range(of: part)
    if let fact = known.facts[term], declared.map({ Interval($0.range) != range }) ?? true {
      guard let text = known.text(of: range, part.type), fact != .any else { return }
      notes.append("`\(name)` is \(text) whenever this runs")
      if first == nil { first = "`\(name)` is \(text) here" }
    } else if let declared {
      let text = known.text(of: declared.range, part.type)
      labels.append(Label(declared.span, "`\(name)` is declared in \(text)"))
      if first == nil { first = "`\(name)` is declared in \(text)" }
      if case .local = part.kind { namesArgument = true }
    }
  }
}

extension CheckedExpression {
  /// What is true of such a value wherever it stands.
  fileprivate var naturalBound: String? {
    switch kind {
    case .builtin(.absolute, _, _): "an absolute value is never below zero"
    case .builtin(.squareRootFixed, _, _), .builtin(.squareRootInteger, _, _):
      "a square root is never below zero"
    case .builtin(.exponential, _, _): "an exponential is never below zero"
    case .builtin(.normalDistribution, _, _), .builtin(.normalDensity, _, _):
      "it always lies between 0 and 1"
    case .aggregate(let aggregate) where aggregate.function == .count:
      "a count is never below zero"
    case .rowCount: "a count is never below zero"
    case .compare(_, let left, let right):
      Term(left) != nil && Term(left) == Term(right) ? "both sides are the same" : nil
    case .identity: "the id of a row is never below zero"
    case .arithmetic(.multiplyFixed, let left, let right, _),
      .arithmetic(.multiplyWords, let left, let right, _):
      Term(left) != nil && Term(left) == Term(right) ? "a square is never below zero" : nil
    default: nil
    }
  }

  /// Something that is not the same in every run.
  fileprivate var isVariable: Bool {
    switch kind {
    case .local, .state, .parameter, .field, .key, .identity, .rowNumbered, .rowKeyed, .rowCount,
      .now, .call, .aggregate, .column, .old, .can, .side, .draw:
      true
    case .constant, .arithmetic, .negate, .compare, .not, .logical, .conditional, .match, .builtin:
      false
    }
  }
}

extension Knowledge {
  /// How the contract calls the value, when it is called by a name.
  func name(of expression: CheckedExpression) -> String? {
    switch expression.kind {
    case .local(let slot):
      return frame.locals.indices.contains(slot) ? frame.locals[slot].name : nil
    case .state(let state):
      return contract.states.indices.contains(state) ? contract.states[state].name : nil
    case .parameter(let parameter):
      return contract.parameters.indices.contains(parameter)
        ? contract.parameters[parameter].name : nil
    case .field(let table, let field, row: let row):
      guard let name = contract.field(table, field)?.name else { return nil }
      return "\(self.name(of: row) ?? contract.tables[table].name).\(name)"
    default: return nil
    }
  }

  /// The range a name is declared with.
  fileprivate func declaration(
    of expression: CheckedExpression
  ) -> (range: WordRange, span: Span)? {
    switch expression.kind {
    case .local(let slot):
      guard frame.locals.indices.contains(slot) else { return nil }
      let local = frame.locals[slot]
      return local.range.map { ($0, local.span) }
    case .parameter(let parameter):
      guard contract.parameters.indices.contains(parameter) else { return nil }
      let declaration = contract.parameters[parameter]
      return declaration.range.map { ($0, declaration.span) }
    case .field(let table, let field, row: _):
      guard let declaration = contract.field(table, field) else { return nil }
      return declaration.range.map { ($0, declaration.span) }
    default: return nil
    }
  }

  fileprivate func text(of range: WordRange, _ type: ValueType) -> String {
    "\(text(of: range.lowerBound, type))..\(text(of: range.upperBound, type))"
  }

  /// `5`, `at least 1`, `1..100`; `nil` where nothing is known.
  fileprivate func text(of range: Interval, _ type: ValueType) -> String? {
    if let word = range.single { return text(of: word, type) }
    switch (range.lower == .min, range.upper == .max) {
    case (true, true): return range.skipsZero ? "not zero" : nil
    case (false, true): return "at least \(text(of: range.lower, type))"
    case (true, false): return "at most \(text(of: range.upper, type))"
    case (false, false):
      // One step above zero reads badly in 18 decimals.
      if range.lower == 1, case .fixed = type {
        return "above 0 and at most \(text(of: range.upper, type))"
      }
      return "in \(text(of: range.lower, type))..\(text(of: range.upper, type))"
    }
  }

  private func text(of word: Int128, _ type: ValueType) -> String {
    switch type {
    case .truth: return word == 0 ? "false" : "true"
    case .enumeration(let enumeration):
      guard contract.enumerations.indices.contains(enumeration),
        let place = Int(exactly: word),
        contract.enumerations[enumeration].members.indices.contains(place)
      else { return String(word) }
      return contract.enumerations[enumeration].members[place]
    case .fixed(.duration): return durationText(word)
    case .fixed, .time: return Fixed.text(word)
    case .row where word == noRow: return "none"
    case .row, .integer, .unknown: return Integer.text(word)
    }
  }
}
