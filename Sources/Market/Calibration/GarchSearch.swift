import Numerics

/// Climbs to the greatest likelihood of a GARCH(1,1).
struct GarchSearch {
  private let returns: [Int128]
  private(set) var point: GarchPoint
  private(set) var isFinished = false
  private var height: Int128

  private static let mostSteps = 200
  private static let mostHalvings = 30
  /// The grid looks at no more returns than this: it only has to find the right hill.
  private static let returnsForGrid = 20_000

  init(_ returns: [Int128]) throws(ArithmeticError) {
    self.returns = returns
    let some = returns.prefix(GarchSearch.returnsForGrid)
    var best: (point: GarchPoint, height: Int128)?
    for point in GarchPoint.grid {
      guard let height = try? GarchLikelihood.mean(some, at: point) else { continue }
      if best.map({ height > $0.height }) ?? true { best = (point, height) }
    }
    guard let best else { throw .overflow }
    point = best.point
    height = try GarchLikelihood.mean(returns[...], at: point)
  }

  mutating func climb() throws(ArithmeticError) {
    for _ in 0..<GarchSearch.mostSteps where !isFinished {
      let slope = try GarchLikelihood.slope(returns, at: point)
      // Where the information has no inverse, the likelihood has no one summit.
      guard let direction = try? direction(slope) else { return }
      if try isShort(direction, slope) {
        isFinished = true
      } else if !advance(along: direction) {
        return
      }
    }
  }

  /// The way to go: parameters at an end of their range that want to leave it stay there.
  private func direction(_ slope: GarchLikelihood.Slope) throws(ArithmeticError) -> Vector3 {
    let gradient = slope.gradient
    let edge = point.atEdge
    let free = (
      level: !(edge.level && isOutward(gradient.level, point.level, GarchPoint.levels.lowerBound)),
      alpha: !(edge.alpha && isOutward(gradient.alpha, point.alpha, 0)),
      persistence: !(edge.persistence && isOutward(gradient.persistence, point.persistence, 0))
    )
    let inverse = try slope.information.freeing(free).inverse()
    return try inverse.times(
      Vector3(
        level: free.level ? gradient.level : 0, alpha: free.alpha ? gradient.alpha : 0,
        persistence: free.persistence ? gradient.persistence : 0))
  }

  /// Whether a slope leads out of a range at whose lower or else upper end a value stands.
  private func isOutward(_ slope: Int128, _ value: Int128, _ lower: Int128) -> Bool {
    value == lower ? slope <= 0 : slope >= 0
  }

  /// The squared length of a step in standard errors is the slope along it, times the count.
  private func isShort(
    _ direction: Vector3, _ slope: GarchLikelihood.Slope
  ) throws(ArithmeticError) -> Bool {
    let rise = try Integer.multiply(direction.dot(slope.gradient), Int128(returns.count))
    return rise < (try Fixed.multiply(GarchFit.precision, GarchFit.precision, .halfUp))
  }

  private mutating func advance(along direction: Vector3) -> Bool {
    var step = direction
    for _ in 0..<GarchSearch.mostHalvings {
      let next = GarchPoint(
        level: point.level + step.level, alpha: point.alpha + step.alpha,
        persistence: point.persistence + step.persistence
      ).bounded
      if let height = try? GarchLikelihood.mean(returns[...], at: next), height > self.height {
        (point, self.height) = (next, height)
        return true
      }
      step = Vector3(
        level: step.level / 2, alpha: step.alpha / 2, persistence: step.persistence / 2)
    }
    return false
  }

  struct Errors {
    let level: Int128
    let alpha: Int128
    let beta: Int128
  }

  /// The roots of the diagonal of `I^-1 B I^-1 / n`, with `I` the information and `B` the mean square
  /// of the slopes.
  func errors() throws(ArithmeticError) -> Errors {
    let slope = try GarchLikelihood.slope(returns, at: point)
    let inverse = try slope.information.inverse()
    func variance(_ direction: Vector3) throws(ArithmeticError) -> Int128 {
      let through = try inverse.times(direction)
      return try max(0, through.dot(slope.outer.times(through)))
    }
    func error(_ direction: Vector3) throws(ArithmeticError) -> Int128 {
      let count = Int128(returns.count)
      return try Fixed.divide(
        Fixed.sqrt(variance(direction), .halfUp), Fixed.sqrt(count * Fixed.unit, .halfUp), .halfUp)
    }
    return Errors(
      level: try error(Vector3(level: Fixed.unit)),
      alpha: try error(Vector3(alpha: Fixed.unit)),
      beta: try error(Vector3(alpha: -Fixed.unit, persistence: Fixed.unit)))
  }
}
