/// Finds what a function's unit parameters stand for, from the dimensions of its arguments.
///
/// Dimensions form an abelian group, so each argument gives one linear equation in the exponents:
/// from `Q/B` called with `USD/ETH` follows `Q = USD/ETH * B`. That leaves `B` open, which is no
/// harm as long as the result type does not mention it any more: `B/Q` comes out as `ETH/USD`.
struct UnitSolver {
  /// Each solved parameter, in terms of known units and parameters still open.
  private var solution: [UnitTag: Dimension] = [:]
  private var open: Set<UnitTag>
  private var invented = 0

  init(parameters: [UnitTag]) { open = Set(parameters) }

  /// Adds the equation `declared == actual`; false when it cannot be satisfied, or only by exponents
  /// that no dimension may have.
  mutating func equate(_ declared: Dimension, _ actual: Dimension) -> Bool {
    var rest = substitute(declared) / actual
    while true {
      guard rest.isWithinLimit else { return false }
      let unknowns = rest.factors.filter { open.contains($0.unit) }
      guard let pivot = unknowns.min(by: { abs($0.exponent) < abs($1.exponent) }) else {
        return rest.isNone
      }
      let others = rest.factors.filter { $0.unit != pivot.unit }
      if others.allSatisfy({ $0.exponent % pivot.exponent == 0 }) {
        return define(
          pivot.unit,
          others.reduce(.none) {
            $0 * Dimension($1.unit).raised(to: -($1.exponent / pivot.exponent))
          })
      }
      // No whole exponent solves it directly; when only the pivot is unknown, none can.
      guard unknowns.count > 1 else { return false }
      // Change of variable: the pivot becomes a new unknown times powers of the other unknowns,
      // which brings their exponents below the pivot's. This is Euclid's algorithm.
      invented += 1
      let fresh = UnitTag.parameter("\(invented)")
      open.insert(fresh)
      let replacement = others.filter { open.contains($0.unit) }
        .reduce(Dimension(fresh)) {
          $0 * Dimension($1.unit).raised(to: -($1.exponent / pivot.exponent))
        }
      guard define(pivot.unit, replacement) else { return false }
      let remaining = rest.mapping { $0 == pivot.unit ? replacement : Dimension($0) }
      // Nothing got smaller: no solution in whole numbers within reach.
      guard remaining != rest else { return false }
      rest = remaining
    }
  }

  func substitute(_ dimension: Dimension) -> Dimension {
    dimension.mapping { solution[$0] ?? Dimension($0) }
  }

  /// Whether a dimension still mentions a parameter nobody has determined.
  func isOpen(_ dimension: Dimension) -> Bool {
    dimension.factors.contains { open.contains($0.unit) }
  }

  /// False when a solution leaves the exponents a dimension may have: unchecked, a few dozen
  /// parameters that are powers of each other would overflow.
  private mutating func define(_ unit: UnitTag, _ value: Dimension) -> Bool {
    open.remove(unit)
    for (known, dimension) in solution {
      solution[known] = dimension.mapping { $0 == unit ? value : Dimension($0) }
    }
    solution[unit] = value
    return solution.values.allSatisfy { $0.isWithinLimit }
  }
}
