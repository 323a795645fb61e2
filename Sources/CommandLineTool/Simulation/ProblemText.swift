import Campaign
import Compiler
import Diagnostics
import Machine
import Market
import Numerics
import Semantics

/// Why a spec could not be run, in words.
struct ProblemText {
  let headline: String
  let help: [String]

  /// What keeps a spec from being run at all.
  static func diagnostic(_ problem: WorldProblem, _ spec: CheckedSpec) -> Diagnostic {
    let text = text(problem, spec)
    return Diagnostic(
      .specStopped, text.headline, at: place(problem, spec), label: nil, help: text.help)
  }

  /// What ended a path, and how to walk it again.
  static func diagnostic(_ problem: PathProblem, _ world: World, path: String) -> Diagnostic {
    let program = world.program
    let text = text(problem, program)
    var command = "plimsoll replay \(quotedForShell(path)) --path \(problem.path)"
    if world.seed != 1 { command += " --seed \(world.seed)" }
    command += " --spec \(program.spec.name)"
    return Diagnostic(
      .specStopped, text.headline, at: place(problem, program),
      secondary: cause(problem, program),
      help: text.help + ["walk that path step by step: `\(command)`"])
  }

  private static func place(_ problem: WorldProblem, _ spec: CheckedSpec) -> Span {
    switch problem {
    case .market(let name, _), .start(let name, _):
      spec.markets.first { $0.name == name }?.span ?? spec.span
    case .oracle(let number, _):
      spec.oracles.indices.contains(number) ? spec.oracles[number].span : spec.span
    case .correlation: spec.correlations.first?.span ?? spec.span
    case .agents(let number, _):
      spec.agents.indices.contains(number) ? spec.agents[number].span : spec.span
    case .undecidable(let number, _): spec.expectations[number].span
    case .compile, .population, .stopped, .missingHistory, .outOfRange: spec.span
    }
  }

  /// Where in a contract a call was refused.
  private static func cause(_ problem: PathProblem, _ program: SpecProgram) -> [Label] {
    switch problem.reason {
    case .refused(_, _, let stop, let at), .oracleRefused(_, let stop, let at):
      at.map {
        [Label(program.compiled.span(ofInstruction: $0), stop.words(program))]
      } ?? []
    case .stopped, .market, .restless: []
    }
  }

  static func text(_ problem: WorldProblem, _ spec: CheckedSpec) -> ProblemText {
    switch problem {
    case .compile(let error):
      ProblemText(
        headline: Diagnostic.notCompiled(error).headline,
        help: ["deploy fewer contracts in one spec"])
    case .population(let mismatch):
      ProblemText(
        headline: mismatch.table.map {
          "`\(spec.contract.tables[$0].name)` has more rows than there is memory for"
        } ?? "the tables have more rows than there is memory for",
        help: ["make the population smaller"])
    case .stopped(_, let stop):
      ProblemText(
        headline: "a value that must be known before the run stops: \(stop)",
        help: ["look at `set`, and at the settings of markets, oracles and agents"])
    case .market(let name, let error):
      ProblemText(headline: "market `\(name)`: \(error.headline)", help: ["change its settings"])
    case .start(let name, let price):
      ProblemText(
        headline: "the price of `\(name)` starts at \(Fixed.text(price)): it must be above zero",
        help: ["what may be zero or less is a `process`"])
    case .undecidable(_, let bound):
      ProblemText(
        headline: "no number of paths could decide this beside a bound of \(Fixed.text(bound))",
        help: ["look at the parameters the bound is made of"])
    case .oracle(_, let error):
      ProblemText(headline: "oracle: \(error.headline)", help: ["change its settings"])
    case .correlation(let error):
      ProblemText(headline: error.headline, help: ["change the correlations"])
    case .agents(let number, let count):
      ProblemText(
        headline: "there cannot be \(count) agents `\(spec.agents[number].name)`",
        help: ["write a number from 0 to 1_000_000"])
    case .missingHistory(let path):
      ProblemText(
        headline: "the file of prices \"\(path.escapedForDisplay)\" was not read",
        help: ["put it beside the spec"])
    case .outOfRange(_, let word):
      ProblemText(
        headline: "a parameter cannot be \(Fixed.text(word))", help: ["look at its range"])
    }
  }

  static func text(_ problem: PathProblem, _ program: SpecProgram) -> ProblemText {
    let spec = program.spec
    let at = "in path \(problem.path), step \(problem.step)"
    switch problem.reason {
    case .refused(_, let action, let stop, _):
      return ProblemText(
        headline:
          "`\(spec.contract.actions[action].name)` was refused \(at): \(stop.words(program))",
        help: ["write `try` where a call may be refused"])
    case .oracleRefused(_, let stop, _):
      return ProblemText(
        headline: "an oracle's call was refused \(at): \(stop.words(program))", help: [])
    case .stopped(_, let stop, _):
      return ProblemText(
        headline: "the spec stopped \(at): \(stop.words(program))",
        help: ["guard it, as a contract would: nothing is divided by zero, no row is missing"])
    case .market(let number, let why):
      let name = spec.markets.indices.contains(number) ? spec.markets[number].name : "?"
      return ProblemText(
        headline: "the price of `\(name)` cannot go on \(at): \(why)",
        help: ["give it less volatility, or the market more depth"])
    case .restless(let count):
      return ProblemText(
        headline: "handlers answer each other without end \(at): \(count) of them",
        help: ["let a handler do nothing where nothing is left to do"])
    }
  }

  static func place(_ problem: PathProblem, _ program: SpecProgram) -> Span {
    let spec = program.spec
    switch problem.reason {
    case .refused(let request, _, _, _):
      switch spec.requests[request] {
      case .call(_, by: _, isTry: _, let span), .later(_, let span): return span
      }
    case .oracleRefused(let oracle, _, _): return spec.oracles[oracle].span
    case .stopped(_, _, let at):
      return at.map { program.compiled.span(ofInstruction: $0) } ?? spec.span
    case .market(let number, _):
      return spec.markets.indices.contains(number) ? spec.markets[number].span : spec.span
    case .restless: return spec.handlers.first?.routine.span ?? spec.span
    }
  }
}

extension Stop {
  /// As a sentence goes on.
  func words(_ program: SpecProgram) -> String { words(program.compiled) }

  /// The same of a contract.
  func words(_ compiled: CompiledContract) -> String {
    switch self {
    case .outOfGas: "out of gas"
    case .overflow: "a result does not fit 128 bits"
    case .divisionByZero: "a division by zero"
    case .domain: "a value its function is not defined for"
    case .range: "a value outside its range"
    case .caller: "the caller may not"
    case .noneRow: "`none` is no row"
    case .rowOutOfRange: "there is no such row"
    case .columnTooLarge: "a local column is too large"
    case .depth: "questions inside questions, too deep"
    case .failure(.demand(let number)):
      compiled.demands[number].id.map { "it requires `\($0)`" } ?? "a condition failed"
    case .failure(.enforcedInvariant(let number)):
      "it would break `\(compiled.contract.invariants[number].name)`"
    case .failure(.noRows): "there is no row to choose"
    case .failure(.unproved): "a mistake of plimsoll"
    }
  }
}
