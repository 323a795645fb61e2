import Diagnostics

extension FlowLinter {
  /// A `require` or `ensure` whose outcome the declared ranges already decide.
  ///
  /// `require false` is how a contract says that a way must not be taken; nobody is told that it
  /// always fails.
  mutating func check(_ demand: Demand, _ known: Knowledge) {
    guard let outcome = known.decided(demand.condition) else { return }
    let reasons = Reasons(for: demand.condition, known)
    let word = demand.kind.rawValue
    let name = demand.id.map { "`\(word) \($0)`" } ?? "this `\(word)`"
    if outcome {
      findings.append(
        Diagnostic(
          .requireNeverFails, severity: .warning, "\(name) can never fail\(reasons.suffix)",
          at: demand.condition.span, label: "always true", secondary: reasons.labels,
          help: [
            reasons.namesArgument
              ? "remove it: an argument outside its range already reverts the action"
              : "remove it: it costs gas and refuses nothing",
            "if a tighter limit was meant, write that limit",
          ], notes: reasons.notes))
    } else if !demand.condition.isConstantFalse {
      findings.append(
        Diagnostic(
          .requireNeverPasses, severity: .warning,
          "\(name) always fails\(reasons.suffix)",
          at: demand.condition.span, label: "always false", secondary: reasons.labels,
          help: [
            "as it stands, every call that comes here reverts: mend the condition or the range"
          ], notes: reasons.notes))
    }
  }
}
