import Numerics

extension MarketError {
  /// What is wrong, in the voice of a headline. Rows and members are counted from one here.
  package var headline: String {
    switch self {
    case .historyLengths(let times, let prices):
      "a history has \(times) times and \(prices) prices"
    case .historyTooShort(let rows):
      "a history needs two rows at least, and this one has \(rows)"
    case .historyDisorder(let row, let time, let before):
      "row \(row + 1) of the history is at \(seconds(time)), not after \(seconds(before))"
    case .historyPrice(let row, let price):
      "row \(row + 1) of the history has the price \(Fixed.text(price)), which is not above zero"
    case .historySpan(let first, let last):
      "a history from \(seconds(first)) to \(seconds(last)) is too long to measure"
    case .historyTooLong(let steps, let most):
      "the history has \(Integer.text(steps)) steps, and at most \(Integer.text(most)) can be kept"
    case .historyShorterThanStep(let span, let step):
      "the history lasts \(seconds(span)), less than one step of \(seconds(step))"
    case .historyMissing(let model):
      "`\(model)` needs a history of prices"
    case .unknownModel(let name, let known):
      "there is no model `\(name)`: there are \(list(known))"
    case .unknownSetting(let owner, let setting, let known):
      known.isEmpty
        ? "`\(owner)` has no settings, so no `\(setting)`"
        : "`\(owner)` has no setting `\(setting)`: it has \(list(known))"
    case .missingSetting(let owner, let setting):
      "`\(owner)` needs `\(setting)`"
    case .repeatedSetting(let owner, let setting):
      "`\(setting)` is set twice in `\(owner)`"
    case .labelCount(let setting, let wanted, let found):
      "`\(setting)` takes \(wanted) names before its value, and \(found) stand there"
    case .missingClause(let setting, let clause):
      "`\(setting)` needs `\(clause.rawValue)` and a value after it"
    case .strangeClause(let setting, let clause):
      "`\(setting)` takes no `\(clause.rawValue)`"
    default: headlineOfValues
    }
  }

  /// The cases that are about what settings say.
  private var headlineOfValues: String {
    switch self {
    case .step(let step):
      "a step cannot last \(seconds(step)): it must be \(SettingRange.duration.text)"
    case .outOfRange(let setting, let value, let allowed):
      "`\(setting)` is \(allowed.text(of: value)): it must be \(allowed.text)"
    case .tooMuchPerStep(let setting, let step):
      "`\(setting)` is too large for a step of \(seconds(step)): beyond ten times a step"
    case .tooManyJumps(let step):
      "more than 16 jumps fall into a step of \(seconds(step)): shorten the step"
    case .notWholeSteps(let setting, let value, let step):
      "`\(setting)` is \(seconds(value)), which is no whole number of steps of \(seconds(step))"
    case .notStationary(let alpha, let beta):
      "`alpha` \(Fixed.text(alpha)) and `beta` \(Fixed.text(beta)) must add up to less than 1"
    case .floorAboveLevel(let floor, let level):
      "the floor \(Fixed.text(floor)) lies above the level \(Fixed.text(level))"
    case .floorAboveCeiling(let floor, let ceiling):
      "the floor \(Fixed.text(floor)) lies above the ceiling \(Fixed.text(ceiling))"
    case .regimeCount(let count, let most):
      "there are \(count) regimes: there must be between 1 and \(most)"
    case .repeatedRegime(let name):
      "there are two regimes `\(name)`"
    case .unknownRegime(let name, let from):
      "`\(from)` cannot switch to `\(name)`: that is no other regime"
    case .regimeBothWays(let name):
      "`\(name)` says how long it lasts and where it switches to: say one of the two"
    case .emptyMixture: "a mixture needs a model"
    case .weightlessMixture: "the weights of a mixture add up to zero"
    case .nestedMixture: "a mixture is made of plain models, not of mixtures or shocked ones"
    case .unlikeMixture: "the models of a mixture must have one start and one step"
    case .tooManyShocks(let count, let most):
      "there are \(count) shocks: a path takes at most \(most)"
    case .shockBothWays: "a shock is a `crash` or a `rally`: say one of the two"
    default: headlineOfBaskets
    }
  }

  /// The cases that are about several markets, and about paths.
  private var headlineOfBaskets: String {
    switch self {
    case .tooManyMembers(let count, let most):
      "\(count) markets are too many for one basket: at most \(most)"
    case .sharedPurpose(let first, let second):
      "markets \(first + 1) and \(second + 1) would draw the same numbers"
    case .correlationSize(let wanted, let found):
      "the correlations of \(wanted) markets are given for \(found)"
    case .correlationRange(let first, let second, let value):
      "the correlation of markets \(first + 1) and \(second + 1) is \(percent(value)): "
        + "it must be between -100% and 100%"
    case .correlationAsymmetric(let first, let second):
      "the correlation of markets \(first + 1) and \(second + 1) is given as two values"
    case .correlationOfItself(let member, let value):
      "the correlation of market \(member + 1) with itself is \(percent(value)), not 100%"
    case .correlationImpossible(let member, let excess):
      "no market can have these correlations with the ones before it, as market \(member + 1) has: "
        + "they would explain \(percent(Fixed.unit + excess)) of it"
    case .correlationWithoutDraws(let member):
      "market \(member + 1) follows a history or stands still, and can have no correlation"
    case .unknownMember(let member, let count):
      "there is no market \(member + 1) among \(count)"
    case .unlikeSteps(let first, let second):
      "markets of one basket step by \(seconds(first)) and by \(seconds(second))"
    case .outgrown(let step):
      "the value outgrew 128 bits at step \(step)"
    case .depthExceeded(let size, let price):
      "trading \(Fixed.text(size)) at \(Fixed.text(price)) moves the price beyond 128 bits"
    case .tooLongAgo(let steps, let kept):
      "the price \(steps) steps ago is asked for, and \(kept) are kept"
    default: ""
    }
  }

  private func seconds(_ word: Int128) -> String { "\(Fixed.text(word)) s" }

  private func list(_ names: [String]) -> String {
    names.map { "`\($0)`" }.joined(separator: ", ")
  }
}

private func percent(_ word: Int128) -> String {
  let (product, overflow) = word.multipliedReportingOverflow(by: 100)
  return overflow ? Fixed.text(word) : Fixed.text(product) + "%"
}

extension SettingRange {
  /// What is allowed, after "it must be".
  package var text: String {
    switch self {
    case .steps: "a whole number of steps from 0 to \(Integer.text(high))"
    case .duration: "a time from a microsecond to \(Fixed.text(high)) s"
    case .price: "above zero and at most \(Fixed.text(high))"
    case .fall: "at least 0% and below 100%"
    case .change: "above -100% and at most \(percent(high))"
    case .share: "at least 0 and below 1"
    case .positiveVolatility, .factor: "above zero and at most \(percent(high))"
    case .probability, .correlation, .noise, .rise, .volatility, .drift, .impact, .leastShare:
      "between \(percent(low)) and \(percent(high))"
    default: "between \(Fixed.text(low)) and \(Fixed.text(high))"
    }
  }

  /// A value in the unit of the range.
  func text(of word: Int128) -> String {
    switch self {
    case .steps: Integer.text(word)
    case .fall, .change, .positiveVolatility, .factor, .probability, .correlation, .noise, .rise,
      .volatility, .drift, .impact, .leastShare:
      percent(word)
    case .duration, .moment: "\(Fixed.text(word)) s"
    default: Fixed.text(word)
    }
  }
}
