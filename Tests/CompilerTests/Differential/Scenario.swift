import Numerics
import Reference
import Semantics

/// A random contract, checked, with a population and what is done to it.
struct Scenario {
  let number: UInt64
  let seed: UInt64
  let source: String
  let contract: CheckedContract
  let population: Population
  private var dice: Dice

  /// Nothing where the checker refuses the text.
  init?(seed: UInt64, number: UInt64) {
    self.init(
      seed: seed, number: number, source: Writer.contract(Dice(seed: seed, program: number)))
  }

  /// The same with another text, as the shrinker asks for it; or with other tables.
  init?(seed: UInt64, number: UInt64, source: String, rows: [String: Int]? = nil) {
    var project = Project(
      workspace: Workspace { $0 == "main.risk" ? .bytes(Array(source.utf8)) : .missing })
    guard let contract = project.check("main.risk").contracts.first else { return nil }
    let sizes = Writer(dice: Dice(seed: seed, program: number)).sizes
    let rows = rows ?? ["T": sizes[0], "U": sizes[1]]
    let named = contract.tables.enumerated().compactMap { id, table in
      rows[table.name].map { (id, $0) }
    }
    let given = named.map { ($0.0, CheckedExample.Population(count: $0.1)) }
    guard
      let population = try? Population(
        of: contract, given: Dictionary(uniqueKeysWithValues: given))
    else { return nil }
    self.seed = seed
    self.number = number
    self.source = source
    self.contract = contract
    self.population = population
    dice = Dice(seed: seed, program: number, step: 1)
  }

  /// One thing that happens.
  enum Step {
    /// Somebody sets values from outside.
    case arrange(State)
    case call(Call)
  }

  struct Call: CustomStringConvertible {
    let action: Int
    let arguments: [Int128]
    let caller: Caller
    let gas: Int

    var description: String {
      "action \(action)(\(arguments.map { "\($0)" }.joined(separator: ", "))) by \(caller), "
        + "gas \(gas)"
    }
  }

  static let gas = 200_000

  /// What happens at this number of the sequence, in this state. It depends on no call before but
  /// by the state, so that a text that says less still sees the same.
  func step(_ place: Int, _ state: State) -> [Step] {
    var dice = Dice(seed: seed, program: number, step: UInt64(place + 2))
    var steps: [Step] = []
    if dice.chance(place == 0 ? 80 : 12) { steps.append(.arrange(disturbed(state, &dice))) }
    guard !contract.actions.isEmpty else { return steps }
    let id = dice.below(contract.actions.count)
    let action = contract.actions[id]
    let arguments = action.parameters.map { argument($0, &dice) }
    let caller = caller(action, &dice)
    let gas = dice.chance(6) ? dice.below(dice.pick([20, 200, 2_000])) : Scenario.gas
    steps.append(.call(Call(action: id, arguments: arguments, caller: caller, gas: gas)))
    return steps
  }

  // MARK: - Words

  private func argument(_ slot: CheckedSlot, _ dice: inout Dice) -> Int128 {
    if let range = slot.range, dice.chance(96) {
      return dice.chance(15)
        ? dice.pick([range.lowerBound, range.upperBound]) : dice.integer(in: range)
    }
    if case .row(let table) = slot.type {
      let count = Int128(population.counts[table])
      return dice.chance(95) && count > 0
        ? dice.integer(in: 0...count - 1) : dice.pick([noRow, count, count + 5, -2, .max])
    }
    return word(slot.type, slot.range, &dice)
  }

  private func word(_ type: ValueType, _ range: WordRange?, _ dice: inout Dice) -> Int128 {
    switch type {
    case .truth: return Int128(dice.below(2))
    case .row(let table): return Int128(dice.below(population.counts[table] + 1)) - 1
    case .enumeration(let id):
      return Int128(dice.below(contract.enumerations[id].members.count))
    case .time: return Interpreter.start &+ dice.fixed(wildness: 3)
    case .fixed: return dice.fixed(wildness: 4)
    case .integer, .unknown: return dice.whole(wildness: 4)
    }
  }

  /// Some words changed, so that there is something to act on; parameters stay in their ranges.
  private func disturbed(_ state: State, _ dice: inout Dice) -> State {
    var state = state
    let share = dice.pick([10, 50, 100])
    for (id, parameter) in contract.parameters.enumerated() where dice.chance(share / 2) {
      state.parameters[id] =
        parameter.range.map { dice.integer(in: $0) } ?? word(parameter.type, nil, &dice)
    }
    for (id, declared) in contract.states.enumerated() where dice.chance(share) {
      state.states[id] = word(declared.type, nil, &dice)
    }
    for (table, shape) in contract.tables.enumerated() {
      for (field, declared) in shape.fields.enumerated() where dice.chance(share) {
        for row in 0..<population.counts[table] where dice.chance(share) {
          state.columns[table][field][row] =
            declared.range.map { dice.integer(in: $0) } ?? word(declared.type, nil, &dice)
        }
      }
    }
    state.now += Int128(dice.below(100_000)) * Fixed.unit
    return state
  }

  private func caller(_ action: CheckedAction, _ dice: inout Dice) -> Caller {
    let right = dice.chance(95)
    switch action.callers {
    case .anyone: return .anyone
    case .roles(let roles):
      return right ? .role(dice.pick(roles)) : dice.pick([.anyone, .role(0), .row(0, 0)])
    case .row(let table):
      let count = population.counts[table]
      if right, count > 0 { return .row(table, Int128(dice.below(count))) }
      return dice.pick([
        .anyone, .role(1), .row(table, noRow), .row(table, Int128(count)), .row(1 - table, 0),
      ])
    }
  }
}
