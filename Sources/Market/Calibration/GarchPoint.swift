import Numerics

/// Parameters of a GARCH(1,1) of scaled returns.
///
///     variance' = level * (1 - persistence) + alpha * return^2 + (persistence - alpha) * variance
///
/// `level` is the long-run variance in units of the sample's. The persistence, alpha + beta, takes
/// the place of beta because its estimate hangs together with alpha's far less.
struct GarchPoint: Hashable, Sendable {
  var level: Int128
  var alpha: Int128
  var persistence: Int128

  /// Nearer to one the long-run variance is none.
  static let mostPersistence: Int128 = 999_900_000_000_000_000
  static let levels: ClosedRange<Int128> = Fixed.unit / 100...100 * Fixed.unit

  var beta: Int128 { persistence - alpha }

  /// The nearest point that is a model.
  var bounded: GarchPoint {
    let persistence = min(max(persistence, 0), GarchPoint.mostPersistence)
    return GarchPoint(
      level: min(max(level, GarchPoint.levels.lowerBound), GarchPoint.levels.upperBound),
      alpha: min(max(alpha, 0), persistence), persistence: persistence)
  }

  /// Which parameters stand at an end of their range.
  var atEdge: (level: Bool, alpha: Bool, persistence: Bool) {
    (
      level == GarchPoint.levels.lowerBound || level == GarchPoint.levels.upperBound,
      alpha == 0 || alpha == persistence,
      persistence == 0 || persistence == GarchPoint.mostPersistence
    )
  }

  /// Where a search begins: what markets have, from calm to wild.
  static let grid: [GarchPoint] = [20, 50, 100, 200].flatMap { alpha in
    [500, 800, 900, 950, 980, 995].map { persistence in
      GarchPoint(
        level: Fixed.unit, alpha: alpha * Fixed.unit / 1000,
        persistence: persistence * Fixed.unit / 1000)
    }
  }
}
