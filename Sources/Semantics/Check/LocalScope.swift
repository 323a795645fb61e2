import Diagnostics
import Syntax

/// A name that lives inside one body.
struct LocalName {
  let name: String
  let span: Span
  let kind: Kind
  var isUsed = false

  enum Kind {
    /// A slot; only a `var` may be assigned.
    case slot(LocalID, ValueType, isVariable: Bool)
    /// A local column, with the loop slots its type may mention.
    case column(ColumnID, ValueType, binders: [LocalID])
    /// The results of a function with several, each in a slot of its own.
    case results([(name: String, slot: LocalID, type: ValueType)])
    /// What an agent remembers: a field of its own row.
    case memory(TableID, FieldID, row: LocalID)
    /// What a spec measures, kept in a state at the end of a path.
    case measured(StateID, ValueType)
    /// A column of a `cases` table: the cell stands in its place.
    case cell(Expression)
  }
}

/// The names in sight at one point of a body, innermost last.
struct LocalScope {
  private(set) var names: [LocalName] = []
  private var places: [String: [Int]] = [:]

  /// The place in `names` of the innermost local called so.
  func find(_ name: String) -> Int? { places[name]?.last }

  mutating func add(_ local: LocalName) {
    places[local.name, default: []].append(names.count)
    names.append(local)
  }

  mutating func markUsed(_ place: Int) { names[place].isUsed = true }

  var depth: Int { names.count }

  /// Leaves a block: forgets and gives back what was declared since `depth` was read.
  mutating func close(to depth: Int) -> ArraySlice<LocalName> {
    let closed = names[depth...]
    for local in closed {
      places[local.name]?.removeLast()
    }
    names.removeSubrange(depth...)
    return closed
  }
}

/// Everything known about the body being checked.
struct BodyContext {
  let purpose: Purpose
  /// The module whose names the body sees.
  let module: Int
  var frame = Frame()
  /// Slots that may be assigned; no unit may be told apart by a row that can change.
  var variables: Set<LocalID> = []
  /// What each `let p = Position[a, m]` was built from: to units, `p.market` is `m`.
  var builtRows: [LocalID: CheckedExpression] = [:]
  var scope = LocalScope()
  /// What `return` must give back.
  var results: [CheckedSlot] = []
  var loopDepth = 0
  var rounding: RoundingScope?
  /// A bare number takes the dimension its place asks for.
  var numbersAdapt = false
  /// Calls of functions, for the call graph.
  var calls: [(callee: FunctionID, span: Span)] = []
  /// Whether anything but parameters was read; decides what a vote can check without a state.
  var readsOnlyParameters = true
  /// Whether an effect was reported where there must be none: once is enough for one body.
  var saidEffect = false
  /// The row of the innermost loop or selection, which has draws of its own.
  var drawRow: LocalID?

  enum Purpose: Equatable {
    /// A constant, a default or a range: only what is known before anything runs.
    case constant
    case function(changesState: Bool)
    case action
    case invariant
    case law
    case example
    /// What an agent, a handler or a setup does.
    case routine
    /// What a spec measures and expects.
    case observation
    /// What is known before a run begins: settings of markets, numbers of agents.
    case setting
  }

  var mayChangeState: Bool {
    switch purpose {
    case .function(let changesState): changesState
    // What an example sets beforehand is an assignment too.
    case .action, .law, .example, .routine: true
    case .constant, .invariant, .observation, .setting: false
    }
  }

  init(purpose: Purpose, module: Int) {
    self.purpose = purpose
    self.module = module
    numbersAdapt =
      switch purpose {
      case .example, .constant, .routine, .observation, .setting: true
      case .function, .action, .invariant, .law: false
      }
  }

  mutating func addSlot(_ slot: CheckedSlot) -> LocalID {
    frame.locals.append(slot)
    return frame.locals.count - 1
  }
}

/// The `rounding` clause an operation stands under, and whether pushing the operation's result up
/// would push the clause's result down (right of `-`, in a divisor).
struct RoundingScope {
  let clause: RoundingClause
  var isFlipped = false
  var isUsed = false
}
