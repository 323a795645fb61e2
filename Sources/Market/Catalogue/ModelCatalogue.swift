import Numerics

/// Every model of paths. `PathModel.build` has a case for each.
package enum ModelCatalogue {
  package static let models: [ModelDescription] = [
    ModelDescription(
      "steady", "Stays at its start", [], mayBeNegative: true, canCorrelate: false),
    ModelDescription(
      "gbm", "Geometric Brownian motion: independent normal returns", [drift, volatility]),
    ModelDescription(
      "jumps", "Merton's jump diffusion: Brownian motion and sudden moves",
      [
        drift, volatility,
        SettingDescription(
          "jumps", "How many sudden moves there are on average", .count, .count, [perTime]),
        SettingDescription(
          "size", "The mean relative change of a move, and its standard deviation", .ratio,
          .change, [ClauseDescription(.plusMinus, .ratio, .volatility, isRequired: false)]),
      ]),
    ModelDescription(
      "garch", "GARCH(1,1): volatility that follows the returns",
      [
        drift,
        SettingDescription(
          "volatility", "The volatility in the long run", .ratio, .volatility, [perTime]),
        SettingDescription(
          "alpha", "The weight of an interval's squared return in the next variance", .ratio,
          .share),
        SettingDescription(
          "beta", "The weight of an interval's variance in the next one", .ratio, .share),
        SettingDescription(
          "every", "The interval; a whole number of steps, one where it is left out", .duration,
          .duration, [], .optional),
      ]),
    ModelDescription(
      "regimes", "A Markov chain of regimes, beginning in the first",
      [
        SettingDescription(
          "regime", "The volatility in a regime, and how long it lasts on average",
          labels: ["regime"], .ratio, .volatility,
          [perTime, ClauseDescription(.lasting, isRequired: false)], .repeated(atLeast: 1)),
        SettingDescription(
          "drift", "The drift in a regime; none where it is left out", labels: ["regime"],
          .ratio, .drift, [perTime], .repeated(atLeast: 0)),
        SettingDescription(
          "switch", "How often one regime changes to another; instead of how long it lasts",
          labels: ["from", "to"], .count, .count, [perTime], .repeated(atLeast: 0)),
      ]),
    ModelDescription(
      "mean_reverting", "Drawn back to a level, always above zero; the volatility is relative",
      [
        SettingDescription("level", "Its mean in the long run", .price, .price),
        halfLife,
        volatility,
        SettingDescription("floor", "The least value it shows", .price, .price, [], .optional),
      ]),
    ModelDescription(
      "vasicek", "Drawn back to a level, also below zero; the volatility is in its own unit",
      [
        SettingDescription("level", "Its mean in the long run", .amount, .amount),
        halfLife,
        SettingDescription(
          "volatility", "The standard deviation of its changes", .amount, .amountDeviation,
          [perTime]),
        SettingDescription("floor", "The least value it shows", .amount, .amount, [], .optional),
      ], mayBeNegative: true),
    ModelDescription(
      "heston", "Heston's model: variance that is drawn back to a mean",
      [
        drift,
        SettingDescription(
          "volatility", "The volatility at the start and in the long run", .ratio,
          .positiveVolatility, [perTime]),
        SettingDescription(
          "half_life", "In what time half of the variance's distance from its mean is gone",
          .duration, .duration),
        SettingDescription(
          "vol_of_vol", "How strongly the variance moves", .ratio, .volatility, [perTime]),
        SettingDescription(
          "correlation", "Of the moves of the variance and of the price", .ratio, .correlation,
          [], .standard(0)),
      ]),
    ModelDescription(
      "peg", "Held at its start, until the peg breaks",
      [
        SettingDescription(
          "deviation", "The standard deviation from the peg", .ratio, .noise),
        SettingDescription(
          "half_life", "In what time half of a deviation is gone", .duration, .duration, [],
          .standard(3600 * Fixed.unit)),
        SettingDescription(
          "breaks", "The chance that the peg breaks", .ratio, .probability, [perTime],
          .standard(0)),
        SettingDescription(
          "level", "The share of the peg it falls to when it breaks", .ratio, .factor, [],
          .optional),
        SettingDescription(
          "repair",
          "After what time a broken peg holds again on average; never where it is left out",
          .duration, .duration, [], .optional),
      ]),
    ModelDescription(
      "replay", "A history of prices, played again", [], needsHistory: true, canCorrelate: false),
    ModelDescription(
      "bootstrap", "Blocks of a history of prices, put together at random",
      [
        SettingDescription(
          "block", "How long what follows each other stays together", .duration, .duration),
        SettingDescription(
          "drift", "The drift; the history's own where it is left out", .ratio, .drift, [perTime],
          .optional),
      ], needsHistory: true, canCorrelate: false),
    ModelDescription(
      "mixture", "One of several models, chosen once for each path", [], hasParts: true),
  ]

  /// What is laid over a path of any model.
  package static let shock: [SettingDescription] = [
    SettingDescription(
      "crash", "A fall, and in what time", .ratio, .fall, [ClauseDescription(.over)], .optional),
    SettingDescription(
      "rally", "A rise instead of a fall, and in what time", .ratio, .rise,
      [ClauseDescription(.over)], .optional),
    SettingDescription(
      "recover", "The share of it that is undone afterwards, and in what time", .ratio, .rise,
      [ClauseDescription(.over)], .optional),
    SettingDescription(
      "at", "When it sets in, or within what margin of that at random", .duration, .moment,
      [ClauseDescription(.plusMinus, .duration, .moment, isRequired: false)]),
  ]

  package static func model(named name: String) throws(MarketError) -> ModelDescription {
    guard let model = models.first(where: { $0.name == name }) else {
      throw .unknownModel(name, known: models.map(\.name))
    }
    return model
  }

  private static let perTime = ClauseDescription(.per)

  private static let drift = SettingDescription(
    "drift", "How the mean price grows; not at all where it is left out", .ratio, .drift,
    [perTime], .optional)

  private static let volatility = SettingDescription(
    "volatility", "The standard deviation of its relative changes", .ratio, .volatility,
    [perTime])

  private static let halfLife = SettingDescription(
    "half_life", "In what time half of a distance from the level is gone", .duration, .duration)
}
