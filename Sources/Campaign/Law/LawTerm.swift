import Semantics

/// The `then` of a law, cut where it changes from one state to another: what is inside `left(..)` is
/// asked of the state after the left run, what is inside `right(..)` of the one after the right run,
/// and everything else of the state both began in. Each piece is code of the spec's program; only what
/// joins pieces of different states is done here.
indirect enum LawTerm: Sendable {
  /// Code that looks at one state, given the words in scope.
  case leaf(entry: Int, in: LawState)
  /// An operation on words that come from anywhere; it may itself look at a state.
  case joined(entry: Int, [LawTerm], in: LawState)
  case logical(LogicalOperation, LawTerm, LawTerm)
  case conditional(LawTerm, then: LawTerm, otherwise: LawTerm)
  case match(LawTerm, [(pattern: Int128, body: LawTerm)], otherwise: LawTerm?)
  case rows(LawRows)
}

/// The rows of a table, one after the other, and what is made of a word for each.
struct LawRows: Sendable {
  let function: AggregateFunction
  let table: TableID
  let binder: LocalID
  let condition: LawTerm?
  let body: LawTerm?
  let otherwise: LawTerm?
}

/// Which of its three states a law looks at.
enum LawState: Int, CaseIterable, Sendable {
  case base, left, right
}

/// A law as code.
struct LawEntries: Sendable {
  /// By what is given: the condition on its row, where there is one, given the words so far.
  let conditions: [Int?]
  /// What changes the state, given all that is given.
  let left: Int
  let right: Int
  let then: LawTerm
  /// Why it holds or not; `nil` for a law of which no code says.
  let proof: LawProof?
}

/// A claim as code, part by part.
indirect enum LawProof: Sendable {
  /// By number: see `CheckedLaw.parts`. The sides are those of a comparison.
  case part(Int, LawTerm, sides: (left: LawTerm, right: LawTerm)?)
  case not(LawProof)
  case logical(LogicalOperation, LawProof, LawProof)
  case conditional(LawProof, then: LawProof, otherwise: LawProof)
  /// Of all rows, or of any; the whole of it is a part by that number.
  case rows(all: Bool, LawRows, LawProof, whole: Int)
}
