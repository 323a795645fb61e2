import Campaign
import Diagnostics
import Machine
import Numerics
import Reference
import Semantics

/// Tells a path of a simulation on a page.
struct ReplayPage {
  private let words: SpecWords
  private let runner: PathRunner
  private let world: World
  private let sources: SourceMap
  private let writer: FindingWriter
  private let record: PathRecord
  private let route: SteeredPath
  /// What breaks first, if anything does.
  private let first: Moment?
  private let course: Course
  private let steps: [ReplayStep]
  /// Whether they are told because much happens in them.
  private let isBusiest: Bool
  let command: String
  let facts: [[String]]

  /// A promise that is broken, and the step after which it is.
  enum Moment {
    case invariant(PathRecord.Break)
    case law(PathRecord.LawBreak)
    case claim(Int, step: Int)

    var step: Int {
      switch self {
      case .invariant(let broken): broken.step
      case .law(let broken): broken.step
      case .claim(_, let step): step
      }
    }
  }

  /// So many steps before the one that breaks are told, and all where these are few.
  private static let mostBefore = 12
  private static let few = 24

  /// - Parameters:
  ///   - record: what walking it has come to.
  ///   - steered: its prices, where they are given.
  ///   - shown: the steps to tell, if somebody has chosen.
  init?(
    _ runner: PathRunner, _ words: SpecWords, _ sources: SourceMap, _ record: PathRecord,
    _ steered: SteeredPath?, shown: ClosedRange<Int>?, command: String, facts: [[String]]
  ) {
    self.words = words
    self.runner = runner
    world = runner.world
    self.record = record
    self.command = command
    self.facts = facts
    self.sources = sources
    writer = FindingWriter(sources, words.printer)
    let spec = world.program.spec
    let moments =
      record.breaks.map { Moment.invariant($0) } + record.lawBreaks.map { Moment.law($0) }
      + record.wrongAt.enumerated().compactMap { number, step in
        step.map { Moment.claim(number, step: $0) }
      }
    first = moments.min { $0.step < $1.step }
    let end = steered?.prices.count ?? spec.clock.steps
    let last = min(first?.step ?? end, end)
    let blank = [Int128?](repeating: nil, count: spec.markets.count)
    let route = SteeredPath(
      path: record.path,
      prices: steered.map { Array($0.prices.prefix(last)) }
        ?? Array(repeating: blank, count: last))
    isBusiest = shown == nil && first == nil && last > ReplayPage.few
    let window: ClosedRange<Int>
    if let shown {
      window = shown
    } else if last <= ReplayPage.few {
      window = 0...last
    } else if first != nil {
      window = last - ReplayPage.mostBefore...last
    } else {
      window = ReplayPage.busiest(runner, route)
    }
    var steps: [ReplayStep] = []
    let failed = withoutActuallyEscaping({ (told: ReplayStep) in steps.append(told) }) { tell in
      let walk = PathWalk(runner, words, sources, shown: window, tell: tell)
      do throws(PathProblem) {
        try walk.walk(route)
        return false
      } catch { return true }
    }
    guard !failed else { return nil }
    self.route = route
    self.steps = steps
    course = Course(route, runner)
  }

  /// The run of steps in which most calls are made by others than oracles, where nothing breaks that
  /// has a moment.
  private static func busiest(_ runner: PathRunner, _ route: SteeredPath) -> ClosedRange<Int> {
    let counter = CallCounter(steps: route.prices.count)
    runner.listener = counter
    defer { runner.listener = nil }
    do throws(PathProblem) { try route.walk(runner) } catch {}
    let length = min(mostBefore, route.prices.count) + 1
    var sum = counter.calls.prefix(length).reduce(0, +)
    var best = (start: 0, sum: sum)
    for start in stride(from: 1, through: counter.calls.count - length, by: 1) {
      sum += counter.calls[start + length - 1] - counter.calls[start - 1]
      if sum > best.sum { best = (start, sum) }
    }
    return best.start...best.start + length - 1
  }

  /// By step, the calls that stood.
  private final class CallCounter: PathListener {
    private(set) var calls: [Int]
    private var step = 0

    init(steps: Int) { calls = Array(repeating: 0, count: steps + 1) }

    func stepBegan(_ step: Int) { self.step = step }
    func willCall(_ call: PathCall) {}
    func called(_ call: PathCall, _ run: Run) {
      // The setup calls for everybody, and says little of the path.
      guard run.stop == nil, step > 0, calls.indices.contains(step) else { return }
      if case .oracle = call.origin { return }
      calls[step] += 1
    }
    func broke(_ break: PathRecord.Break) {}
    func asked(_ law: PathRecord.LawBreak, holds: Bool) {}
  }

  private var spec: CheckedSpec { world.program.spec }
  private var last: Int { route.prices.count }

  var text: String {
    let name = first.map { self.name($0) }
    let feared = feared
    var page = CounterexamplePage(
      title: name.map { "\($0) breaks" } ?? "path \(record.path) of \(spec.name)",
      verdict: first.map { "broken in step \(grouped($0.step))" }
        ?? (feared.isEmpty ? "nothing breaks" : "something happens that should be seldom"),
      isGood: first == nil && feared.isEmpty, command: command)
    if first == nil { page.brokenTitle = "What should be seldom" }
    page.broken = feared.map { .init(name: "expectation", claim: nil, condition: $0) }
    page.story = story
    page.broken += broken
    page.courses = courses
    if let step = steps.last, step.number == last {
      page.balances = Balance.all(course, step, route, runner, words)
      page.accounts = Balance.pictures(
        page.balances, moment: first?.step, words.printer, label: { "step \(grouped($0))" })
    }
    page.steps = steps.map { $0.told(words, world, sources) }
    if let from = steps.first?.number, let to = steps.last?.number, from > 0 || to < last {
      page.extent =
        (isBusiest ? "where most happens: " : "")
        + "steps \(grouped(from)) to \(grouped(to)) of \(grouped(spec.clock.steps)); "
        + "others with `--step A..B`"
    }
    page.measures = zip(spec.measures, record.measures).map { measure, word in
      [measure.name, words.printer.text(word, measure.type)]
    }
    page.facts = facts
    return page.text
  }

  private func name(_ moment: Moment) -> String {
    switch moment {
    case .invariant(let broken): words.name(ofInvariant: broken.invariant)
    case .law(let broken): "\"\(words.name(ofLaw: broken.law))\""
    case .claim(let number, _): spec.expectations[number].text
    }
  }

  // MARK: - What broke

  /// Expectations that this path speaks against.
  private var feared: [String] {
    zip(spec.expectations, record.claims).compactMap { expectation, word in
      guard case .estimate(_, .probability, _, _) = expectation.claim, expectation.isFear, word != 0
      else { return nil }
      return expectation.text
    }
  }

  private var broken: [CounterexamplePage.Broken] {
    guard let end = steps.last, end.number == last else { return [] }
    var found = end.entries.compactMap { entry -> CounterexamplePage.Broken? in
      switch entry {
      case .broke(let broken): .init(broken, writer, words.printer)
      case .brokeLaw(let broken): law(broken)
      case .call, .changes: nil
      }
    }
    if case .claim(let number, _)? = first {
      found.append(
        .init(name: "claim", claim: nil, condition: spec.expectations[number].text))
    }
    return found
  }

  private func law(_ broken: PathRecord.LawBreak) -> CounterexamplePage.Broken {
    let law = spec.contract.laws[broken.law]
    let parts = words.parts(broken, sources)
    return .init(
      name: "law \"\(words.name(ofLaw: broken.law))\"", claim: nil,
      condition: writer.source(law.then.span),
      sides: parts.flatMap { part in part.sides.map { [$0.left, $0.right] } ?? [] },
      notes: words.lines(broken, sources))
  }

  // MARK: - The story

  private var story: [String] {
    var lines = [
      "On path \(record.path) of `\(spec.name)`, seed \(world.seed), "
        + (first.map { moment in
          "\(self.words(for: moment)) after \(counted(moment.step, "step")) of "
            + "\(grouped(spec.clock.steps))"
        } ?? "nothing breaks in \(counted(last, "step"))") + "."
    ]
    lines += spec.markets.indices.prefix(ReplayPage.mostMarkets).compactMap { number in
      course.prices.indices.contains(number) ? way(of: number) : nil
    }
    guard first != nil, let end = steps.last, end.number == last else { return lines }
    // What oracles say is told by the prices, unless that alone breaks it.
    let made = end.entries.compactMap { entry -> ReplayStep.Call? in
      if case .call(let call) = entry { call } else { nil }
    }
    let others = made.filter { if case .oracle = $0.call.origin { false } else { true } }
    let calls = (others.isEmpty ? made : others).compactMap { words.sentence($0, world) }
    let told = calls.suffix(ReplayPage.mostCalls)
    if !told.isEmpty {
      let more =
        calls.count > told.count ? "after \(counted(calls.count - told.count, "call")), " : ""
      lines.append("At \(timeText(end.time)), \(more)" + told.joined(separator: "; ") + ".")
    }
    for entry in end.entries {
      let (condition, reasons): (Span, [String])
      switch entry {
      case .broke(let broken):
        condition = spec.contract.invariants[broken.number].condition.span
        reasons = Array(writer.lines(broken).dropFirst())
      case .brokeLaw(let broken):
        condition = spec.contract.laws[broken.law].then.span
        reasons = words.lines(broken, sources)
      case .call, .changes: continue
      }
      lines.append(
        "Now `\(writer.source(condition))` is not so"
          + (reasons.isEmpty ? "." : ": \(reasons.joined(separator: "; ")).")
      )
    }
    return lines
  }

  private static let mostMarkets = 6
  private static let mostCalls = 4
  private static let mostMoves = 6

  private func words(for moment: Moment) -> String {
    switch moment {
    case .invariant: "`\(name(moment))` breaks"
    case .law: "the law \(name(moment)) breaks"
    case .claim: "`\(name(moment))` is not so"
    }
  }

  /// How a price went: its moves where they are few, and else its ends.
  private func way(of market: Int) -> String? {
    let prices = course.prices[market]
    let (name, type) = (spec.markets[market].name, spec.markets[market].type)
    guard let start = prices.first, let end = prices.last, let low = prices.min(),
      let high = prices.max()
    else { return nil }
    // The steps below have them to the last digit.
    func text(_ word: Int128) -> String {
      RoundedNumber.text(word, type, words.printer, digits: 6)
    }
    guard low < high else { return "\(name) stands at \(text(start))." }
    let moves = prices.indices.dropFirst().filter { prices[$0] != prices[$0 - 1] }
    if moves.count <= ReplayPage.mostMoves {
      let told = moves.map { step in
        "from \(text(prices[step - 1])) to \(text(prices[step])) in step \(grouped(step))"
      }
      return "\(name) goes " + told.joined(separator: ", ") + "."
    }
    return "\(name) goes from \(text(start)) to \(text(end)), never below \(text(low)) and never "
      + "above \(text(high))."
  }

  // MARK: - Pictures

  private var courses: [CounterexamplePage.Picture] {
    zip(spec.markets, course.prices).prefix(ReplayPage.mostMarkets).compactMap { market, prices in
      CoursePicture(
        title: market.isProcess ? "\(market.name) on this path" : "The price of \(market.name)",
        description: "\(market.name) from "
          + "\(RoundedNumber.text(prices.first ?? 0, market.type, words.printer, digits: 6)) to "
          + "\(RoundedNumber.text(prices.last ?? 0, market.type, words.printer, digits: 6))"
          + (first.map { ", step by step; \(words(for: $0)) at the ring." } ?? ", step by step.")
          .replacing("`", with: ""),
        lines: [.init(words: prices)], type: market.type,
        moment: first.map { min($0.step, prices.count - 1) },
        printer: words.printer, label: { "step \(grouped($0))" }
      ).picture
    }
  }
}
