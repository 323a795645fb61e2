import Diagnostics
import Machine
import Semantics

/// Makes code of checked bodies, one after the other.
///
/// The order of evaluation is that of the reference interpreter, and so is the gas: a node pays after
/// its operands are evaluated and before it does its work. What a node without an instruction of its
/// own costs is *owed* (`pending`) and paid by the next instruction, before that one's work; nothing
/// that can fail, and nothing that lasts, ever lies between.
struct Lowering {
  let contract: CheckedContract
  /// Each after those it calls.
  let callOrder: [FunctionID]
  let functions: [FunctionFacts]
  let words: WordMap
  var pool = Pool()
  /// The first limit that was met; the code is of no use then.
  var problem: CompileError?

  // Of the body being lowered.
  var name = UnitName.entry(0)
  var unit = Unit()
  var scope = Scope()
  /// Gas owed.
  var pending = 0
  /// Gas of what is computed ahead for lanes that pay for it; nil while everybody pays himself.
  var gasAside: Int?
  /// Whether regions may remember what they computed for each row.
  var remembers = false
  /// Whether questions for every row may become surveys.
  var surveys = false
  /// Whether code row by row is being written for rows whose column code has failed.
  var isRowByRow = false
  /// Whether the place after the last instruction can be reached; where not, nothing is emitted.
  var isReachable = true
  var labels: [[Jump]] = []
  /// How much code there was when a label was bound last: a jump to there must not go away.
  var lastBound = 0
  var loops: [Loop] = []
  /// Registers of unchanging locals found to be rows on the way here.
  var knownRows: Set<Int> = []
  /// What cells are known to hold on every way here.
  var knownCells = KnownCells()
  /// Local columns of entries, which never run together and so share them, by their tables.
  var entryColumns: [[TableID]: [Int]] = [:]

  init(_ contract: CheckedContract) {
    self.contract = contract
    words = WordMap(contract)
    callOrder = contract.functionsInCallOrder
    var facts = [FunctionFacts?](repeating: nil, count: contract.functions.count)
    for id in callOrder { facts[id] = FunctionFacts(contract.functions[id], facts) }
    functions = facts.compactMap { $0 }
  }

  /// Where `break` and `continue` go.
  struct Loop {
    let next: Label
    let end: Label
  }
}

/// Where the words that are no constants and no registers lie.
struct WordMap {
  private let states: Int
  private let clock: Int
  private let rowCounts: Int
  private let columns: [Int]

  init(_ contract: CheckedContract) {
    states = contract.parameters.count
    clock = states + contract.states.count
    rowCounts = clock + 1
    var next = 0
    columns = contract.tables.map { table in
      defer { next += table.fields.count }
      return next
    }
  }

  func parameter(_ id: ParameterID) -> Term { .word(id) }
  func state(_ id: StateID) -> Term { .word(states + id) }
  var now: Term { .word(clock) }
  func rowCount(_ table: TableID) -> Term { .word(rowCounts + table) }
  func column(_ table: TableID, _ field: FieldID) -> Term { .number(columns[table] + field) }

  /// Whether the word can become another while the body runs: a store does that, and `old`.
  func isVolatile(_ term: Term) -> Bool {
    if case .word(let word) = term { word <= clock } else { false }
  }
}

/// What the names of a body stand for.
struct Scope {
  var frame = Frame()
  /// By `LocalID`.
  var locals: [Binding] = []
  /// The local column of the machine for each of the body's.
  var columns: [Int] = []
  /// The locals that statements of the body assign, and those with more than one value.
  var assigned: Set<LocalID> = []
  var changing: Set<LocalID> = []
  var exit = Exit(label: nil, results: [])

  struct Binding {
    var term: Term
    var row = RowKnowledge.unknown
    /// Whether the term is another local's, which may change.
    var isOfChanging = false
  }

  /// What `return` does: fills the results, and goes to the label or back to the caller.
  struct Exit {
    let label: Label?
    let results: [Target]
  }
}

/// What is known of a word that is used as a row.
enum RowKnowledge: Comparable {
  case unknown
  /// A row of its table, or none.
  case rowOrNone
  case row
}

/// A register that wants the value of an expression.
struct Target: Hashable {
  let term: Term
  /// Whether the expression does not read it, so that it may be written before the end.
  let isFree: Bool
}
