import Attack
import Diagnostics
import Machine
import Property
import Reference
import Semantics

/// Tells a kept case on a page, as it is today.
struct CasePage {
  private let check: CaseCheck
  private let path: String

  init(_ check: CaseCheck, _ path: String) {
    self.check = check
    self.path = path
  }

  /// Nothing for a case that no longer applies: there is no run to tell.
  var text: String? {
    switch check.verdict {
    case .stillFails(let target, let replay, let claim, let step):
      page(target, replay, claim, upTo: step).text
    case .nowPasses(let target, let replay):
      page(target, replay, nil, upTo: replay.steps.count - 1).text
    case .stillFailsInSpec(let replay, let claim, let step): page(replay, claim, upTo: step).text
    case .nowPassesInSpec(let replay): page(replay, nil, upTo: replay.steps.count - 1).text
    case .noLongerApplies: nil
    }
  }

  private func blank(breaksAt step: Int?) -> CounterexamplePage {
    let file = check.file
    var page = CounterexamplePage(
      title: step == nil ? "\(file.claim) holds by now" : "\(file.claim) breaks",
      verdict: step.map { "broken at step \($0 + 1) of \(file.steps.count)" } ?? "nothing breaks",
      isGood: step == nil, command: "plimsoll replay \(quotedForShell(path))")
    page.facts = [
      ["case", path], ["file", file.file], ["contract or spec", file.name],
      ["which run", "the \(file.result.rawValue) that was found"], ["seed", "\(file.seed)"],
      ["version", "plimsoll \(Plimsoll.version)"],
    ]
    return page
  }

  // MARK: - Of a contract

  private func page(
    _ target: CaseTarget, _ replay: CaseReplay, _ claim: Int?, upTo last: Int
  ) -> CounterexamplePage {
    let printer = target.printer
    let writer = FindingWriter(target.sources, printer)
    var page = blank(breaksAt: claim == nil ? nil : last)
    let steps = Array(replay.steps.prefix(last + 1))
    if let claim {
      page.story = CaseStory(target: target, replay: replay, claim: claim).lines
      let broken = steps.last?.broken.first { $0.number == claim }
      page.broken = broken.map { [.init($0, writer, printer)] } ?? []
    }
    page.courses = prices(replay.beginning, steps, target, breaks: claim != nil)
    if let end = steps.last {
      page.balances = Balance.all(
        [replay.beginning, end.before, end.after],
        steps.reversed().map { ($0.call.action, $0.call.arguments, $0.call.caller) },
        ofRows: { _ in true }, target.contract, target.population.counts, printer
      ).map { $0.along([replay.beginning] + steps.map(\.after)) }
      page.accounts = Balance.pictures(
        page.balances, moment: claim.map { _ in steps.count }, printer, label: { "call \($0)" })
    }
    page.steps = steps.enumerated().map { number, step in
      var event = CounterexamplePage.Event(
        name: printer.text(step.call, gap: step.gap), gas: step.execution.gas)
      switch step.execution.outcome {
      case .committed(let events):
        event.changes = printer.rows(step.changes)
        event.notes = events.map { "emits \(printer.text($0))" }
        if event.changes.isEmpty, event.notes.isEmpty { event.notes = ["changes nothing"] }
      case .reverted(let trap):
        event.outcome = .refused
        event.notes = [printer.headline(trap)] + writer.notes(trap)
      }
      let broken = step.broken.map { broken in
        CounterexamplePage.Event(
          name: "invariant \(target.contract.invariants[broken.number].name)",
          notes: Array(writer.lines(broken).dropFirst()), outcome: .broken)
      }
      return CounterexamplePage.Step(
        name: "Step \(number + 1)", details: timeText(step.after.now), events: [event] + broken)
    }
    return page
  }

  private static let mostPictures = 4

  /// The states of a contract that are prices, where they move: it has no markets.
  private func prices(
    _ beginning: State, _ steps: [CaseReplay.Step], _ target: CaseTarget, breaks: Bool
  ) -> [CounterexamplePage.Picture] {
    let states = target.contract.states
    let pictures = states.indices.filter { states[$0].type.isPrice }.compactMap { id in
      let words = ([beginning] + steps.map(\.after)).map { $0.states[id] }
      return CoursePicture(
        title: states[id].name,
        description: "\(states[id].name) from "
          + "\(target.printer.text(words.first ?? 0, states[id].type)) to "
          + "\(target.printer.text(words.last ?? 0, states[id].type)), call by call"
          + (breaks ? "; \(check.file.claim) breaks at the ring." : "."),
        lines: [.init(words: words)], type: states[id].type, moment: breaks ? words.count - 1 : nil,
        printer: target.printer, label: { "call \($0)" }
      ).picture
    }
    return Array(pictures.prefix(CasePage.mostPictures))
  }

  // MARK: - Of a spec

  private func page(
    _ replay: SpecReplay, _ claim: Int?, upTo last: Int
  ) -> CounterexamplePage {
    let target = replay.target
    let contract = target.stage.contract
    let writer = FindingWriter(target.sources, target.printer)
    var page = blank(breaksAt: claim == nil ? nil : last)
    let steps = Array(replay.steps.prefix(last + 1))
    if let claim {
      page.story = SpecStory(replay: replay, claim: claim).lines
      page.broken = (steps.last?.told.entries ?? []).compactMap { entry in
        if case .broke(let broken) = entry, broken.number == claim {
          .init(broken, writer, target.printer)
        } else {
          nil
        }
      }
      if page.broken.isEmpty {
        page.broken = [
          .init(name: "claim", claim: nil, condition: target.stage.name(of: claim))
        ]
      }
    }
    page.courses = prices(replay, steps, breaks: claim != nil)
    if let end = steps.last {
      let before = steps.count > 1 ? steps[steps.count - 2].after : replay.beginning
      page.balances = Balance.all(
        [replay.beginning, before, end.after], calls(steps),
        ofRows: { id in !target.spec.agents.contains { $0.memory == id } }, contract,
        target.world.rows, target.printer
      ).map { $0.along([replay.beginning] + steps.map(\.after)) }
      page.accounts = Balance.pictures(
        page.balances, moment: claim.map { _ in steps.count }, target.printer,
        label: { "move \($0)" })
    }
    page.steps = steps.enumerated().map { number, step in
      var told = step.told.told(
        target.words, target.world, target.sources,
        name: "Step \(number + 1): " + replay.text(number))
      if claim.map({ $0 >= contract.invariants.count }) ?? false, number == last {
        told.events.append(
          .init(name: target.stage.name(of: claim ?? 0), outcome: .broken))
      }
      return told
    }
    return page
  }

  /// Those that were made, the adversary's own first, the last at the front.
  private func calls(
    _ steps: [SpecReplay.Step]
  ) -> [(action: ActionID, arguments: [Int128], caller: RunCaller)] {
    let made = steps.reversed().flatMap { $0.told.entries.reversed() }.compactMap { entry in
      if case .call(let call) = entry, case .committed = call.end { call.call } else { nil }
    }
    let own = made.filter { $0.origin == .adversary }
    return (own + made.filter { $0.origin != .adversary }).map {
      ($0.action, $0.arguments, $0.caller)
    }
  }

  private func prices(
    _ replay: SpecReplay, _ steps: [SpecReplay.Step], breaks: Bool
  ) -> [CounterexamplePage.Picture] {
    let markets = replay.target.spec.markets
    let printer = replay.target.printer
    let pictures = markets.indices.compactMap { number in
      let prices = ([replay.firstPrices] + steps.map(\.prices)).map { $0[number] }
      return CoursePicture(
        title: "The price of \(markets[number].name)",
        description: "\(markets[number].name) from "
          + "\(printer.text(prices.first ?? 0, markets[number].type)) to "
          + "\(printer.text(prices.last ?? 0, markets[number].type)), move by move"
          + (breaks ? "; \(check.file.claim) breaks at the ring." : "."),
        lines: [.init(words: prices)], type: markets[number].type,
        moment: breaks ? prices.count - 1 : nil,
        printer: printer, label: { "move \($0)" }
      ).picture
    }
    return Array(pictures.prefix(CasePage.mostPictures))
  }
}

extension ValueType {
  /// One unit for another.
  fileprivate var isPrice: Bool {
    guard case .fixed(let dimension) = self, dimension != .duration else { return false }
    return dimension.factors.map(\.exponent).sorted() == [-1, 1]
  }
}
