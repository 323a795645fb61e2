import Numerics
import Reference
import Semantics

// What happens between looks.
extension SurveyPlay {
  private var contract: CheckedContract { scenario.contract }

  // MARK: - Prices

  /// Chooses words of small tables, and states, that move from step to step.
  mutating func chooseQuarry() {
    var places: [Place] = contract.states.indices.filter { contract.states[$0].type.isNumber }
      .map { .state($0) }
    for (table, shape) in contract.tables.enumerated() where scenario.rows[table] < 5 {
      for (field, declared) in shape.fields.enumerated() where declared.type.isNumber {
        places += (0..<scenario.rows[table]).map { .cell(table: table, field: field, row: $0) }
      }
    }
    while !places.isEmpty, quarry.count < 10 {
      quarry.append(places.remove(at: dice.below(places.count)))
    }
  }

  /// Some of them walk, jump, or are where they were at home.
  mutating func market(_ title: String) throws(Difference) {
    let goesHome = dice.chance(6)
    for place in quarry where goesHome || dice.chance(35) {
      let (now, type, range) = (word(at: place), type(of: place), range(of: place))
      let next: Int128
      switch goesHome ? 9 : dice.below(10) {
      case 8: next = scenario.word(type, range, &dice)
      case 9: next = homeWord(at: place)
      case 7:
        // Two that are the same, and then go different ways.
        next = word(at: dice.pick(quarry.filter { self.type(of: $0) == type }))
      default: next = scenario.word(near: now, type, &dice)
      }
      if next != now { try write(next, at: place, title) }
    }
  }

  private func word(at place: Place) -> Int128 {
    switch place {
    case .state(let state): plain.run.word(ofState: state)
    case .cell(let table, let field, let row): plain.run.word(table, field, row)
    }
  }

  private func homeWord(at place: Place) -> Int128 {
    switch place {
    case .state(let state): home.state.states[state]
    case .cell(let table, let field, let row): home.state.columns[table][field][row]
    }
  }

  private func type(of place: Place) -> ValueType {
    switch place {
    case .state(let state): contract.states[state].type
    case .cell(let table, let field, _): contract.tables[table].fields[field].type
    }
  }

  private func range(of place: Place) -> WordRange? {
    if case .cell(let table, let field, _) = place {
      return contract.tables[table].fields[field].range
    }
    return nil
  }

  /// By the action that writes it, with everything else as it is.
  private mutating func write(
    _ word: Int128, at place: Place, _ title: String
  ) throws(Difference) {
    switch place {
    case .state(let state):
      guard let id = contract.actions.firstIndex(where: { $0.name == "steer" }) else { return }
      let arguments = contract.actions[id].parameters.map { slot in
        guard let at = contract.states.firstIndex(where: { "v_\($0.name)" == slot.name }) else {
          return Int128(0)
        }
        return at == state ? word : plain.run.word(ofState: at)
      }
      try call(Scenario.Call(action: id, arguments: arguments, by: title), title)
    case .cell(let table, let field, let row):
      try poke(table, row, title) { $0 == field ? word : nil }
    }
  }

  // MARK: - Rows

  /// Writes some cells of a row of a large table, now and then of many.
  mutating func pokeLarge(_ title: String) throws(Difference) {
    let large = scenario.rows.indices.filter { scenario.rows[$0] >= 5 }
    guard !large.isEmpty else { return }
    for _ in 0..<dice.pick([1, 1, 1, 2, 5]) {
      let table = dice.chance(75) ? large[0] : dice.pick(large)
      let row = dice.chance(30) ? scenario.rows[table] - 1 : dice.below(scenario.rows[table])
      let fields = contract.tables[table].fields
      let share = dice.pick([15, 15, 40, 100])
      var words: [Int: Int128] = [:]
      for (field, declared) in fields.enumerated() where dice.chance(share) {
        words[field] =
          dice.chance(40) && declared.type.isNumber
          ? scenario.word(near: plain.run.word(table, field, row), declared.type, &dice)
          : scenario.word(declared.type, declared.range, &dice)
      }
      try poke(table, row, title) { words[$0] }
    }
  }

  private mutating func poke(
    _ table: Int, _ row: Int, _ title: String, _ word: (Int) -> Int128?
  ) throws(Difference) {
    guard
      let id = contract.actions.firstIndex(where: { action in
        action.name.hasPrefix("poke") && action.parameters.first?.type == .row(table)
      })
    else { return }
    let fields = contract.tables[table].fields
    var arguments = [Int128(row)]
    for slot in contract.actions[id].parameters.dropFirst() {
      if let field = fields.firstIndex(where: { "v_\($0.name)" == slot.name }) {
        arguments.append(word(field) ?? plain.run.word(table, field, row))
      } else {
        arguments.append(dice.chance(12) ? 1 : 0)
      }
    }
    try call(Scenario.Call(action: id, arguments: arguments, by: title), title)
  }

  // MARK: - Anything else

  mutating func tick() {
    let clock = plain.run.clock &+ Int128(dice.below(60)) * Fixed.unit
    for side in [surveyed, plain] { side.run.set(clock: clock) }
    judge?.state.now = clock
    (last, isArranged) = (nil, true)
  }

  mutating func actAtRandom(_ title: String) throws(Difference) {
    let named = ["poke", "steer", "tune", "scan"]
    let others = contract.actions.indices.filter { id in
      !named.contains { contract.actions[id].name.hasPrefix($0) }
    }
    let ids = others.isEmpty ? Array(contract.actions.indices) : others
    guard !ids.isEmpty else { return }
    let id = dice.pick(ids)
    let caller: Caller =
      switch contract.actions[id].callers {
      case .anyone: .anyone
      case .roles(let roles): .role(dice.pick(roles))
      case .row(let table): .row(table, Int128(dice.below(scenario.rows[table])))
      }
    let arguments = arguments(of: id)
    try call(
      Scenario.Call(action: id, arguments: arguments, caller: caller, gas: SurveyPlay.gas), title)
  }

  mutating func tune(_ title: String) throws(Difference) {
    guard let id = contract.actions.firstIndex(where: { $0.name == "tune" }) else { return }
    var arguments: [Int128] = []
    for slot in contract.actions[id].parameters {
      let at = contract.parameters.firstIndex { "v_\($0.name)" == slot.name }
      let word = at.map { plain.run.word(ofParameter: $0) } ?? 0
      let range = at.flatMap { contract.parameters[$0].range }
      switch dice.below(6) {
      case 0 where at != nil: arguments.append(scenario.word(slot.type, range, &dice))
      case 1,
        2 where slot.type.isNumber:
        let near = scenario.word(near: word, slot.type, &dice)
        arguments.append(range?.contains(near) == false ? word : near)
      default: arguments.append(word)
      }
    }
    try call(Scenario.Call(action: id, arguments: arguments, by: title), title)
  }

  /// So many words, all of them written, that the machine cannot keep in mind what they were.
  mutating func flood(_ title: String) throws(Difference) {
    let words = max(1, plain.state.columns.joined().joined().count)
    for _ in 0..<min(40, 1 + 5_000 / words) { try arrange(share: 97, asStep: true) }
    try pokeLarge("\(title): flood")
  }

  mutating func undo(_ title: String) throws(Difference) {
    guard last != nil else { return }
    for side in [surveyed, plain] { side.undo() }
    judge?.undo()
    last = nil
    try agree("\(title): undone")
  }

  /// Cells and states, one by one.
  mutating func writePast() {
    for (table, shape) in contract.tables.enumerated() where scenario.rows[table] > 0 {
      for (field, declared) in shape.fields.enumerated() where dice.chance(25) {
        let row = dice.below(scenario.rows[table])
        let word = scenario.word(declared.type, declared.range, &dice)
        for side in [surveyed, plain] { side.run.set(table, field, row, word) }
        judge?.state.columns[table][field][row] = word
      }
    }
    for (state, declared) in contract.states.enumerated() where dice.chance(25) {
      let word = scenario.word(declared.type, nil, &dice)
      for side in [surveyed, plain] { side.run.set(state: state, word) }
      judge?.state.states[state] = word
    }
    (last, isArranged) = (nil, true)
  }

  /// A look that runs out of gas, or is taken back.
  mutating func starve(_ title: String) throws(Difference) {
    guard !scenario.scans.isEmpty else { return }
    let number = dice.below(scenario.scans.count)
    let arguments = arguments(of: scenario.scans[number])
    let gas = dice.below(dice.pick([100, 1_000, 10_000]))
    if surveyed.run.scan(number, arguments, gas: gas).reason == nil { surveyed.undo() }
    (last, isArranged) = (nil, true)
    try agree("\(title): scan \(number) with \(gas), undone")
  }

  /// A share of all words anew.
  mutating func arrange(share: Int, asStep: Bool) throws(Difference) {
    var state = plain.state
    for (id, parameter) in contract.parameters.enumerated() where dice.chance(share) {
      state.parameters[id] = scenario.word(parameter.type, parameter.range, &dice)
      // What is no number of the range cannot be a parameter.
      if let range = parameter.range, !range.contains(state.parameters[id]) {
        state.parameters[id] = range.lowerBound
      }
    }
    for (id, declared) in contract.states.enumerated() where dice.chance(share) {
      state.states[id] = scenario.word(declared.type, nil, &dice)
    }
    for (table, shape) in contract.tables.enumerated() {
      for (field, declared) in shape.fields.enumerated() {
        for row in 0..<scenario.rows[table] where dice.chance(share) {
          state.columns[table][field][row] = scenario.word(declared.type, declared.range, &dice)
        }
      }
    }
    state.now = max(state.now, Interpreter.start) &+ Int128(dice.below(1_000)) * Fixed.unit
    for side in [surveyed, plain] {
      side.run.arrange(
        state.parameters, state.states, state.columns, state.now, asStep: asStep)
    }
    judge?.state = state
    (last, isArranged) = (nil, true)
    try agree("arranged")
  }

  /// As it was declared.
  mutating func reset() throws(Difference) {
    for side in [surveyed, plain] { side.run.reset(clock: Interpreter.start) }
    judge?.state = plain.state
    (last, isArranged) = (nil, false)
    try agree("reset")
  }

  mutating func restore(_ states: SurveyStates) throws(Difference) {
    for (side, image) in zip([surveyed, plain], states.images) { side.run.restore(image) }
    judge?.state = states.state
    (last, isArranged) = (nil, false)
    try agree("restored")
  }
}

extension ValueType {
  var isNumber: Bool {
    switch self {
    case .fixed, .integer, .time: true
    case .truth, .row, .enumeration, .unknown: false
    }
  }
}

extension Scenario.Call {
  fileprivate init(action: Int, arguments: [Int128], by title: String) {
    self.init(
      action: action, arguments: arguments, caller: .anyone, gas: SurveyPlay.gas)
  }
}
