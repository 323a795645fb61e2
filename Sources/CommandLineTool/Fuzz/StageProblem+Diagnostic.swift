import Attack
import Diagnostics
import Semantics

extension StageProblem {
  /// Of a contract alone.
  func diagnostic(_ contract: CheckedContract) -> Diagnostic {
    switch self {
    case .notCompiled(let error): .notCompiled(error)
    case .noActions:
      Diagnostic(
        .specStopped, "`\(contract.name)` has no action, so nothing can be done to it",
        at: contract.span, label: nil, help: ["attack a contract that somebody can call"])
    case .population, .noAdversary, .moves, .world, .stopped:
      Diagnostic(
        .specStopped, "the tables of `\(contract.name)` have more rows than there is memory for",
        at: contract.span, label: nil, help: ["give fewer with `--rows`"])
    }
  }

  /// Of a spec.
  func diagnostic(_ spec: CheckedSpec, in path: String) -> Diagnostic {
    switch self {
    case .notCompiled(let error): return .notCompiled(error)
    case .population(let mismatch): return ProblemText.diagnostic(.population(mismatch), spec)
    case .world(let problem): return ProblemText.diagnostic(problem, spec)
    case .stopped(let problem):
      return Diagnostic(
        .specStopped, "the setup of `\(spec.name)` fails in step \(problem.step)", at: spec.span,
        label: nil, help: ["`plimsoll test \(quotedForShell(path))` says where"])
    case .moves(let market):
      return Diagnostic(
        .specStopped,
        "how far `\(spec.markets[market].name)` moves in a step is no share from 0% to 100%",
        at: spec.adversary?.span ?? spec.span, label: nil,
        help: ["write for instance `moves BTC within 15% per step`"])
    case .noActions, .noAdversary:
      return Diagnostic(
        .specStopped, "`\(spec.name)` has no adversary, so nobody may do anything", at: spec.span,
        label: nil, help: ["write `adversary as Account[0] may deposit` in it"])
    }
  }
}
