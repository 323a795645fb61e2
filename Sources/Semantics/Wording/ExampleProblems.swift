import Diagnostics
import Syntax

/// Wording of what can be wrong with examples.
extension Diagnostic {
  static func populationNotFree(_ name: Name, isKeyed: Bool) -> Diagnostic {
    Diagnostic(
      .populationNotFree,
      isKeyed
        ? "the rows of `\(name.text)` follow from its keys"
        : "the rows of `\(name.text)` are written in the contract",
      at: name.span,
      help: [isKeyed ? "say how many rows its key tables have" : "leave its population out"])
  }

  static func populationOutOfRange(_ span: Span, limit: Int128, isSpec: Bool) -> Diagnostic {
    Diagnostic(
      .populationOutOfRange,
      "\(isSpec ? "a spec has 1" : "an example has 0") to \(limit) rows in a table", at: span,
      help: [
        isSpec
          ? "use as many rows as the claims need" : "use just the rows the example talks about"
      ])
  }

  static func populationEmpty(_ span: Span) -> Diagnostic {
    Diagnostic(
      .populationOutOfRange, "nobody is there: nothing could go wrong", at: span,
      help: ["give the table at least one row"])
  }

  static func populationIsName(_ name: Name) -> Diagnostic {
    Diagnostic(
      .populationOutOfRange, "this makes one row that is called `\(name.text)`", at: name.span,
      help: ["write the number of rows as digits", "or give the row a name that is no number's"])
  }

  static func titleHoleNotAColumn(_ span: Span) -> Diagnostic {
    Diagnostic(
      .titleHole, "a title can only show a column of `cases`", at: span,
      help: ["name one of the columns, or write `\\{` for a brace"])
  }

  static func stepNotACall(_ span: Span) -> Diagnostic {
    Diagnostic(
      .unknownAction, "`when` takes calls of actions and `after DURATION`", at: span,
      help: ["write `publish(100)`, with `as CALLER` where needed"])
  }

  static func callerNotARow(_ span: Span, found: String) -> Diagnostic {
    Diagnostic(
      .caller, "a caller is a role or a row, not \(found)", at: span,
      help: ["write `as governance`, or `as Account[0]`"])
  }

  static func callerNeeded(_ span: Span, choices: [String]) -> Diagnostic {
    Diagnostic(
      .caller, "who calls this?", at: span, label: "no caller said",
      help: ["say so: \(list(choices.map { "as \($0)" }, joiner: "or"))"])
  }

  static func toleranceWithoutEquality(_ span: Span) -> Diagnostic {
    Diagnostic(
      .tolerance, "a tolerance goes with `==`", at: span,
      help: ["write `x == 1.5 +- 0.001`, or compare with `<` and `>`"])
  }

  static func negativeTolerance(_ span: Span) -> Diagnostic {
    Diagnostic(
      .tolerance, "a tolerance below zero allows nothing", at: span,
      help: ["write how far the sides may differ, as a positive amount"])
  }

  static func unknownCaller(_ name: Name, roles: [String], suggestion: String?) -> Diagnostic {
    Diagnostic(
      .unknownRole, "there is no role `\(name.text)`", at: name.span,
      help: [
        suggestion.map { "did you mean `\($0)`?" }
          ?? (roles.isEmpty
            ? "the contract declares no roles: name a row, or leave `as` out where anyone may call"
            : "the contract's roles are \(list(roles)); a caller may also be a row")
      ])
  }

  static func unknownRowName(_ name: Name, table: String, names: [String]) -> Diagnostic {
    Diagnostic(
      .unknownName, "`\(table)` has no row called `\(name.text)`", at: name.span,
      help: [
        names.isEmpty
          ? "name its rows with `population \(table) = \(name.text), ..`, or use a number"
          : "the rows that have names are \(list(names))"
      ])
  }

  static func checkNeedsStep(_ span: Span, word: String) -> Diagnostic {
    Diagnostic(
      .checkNeedsStep, "`\(word)` is about the last step, and there is none", at: span,
      help: ["add a `when` before it"])
  }

  static func unknownInvariant(
    _ name: Name, suggestion: String?, known: [String]
  ) -> Diagnostic {
    Diagnostic(
      .unknownName, "the contract has no invariant `\(name.text)`", at: name.span,
      help: [
        suggestion.map { "did you mean `\($0)`?" }
          ?? (known.isEmpty ? "it has no invariants" : "its invariants are \(list(known))")
      ])
  }

  static func unknownReason(_ reason: Name, suggestion: String?, known: [String]) -> Diagnostic {
    Diagnostic(
      .unknownReason, "nothing in the contract reverts with `\(reason.text)`", at: reason.span,
      help: [
        suggestion.map { "did you mean `\($0)`?" }
          ?? (known.isEmpty
            ? "give the `require` a name: `require \(reason.text): ..`"
            : "its named reasons are \(list(known))")
      ])
  }
}
