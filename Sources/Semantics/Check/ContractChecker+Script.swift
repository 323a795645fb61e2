import Diagnostics
import Syntax

/// How far the lines of a script have come, for those that follow.
struct ScriptProgress: Sendable {
  var populations: [Example.Population] = []
  /// Something has been set, called or asked: the tables have their rows.
  var hasBegun = false
  var hasSteps = false
}

extension ContractChecker {
  /// Checks a script line by line, each as a small example of its own. `self` is the contract's
  /// checker after all its passes, and is left with only the findings of the script.
  mutating func checkScript(
    _ written: Script, continuing progress: inout ScriptProgress
  ) -> CheckedScript {
    diagnostics = DiagnosticBag()
    // The rows have their names before anything is said of them.
    for line in written.lines where !progress.hasBegun {
      guard case .population(let population) = line.kind else { break }
      progress.populations += population
    }
    let populations = declarePopulations(progress.populations)
    var lines: [CheckedScript.Line] = []
    for line in written.lines {
      if case .population = line.kind {
        if progress.hasBegun { report(.populationTooLate(line.span)) }
      } else {
        progress.hasBegun = true
      }
      let (kind, done) = withBody(BodyContext(purpose: .example, module: 0)) {
        $0.check(line, hasSteps: progress.hasSteps)
      }
      if case .steps = kind { progress.hasSteps = true }
      lines.append(CheckedScript.Line(kind: kind, frame: done.frame, span: line.span))
    }
    return CheckedScript(contract: contract, population: populations, lines: lines)
  }

  private mutating func check(_ line: Script.Line, hasSteps: Bool) -> CheckedScript.Kind {
    switch line.kind {
    case .population: return .population
    case .set(let assignments):
      return .set(
        assignments.compactMap {
          assignment(
            $0.target, .set, $0.value, $0.value.span, $0.target.span.join($0.value.span))
        })
    case .steps(let steps):
      if let question = question(steps) { return .print([expression(question)]) }
      return .steps(steps.compactMap { step($0) })
    case .print(let values): return .print(values.map { expression($0) })
    case .then(let checks): return .then(checks.compactMap { check($0, hasSteps: hasSteps) })
    }
  }

  /// The one call of a line, when it is of a function: `equity(Account[0])` asks for a value.
  private func question(_ steps: [Example.Step]) -> Expression? {
    guard steps.count == 1, case .call(let call, caller: nil) = steps[0],
      case .call(let callee, _) = call.kind, let name = qualifiedName(callee)
    else { return nil }
    switch definitions.find(name, in: .callable, from: body.module) {
    case .found(let place):
      if case .function = definitions.all[place].kind { return call }
      return nil
    case .ambiguous: return nil
    case .missing: return Vocabulary.callableWords.contains(name.name.text) ? call : nil
    }
  }
}

extension Diagnostic {
  fileprivate static func populationTooLate(_ span: Span) -> Diagnostic {
    Diagnostic(
      .populationTooLate, "the tables have their rows already", at: span,
      help: ["write `population` before the first command that needs a row"])
  }
}
