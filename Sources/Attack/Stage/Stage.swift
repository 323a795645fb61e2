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
  /// The contract, with what was planted behind its own invariants.
  package let contract: CheckedContract
  package let compiled: CompiledContract
  package let rows: [Int]
  /// What may be called, and by whom; the simplest first.
  package let moves: [Move]
  /// How long nothing may happen before a move.
  package let gap: Quantity
  /// Invariants that are planted to be broken, in their order behind those of the contract.
  package let planted: [Plant]
  /// The world around the contracts of a spec, and the markets whose prices are chosen; `nil` for a
  /// contract alone.
  package let world: World?
  package let steered: [Steered]
  /// The gas no call may exceed, by action, where the formula has a bound.
  let gasBounds: [Int?]
  /// Of a contract alone; a spec begins with its setup.
  let beginning: Machine.Image
  /// By action, the invariants that it may break.
  let invariantsAfter: [[Int]]
  let invariantsOfTime: [Int]
}

/// A market whose price the adversary moves, and how far in a step.
package struct Steered: Sendable {
  package let market: Int
  /// Of the change, as a share of the price.
  package let change: Quantity
}

extension Stage {
  /// Invariants of the contract itself.
  package var invariants: Range<Int> { 0..<contract.invariants.count - planted.count }

  /// Everything that must hold: the invariants, and what a spec says is `always` or `eventually`
  /// true, by numbers behind all invariants.
  package var claims: [Int] {
    let expectations = world?.program.spec.expectations ?? []
    return Array(invariants)
      + expectations.indices.filter { expectations[$0].isOfSteps }
      .map { contract.invariants.count + $0 }
  }

  /// As many as there are numbers of claims and of what was planted.
  var claimLimit: Int {
    contract.invariants.count + (world?.program.spec.expectations.count ?? 0)
  }

  func isClaim(_ number: Int) -> Bool {
    invariants.contains(number) || number >= contract.invariants.count
  }

  /// The entry that says what the adversary has gained, and what kind of number that is.
  package var profit: (entry: Int, type: ValueType)? {
    guard let program = world?.program, let entry = program.profit,
      let profit = program.spec.adversary?.profit
    else { return nil }
    return (entry, profit.type)
  }

  package var canary: Int? { planted.firstIndex(of: .canary).map { invariants.upperBound + $0 } }

  /// What a claim is called.
  package func name(of claim: Int) -> String {
    if claim < contract.invariants.count { return contract.invariants[claim].name }
    let number = claim - contract.invariants.count
    guard let expectations = world?.program.spec.expectations,
      expectations.indices.contains(number)
    else { return "" }
    return expectations[number].text
  }

  /// Whether calls that would break it are undone.
  package func isEnforced(_ claim: Int) -> Bool {
    claim < contract.invariants.count && contract.invariants[claim].enforced
  }

  /// What is planted to see whether the invariant ever had something to say.
  package func premise(of claim: Int) -> Int? {
    planted.firstIndex(of: .premise(of: claim)).map { invariants.upperBound + $0 }
  }
}

extension CheckedExpectation {
  /// Looked at after every step.
  fileprivate var isOfSteps: Bool {
    switch claim {
    case .always, .eventually: true
    case .invariants, .estimate: false
    }
  }
}

/// One thing that may be called, by one kind of caller.
package struct Move: Sendable {
  package let action: ActionID
  package let caller: Caller
  /// In the order in which they are chosen: rows first, so that numbers can look at them.
  package let parameters: [Parameter]
  let entry: Int
  /// What to ask whether the rows may be right, given all arguments and a row that calls; it looks at
  /// none but rows.
  let premises: Int?
  /// Whether it may be in one transaction with the call after it.
  package var isAtomic = false

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
  /// Of a point in time how long after now it lies, because what is far from now is refused by
  /// whoever asks how old something is.
  package let domain: NumberDomain
  package let hints: [Hint]
  /// Where a point in time may lie; `nil` of any other number.
  var times: ClosedRange<Int128>?
}

/// A number worth trying, found when it is asked for.
package enum Hint: Hashable, Sendable {
  case constant(Int128)
  /// A parameter, a state, or the clock.
  case word(Int)
  case field(column: Int, row: RowSource)
  /// What a function of the contract, or one side of a comparison it makes, is for the rows. Arguments
  /// that are no rows are zero there, and nothing depends on them.
  case function(entry: Int, rows: [RowSource?])

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
  /// The spec has no adversary, so nobody may do anything.
  case noAdversary
  /// What the adversary may do cannot be asked, or lies outside what it may be.
  case moves(market: Int)
  case world(WorldProblem)
  /// The spec's own setup fails.
  case stopped(PathProblem)
}

extension Stage {
  /// What a move may be: a call, and in a spec the next step of the world, which comes last.
  package var choices: Int { moves.count + (world == nil ? 0 : 1) }

  /// Whether the choice is a call that goes on with a transaction.
  func isAtomic(_ choice: Int) -> Bool { choice < moves.count && moves[choice].isAtomic }

  /// Every choice as likely as every other.
  package var evenWeights: Weights { Weights(Array(repeating: 1, count: choices)) }
}
