import Diagnostics
import Numerics
import Syntax

/// Wording of what can be wrong with bodies: effects, calls, control flow, rounding.
extension Diagnostic {
  static func effectNotAllowed(_ span: Span, function: String, declared: Span?) -> Diagnostic {
    Diagnostic(
      .effectNotAllowed, "`\(function)` changes state, and nothing here may", at: span,
      secondary: declared.map { [Label($0, "it says so here")] } ?? [],
      help: ["add `changes state` to the function that calls it"])
  }

  static func effectInPureBody(_ span: Span, _ what: String) -> Diagnostic {
    Diagnostic(
      .effectNotAllowed, "\(what) is not allowed here", at: span,
      help: ["write `changes state` before the function's body, or leave the change to an action"])
  }

  static func effectInExpression(_ span: Span, function: String) -> Diagnostic {
    Diagnostic(
      .effectInExpression, "`\(function)` changes state, so it must be called alone", at: span,
      help: ["name the result first: `let x = \(function)(..)`"])
  }

  static func actionCalledInside(_ name: Name, declared: Span) -> Diagnostic {
    Diagnostic(
      .actionCalledInside, "an action is entered from outside only", at: name.span,
      secondary: [Label(declared, "`\(name.text)` is an action")],
      help: ["move what both need into a `fn .. changes state`"])
  }

  static func notCallable(_ span: Span) -> Diagnostic {
    Diagnostic(
      .unknownFunction, "only a function's name can be called", at: span,
      help: ["write the name of a function before the parentheses"])
  }

  static func notAStatement(_ span: Span) -> Diagnostic {
    Diagnostic(
      .unusedResult, "an expression alone does nothing", at: span,
      help: ["assign it, or `require` it"])
  }

  static func unusedResult(_ span: Span, function: String) -> Diagnostic {
    Diagnostic(
      .unusedResult, "`\(function)` only computes, and its result goes nowhere", at: span,
      help: ["assign the result: `let x = \(function)(..)`"])
  }

  static func noResult(_ span: Span, function: String, declared: Span) -> Diagnostic {
    Diagnostic(
      .noResult, "`\(function)` gives nothing back", at: span,
      secondary: [Label(declared, "it has no `-> ..`")],
      help: ["call it alone, or give it a result"])
  }

  static func severalResults(_ span: Span, results: [String], name: String) -> Diagnostic {
    Diagnostic(
      .severalResults, "`\(name)` has several results", at: span,
      help: ["name them: `let r = ..`, then \(list(results.map { "r.\($0)" }, joiner: "or"))"])
  }

  static func resultsTakeLet(_ span: Span) -> Diagnostic {
    Diagnostic(
      .severalResults, "several results are named by a plain `let`", at: span,
      help: ["write `let r = f(..)`, then `r.name`"])
  }

  static func columnTakesLet(_ span: Span) -> Diagnostic {
    Diagnostic(
      .assignToFixedName, "a column is filled once", at: span,
      help: ["write `let`"])
  }

  static func assignToFixedName(_ name: Name, declared: Span) -> Diagnostic {
    Diagnostic(
      .assignToFixedName, "`\(name.text)` cannot be assigned again", at: name.span,
      secondary: [Label(declared, "it gets its value here, once")],
      help: ["declare it with `var`, or use a new name"])
  }

  static func notAssignable(_ span: Span, _ what: String) -> Diagnostic {
    Diagnostic(
      .notAssignable, "\(what) cannot be assigned", at: span,
      help: ["assign to a state, a parameter, a field of a row or a `var`"])
  }

  static func missingReturn(_ name: Name, end: Span) -> Diagnostic {
    Diagnostic(
      .missingReturn, "`\(name.text)` can end without a result", at: name.span,
      secondary: [Label(end, "this end can be reached")],
      help: ["`return` something on every way through"])
  }

  static func returnWithoutValue(_ span: Span, expected: [String]) -> Diagnostic {
    Diagnostic(
      .wrongResult, "`return` needs \(expected.joined(separator: " and "))", at: span,
      help: ["write the value after it, on the same line"])
  }

  static func unexpectedReturnValue(_ span: Span) -> Diagnostic {
    Diagnostic(
      .wrongResult, "nothing is given back from here", at: span,
      help: ["`return` alone leaves; a function with `-> ..` gives something back"])
  }

  static func wrongResultCount(_ span: Span, expected: Int, found: Int) -> Diagnostic {
    Diagnostic(
      .wrongResult, "expected \(count(expected, "result")), found \(found)", at: span,
      help: ["give back `(a, b)`, one for each declared result"])
  }

  static func outsideLoop(_ span: Span, word: String) -> Diagnostic {
    Diagnostic(
      .outsideLoop, "`\(word)` stands in no loop", at: span,
      help: ["to leave a function or action write `return`"])
  }

  static func unboundedRepeat(_ span: Span) -> Diagnostic {
    Diagnostic(
      .unboundedRepeat, "how often this repeats is not bounded", at: span,
      help: ["repeat a constant, a parameter or `count(T)` times, and `break` out earlier"])
  }

  // MARK: - Match

  static func cannotMatch(_ span: Span, found: String) -> Diagnostic {
    Diagnostic(
      .cannotMatch, "`match` takes an enum or a whole number, not \(found)", at: span,
      help: ["use `if`"])
  }

  static func matchNotExhaustive(_ span: Span, missing: [String]) -> Diagnostic {
    Diagnostic(
      .matchNotExhaustive, "`match` does not say what happens for \(list(missing))", at: span,
      help: ["add the missing members, or `else`"])
  }

  static func matchNeedsElse(_ span: Span) -> Diagnostic {
    Diagnostic(
      .matchNotExhaustive, "a `match` over numbers needs `else`", at: span,
      help: ["say what happens for all other numbers"])
  }

  static func duplicateArm(_ span: Span, earlier: Span) -> Diagnostic {
    Diagnostic(
      .duplicateArm, "this case stands twice", at: span,
      secondary: [Label(earlier, "first here")], help: ["remove one of them"])
  }

  // MARK: - Rounding

  static func roundingNothing(_ span: Span) -> Diagnostic {
    Diagnostic(
      .roundingNothing, "there is nothing to round here", at: span,
      help: [
        "a clause covers `*`, `/`, `sqrt`, `muldiv`, `quotient` and their kin written before it, "
          + "never those inside a called function"
      ])
  }

  static func roundingBothWays(_ span: Span, clause: Span) -> Diagnostic {
    Diagnostic(
      .roundingBothWays, "one direction would push the result both ways", at: span,
      label: "a larger value here makes the result smaller",
      secondary: [Label(clause, "this clause covers it")],
      help: ["put the part in parentheses with a clause of its own: `(a * b rounding down)`"])
  }

  // MARK: - Aggregates and claims

  static func notAnAggregate(_ name: Name) -> Diagnostic {
    Diagnostic(
      .unknownFunction, "`\(name.text)` does not run over rows", at: name.span,
      help: ["only \(list(AggregateFunction.allCases.map(\.rawValue))) do"])
  }

  static func aggregateWithoutRows(_ name: Name) -> Diagnostic {
    Diagnostic(
      .aggregateForm, "`\(name.text)` needs rows to run over", at: name.span,
      help: [
        "write `\(name.text)(\(name.text == "count" || name.text == "first" ? "" : "e for ")a in T where ..)`"
      ])
  }

  static func aggregateTakesNoBody(_ span: Span, function: String) -> Diagnostic {
    Diagnostic(
      .aggregateForm, "`\(function)` takes rows, not a value for each", at: span,
      help: ["write `\(function)(a in T where ..)`"])
  }

  static func aggregateNeedsBody(_ name: Name) -> Diagnostic {
    Diagnostic(
      .aggregateForm, "`\(name.text)` needs a value for each row", at: name.span,
      help: ["write `\(name.text)(e for a in T where ..)`"])
  }

  static func keysNotAllowed(_ span: Span) -> Diagnostic {
    Diagnostic(
      .aggregateForm, "order makes no difference here", at: span,
      help: ["`by` belongs to `for` and `first`"])
  }

  static func elseNotNeeded(_ span: Span, function: String) -> Diagnostic {
    Diagnostic(
      .aggregateForm, "`\(function)` of no rows has a value already", at: span,
      help: ["remove the `else`; of no rows `sum` and `count` are zero, `any` false, `all` true"])
  }

  static func oldOutsideClaim(_ span: Span) -> Diagnostic {
    Diagnostic(
      .claimWord, "`old` belongs in invariants and examples", at: span,
      help: ["keep the value first: `let before = ..`"])
  }

  static func sideOutsideLaw(_ name: Name) -> Diagnostic {
    Diagnostic(
      .claimWord, "`\(name.text)(..)` belongs in the `then` of a law", at: name.span,
      help: ["a law compares two runs; here there is only one"])
  }

  static func canOutsideClaim(_ span: Span) -> Diagnostic {
    Diagnostic(
      .claimWord, "`can` belongs in invariants and examples", at: span,
      help: ["test the condition itself; put it into a `fn` that the action requires"])
  }

  static func canWithoutCall(_ span: Span) -> Diagnostic {
    Diagnostic(
      .claimWord, "`can` asks about a call of an action", at: span,
      help: ["write `can liquidate(a)`"])
  }

  static func tupleOutOfPlace(_ span: Span) -> Diagnostic {
    Diagnostic(
      .outOfPlace, "several values can only be returned", at: span,
      help: ["write them right of `return`; elsewhere name them one by one"])
  }

  static func rowOutOfPlace(_ span: Span) -> Diagnostic {
    Diagnostic(
      .outOfPlace, "a row is written only right of `=`", at: span,
      help: ["assign it to a row: `a = { size: 1 }`"])
  }

  static func wildcardOutOfPlace(_ span: Span) -> Diagnostic {
    Diagnostic(
      .outOfPlace, "`_` stands only for an argument that does not matter", at: span,
      help: ["write a value here"])
  }

  static func cannotIndex(_ span: Span) -> Diagnostic {
    Diagnostic(
      .cannotIndex, "only tables and local columns take `[..]`", at: span,
      help: ["write `T[i]`, `Position[a, m]` or `share[a]`"])
  }
}
