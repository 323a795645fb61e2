import Campaign
import Numerics
import Semantics
import Statistics

/// The pictures of a vote.
struct VoteCharts {
  struct Picture {
    let drawing: Drawing
    var legend: [(style: String, text: String)] = VoteCharts.both
  }

  static let both = [(style: "deployed", text: "deployed"), (style: "proposed", text: "proposed")]
  static let one = [(style: "proposed", text: "proposed")]

  private let vote: VoteCase
  /// How often measures are large.
  private(set) var losses: [Picture] = []
  /// Prices, funds and liquidations in the course of paths.
  private(set) var courses: [Picture] = []
  /// Prices and balances of each path that newly breaks something.
  private(set) var breaks: [[CounterexamplePage.Picture]] = []
  /// Who is liquidated when, on one path.
  private(set) var liquidations: Picture?

  private static let mostLosses = 4

  init(_ vote: VoteCase, unless isRaised: () -> Bool) {
    self.vote = vote
    losses = vote.spec.measures.indices
      .filter { vote.outcome.pairs.differences[$0].unchanged != vote.pairs }
      .prefix(VoteCharts.mostLosses).compactMap { loss($0) }
    let fans = [vote.run.base, vote.run.proposed].compactMap {
      PathFan($0, paths: vote.pairs, unless: isRaised)
    }
    if fans.count == 2 {
      courses = fans[0].series.indices.compactMap { course($0, fans[0], fans[1]) }
    }
    breaks = vote.stories.map { pictures(of: $0) }
    let path = vote.outcome.pairs.turnedUnsafe.first ?? 0
    if !isRaised() {
      liquidations = LiquidationTimes(vote.run.base, vote.run.proposed, path: path).flatMap {
        picture(of: $0)
      }
    }
  }

  private func short(_ word: Int128, _ type: ValueType) -> String {
    RoundedNumber.text(word, type, vote.words.printer, digits: 3)
  }

  // MARK: - Losses

  /// On how many paths a measure is more than so much: both curves, on a logarithmic scale, because
  /// what a vote is about happens seldom.
  private func loss(_ number: Int) -> Picture? {
    let measure = vote.spec.measures[number]
    let before = vote.outcome.pairs.base.measures[number]
    let after = vote.outcome.pairs.proposed.measures[number]
    guard let low = [before.min, after.min].compactMap({ $0 }).min(),
      let high = [before.max, after.max].compactMap({ $0 }).max(), low < high
    else { return nil }
    let across = Scale(low, high, length: Drawing.plotWidth)
    let up = LogarithmicScale(vote.pairs, length: Drawing.plotHeight)
    var drawing = Drawing(
      title: "\(measure.name): how often it is more",
      description: "The share of paths on which \(measure.name) is more than so much, on a "
        + "logarithmic scale: where the solid line is higher, the proposal makes it more frequent. "
        + "It is above \(short(low, measure.foundType)) on "
        + "\(percent(before, low)) of paths as deployed, and on \(percent(after, low)) as proposed."
    )
    drawing.side(up.marks)
    drawing.bottom(
      across.labels(4, measure.foundType, vote.words.printer, unit: .last)
        .map { (x: $0.place, text: $0.text) })
    for (values, style) in [(before, "deployed"), (after, "proposed")] {
      // It ends where no path is beyond.
      var points: [Drawing.Point] = []
      for word in across.marks(Drawing.plotWidth / 4 + 1) {
        let beyond = values.count - values.atMost(word).lowerBound
        points.append((across.place(word), up.place(beyond)))
        if beyond == 0 { break }
      }
      drawing.line(points, style)
    }
    return Picture(drawing: drawing)
  }

  private func percent(_ values: Distribution, _ bound: Int128) -> String {
    let above = Int128(values.count - values.atMost(bound).lowerBound)
    return RoundedNumber.percent(above * Fixed.unit / Int128(max(1, values.count)))
  }

  // MARK: - Courses

  private func course(_ number: Int, _ base: PathFan, _ proposed: PathFan) -> Picture? {
    let (before, after) = (base.series[number], proposed.series[number])
    let bands: [(PathFan.Series, Int, Int, String)] =
      switch before.kind {
      case .price: [(before, 5, 95, "outer"), (before, 25, 75, "inner")]
      case .fund, .events: [(before, 5, 95, "deployed"), (after, 5, 95, "proposed")]
      }
    let edges = bands.flatMap { $0.0.quantile($0.1) + $0.0.quantile($0.2) }
    guard let low = edges.min(), let high = edges.max(), low < high else { return nil }
    let across = Scale(0, Int128(max(1, vote.spec.clock.steps)), length: Drawing.plotWidth)
    let up = Scale(low, high, length: Drawing.plotHeight)
    func points(_ words: [Int128]) -> [Drawing.Point] {
      zip(base.steps, words).map { (across.place(Int128($0)), up.place($1)) }
    }
    var drawing = Drawing(title: title(before), description: description(before, after, base.paths))
    drawing.side(
      up.labels(4, before.type, vote.words.printer).map { (y: $0.place, text: $0.text) })
    drawing.bottom(across.marks(4).map { (across.place($0), elapsed($0)) })
    for (series, low, high, style) in bands {
      drawing.band(points(series.quantile(low)), points(series.quantile(high)), style)
    }
    drawing.line(points(before.quantile(50)), "deployed")
    if before.kind != .price { drawing.line(points(after.quantile(50)), "proposed") }
    let legend =
      before.kind == .price ? [(style: "deployed", text: "middle of the paths")] : VoteCharts.both
    return Picture(drawing: drawing, legend: legend)
  }

  private func title(_ series: PathFan.Series) -> String {
    switch series.kind {
    case .price: "The price of \(series.name)"
    case .fund: "What is in `\(series.name)`".replacing("`", with: "")
    case .events: "Liquidations so far"
    }
  }

  private func description(
    _ before: PathFan.Series, _ after: PathFan.Series, _ paths: Int
  ) -> String {
    let last = { (series: PathFan.Series) in
      short(series.quantile(50).last ?? 0, series.type)
    }
    switch before.kind {
    case .price:
      return
        "\(before.name) over \(counted(paths, "path")): half of them are within the dark band, "
        + "nine of ten within the light one; in the middle it ends at \(last(before))."
    case .fund, .events:
      return "\(title(before)) over \(counted(paths, "path")): the middle, and the band that holds "
        + "nine of ten; in the middle it ends at \(last(before)) as deployed and \(last(after)) as "
        + "proposed."
    }
  }

  private func elapsed(_ step: Int128) -> String {
    let (time, overflow) = vote.spec.clock.step.multipliedReportingOverflow(by: step)
    return overflow ? "?" : short(time, .duration)
  }

  // MARK: - Liquidations

  /// A line for each account, a ring where it is liquidated as deployed, a dot where as proposed.
  private func picture(of times: LiquidationTimes) -> Picture? {
    let shown = times.accounts
    guard !shown.isEmpty else { return nil }
    let across = Scale(0, Int128(max(1, vote.spec.clock.steps)), length: Drawing.plotWidth)
    let height = Drawing.plotHeight / (shown.count + 1)
    let hidden = times.count - shown.count
    var drawing = Drawing(
      title: "Who is liquidated when, on path \(times.path)",
      description: "\(counted(times.countBefore, "account")) as deployed, a ring each time, and "
        + "\(times.countAfter) as proposed, a dot each time; the first to be liquidated at the top"
        + (hidden > 0 ? ", the first \(shown.count) of \(times.count)." : "."))
    drawing.side(
      shown.enumerated().map { place, account in
        (
          (shown.count - place) * height,
          vote.words.printer.label(account.row, of: times.table)
        )
      })
    drawing.bottom(across.marks(4).map { (across.place($0), elapsed($0)) })
    for (place, account) in shown.enumerated() {
      let y = (shown.count - place) * height
      for step in account.before {
        drawing.dot((across.place(Int128(step)), y), "was", "step \(step), as deployed")
      }
      for step in account.after {
        drawing.dot((across.place(Int128(step)), y), "now", "step \(step), as proposed", radius: 3)
      }
    }
    return Picture(drawing: drawing, legend: [])
  }

  // MARK: - Breaks

  /// The prices of a path, and what the accounts involved have, with the moment at which it breaks.
  private func pictures(of story: VoteStory) -> [CounterexamplePage.Picture] {
    let name = story.promise.name(vote.words)
    let prices = zip(vote.spec.markets, story.prices).prefix(1).map { market, prices in
      CoursePicture(
        title: "Where \(name) breaks",
        description:
          "\(market.name) on path \(story.path), which breaks \(name) as proposed in step "
          + "\(grouped(story.step)), at the ring.",
        lines: [.init(words: prices)], type: market.type, moment: story.step,
        printer: vote.words.printer, label: { elapsed(Int128($0)) }
      ).picture
    }
    return prices.compactMap { $0 }
      + Balance.pictures(
        story.balances, moment: story.step, vote.words.printer, label: { elapsed(Int128($0)) })
  }
}

/// Shares of a number of paths, each tenth part as far from the next.
struct LogarithmicScale {
  private let count: UInt64
  private let length: Int
  private let whole: Int128

  init(_ count: UInt64, length: Int) {
    self.count = max(2, count)
    self.length = length
    whole = LogarithmicScale.logarithm(self.count)
  }

  /// From the lower end; no path at all stands there as one does.
  func place(_ paths: UInt64) -> Int {
    guard paths > 0, whole > 0 else { return 0 }
    let share = LogarithmicScale.logarithm(min(paths, count)) * Int128(length) / whole
    return Int(clamping: share)
  }

  /// All of them, a tenth, a hundredth and so on.
  var marks: [(y: Int, text: String)] {
    var marks: [(y: Int, text: String)] = []
    var part: UInt64 = 1
    while part <= count, marks.count < 8 {
      let share = Fixed.unit / Int128(part)
      marks.append((place(count / part), RoundedNumber.percent(share)))
      part *= 10
    }
    return marks
  }

  private static func logarithm(_ number: UInt64) -> Int128 {
    (try? Fixed.ln(Int128(number) * Fixed.unit)) ?? 0
  }
}
