import Diagnostics
import Syntax

/// Wording of what can be wrong with a name.
extension Diagnostic {
  private static func unknown(
    _ id: DiagnosticID, _ noun: String, _ name: Name, suggestion: String?, otherwise: String
  ) -> Diagnostic {
    Diagnostic(
      id, "there is no \(noun) `\(name.text)`", at: name.span, label: "not declared",
      help: [suggestion.map { "did you mean `\($0)`?" } ?? otherwise])
  }

  static func unknownName(_ name: Name, suggestion: String?, isInExample: Bool = false)
    -> Diagnostic
  {
    unknown(
      .unknownName, "name", name, suggestion: suggestion,
      otherwise: isInExample
        ? "an example can name states and parameters of its contract, columns of `cases`, and rows "
          + "that `population` gives names"
        : "declare it with `state`, `param`, `const` or `let`")
  }

  static func unknownType(_ name: Name, suggestion: String?) -> Diagnostic {
    unknown(
      .unknownType, "type", name, suggestion: suggestion,
      otherwise: "declare a unit with `unit \(name.text)`, or use `ratio`, `duration`, `time`, "
        + "`bool`, `int`, a table or an enum")
  }

  static func unknownUnit(_ name: Name, suggestion: String?) -> Diagnostic {
    unknown(
      .unknownType, "unit", name, suggestion: suggestion,
      otherwise: "declare it with `unit \(name.text)`")
  }

  static func notAUnit(_ name: Name, declared: Span) -> Diagnostic {
    Diagnostic(
      .unknownType, "`\(name.text)` is not a unit", at: name.span,
      label: "a product of units needs units",
      secondary: [Label(declared, "`\(name.text)` is declared here")],
      help: ["only units, `ratio` and `duration` can be multiplied and divided in a type"])
  }

  static func unknownTable(_ name: Name, suggestion: String?) -> Diagnostic {
    unknown(
      .unknownTable, "table", name, suggestion: suggestion,
      otherwise: "declare it with `table \(name.text) { .. }`")
  }

  static func notATable(_ name: Name, declared: Span) -> Diagnostic {
    Diagnostic(
      .unknownTable, "`\(name.text)` is not a table", at: name.span,
      secondary: [Label(declared, "`\(name.text)` is declared here")],
      help: ["rows stand in tables: `table \(name.text) { .. }` declares one"])
  }

  static func unknownField(
    _ name: Name, table: String, declared: Span, suggestion: String?, fields: [String]
  ) -> Diagnostic {
    Diagnostic(
      .unknownField, "rows of `\(table)` have no field `\(name.text)`", at: name.span,
      label: "not a field", secondary: [Label(declared, "`\(table)` is declared here")],
      help: [
        suggestion.map { "did you mean `\($0)`?" }
          ?? (fields.isEmpty
            ? "`\(table)` has no fields; its rows only have an `id`"
            : "its fields are \(list(fields))")
      ])
  }

  static func unknownFunction(_ name: Name, suggestion: String?) -> Diagnostic {
    unknown(
      .unknownFunction, "function", name, suggestion: suggestion,
      otherwise: "declare it with `fn \(name.text)(..) -> ..`")
  }

  static func unknownEvent(_ name: Name, suggestion: String?) -> Diagnostic {
    unknown(
      .unknownEvent, "event", name, suggestion: suggestion,
      otherwise: "declare it with `event \(name.text)(..)`")
  }

  static func unknownRole(_ name: Name, suggestion: String?, isTable: Bool) -> Diagnostic {
    unknown(
      .unknownRole, "role", name, suggestion: suggestion,
      otherwise: isTable
        ? "for a caller that is a row, name it: `by a: \(name.text)`"
        : "declare it with `role \(name.text)`")
  }

  static func unknownAction(_ name: Name, suggestion: String?) -> Diagnostic {
    unknown(
      .unknownAction, "action", name, suggestion: suggestion,
      otherwise: "declare it with `action \(name.text)(..) by ..`")
  }

  static func notAnAction(_ name: Name, declared: Span) -> Diagnostic {
    Diagnostic(
      .unknownAction, "`\(name.text)` is a function, not an action", at: name.span,
      secondary: [Label(declared, "declared here")],
      help: ["only actions are called from outside; call one that uses `\(name.text)`"])
  }

  static func unknownMember(
    _ name: Name, of enumeration: String, members: [String], suggestion: String?
  ) -> Diagnostic {
    Diagnostic(
      .unknownMember, "`\(enumeration)` has no member `\(name.text)`", at: name.span,
      help: [
        suggestion.map { "did you mean `\($0)`?" } ?? "its members are \(list(members))"
      ])
  }

  static func unknownResult(_ name: Name, results: [String]) -> Diagnostic {
    Diagnostic(
      .unknownField, "there is no result `\(name.text)`", at: name.span,
      help: ["the results are \(list(results))"])
  }

  static func duplicateName(_ name: Name, noun: String, earlier: Span) -> Diagnostic {
    Diagnostic(
      .duplicateName, "the \(noun) `\(name.text)` is declared twice", at: name.span,
      label: "again here", secondary: [Label(earlier, "first declared here")],
      help: ["rename one of them"])
  }

  static func nameIsBuiltIn(_ name: Name) -> Diagnostic {
    Diagnostic(
      .nameIsBuiltIn, "`\(name.text)` already means something in the language", at: name.span,
      help: ["choose another name, such as `\(name.text)_value`"])
  }

  static func ambiguousName(
    _ name: Name, candidates: [(module: String, span: Span)]
  ) -> Diagnostic {
    Diagnostic(
      .ambiguousName, "`\(name.text)` could mean more than one thing", at: name.span,
      secondary: candidates.map { Label($0.span, "declared in `\($0.module)`") },
      help: ["say which: \(list(candidates.map { "\($0.module).\(name.text)" }, joiner: "or"))"])
  }

  static func ambiguousMember(_ name: Name, enums: [String]) -> Diagnostic {
    Diagnostic(
      .ambiguousName, "`\(name.text)` is a member of more than one enum", at: name.span,
      help: ["say which: \(list(enums.map { "\($0).\(name.text)" }, joiner: "or"))"])
  }

  static func unusedName(_ name: String, _ span: Span, noun: String) -> Diagnostic {
    Diagnostic(
      .unusedName, severity: .warning, "the \(noun) `\(name)` is never used", at: span,
      help: [
        noun == "name"
          ? "remove it, or begin it with `_` to say that it is meant to be unused"
          : "remove it, or use it"
      ])
  }

  static func shadowedName(_ name: Name, earlier: Span) -> Diagnostic {
    Diagnostic(
      .shadowedName, severity: .warning, "`\(name.text)` hides another `\(name.text)`",
      at: name.span, label: "from here on this one is meant",
      secondary: [Label(earlier, "hidden from here on")],
      help: ["give it a name of its own"])
  }

  static func tableAsValue(_ name: Name) -> Diagnostic {
    Diagnostic(
      .typeMismatch, "`\(name.text)` is a table, not a value", at: name.span,
      help: ["one row is `\(name.text)[0]`; how many there are is `count(\(name.text))`"])
  }

  static func enumAsValue(_ name: Name) -> Diagnostic {
    Diagnostic(
      .typeMismatch, "`\(name.text)` is an enum, not a value", at: name.span,
      help: ["write one of its members"])
  }

  static func functionWithoutCall(_ name: Name, declared: Span) -> Diagnostic {
    Diagnostic(
      .typeMismatch, "`\(name.text)` is a function, not a value", at: name.span,
      secondary: [Label(declared, "declared here")],
      help: ["call it: `\(name.text)(..)`"])
  }

  static func columnWithoutIndex(_ name: Name, declared: Span) -> Diagnostic {
    Diagnostic(
      .typeMismatch, "`\(name.text)` is a column, one value for each row", at: name.span,
      secondary: [Label(declared, "declared here")],
      help: ["say for which row: `\(name.text)[a]`"])
  }

  /// `a`, `b` and `c`.
  static func list(_ names: [String], joiner: String = "and") -> String {
    let shown = names.prefix(8).map { "`\($0)`" } + (names.count > 8 ? ["others"] : [])
    guard let last = shown.last, shown.count > 1 else { return shown.first ?? "none" }
    return shown.dropLast().joined(separator: ", ") + " \(joiner) \(last)"
  }
}
