import Numerics

/// What a long run must reach, by the names of `Tally`.
enum Wanted {
  /// All ends of calls, but for those that only a broken machine or a huge table shows.
  static let ends = [
    "committed", "overflow", "divisionByZero", "domain", "range", "caller", "noneRow",
    "rowOutOfRange", "noRows", "require", "ensure", "enforced", "outOfGas", "depth",
  ]

  private static let directions = Rounding.allCases.map { "\($0)" }

  private static let rounding = [
    "multiplyFixed", "divideFixed", "divideWords", "squareRootFixed", "squareRootInteger",
    "multiplyDivide", "multiplyRemainder", "quotient", "remainder", "ratio",
  ].flatMap { name in directions.map { "\(name) \($0)" } }

  private static let exact = [
    "add", "subtract", "multiplyWords", "absolute", "sign", "minimum", "maximum", "clamp",
    "exponential", "logarithm", "power", "normalDistribution", "normalDensity",
  ].map { "\($0) toZero" }

  private static let aggregates =
    ["sum", "count", "any", "all", "min", "max", "median", "first"].map { "aggregate \($0)" }
    + ["min", "max", "median", "first"].map { "aggregate \($0) else" }

  static let constructs =
    rounding + exact + aggregates + [
      "compare equal", "compare notEqual", "compare less", "compare lessOrEqual",
      "compare greater", "compare greaterOrEqual", "logical and", "logical or",
      "logical implies", "not", "negate", "conditional", "match value", "call", "old", "can",
      "field", "key", "identity", "row numbered", "row keyed by 1", "row keyed by 2",
      "cell by 1", "cell by 2", "set local", "set locals", "fill column by 1",
      "fill column by 2", "set state", "set parameter", "set field", "set row", "reset",
      "perform", "require", "ensure", "if", "match", "for", "for all", "for where",
      "for by 0", "for by 1", "for by 2", "for by 3", "for limit", "repeat",
      "break in a loop", "continue in a loop", "return in a loop", "emit", "return",
    ]
}
