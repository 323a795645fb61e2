import Diagnostics
import Machine
import Semantics

/// A checked contract as a program of the machine.
package struct CompiledContract: Sendable {
  package let contract: CheckedContract
  package let program: VerifiedProgram
  /// What the places of the program mean.
  package let spans: [Span]
  /// The functions of the program, in its order; those that became part of their callers are none.
  package let functions: [FunctionID]
  /// The entry of each action, by `ActionID`.
  package let actions: [Int]
  /// The entry of each invariant; its one result is a truth.
  package let invariants: [Int]
  /// The entry of each snippet, in the order given.
  package let snippets: [Int]
  /// The entry of each routine, in the order given.
  package let routines: [Int]
  /// What `Program.Failure.demand` numbers mean.
  package let demands: [Demand]

  package init(
    contract: CheckedContract, program: VerifiedProgram, spans: [Span],
    functions: [FunctionID], actions: [Int], invariants: [Int], snippets: [Int], routines: [Int],
    demands: [Demand]
  ) {
    self.contract = contract
    self.program = program
    self.spans = spans
    self.functions = functions
    self.actions = actions
    self.invariants = invariants
    self.snippets = snippets
    self.routines = routines
    self.demands = demands
  }
}

extension CompiledContract {
  /// Where a call of an action ended: the action itself, when its caller was refused.
  package func span(of run: Run, calling action: ActionID) -> Span {
    run.at.map { span(ofInstruction: $0) } ?? contract.actions[action].span
  }

  /// What an instruction stands for; the contract, when nothing is said.
  package func span(ofInstruction index: Int) -> Span {
    let places = program.program.places
    guard index < places.count, Int(places[index]) < spans.count else { return contract.span }
    return spans[Int(places[index])]
  }
}

/// Code that stands outside the contract but runs on its state: what an example writes, a
/// question at the prompt. The statements run first; the expressions are its results.
package struct Snippet: Sendable {
  /// What it is given, in its first locals.
  package let parameters: Int
  package let frame: Frame
  package let statements: [CheckedStatement]
  package let expressions: [CheckedExpression]

  package init(
    parameters: Int = 0, frame: Frame, statements: [CheckedStatement] = [],
    expressions: [CheckedExpression] = []
  ) {
    self.parameters = parameters
    self.frame = frame
    self.statements = statements
    self.expressions = expressions
  }
}
