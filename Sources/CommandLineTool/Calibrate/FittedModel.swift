import Market
import Numerics

/// A model of paths that can be fitted to prices, by the name it has in a spec.
enum FittableModel: String, CaseIterable {
  case gbm, jumps, garch

  var title: String {
    switch self {
    case .gbm: "geometric Brownian motion"
    case .jumps: "the same, and jumps"
    case .garch: "GARCH(1,1)"
    }
  }
}

/// A model with its parameters as they go into a spec, and what is known of each.
///
/// Parameters are rounded to four digits, and the model has been made from the rounded ones, so what
/// is printed is what a spec accepts.
struct FittedModel {
  let model: FittableModel
  let parameters: [Parameter]
  /// What stands between the braces of `path`.
  let settings: String
  /// What one should know of this fit.
  let remarks: [String]

  struct Parameter {
    let name: String
    let estimate: Estimate
    let quantity: Quantity
    /// The word of a spec.
    let rounded: Int128

    init(_ name: String, _ estimate: Estimate, _ quantity: Quantity, _ rounding: Rounding = .halfUp)
    {
      self.name = name
      self.estimate = estimate
      self.quantity = quantity
      rounded = Quantity.rounded(estimate.value, rounding)
    }

    var text: String { quantity.text(rounded) }
    var errorText: String? { estimate.error.map { quantity.bare(Quantity.rounded($0, digits: 3)) } }
  }

  /// How a word is written.
  enum Quantity {
    case percentPerYear, perYear, percent, plain

    func text(_ word: Int128) -> String {
      switch self {
      case .percentPerYear, .perYear: bare(word) + " per 1y"
      case .percent, .plain: bare(word)
      }
    }

    /// Without `per 1y`.
    func bare(_ word: Int128) -> String {
      switch self {
      case .percentPerYear, .percent:
        // A word too large for this is refused as a setting before it is printed.
        Fixed.text(word.multipliedReportingOverflow(by: 100).partialValue) + "%"
      case .perYear, .plain: Fixed.text(word)
      }
    }

    /// To so many digits that count.
    static func rounded(
      _ word: Int128, digits: Int = 4, _ rounding: Rounding = .halfUp
    ) -> Int128 {
      let excess = String(word.magnitude).count - digits
      guard excess > 0 else { return word }
      let unit = (0..<excess).reduce(Int128(1)) { power, _ in power * 10 }
      let quotient = try? Integer.quotient(word, unit, rounding)
      return quotient.map { $0.multipliedReportingOverflow(by: unit) }
        .flatMap { $0.overflow ? nil : $0.partialValue } ?? word
    }
  }
}

extension FittedModel {
  private static let year = 365 * 86_400 * Fixed.unit

  /// Why there is no such model of these prices.
  struct Failure: Error {
    let headline: String
  }

  /// Fits a model, and sees that a spec will take it.
  static func fit(
    _ model: FittableModel, _ returns: Returns, start: Int128, step: Int128
  ) -> Result<FittedModel, Failure> {
    do throws(CalibrationError) {
      let fitted =
        switch model {
        case .gbm: FittedModel(try DiffusionFit(returns))
        case .jumps: FittedModel(try JumpFit(returns))
        case .garch: FittedModel(try GarchFit(returns), step: step)
        }
      do throws(MarketError) { try fitted.check(start: start, step: step) } catch {
        return .failure(Failure(headline: error.headline))
      }
      return .success(fitted)
    } catch {
      return .failure(Failure(headline: error.headline))
    }
  }

  private init(_ fit: DiffusionFit) {
    let drift = Parameter("drift", fit.drift, .percentPerYear)
    let volatility = Parameter("volatility", fit.volatility, .percentPerYear)
    model = .gbm
    parameters = [drift, volatility]
    settings = "drift \(drift.text), volatility \(volatility.text)"
    remarks = []
  }

  private init(_ fit: JumpFit) {
    let drift = Parameter("drift", fit.drift, .percentPerYear)
    let volatility = Parameter("volatility", fit.volatility, .percentPerYear)
    let jumps = Parameter("jumps", fit.jumps, .perYear)
    let size = Parameter("size", fit.size, .percent)
    let spread = Parameter("size +-", fit.sizeDeviation, .percent)
    model = .jumps
    parameters = [drift, volatility, jumps, size, spread]
    settings =
      "drift \(drift.text), volatility \(volatility.text), jumps \(jumps.text), "
      + "size \(size.text) +- \(spread.text)"
    let threshold = Fixed.text(Quantity.rounded(fit.threshold, digits: 3))
    let smallest = Quantity.percent.bare(Quantity.rounded(fit.smallest, digits: 3))
    remarks = [
      "\(counted(fit.count, "return")) beyond \(threshold) deviations of the rest, \(smallest) in a "
        + "step, counted as jumps: smaller jumps are taken for volatility, and wild times for jumps"
    ]
  }

  /// Alpha and beta are rounded down, so that their sum stays below one.
  private init(_ fit: GarchFit, step: Int128) {
    let drift = Parameter("drift", fit.drift, .percentPerYear)
    let alpha = Parameter("alpha", fit.alpha, .plain, .toZero)
    let beta = Parameter("beta", fit.beta, .plain, .toZero)
    let volatility = Parameter("volatility", fit.volatility, .percentPerYear)
    model = .garch
    parameters = [drift, alpha, beta, volatility]
    settings =
      "drift \(drift.text), alpha \(alpha.text), beta \(beta.text), "
      + "volatility \(volatility.text), every \(TimeText.duration(step))"
    switch fit.status {
    case .found:
      let precision = Fixed.text(GarchFit.precision)
      remarks = ["the likelihood is greatest here, to \(precision) standard errors"]
    case .atEdge:
      remarks = ["a parameter stands at the end of its range: these prices hardly show clustering"]
    case .unfinished:
      remarks = ["the search for the greatest likelihood ended early: take these as a rough guess"]
    }
  }

  private func word(_ name: String) -> Int128 {
    parameters.first { $0.name == name }?.rounded ?? 0
  }

  private func check(start: Int128, step: Int128) throws(MarketError) {
    let drift = Rate(word("drift"), per: FittedModel.year)
    let volatility = Rate(word("volatility"), per: FittedModel.year)
    switch model {
    case .gbm:
      _ = try PathModel.gbm(start: start, drift: drift, volatility: volatility, step: step)
    case .jumps:
      _ = try PathModel.jumps(
        start: start, drift: drift, volatility: volatility,
        jumps: Rate(word("jumps"), per: FittedModel.year), size: word("size"),
        sizeDeviation: word("size +-"), step: step)
    case .garch:
      _ = try PathModel.garch(
        start: start, drift: drift, volatility: volatility, alpha: word("alpha"),
        beta: word("beta"), interval: step, step: step)
    }
  }
}
