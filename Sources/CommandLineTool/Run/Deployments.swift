import Compiler
import Deployment
import Diagnostics
import Machine
import Reference
import Semantics

/// The contracts of one run of the program on the machine, each compiled once.
final class Deployments {
  private var known: [Span: Result<CompiledContract, CompileError>] = [:]

  func compiled(_ contract: CheckedContract) throws(CompileError) -> CompiledContract {
    if let known = known[contract.span] { return try known.get() }
    let result: Result<CompiledContract, CompileError>
    do throws(CompileError) { result = .success(try Compiler.compile(contract)) } catch {
      result = .failure(error)
    }
    known[contract.span] = result
    return try result.get()
  }

  /// Who performs the actions of a contract.
  func casting(
    for contract: CheckedContract
  ) throws(CompileError) -> ExampleRunner.Casting {
    let compiled = try compiled(contract)
    return { interpreter in
      // The interpreter was given a population of this contract, which the machine has room for;
      // were that not so, the interpreter would do the same, only slower.
      let machine = try? Deployment(
        compiled, interpreter.population, limits: interpreter.limits)
      return machine ?? interpreter
    }
  }
}

extension Diagnostic {
  static func notCompiled(_ error: CompileError) -> Diagnostic {
    switch error {
    case .tooLong(let span, let instructions):
      Diagnostic(
        .programTooLarge,
        "this compiles to \(grouped(instructions)) instructions, and the machine takes 65_535",
        at: span, help: ["move parts of it into functions"])
    case .tooMany(let thing, let count, let span):
      Diagnostic(
        .programTooLarge,
        "the machine cannot number \(grouped(count)) \(thing.rawValue) of one contract", at: span,
        help: ["split the contract"])
    case .refused(let reason, let span):
      Diagnostic(
        .programRefused, "the program of this contract was refused: \(reason)", at: span,
        help: ["this is a mistake of plimsoll and not of the contract: please report it"])
    }
  }
}
