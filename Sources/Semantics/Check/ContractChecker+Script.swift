import Diagnostics
import Syntax

extension ContractChecker {
  /// Checks a script line by line, each as a small example of its own. `self` is the contract's
  /// checker after all its passes, and is left with only the findings of the script.
  mutating func checkScript(_ written: Script) -> CheckedScript {
    diagnostics = DiagnosticBag()
    let populations = declarePopulations(
      written.lines.flatMap { line -> [Example.Population] in
        if case .population(let population) = line.kind { population } else { [] }
      })
    var hasBegun = false
    var hasSteps = false
    var lines: [CheckedScript.Line] = []
    for line in written.lines {
      switch line.kind {
      case .population where hasBegun: report(.populationTooLate(line.span))
      case .population: break
      case .steps:
        hasBegun = true
        hasSteps = true
      case .set, .print, .then: hasBegun = true
      }
      let (kind, done) = withBody(BodyContext(purpose: .example, module: 0)) {
        $0.check(line, hasSteps: hasSteps)
      }
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
    case .steps(let steps): return .steps(steps.compactMap { step($0) })
    case .print(let values): return .print(values.map { expression($0) })
    case .then(let checks): return .then(checks.compactMap { check($0, hasSteps: hasSteps) })
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
