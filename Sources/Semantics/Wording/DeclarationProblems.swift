import Diagnostics
import Numerics
import Syntax

/// Wording of what can be wrong with declarations, constants and imports.
extension Diagnostic {
  static func missingDefault(_ name: Name) -> Diagnostic {
    Diagnostic(
      .missingDefault, "the parameter `\(name.text)` has no default", at: name.span,
      help: ["say what it is until a vote changes it: `= 5%`"])
  }

  static func missingRange(_ name: Name, type: String) -> Diagnostic {
    Diagnostic(
      .missingRange, "the parameter `\(name.text)` has no range", at: name.span,
      label: "any \(type) at all could be voted in",
      help: ["say what governance may choose: `in 1%..50%`"])
  }

  static func emptyRange(_ span: Span) -> Diagnostic {
    Diagnostic(
      .emptyRange, "the range ends before it begins", at: span,
      help: ["write the smaller end first"])
  }

  static func defaultOutsideRange(_ span: Span, range: Span) -> Diagnostic {
    Diagnostic(
      .defaultOutsideRange, "the value lies outside its own range", at: span,
      secondary: [Label(range, "the range")], help: ["change the value or widen the range"])
  }

  static func rangeOfNoNumber(_ span: Span, type: String) -> Diagnostic {
    Diagnostic(
      .typeMismatch, "\(type) has no range", at: span,
      help: ["only numbers and times have ranges; remove `in ..`"])
  }

  static func rangeOnFunction(_ span: Span) -> Diagnostic {
    Diagnostic(
      .rangeOnFunction, "a function's parameters have no ranges", at: span,
      help: ["ranges guard what comes from outside: put it on the action, or `require` it here"])
  }

  static func notConstant(_ span: Span) -> Diagnostic {
    Diagnostic(
      .notConstant, "this must be known before anything runs", at: span,
      help: ["use numbers and constants here"])
  }

  static func constantTraps(_ span: Span, _ error: ArithmeticError) -> Diagnostic {
    Diagnostic(
      .constantTraps, "this has no value: \(error.reason)", at: span,
      help: ["change the numbers so that the result exists and fits"])
  }

  static func constantCycle(_ span: Span) -> Diagnostic {
    Diagnostic(
      .constantCycle, "the constant is defined by itself", at: span,
      help: ["give one of the constants in the circle a number"])
  }

  static func constantTooDeep(_ span: Span) -> Diagnostic {
    Diagnostic(
      .nestingTooDeep, "too many constants wait for one another here", at: span,
      help: ["declare a constant before the constants that use it"])
  }

  static func keyOfKeyedTable(_ span: Span, _ table: String) -> Diagnostic {
    Diagnostic(
      .keyOfKeyedTable, "`\(table)` has keys itself and cannot be a key", at: span,
      help: ["use its own keys as keys here"])
  }

  static func writtenRowsOfKeyedTable(_ name: Name) -> Diagnostic {
    Diagnostic(
      .keyOfKeyedTable, "the rows of a keyed table follow from its keys", at: name.span,
      help: ["remove the written rows, or the keys"])
  }

  static func recursion(_ span: Span, through names: [String]) -> Diagnostic {
    Diagnostic(
      .recursion, "functions must not call themselves", at: span,
      help: ["every action must end: use `for` or `repeat`"],
      notes: ["the circle is \((names + names.prefix(1)).joined(separator: " -> "))"])
  }

  static func callTooDeep(_ name: Name, limit: Int) -> Diagnostic {
    Diagnostic(
      .callTooDeep, "calls below `\(name.text)` nest more than \(limit) deep", at: name.span,
      help: ["do more in one function, or less"])
  }

  static func expressionBodyNeedsOneResult(_ name: Name) -> Diagnostic {
    Diagnostic(
      .noResult, "a body written `= ..` needs one result type", at: name.span,
      help: ["write `fn \(name.text)(..) -> TYPE = ..`, or a body in braces"])
  }

  static func notInLibrary(_ name: Name, library: String, isRole: Bool) -> Diagnostic {
    Diagnostic(
      .misplacedDeclaration,
      "the library `\(library)` cannot declare the \(isRole ? "role" : "action") `\(name.text)`",
      at: name.span,
      help: [
        isRole
          ? "declare it in the contracts that import the library"
          : "make it a `fn .. changes state`, and let the contract's own action call it"
      ])
  }

  // MARK: - Imports

  static func importNotFound(_ path: StringLiteral, tried: [String], suggestion: String?)
    -> Diagnostic
  {
    Diagnostic(
      .importNotFound, "there is no file `\(path.text)`", at: path.span,
      help: [
        suggestion.map { "did you mean `\($0)`?" }
          ?? "a path is looked up beside this file, then in each folder above it; "
          + "`std/..` is built in"
      ],
      notes: tried.isEmpty ? [] : ["looked for \(list(Array(tried.prefix(4)), joiner: "and"))"])
  }

  static func importRefused(_ path: StringLiteral, _ why: Diagnostic) -> Diagnostic {
    Diagnostic(why.id, why.headline, at: path.span, help: why.help, notes: why.notes)
  }

  static func importOfNoLibrary(_ path: StringLiteral, found: Name?) -> Diagnostic {
    Diagnostic(
      .importOfNoLibrary, "an imported file must hold one library", at: path.span,
      secondary: found.map { [Label($0.span, "this is what it holds")] } ?? [],
      help: ["wrap what is to be shared in `library NAME { .. }` in a file of its own"])
  }

  static func importCycle(_ path: StringLiteral, library: Name) -> Diagnostic {
    Diagnostic(
      .importCycle, "the import leads back to `\(library.text)`", at: path.span,
      secondary: [Label(library.span, "which is being read")],
      help: ["move what both need into a third library"])
  }

  static func importTooDeep(_ path: StringLiteral, limit: Int) -> Diagnostic {
    Diagnostic(
      .importTooDeep, "imports nest more than \(limit) deep", at: path.span,
      help: ["import what is needed directly"])
  }

  static func fileNotFound(_ path: String) -> Diagnostic {
    Diagnostic(
      .fileNotFound, "there is no file `\(path)`", at: nil,
      help: ["check the path; it is looked up from the current folder"])
  }

  static func unknownContract(_ name: Name, path: String, found: [String]) -> Diagnostic {
    Diagnostic(
      .unknownContract, "`\(path)` holds no contract `\(name.text)`", at: name.span,
      help: [
        found.isEmpty ? "the file holds no contract at all" : "it holds \(list(found))"
      ])
  }

  static func lawOfUnknownContract(_ name: Name) -> Diagnostic {
    Diagnostic(
      .unknownContract, "this file has no contract `\(name.text)`", at: name.span,
      help: [
        "a law stands in the file of its contract, or beside a spec or an example that uses it"
      ])
  }
}

extension ArithmeticError {
  /// Why there is no result, in a few words.
  package var reason: String {
    switch self {
    case .overflow: "it does not fit 128 bits"
    case .divisionByZero: "division by zero"
    case .domain(let function): "\(function.rawValue) is not defined there"
    }
  }
}
