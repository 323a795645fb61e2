import Diagnostics
import Machine
import Numerics
import Semantics

/// What a selection or an aggregate computes for each row, ready to be done a strip at a time.
///
/// Values of lanes are nodes, named by their place in `nodes`; equal ones are one node. What does
/// not depend on the row is a *word*, computed once before the strips.
struct ColumnPlan {
  private(set) var nodes: [LaneNode] = []
  private var numbers: [LaneNode: LaneID] = [:]
  /// How often each node is an operand; what is used once needs no place of its own for long.
  private(set) var uses: [Int] = []
  private(set) var words: [PlannedWord] = []
  private var terms: [Term: WordID] = [:]

  mutating func node(_ kind: LaneNode.Kind, cost: Int = 0) -> LaneID {
    let node = LaneNode(kind: kind, cost: cost)
    if let number = numbers[node] { return number }
    numbers[node] = nodes.count
    nodes.append(node)
    uses.append(0)
    for operand in kind.operands { use(operand) }
    return nodes.count - 1
  }

  /// Notes that the lanes are needed somewhere.
  mutating func use(_ id: LaneID) {
    uses[id] += 1
    // What stands for another node keeps that one alive.
    switch nodes[id].kind {
    case .same(let value), .known(let value), .sequence(_, let value), .checked(let value, _):
      use(value)
    default: break
    }
  }

  mutating func word(_ word: PlannedWord) -> WordID {
    words.append(word)
    return words.count - 1
  }

  mutating func word(_ term: Term) -> WordID {
    if let number = terms[term] { return number }
    let number = word(.term(term))
    terms[term] = number
    return number
  }
}

typealias LaneID = Int
typealias WordID = Int

/// A value, by lane or the same for all.
enum PlannedValue {
  case word(WordID)
  case lanes(LaneID)
}

/// Something computed once, before the strips. Its gas is paid by the lanes that need it.
enum PlannedWord {
  /// It stands somewhere already.
  case term(Term)
  case expression(CheckedExpression, ColumnScope)
  /// Another word, which has been paid.
  case same(WordID)
  /// Another word, which must be within the range.
  case checked(WordID, WordRange, Span)
  /// Another word, which must be a row of the table or none.
  case argument(WordID, TableID, Span)
  /// Another word, which must be a row of the table.
  case row(WordID, TableID, Span, cost: Int)
  /// Two words by an instruction that costs nothing.
  case computed(Opcode, WordID, WordID)
}

/// What the names of a body stand for while its column code is planned.
struct ColumnScope {
  enum Binding {
    /// As in the code around.
    case outer
    case word(WordID)
    case lanes(LaneID)
  }

  var locals: [Binding]
  /// The function whose body it is; nil for that of the selection itself.
  var function: FunctionID?
}

/// A value of every lane of a selection.
struct LaneNode: Hashable {
  let kind: Kind
  /// Gas a lane, beyond that of operands.
  let cost: Int

  indirect enum Kind: Hashable {
    /// A column of the table itself.
    case column(Term)
    /// The rows themselves.
    case rows
    case one(Opcode, LaneID)
    case two(Opcode, LaneID, LaneID)
    case three(Opcode, LaneID, LaneID, LaneID)
    /// The product of the first two by the third, rounded once.
    case scaled(LaneID, LaneID, by: LaneID, Rounding)
    case word(Opcode, LaneID, WordID)
    case broadcast(WordID)
    /// Through a row: a column of the state, or a key.
    case through(Opcode, LaneID, Term)
    case truth(LaneCondition)
    case choice(LaneCondition, then: LaneID, otherwise: LaneID)
    /// The same lanes, at a cost.
    case same(LaneID)
    /// The lanes of a node that has been evaluated and paid.
    case known(LaneID)
    /// The first ones are evaluated before the last, which is the value.
    case sequence([LaneID], LaneID)
    /// Pays for a word that a name is given to.
    case payment(WordID)
    /// The same lanes, which must be within the bounds.
    case checked(LaneID, Term)

    var operands: [LaneID] {
      switch self {
      case .column, .rows, .broadcast, .payment: []
      case .one(_, let a), .word(_, let a, _), .through(_, let a, _): [a]
      case .two(_, let a, let b): [a, b]
      case .three(_, let a, let b, let c), .scaled(let a, let b, by: let c, _): [a, b, c]
      case .truth(let condition): condition.operands
      case .choice(let condition, let then, let otherwise):
        condition.operands + [then, otherwise]
      case .sequence(let first, _): first
      case .same, .known, .checked: []
      }
    }
  }
}

/// Which lanes of a selection are taken.
indirect enum LaneCondition: Hashable {
  case compare(Opcode, LaneID, LaneID)
  case compareWord(Opcode, LaneID, WordID)
  /// `first < second * word`, the product in fixed point; `cost` is that of the product.
  case belowProduct(LaneID, LaneID, WordID, cost: Int)
  /// Where the lanes are not zero.
  case holds(LaneID)
  case not(LaneCondition)
  case and(LaneCondition, LaneCondition)
  case or(LaneCondition, LaneCondition)
  /// At a cost, beyond that of the parts.
  case paying(Int, LaneCondition)
  /// After the lanes are evaluated.
  case after([LaneID], LaneCondition)

  var operands: [LaneID] {
    switch self {
    case .compare(_, let a, let b), .belowProduct(let a, let b, _, _): [a, b]
    case .compareWord(_, let a, _), .holds(let a): [a]
    case .not(let part), .paying(_, let part): part.operands
    case .and(let left, let right), .or(let left, let right): left.operands + right.operands
    case .after(let first, let part): first + part.operands
    }
  }
}

/// A rule that has no column code.
struct NoColumns: Error {}
