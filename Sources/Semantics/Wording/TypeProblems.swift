import Diagnostics
import Numerics
import Syntax

/// Wording of what can be wrong with types and dimensions.
extension Diagnostic {
  static func typeMismatch(
    _ value: CheckedExpression, expected: ValueType, names: TypeNames, causes: [Label],
    localName: String?
  ) -> Diagnostic {
    let (span, found) = (value.span, value.type)
    let (wanted, actual) = (names.describe(expected), names.describe(found))
    let isDimension = expected.dimension != nil && found.dimension != nil
    if case (.row, .row) = (expected, found) {
      return wrongRow(span, expected: wanted, found: actual, causes: causes)
    }
    let help =
      plainNumberHelp(value, wanted: expected, names: names, localName: localName)
      ?? conversionHelp(from: found, to: expected, names: names)
    return Diagnostic(
      isMixedKind(expected, found)
        ? .intAndFixed : isDimension ? .dimensionMismatch : .typeMismatch,
      "expected \(wanted), found \(actual)", at: span, label: "this is \(actual)",
      secondary: causes, help: help)
  }

  /// For a bare number, or a local that was given one: how to say what it counts.
  private static func plainNumberHelp(
    _ value: CheckedExpression, wanted: ValueType, names: TypeNames, localName: String?
  ) -> [String]? {
    guard value.type.dimension?.isNone == true, let dimension = wanted.dimension,
      !dimension.isNone
    else { return nil }
    if let localName {
      return [
        "say what `\(localName)` counts where it is declared: "
          + "`\(localName) : \(names.describe(wanted))`"
      ]
    }
    guard case .constant(let word) = value.kind, dimension.isOneUnit else { return nil }
    let (kind, number) =
      if case .integer = value.type {
        ("an int", Integer.text(word))
      } else {
        ("a ratio", Fixed.text(word))
      }
    return [
      "a bare number is \(kind); give it its unit: "
        + "`\(number) \(dimension)`"
    ]
  }

  static func cannotCombine(
    _ operation: BinaryOperator, _ a: CheckedExpression, _ b: CheckedExpression, at span: Span,
    names: TypeNames, origins: [Label], localNames: (String?, String?) = (nil, nil)
  ) -> Diagnostic {
    let (left, right) = (names.describe(a.type), names.describe(b.type))
    let plain =
      plainNumberHelp(a, wanted: b.type, names: names, localName: localNames.0)
      ?? plainNumberHelp(b, wanted: a.type, names: names, localName: localNames.1)
    if isMixedKind(a.type, b.type) {
      return intAndFixed(span, a, b, names: names, origins: origins)
    }
    let isDimension = a.type.dimension != nil && b.type.dimension != nil
    let sides = [Label(a.span, "this is \(left)"), Label(b.span, "this is \(right)")]
    return Diagnostic(
      isDimension ? .dimensionMismatch : .typeMismatch,
      headline(operation, left, right), at: span,
      secondary: sides + origins,
      help: plain ?? combinationHelp(operation, a.type, b.type, names))
  }

  private static func headline(
    _ operation: BinaryOperator, _ left: String, _ right: String
  ) -> String {
    switch operation {
    case .add: "cannot add \(right) to \(left)"
    case .subtract: "cannot subtract \(right) from \(left)"
    case .multiply: "cannot multiply \(left) by \(right)"
    case .divide: "cannot divide \(left) by \(right)"
    default: "cannot compare \(left) with \(right)"
    }
  }

  private static func combinationHelp(
    _ operation: BinaryOperator, _ a: ValueType, _ b: ValueType, _ names: TypeNames
  ) -> [String] {
    switch (a, b) {
    case (.time, .time) where operation == .add:
      return ["two times can only be subtracted; that gives a duration"]
    case (.time, .fixed), (.fixed, .time):
      return ["a time can be moved by a duration, such as `1h`, and compared with a time"]
    case (.fixed(let left), .fixed(let right)), (.integer(let left), .integer(let right)):
      let there = dimensionHelp(from: right, to: left)
      guard (left / right).isOneUnitPerAnother else { return there }
      // Either side can be brought to the other; which one is money only the reader knows.
      return there + dimensionHelp(from: left, to: right).map { "or \($0)" }
    case (.truth, _), (_, .truth):
      return ["a truth needs no comparison: write it alone, or `not` before it"]
    case (.row(let table), _), (_, .row(let table)):
      return ["compare a field of the row, its number `id`, or a row: `\(names.tables[table])[0]`"]
    default:
      return ["both sides must be of one type"]
    }
  }

  /// What to multiply by to get from one dimension to another, in words.
  private static func dimensionHelp(from found: Dimension, to wanted: Dimension) -> [String] {
    let factor = wanted / found
    let inverse = found / wanted
    if factor.isOneUnit {
      return ["multiply the \(found) by an amount of \(factor) to get \(wanted)"]
    }
    if inverse.isOneUnit {
      return ["divide the \(found) by an amount of \(inverse) to get \(wanted)"]
    }
    if factor.isOneUnitPerAnother {
      return ["multiply the \(found) by a price in \(factor) to get \(wanted)"]
    }
    return ["bring both to one dimension by multiplying or dividing"]
  }

  private static func conversionHelp(
    from found: ValueType, to expected: ValueType, names: TypeNames
  ) -> [String] {
    switch (found, expected) {
    case (.fixed(let found), .fixed(let wanted)), (.integer(let found), .integer(let wanted)):
      return dimensionHelp(from: found, to: wanted)
    case (.integer, .fixed):
      return [
        "say the crossing: `ratio(a, b)` for a quotient of counts, or multiply by one unit: "
          + "`n * 0.01 USD`"
      ]
    case (.fixed, .integer):
      return ["say the crossing: `quotient(x, y) rounding down` gives a whole number"]
    case (.truth, _): return ["choose with `if c then x else y`"]
    case (_, .truth): return ["compare it with something: `x > 0`"]
    case (.row, .integer): return ["the number of a row is its `id`: `a.id`"]
    case (.integer, .row(let table)):
      return ["the row with that number is `\(names.tables[table])[n]`"]
    default: return ["change one of them so that the types agree"]
    }
  }

  private static func isMixedKind(_ a: ValueType, _ b: ValueType) -> Bool {
    switch (a, b) {
    case (.fixed, .integer), (.integer, .fixed): true
    default: false
    }
  }

  static func intAndFixed(
    _ span: Span, _ a: CheckedExpression, _ b: CheckedExpression, names: TypeNames,
    origins: [Label]
  ) -> Diagnostic {
    Diagnostic(
      .intAndFixed, "whole numbers and fixed point never mix silently", at: span,
      secondary: [
        Label(a.span, "this is \(names.describe(a.type))"),
        Label(b.span, "this is \(names.describe(b.type))"),
      ] + origins,
      help: [
        "say the crossing: `ratio(a, b)` and `n * 0.01 USD` give fixed point, "
          + "`quotient(x, y) rounding down` gives a whole number"
      ])
  }

  static func integerDivision(_ span: Span, origins: [Label]) -> Diagnostic {
    Diagnostic(
      .integerDivision, "`/` does not divide whole numbers", at: span, secondary: origins,
      help: [
        "`quotient(a, b) rounding down` gives a whole number",
        "`ratio(a, b)` gives fixed point",
      ])
  }

  static func mixedKinds(
    _ value: CheckedExpression, _ first: CheckedExpression, function: String, names: TypeNames
  ) -> Diagnostic {
    Diagnostic(
      .intAndFixed, "`\(function)` takes all whole numbers or all fixed point", at: value.span,
      label: "this is \(names.describe(value.type))",
      secondary: [Label(first.span, "this is \(names.describe(first.type))")],
      help: ["cross over first, with `ratio(a, b)` or `quotient(x, y)`"])
  }

  static func onlyIntegers(_ span: Span, function: String) -> Diagnostic {
    Diagnostic(
      .intAndFixed, "`\(function)` takes whole numbers only", at: span,
      help: ["in fixed point the remainder of a product does not fit; use `int` amounts"])
  }

  static func ratioOfFixed(_ span: Span) -> Diagnostic {
    Diagnostic(
      .intAndFixed, "`ratio` is for whole numbers", at: span, help: ["fixed point divides with `/`"]
    )
  }

  static func notANumber(_ span: Span, found: String) -> Diagnostic {
    Diagnostic(
      .typeMismatch, "expected a number, found \(found)", at: span, label: "this is \(found)",
      help: ["only amounts, ratios, durations and whole numbers can be calculated with"])
  }

  static func notACondition(_ span: Span, found: String) -> Diagnostic {
    Diagnostic(
      .typeMismatch, "expected a condition, found \(found)", at: span,
      label: "this is \(found), not true or false",
      help: ["compare it with something: `!= 0`, `> 0`"])
  }

  static func hasNoOrder(_ span: Span, _ found: String) -> Diagnostic {
    Diagnostic(
      .noOrder, "\(found) has no order", at: span,
      help: ["only numbers and times come before one another; rows have an `id` that does"])
  }

  static func notARow(_ name: Name, found: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .notARow, "\(found) has no field `\(name.text)`", at: name.span,
      secondary: [Label(span, "this is \(found)")], help: ["only rows of tables have fields"])
  }

  static func wrongRow(
    _ span: Span, expected: String, found: String, causes: [Label] = []
  ) -> Diagnostic {
    Diagnostic(
      .wrongRow, "expected \(expected), found \(found)", at: span, label: "this is \(found)",
      secondary: causes,
      help: ["pass \(expected); rows of different tables never stand in for each other"])
  }

  static func resetOfNoRow(_ span: Span, found: String) -> Diagnostic {
    Diagnostic(
      .notARow, "`reset` takes a row, not \(found)", at: span,
      help: ["to set a single value back, assign it: `x = 0`"])
  }

  static func rowWrittenToNoRow(_ span: Span, found: String) -> Diagnostic {
    Diagnostic(
      .notARow, "only a row takes `{ .. }`, not \(found)", at: span,
      help: ["assign a single value without braces"])
  }

  static func rowNeedsFields(_ span: Span) -> Diagnostic {
    Diagnostic(
      .notARow, "a row is written field by field", at: span,
      help: ["write `= { size: 1 }`, or assign one field: `a.size = 1`"])
  }

  static func noneOfNothing(_ span: Span, expected: String?) -> Diagnostic {
    Diagnostic(
      .typeMismatch,
      expected.map { "expected \($0), found `none`" } ?? "nothing here says `none` of what",
      at: span, help: ["`none` is the absence of a row: compare a row with it"])
  }

  static func noSquareRoot(_ span: Span, found: String) -> Diagnostic {
    Diagnostic(
      .dimensionMismatch, "\(found) is not the square of anything", at: span,
      help: ["take the root of a ratio, or of a product such as `USD^2`"])
  }

  static func exponentTooLarge(_ span: Span) -> Diagnostic {
    Diagnostic(
      .exponentTooLarge, "the power of a unit leaves -16 .. 16", at: span,
      help: ["divide by a unit on the way, so that what is left can be understood"])
  }

  static func missingUnitIndex(_ unit: Name, table: String) -> Diagnostic {
    Diagnostic(
      .missingUnitIndex, "each row of `\(table)` has a `\(unit.text)` of its own", at: unit.span,
      help: ["say whose: `\(unit.text)[m]`, where `m` is a row of `\(table)`"])
  }

  static func unitNotIndexed(_ unit: Name, _ span: Span) -> Diagnostic {
    Diagnostic(
      .missingUnitIndex, "`\(unit.text)` is one unit for all", at: span,
      help: ["remove the brackets, or declare `unit \(unit.text)[Table]`"])
  }

  static func indexNotAName(_ span: Span) -> Diagnostic {
    Diagnostic(
      .indexNotAName, "the unit depends on a row that could change", at: span,
      help: ["name the row first: `let m = ..`, then use `m`"])
  }

  static func dimensionDependsOnRow(_ span: Span, found: String) -> Diagnostic {
    Diagnostic(
      .dimensionDependsOnRow, "amounts of different units do not add up", at: span,
      label: "this is \(found), another unit for each row",
      help: ["bring them to one unit first: multiply by a price"])
  }

  static func unitNotDetermined(_ span: Span) -> Diagnostic {
    Diagnostic(
      .unitNotDetermined, "the arguments do not say which unit the result has", at: span,
      help: ["pass an amount with a unit where now a bare `0` stands"])
  }

  static func numberOutOfReach(_ span: Span, _ error: DecimalError) -> Diagnostic {
    Diagnostic(
      .numberOutOfReach,
      error == .overflow
        ? "the number is too large" : "the number has more than 18 decimals", at: span,
      help: [
        error == .overflow
          ? "fixed point ends near 170_141_183_460_469_231_731; count in larger units or use `int`"
          : "fixed point keeps 18 decimals; round the number"
      ])
  }

  static func notWhole(_ span: Span, _ error: DecimalError, type: String) -> Diagnostic {
    Diagnostic(
      .numberOutOfReach,
      error == .overflow ? "the number is too large" : "expected a whole number", at: span,
      label: "here \(type) is wanted",
      help: [
        error == .overflow
          ? "a whole number has 128 bits: it ends near 1.7e38"
          : "write it without decimals, or make the other side fixed point"
      ])
  }

  static func negativeRow(_ span: Span, table: String) -> Diagnostic {
    Diagnostic(
      .numberOutOfReach, "rows are numbered from 0", at: span,
      help: ["write `\(table)[0]` for the first row, or `none` for no row"])
  }

  static func unitAfterSuffix(_ span: Span) -> Diagnostic {
    Diagnostic(
      .typeMismatch, "a number takes a suffix or a unit, not both", at: span,
      help: ["write `0.05 USD`, or multiply: `5% * 1 USD`"])
  }

  static func wrongArgumentCount(
    _ span: Span, name: String, expected: [CheckedSlot], found: Int, declared: Span,
    names: TypeNames
  ) -> Diagnostic {
    let signature = expected.map { "\($0.name): \(names.written($0.type))" }
      .joined(separator: ", ")
    return Diagnostic(
      .wrongArgumentCount,
      "`\(name)` takes \(count(expected.count, "argument")), not \(found)", at: span,
      secondary: [Label(declared, "declared here")], help: ["it takes `\(name)(\(signature))`"])
  }

  static func wrongBuiltinCount(
    _ span: Span, name: String, expected: ClosedRange<Int>, found: Int
  ) -> Diagnostic {
    let wanted =
      expected.count == 1
      ? count(expected.lowerBound, "argument") : "\(expected.lowerBound) or more arguments"
    return Diagnostic(
      .wrongArgumentCount, "`\(name)` takes \(wanted), not \(found)", at: span,
      help: [
        found == 1 && (name == "min" || name == "max")
          ? "over the rows of a table write `\(name)(e for a in T)`"
          : "the language reference lists the built-in functions"
      ])
  }

  static func wrongKeyCount(_ span: Span, table: String, expected: Int, found: Int)
    -> Diagnostic
  {
    Diagnostic(
      .wrongArgumentCount, "`\(table)` takes \(count(expected, "index", "indices")), not \(found)",
      at: span,
      help: [
        expected == 1
          ? "write one row or number between the brackets"
          : "write one row for each key, in the order of the declaration"
      ])
  }

  static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(plural ?? noun + "s")"
  }
}

extension Dimension {
  fileprivate var isOneUnit: Bool { factors.count == 1 && factors[0].exponent == 1 }

  /// `USD/BTC`: what a price is.
  fileprivate var isOneUnitPerAnother: Bool {
    factors.count == 2 && factors.contains { $0.exponent == 1 }
      && factors.contains { $0.exponent == -1 }
  }
}
