import Campaign
import Compiler
import Machine
import Property
import Semantics

/// What is attacked: a program, the state it begins in, what may be done to it, and what must hold.
///
///     let stage = try Stage(contract, rows: [8])
///
/// A stage is the same for all workers and all runs; `Player` plays runs on it.
package struct Stage: Sendable {
  /// The contract with the canary as its last invariant, when there is one.
  package let contract: CheckedContract
  package let compiled: CompiledContract
  package let rows: [Int]
  /// What may be called, and by whom; the simplest first.
  package let moves: [Move]
  /// How long nothing may happen before a move.
  package let gap: Quantity
  /// An invariant that is false, to show that breaks are found; see `Canary`.
  package let canary: Int?
  /// The gas no call may exceed, by action, where the formula has a bound.
  let gasBounds: [Int?]
  let beginning: Machine.Image
  /// By action, the invariants that it may break.
  let invariantsAfter: [[Int]]
  let invariantsOfTime: [Int]
}

/// One thing that may be called, by one kind of caller.
package struct Move: Sendable {
  package let action: ActionID
  package let caller: Caller
  /// In the order in which they are chosen: rows first, so that numbers can look at them.
  package let parameters: [Parameter]
  let entry: Int

  package enum Caller: Hashable, Sendable {
    case anyone
    case role(RoleID)
    /// One of the rows of a table.
    case rows(TableID, ClosedRange<Int>)
  }

  package struct Parameter: Sendable {
    /// Among the arguments of the action.
    package let place: Int
    package let kind: Kind
  }

  package enum Kind: Sendable {
    /// One of the rows of a table.
    case row(TableID, count: Int)
    /// One of so many members.
    case member(count: Int)
    case number(Quantity)
  }
}

/// A number to be chosen: where it may lie, and what it may want to be.
package struct Quantity: Sendable {
  package let domain: NumberDomain
  package let hints: [Hint]
}

/// A number worth trying, found when it is asked for.
package enum Hint: Hashable, Sendable {
  case constant(Int128)
  /// A parameter, a state, or the clock.
  case word(Int)
  case field(column: Int, row: RowSource)
  /// What a function of the contract gives for the rows.
  case function(entry: Int, rows: [RowSource])

  /// A row that has been chosen already.
  package enum RowSource: Hashable, Sendable {
    case argument(Int)
    case caller
  }
}

/// Why a contract cannot be attacked.
package enum StageProblem: Error {
  case notCompiled(CompileError)
  case population(PopulationMismatch)
  /// It has no action, so nothing can be done to it.
  case noActions
}

extension Stage {
  /// Every move as likely as every other.
  package var evenWeights: [UInt64] { Array(repeating: 1, count: moves.count) }
}
