import Diagnostics
import Machine
import Semantics

/// A walk over the checked tree: slow, and so plain that it can be the judge of faster machines.
///
/// # The rules of order and of failure
///
/// These are the rules wherever more than one order would be possible; each file of this folder
/// applies the ones that concern it. The first trap met in this order is the trap of the action.
///
/// **Calls from outside.** The caller is checked first, then each argument against its range from
/// left to right, then the body runs, then the `enforced` invariants in the order of their
/// declaration. Then the action commits. Any trap on the way undoes everything.
///
/// **Expressions.** Operands and arguments from left to right, all before the operation itself.
/// `and or implies`, `if` and `match` evaluate only what they need. A row is checked when it is
/// used: `none` and numbers outside the table trap at that moment. A comparison one of whose sides
/// is written as a product of two integers is made on the exact products, which never overflow.
///
/// **Selections** (`for`, aggregates, local columns): the condition for every row in row order;
/// then, for every selected row in row order, all its keys from left to right; then a sort in which
/// ties keep row order; then (in a `for`) the limit is evaluated and the rest cut off. So a trap in
/// a condition comes before any trap in a key, and within either the lowest row traps.
///
/// **Aggregates.** After the selection the body for every selected row in that order; there is no
/// early end: `any`, `all` and `first` look at every row, and a trap in any of them traps. A sum is
/// exact whatever its order; only the total must fit. For no rows at all `else` decides, where it
/// stands.
///
/// **Statements.** An assignment checks the row of its target, evaluates the value (for `+=` the old
/// value first), checks the range, stores. `a = { .. }` evaluates and checks its values in the order
/// the fields are declared, and stores after the last. A `for` fixes its rows before the first body
/// runs; the bodies see the state as it changes. A local column evaluates all its cells before it is
/// stored, the rows of an inner selection once for each row of the outer.
///
/// **Old.** `old(e)` evaluates all of `e`, calls included, on the state before the outermost call.
/// `can` tries the action on a copy, for which the present state is the old one. What the attempt
/// fails for makes it false; what is no fault of the action (too deep, a column too large) traps
/// where the `can` stands.
///
/// **Gas.** A node pays after its operands are evaluated and before it does its work: a field or a
/// key before its row is checked, a comparison before it compares, a branch after its condition. An
/// action pays for `enter` before its caller is looked at; a loop, a selection and an aggregate pay
/// for each row before anything is evaluated there; a sort pays once, when all keys are known. What
/// explains a failure, a message and its evidence, costs nothing. Gas that a payment would take
/// beyond the limit traps, with exactly the limit spent.
struct Evaluation {
  let program: Program
  let limits: Limits
  var state: State
  /// The state before the outermost call.
  let before: State
  var events: [Event] = []
  var meter: Meter
  var depth = 0
  /// How many `can`s this evaluation is inside.
  var trials = 0
  var calls: [Trap.Call] = []
  /// The loops and aggregates being walked, outermost first.
  var loops: [Span] = []
  /// While the argument of `old` is evaluated.
  var isOld = false

  init(
    _ program: Program, _ state: State, before: State, limits: Limits, listingPayments: Bool = false
  ) {
    self.program = program
    self.limits = limits
    self.state = state
    self.before = before
    meter = Meter(limit: limits.gas, listing: listingPayments)
  }

  var contract: CheckedContract { program.contract }

  func trap(_ reason: Trap.Reason, _ span: Span) -> Trap {
    Trap(reason, span, calls: calls)
  }

  /// One level down. The caller goes up again.
  mutating func descend(_ span: Span) throws(Trap) {
    depth &+= 1
    guard depth <= limits.depth else { throw trap(.depth, span) }
  }

  mutating func pay(_ opcode: Opcode, _ span: Span) throws(Trap) {
    try pay(opcode.cost, span)
  }

  mutating func pay(_ gas: Int, _ span: Span) throws(Trap) {
    guard meter.pay(gas, span) else {
      throw trap(.outOfGas(limit: limits.gas), loops.last ?? span)
    }
  }
}
