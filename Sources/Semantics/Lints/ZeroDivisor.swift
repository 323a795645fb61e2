import Diagnostics

extension FlowLinter {
  /// A divisor whose declared range includes zero, where nothing on the way here rules zero out.
  ///
  /// Invariants over parameters alone count as ruling out: they are checked on every vote.
  mutating func checkDivisor(of expression: CheckedExpression, _ known: Knowledge) {
    guard let divisor = expression.divisor else { return }
    let range = known.range(of: divisor)
    guard range.isDeclared, range.containsZero else { return }
    if !known.withParameterInvariants.range(of: divisor).containsZero { return }
    if range.single == 0 {
      findings.append(
        Diagnostic(
          .zeroDivisor, severity: .warning, "this divisor is always zero",
          at: divisor.span, label: "always zero",
          help: ["a division by zero reverts the whole action; divide by something else"]))
      return
    }
    let reasons = Reasons(for: divisor, known, where: \.containsZero)
    let name = known.name(of: divisor)
    let subject = name.map { "the divisor `\($0)`" } ?? "this divisor"
    let shown = name ?? "divisor"
    findings.append(
      Diagnostic(
        .zeroDivisor, severity: .warning, "\(subject) can be zero\(reasons.suffix)",
        at: divisor.span, label: "zero is allowed here", secondary: reasons.labels,
        help: [
          "say first what happens then: `require \(shown) != 0`, "
            + "or `if \(shown) == 0 then .. else ..`",
          "or leave zero out of the declared range",
        ],
        notes: ["a division by zero reverts the whole action"] + reasons.notes))
  }
}

extension CheckedExpression {
  /// What this expression divides by.
  var divisor: CheckedExpression? {
    switch kind {
    case .arithmetic(.divideFixed, _, let divisor, _), .arithmetic(.divideWords, _, let divisor, _):
      divisor
    case .builtin(let builtin, let arguments, _):
      switch builtin {
      case .quotient, .remainder, .ratio: arguments.count == 2 ? arguments[1] : nil
      case .multiplyDivide, .multiplyRemainder: arguments.count == 3 ? arguments[2] : nil
      default: nil
      }
    default: nil
    }
  }
}

extension Knowledge {
  /// With what the first of them say; nobody writes more, and a file made to be slow might.
  fileprivate var withParameterInvariants: Knowledge {
    contract.invariants.lazy.filter(\.overParametersAlone).prefix(50).reduce(self) {
      $0.assuming($1.condition, is: true)
    }
  }
}
