import Diagnostics

extension FlowLinter {
  /// `statement` stands after `exit`, through which every way leaves the block.
  mutating func reportUnreachable(
    _ statement: CheckedStatement, after exit: CheckedStatement
  ) {
    let exits = exit.exits
    findings.append(
      Diagnostic(
        .unreachableCode, severity: .warning, "nothing here ever runs",
        at: statement.span, label: "never reached",
        secondary: exits.prefix(3).map { Label($0, "always leaves here") },
        help: ["remove it, or put what leaves under the condition it was meant for"]))
  }

  /// A condition that is already decided: one of the two ways never runs. The statements of an
  /// `if` without `else` have no other way, so a condition that is always true is no finding there.
  mutating func checkBranches(
    of condition: CheckedExpression, otherwise: Span?, _ known: Knowledge
  ) {
    guard let outcome = known.decided(condition) else { return }
    let reasons = Reasons(for: condition, known)
    if outcome {
      guard let otherwise else { return }
      findings.append(
        Diagnostic(
          .unreachableCode, severity: .warning,
          "this is never reached, because the condition before it is always true\(reasons.suffix)",
          at: otherwise, label: "never reached",
          secondary: [Label(condition.span, "always true")] + reasons.labels,
          help: ["remove this branch, or mend the condition"], notes: reasons.notes))
    } else {
      findings.append(
        Diagnostic(
          .unreachableCode, severity: .warning,
          "this condition is always false, so what it guards never runs\(reasons.suffix)",
          at: condition.span, label: "always false", secondary: reasons.labels,
          help: ["remove the branch, or mend the condition"], notes: reasons.notes))
    }
  }
}

extension CheckedStatement {
  /// The statements through which this one, which always leaves, does so.
  fileprivate var exits: [Span] {
    let inner = blocks.compactMap(\.last).flatMap(\.exits)
    return inner.isEmpty ? [span] : inner
  }
}
