import Machine
import Semantics

/// What an operand of a draft refers to, before it is known where things lie.
enum Term: Hashable {
  /// A plain number, or something whose number is final.
  case number(Int)
  /// A parameter, a state, the clock or a number of rows.
  case word(Int)
  /// A constant, by its place in the pool.
  case constant(Int)
  /// A register of the body's own window.
  case register(Int)
  /// A register of the body's own that is written in one place only, after the others.
  case kept(Int)
  /// A register in the window of a function that is called.
  case callee(FunctionID, Int)
  case list(Int)
  case sum(Int)
  case values(Int)
  case times(Int)
  case function(FunctionID)
  /// A column of one strip, and a selection in it; all bodies use the same ones.
  case temporary(Int)
  case selection(Int)

  static let unused = Term.number(0)
}

/// An instruction whose operands are not yet numbers.
struct Draft {
  var opcode: Opcode
  var cost: Int
  var a: Term
  var b: Term
  var c: Term
  let place: Int
}

/// The code of one body, and what it needs of the machine.
struct Unit {
  var code: [Draft] = []
  var registers = SlotStack()
  /// Registers for words that may be wanted again.
  var kept = 0
  var lists = SlotStack()
  var sums = SlotStack()
  var values = SlotStack()
  var times = SlotStack()
  /// The functions it calls, those of inlined functions included.
  var callees: Set<FunctionID> = []

  /// The places that draw in it, and perhaps others between them.
  var drawSites: Range<Int> {
    let sites = code.compactMap { draft -> Int? in
      guard draft.opcode == .drawBetween || draft.opcode == .drawNormal,
        case .number(let site) = draft.c
      else { return nil }
      return site
    }
    guard let first = sites.min(), let last = sites.max() else { return 0..<0 }
    return first..<last + 1
  }
}

/// Slots of one kind, taken and given back like a stack.
struct SlotStack {
  private(set) var peak = 0
  var top = 0 {
    didSet { peak = max(peak, top) }
  }

  mutating func take(_ count: Int = 1) -> Int {
    defer { top += count }
    return top
  }
}
