import Numerics

/// GARCH(1,1) with normal shocks fitted to returns by maximum likelihood.
///
/// The search begins at the best point of a grid and climbs by scoring: the slope of the likelihood
/// over the information the returns have, halved until the likelihood rises. It ends where a step is
/// shorter than `precision` standard errors. The errors are those of quasi maximum likelihood, good
/// also where the shocks are not normal. Sources: Bollerslev, "Generalized autoregressive conditional
/// heteroskedasticity", 1986; Bollerslev and Wooldridge, "Quasi-maximum likelihood estimation and
/// inference in dynamic models with time-varying covariances", 1992.
package struct GarchFit: Hashable, Sendable {
  /// Fewer returns do not tell clustering from chance.
  package static let least = 250
  /// How near to the maximum the search ends, in standard errors: 0.0001.
  package static let precision = Fixed.unit / 10_000

  package let drift: Estimate
  package let alpha: Estimate
  package let beta: Estimate
  /// Of a year, in the long run.
  package let volatility: Estimate
  package let status: Status

  package enum Status: Hashable, Sendable {
    /// The maximum, within the precision.
    case found
    /// A parameter stands at the end of its range, where the errors mean little.
    case atEdge
    /// The search ended before it was as near as it should be.
    case unfinished
  }

  package init(_ returns: Returns) throws(CalibrationError) {
    guard returns.count >= GarchFit.least else {
      throw .tooFewReturns(returns.count, needed: GarchFit.least)
    }
    let search = try measuring { () throws(ArithmeticError) in
      var search = try GarchSearch(returns.scaled)
      try search.climb()
      return search
    }
    let point = search.point
    let edge = point.atEdge
    status =
      edge.level || edge.alpha || edge.persistence
      ? .atEdge : search.isFinished ? .found : .unfinished
    // Without alpha nothing depends on beta, and there is no error to tell.
    let errors = try? search.errors()
    alpha = Estimate(point.alpha, error: errors?.alpha)
    beta = Estimate(point.beta, error: errors?.beta)
    let volatility = try measuring { () throws(ArithmeticError) in
      let root = try Fixed.sqrt(point.level, .halfUp)
      let value = try returns.perYear(
        deviation: Fixed.multiply(returns.scale, root, .halfUp))
      return Estimate(
        value,
        error: try errors.map { errors throws(ArithmeticError) in
          try Fixed.muldiv(value, errors.level, 2 * point.level, .halfUp)
        })
    }
    self.volatility = volatility
    drift = try measuring { () throws(ArithmeticError) in
      try DiffusionFit.drift(returns, volatility)
    }
  }
}
