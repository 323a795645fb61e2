import Compiler
import Machine
import Numerics
import Property
import Semantics

/// Works out what there is to choose in each call of a contract: whose rows, and what numbers are
/// worth trying for each argument.
struct MoveScript {
  private let contract: CheckedContract
  private let dictionary: Dictionary
  /// Functions of rows that numbers may be taken from, as code to ask.
  private(set) var snippets: [Snippet] = []
  private var snippetOfFunction: [FunctionID: Int] = [:]
  private let effects: EffectTable

  init(_ contract: CheckedContract) {
    self.contract = contract
    effects = EffectTable(contract)
    dictionary = Dictionary(contract)
  }

  /// Every action with every kind of caller it admits. Roles that are admitted alike are one.
  mutating func allMoves() -> [Move] {
    contract.actions.indices.compactMap { action in
      switch contract.actions[action].callers {
      case .anyone: move(action, by: .anyone)
      case .roles(let roles): roles.first.flatMap { move(action, by: .role($0)) }
      case .row(let table): move(action, by: .rows(table, 0...Int.max - 1))
      }
    }
  }

  mutating func move(_ action: ActionID, by caller: Move.Caller) -> Move {
    let parameters = contract.actions[action].parameters
    var sources: [(table: TableID, row: Hint.RowSource)] = []
    if case .rows(let table, _) = caller { sources.append((table, .caller)) }
    var chosen: [Move.Parameter] = []
    for (place, slot) in parameters.enumerated() {
      guard case .row(let table) = slot.type else { continue }
      chosen.append(Move.Parameter(place: place, kind: .row(table, count: 0)))
      sources.append((table, .argument(place)))
    }
    let limits = limits(of: contract.actions[action], parameters.count)
    for (place, slot) in parameters.enumerated() {
      let kind: Move.Kind
      switch slot.type {
      case .row: continue
      case .truth: kind = .member(count: 2)
      case .enumeration(let id): kind = .member(count: contract.enumerations[id].members.count)
      case .fixed, .integer, .time, .unknown: kind = .number(quantity(slot, sources, limits))
      }
      chosen.append(Move.Parameter(place: place, kind: kind))
    }
    var premises: Int?
    if let snippet = contract.actions[action].premises(effects) {
      snippets.append(snippet)
      premises = snippets.count - 1
    }
    return Move(action: action, caller: caller, parameters: chosen, entry: 0, premises: premises)
  }

  /// How long nothing happens: up to two years, and whatever durations the contract speaks of.
  mutating func gap() -> Quantity {
    let type = ValueType.duration
    return Quantity(
      domain: NumberDomain(durations: 0...MoveScript.longest, second: Fixed.unit),
      hints: dictionary.constants(of: type) + words(of: type)
        + [60, 3_600, 86_400, 604_800, 31_536_000].map { .constant($0 * Fixed.unit) })
  }

  // MARK: - Numbers

  private static let longest: Int128 = 730 * 86_400 * Fixed.unit

  /// More hints than this are seldom tried.
  private static let hintLimit = 48

  private mutating func quantity(
    _ slot: CheckedSlot, _ sources: [(table: TableID, row: Hint.RowSource)],
    _ limits: [Limit]
  ) -> Quantity {
    let unit: Int128 = if case .integer = slot.type { 1 } else { Fixed.unit }
    // Without a range a number may be anything, but what is far from all others only overflows.
    let range =
      slot.range ?? -1_000_000_000_000_000 * Fixed.unit...1_000_000_000_000_000 * Fixed.unit
    var hints = limits.filter { $0.type == slot.type }.map(\.hint)
    hints += fields(of: slot.type, sources) + functions(of: slot.type, sources)
    hints += words(of: slot.type) + dictionary.constants(of: slot.type)
    hints = Array(hints.prefix(MoveScript.hintLimit))
    guard slot.type == .time else {
      return Quantity(domain: NumberDomain(range, unit: unit), hints: hints)
    }
    return Quantity(
      domain: NumberDomain(
        durations: -MoveScript.longest...MoveScript.longest, second: Fixed.unit),
      hints: hints, times: slot.range ?? 0...Int128.max)
  }

  /// Parameters and states of the type.
  private func words(of type: ValueType) -> [Hint] {
    contract.states.indices.filter { contract.states[$0].type == type }
      .map { .word(contract.parameters.count + $0) }
      + contract.parameters.indices.filter { contract.parameters[$0].type == type }
      .map { .word($0) }
  }

  /// Fields of the type, of the rows that have been chosen.
  private func fields(
    of type: ValueType, _ sources: [(table: TableID, row: Hint.RowSource)]
  ) -> [Hint] {
    var first = 0
    let columns = contract.tables.map { table in
      defer { first += table.fields.count }
      return first
    }
    return sources.flatMap { table, row in
      contract.tables[table].fields.indices
        .filter { contract.tables[table].fields[$0].type == type }
        .map { Hint.field(column: columns[table] + $0, row: row) }
    }
  }

  /// Functions of nothing but rows that have been chosen, or of nothing at all.
  private mutating func functions(
    of type: ValueType, _ sources: [(table: TableID, row: Hint.RowSource)]
  ) -> [Hint] {
    var hints: [Hint] = []
    for (id, function) in contract.functions.enumerated() {
      guard !function.changesState, function.results.map(\.type) == [type] else { continue }
      var ways: [[Hint.RowSource]] = [[]]
      for parameter in function.parameters {
        guard case .row(let table) = parameter.type else {
          ways = []
          break
        }
        let fitting = sources.filter { $0.table == table }.map(\.row)
        ways = ways.flatMap { way in
          fitting.filter { !way.contains($0) }.map { way + [$0] }
        }
      }
      guard !ways.isEmpty else { continue }
      let snippet = snippet(for: id)
      hints += ways.prefix(2).map { .function(entry: snippet, rows: $0) }
    }
    return hints
  }

  // MARK: - Limits

  /// One side of a comparison of an action that depends on nothing but its rows and the state: what
  /// the other side is measured against.
  private struct Limit {
    let type: ValueType
    let hint: Hint
  }

  /// More than this are not looked for in one action.
  private static let limitLimit = 24

  private mutating func limits(of action: CheckedAction, _ parameters: Int) -> [Limit] {
    var arguments: [Hint.RowSource?] = action.parameters.enumerated().map { place, slot in
      if case .row = slot.type { .argument(place) } else { nil }
    }
    if case .row = action.callers { arguments.append(.caller) }
    var limits: [Limit] = []
    let named = action.namedValues(effects)
    let known = action.rowLocals.union(named.map(\.local))
    CheckedBody(frame: action.frame, statements: action.body).walkExpressions { expression in
      guard case .compare(_, let left, let right) = expression.kind else { return }
      for side in [left, right] where limits.count < MoveScript.limitLimit {
        guard side.isWorthAsking, side.dependsOnly(on: known) else { continue }
        snippets.append(
          Snippet(
            parameters: arguments.count, frame: action.frame,
            statements: named.needed(for: side), expressions: [side]))
        limits.append(
          Limit(type: side.type, hint: .function(entry: snippets.count - 1, rows: arguments)))
      }
    }
    return limits
  }

  private mutating func snippet(for id: FunctionID) -> Int {
    if let known = snippetOfFunction[id] { return known }
    let function = contract.functions[id]
    var frame = Frame()
    frame.locals = function.parameters
    let arguments = function.parameters.indices.map {
      CheckedExpression(.local($0), function.parameters[$0].type, function.span)
    }
    snippets.append(
      Snippet(
        parameters: arguments.count, frame: frame,
        expressions: [
          CheckedExpression(
            .call(id, arguments, result: 0), function.results[0].type, function.span)
        ]))
    snippetOfFunction[id] = snippets.count - 1
    return snippets.count - 1
  }
}

extension CheckedExpression {
  /// A number that is neither written down nor a plain word, which are hints already.
  fileprivate var isWorthAsking: Bool {
    switch (type, kind) {
    case (.truth, _), (.row, _), (.enumeration, _), (.unknown, _): false
    case (_, .constant), (_, .state), (_, .parameter), (_, .local), (_, .now): false
    default: true
    }
  }
}
