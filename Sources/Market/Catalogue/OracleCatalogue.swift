import Numerics

/// The settings of an oracle's feed. `OracleFeed.build` reads each.
package enum OracleCatalogue {
  package static let settings: [SettingDescription] = [
    SettingDescription(
      "delay", "How old the value is that the feed sees", .steps, .steps, [], .standard(0)),
    SettingDescription(
      "late", "How long after it is published a value arrives", .steps, .steps, [], .standard(0)),
    SettingDescription(
      "deviation", "The least relative change that is published", .ratio, .rise, [], .optional),
    SettingDescription(
      "heartbeat", "The age at which a value is published again", .duration, .duration, [],
      .optional),
    SettingDescription(
      "outage", "The chance that publishing stops, and for how long", .ratio, .probability,
      [ClauseDescription(.per), ClauseDescription(.lasting)], .optional),
    SettingDescription(
      "noise", "The standard deviation of what is seen from what is", .ratio, .noise, [],
      .standard(0)),
    SettingDescription("floor", "The least value published", .price, .amount, [], .optional),
    SettingDescription("ceiling", "The greatest value published", .price, .amount, [], .optional),
  ]
}

/// The settings of a market's depth. `Depth.build` reads each.
package enum DepthCatalogue {
  package static let settings: [SettingDescription] = [
    SettingDescription(
      "depth", "How much trading moves the price by so much", .notional, .price,
      [ClauseDescription(.per, .ratio, .impact)]),
    SettingDescription(
      "recovers", "What share of a displacement is gone in what time; none where it is left out",
      .ratio, .share, [ClauseDescription(.within)], .optional),
    SettingDescription(
      "floor", "The least share of the depth that is left when it is scaled down", .ratio,
      .leastShare, [], .standard(Fixed.unit / 1_000)),
  ]
}
