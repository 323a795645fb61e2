import Numerics
import Reference
import Semantics

/// The same on a machine with surveys, on one without, and where there is time in the interpreter;
/// compared after every step.
struct SurveyPlay {
  let scenario: SurveyScenario
  let surveyed: MachineSide
  let plain: MachineSide
  let judge: InterpreterSide?
  var tally = SurveyTally()
  var dice: Dice
  /// The state all paths begin in, and one on the way.
  var home: SurveyStates
  var elsewhere: SurveyStates
  /// What the present state came from, by a call that stands.
  var last: Scenario.Call?
  /// Whether words were written past every call since the last.
  var isArranged = false
  /// What scans were given last.
  private var given: [ActionID: [Int128]] = [:]
  /// What moves the way prices do.
  var quarry: [Place] = []

  static let gas = 3_000_000

  /// A word of the state.
  enum Place: Hashable {
    case state(Int)
    case cell(table: Int, field: Int, row: Int)
  }

  init(_ scenario: SurveyScenario, judged: Bool) throws {
    self.scenario = scenario
    func side(_ surveying: Bool) throws -> MachineSide {
      let side = MachineSide(
        try MachineRun(
          scenario.contract, rows: scenario.rows, scans: scenario.scans, surveying: surveying))
      side.questionGas = SurveyPlay.gas
      return side
    }
    surveyed = try side(true)
    plain = try side(false)
    judge = judged && scenario.rows.max() ?? 0 < 200 ? InterpreterSide(scenario.scenario) : nil
    judge?.questionGas = SurveyPlay.gas
    dice = Dice(seed: scenario.scenario.seed, program: scenario.scenario.number, step: 1)
    home = SurveyStates(surveyed, plain)
    elsewhere = home
  }

  /// Plays so many paths of so many steps, or up to the first difference.
  mutating func play(paths: Int, steps: Int) -> Difference? {
    tally.programs = 1
    tally.surveys = surveyed.run.surveyCount
    do throws(Difference) {
      try arrange(share: 100, asStep: false)
      home = SurveyStates(surveyed, plain)
      elsewhere = home
      chooseQuarry()
      for path in 0..<paths {
        // Some paths are the same again, which is when most is known already.
        let way = [0, 1, 0, 2, 3][path % 5]
        let (seed, number) = (scenario.scenario.seed, scenario.scenario.number)
        dice = Dice(seed: seed, program: number, step: UInt64(100 + way))
        if path > 0 { try restore(way == 3 ? elsewhere : home) }
        for step in 0..<steps {
          try turn("path \(path), step \(step)")
          if step == steps / 2, path == 1 { elsewhere = SurveyStates(surveyed, plain) }
        }
      }
    } catch { return error }
    let counts = surveyed.run.counts
    (tally.looks, tally.spared) = (counts.looks, counts.spared)
    tally.proved = counts.proved
    tally.sparing = counts.spared > 0 ? 1 : 0
    guard counts.wrong > 0 else { return nil }
    return Difference("rows that were spared", "0 of another word", "\(counts.wrong)")
  }

  private mutating func turn(_ title: String) throws(Difference) {
    if dice.chance(40) { tick() }
    try market(title)
    if dice.chance(35) { try pokeLarge(title) }
    switch dice.below(24) {
    case 0, 1, 2: try actAtRandom(title)
    case 3, 4, 11, 12: try tune(title)
    case 5: try undo(title)
    case 6: writePast()
    case 7: try starve(title)
    case 8 where dice.chance(40): try arrange(share: 8, asStep: dice.chance(50))
    case 9 where dice.chance(8): try flood(title)
    case 13 where dice.chance(10): try reset()
    case 10 where dice.chance(50): try restore(dice.chance(70) ? home : elsewhere)
    default: break
    }
    try look(title)
  }

  // MARK: - Comparing

  func compare<Value: Equatable>(
    _ title: String, _ a: Value, _ b: Value, _ judged: Value? = nil
  ) throws(Difference) {
    if a != b { throw Difference(title, "without surveys \(b)", "with surveys \(a)") }
    if let judged, judged != a {
      throw Difference("\(title), interpreted", "\(judged)", "\(a)")
    }
  }

  func agree(_ title: String) throws(Difference) {
    if surveyed.run.image != plain.run.image {
      throw Difference("\(title): states differ", "\(plain.state)", "\(surveyed.state)")
    }
    if let judge, judge.state != plain.state {
      throw Difference("\(title), interpreted: states differ", "\(judge.state)", "\(plain.state)")
    }
  }

  // MARK: - Asking

  private mutating func look(_ title: String) throws(Difference) {
    if dice.chance(25) { try agent(title) }
    for number in scenario.scans.indices where dice.chance(60) { try scan(number, title) }
    if dice.chance(85) { try ask(title, after: nil) }
  }

  private mutating func scan(_ number: Int, _ title: String) throws(Difference) {
    let action = scenario.scans[number]
    let arguments = nearArguments(of: action)
    tally.scans += 1
    func verdict(_ side: MachineSide) -> Verdict {
      side.verdict(side.run.scan(number, arguments, gas: SurveyPlay.gas))
    }
    let title = "\(title): scan \(number) \(arguments)"
    let judged = judge?.call(
      Scenario.Call(action: action, arguments: arguments, caller: .anyone, gas: SurveyPlay.gas),
      gas: SurveyPlay.gas)
    let (found, wanted) = (verdict(surveyed), verdict(plain))
    if wanted.reason == .outOfGas {
      // It may take less where looks are spared.
      if found.reason == nil { surveyed.undo() }
    } else {
      try compare(title, found.end, wanted.end, judged?.end)
    }
    if case .committed(let events) = found.end {
      tally.rows += events.count
    } else {
      tally.stops += 1
    }
    (last, isArranged) = (nil, false)
    try agree(title)
  }

  /// A routine that asks for rows, with calls in between.
  private mutating func agent(_ title: String) throws(Difference) {
    guard !scenario.scans.isEmpty else { return }
    let number = dice.below(scenario.scans.count)
    let arguments = nearArguments(of: scenario.scans[number])
    var found = surveyed.run.begin(number, arguments, gas: SurveyPlay.gas)
    var wanted = plain.run.begin(number, arguments, gas: SurveyPlay.gas)
    for turn in 0..<6 {
      if wanted == .stopped(.outOfGas) { break }
      try compare("\(title): agent \(number) \(arguments), request \(turn)", found, wanted)
      guard case .row = found else { break }
      tally.requests += 1
      if dice.chance(60) { try pokeLarge(title) }
      if dice.chance(20) { try market(title) }
      found = surveyed.run.goOn()
      wanted = plain.run.goOn()
    }
    (last, isArranged) = (nil, true)
  }

  private mutating func ask(_ title: String, after call: Scenario.Call?) throws(Difference) {
    guard !isArranged else { return }
    for (number, invariant) in scenario.contract.invariants.enumerated()
    where invariant.after == nil || invariant.after == call?.action {
      let arguments = invariant.after == nil ? [] : call?.arguments ?? []
      let found = surveyed.truth(of: number, arguments)
      let wanted = plain.truth(of: number, arguments)
      tally.count(found)
      if case .traps(.outOfGas, _) = wanted { continue }
      try compare(
        "\(title): invariant \(invariant.name)", found, wanted,
        judge?.truth(of: number, arguments))
    }
  }

  // MARK: - Calling

  mutating func call(_ call: Scenario.Call, _ title: String) throws(Difference) {
    let found = surveyed.call(call, gas: SurveyPlay.gas)
    let wanted = plain.call(call, gas: SurveyPlay.gas)
    let title = "\(title): \(call)"
    try compare(title, found, wanted, judge?.call(call, gas: SurveyPlay.gas))
    tally.calls += 1
    if case .committed = found.end { last = call } else { last = nil }
    if last == nil { tally.reverts += 1 }
    isArranged = false
    try agree(title)
    if last != nil, dice.chance(20) { try ask(title, after: call) }
  }

  /// Mostly those of last time, or near them.
  private mutating func nearArguments(of action: ActionID) -> [Int128] {
    var next = arguments(of: action)
    for (place, slot) in scenario.contract.actions[action].parameters.enumerated() {
      guard let last = given[action]?[place], dice.chance(70) else { continue }
      let isMoved = slot.type.isNumber && dice.chance(50)
      next[place] = isMoved ? scenario.word(near: last, slot.type, &dice) : last
    }
    given[action] = next
    return next
  }

  mutating func arguments(of action: ActionID) -> [Int128] {
    var arguments: [Int128] = []
    for slot in scenario.contract.actions[action].parameters {
      arguments.append(scenario.word(slot.type, slot.range, &dice))
    }
    return arguments
  }
}

/// The same state of both machines, as each of them takes it out: restoring the very same image is
/// what lets surveys go back.
struct SurveyStates {
  let images: [MachineRun.Image]
  let state: State

  init(_ surveyed: MachineSide, _ plain: MachineSide) {
    images = [surveyed.run.image, plain.run.image]
    state = plain.state
  }
}
