import Campaign
import Machine
import Numerics
import Reference
import Semantics

/// Names of what a spec is made of, and its values, as people and programs read them.
struct SpecWords {
  let program: SpecProgram
  let population: Population
  let printer: ValuePrinter

  /// `nil` where there can be no such tables, which no world has.
  init?(_ world: World) {
    program = world.program
    let spec = program.spec
    var given: [TableID: CheckedExample.Population] = [:]
    for (id, count) in world.rows.enumerated() {
      let labels = world.holdings.flatMap { $0.table == id ? $0.labels : nil }
      given[id] = CheckedExample.Population(
        count: count, names: labels ?? spec.population[id]?.names ?? [])
    }
    guard let population = try? Population(of: spec.contract, given: given) else { return nil }
    self.population = population
    printer = ValuePrinter(spec.contract, population)
  }

  private var spec: CheckedSpec { program.spec }

  // MARK: - Names

  /// `liquidate`, and where several contracts are deployed `perp.liquidate`.
  func name(ofAction id: ActionID) -> String {
    qualified(spec.contract.actions[id].name) { $0.actions.contains(id) }
  }

  func name(ofEvent id: EventID) -> String {
    qualified(spec.contract.events[id].name) { $0.events.contains(id) }
  }

  func name(ofInvariant id: Int) -> String { spec.contract.invariants[id].name }

  /// The title of a law, after its contract's name where several are deployed.
  func name(ofLaw id: Int) -> String {
    let law = spec.contract.laws[id]
    return spec.deployments.count > 1 ? "\(law.contract): \(law.title)" : law.title
  }

  /// The rows and values that a law was broken with.
  func given(_ broken: PathRecord.LawBreak) -> [(name: String, value: String)] {
    let law = spec.contract.laws[broken.law]
    return law.given.compactMap { given in
      guard broken.given.indices.contains(given.slot) else { return nil }
      let slot = law.frame.locals[given.slot]
      return (slot.name, printer.text(broken.given[given.slot], slot.type))
    }
  }

  private func qualified(
    _ name: String, _ isOwner: (CheckedSpec.Deployed) -> Bool
  ) -> String {
    guard spec.deployments.count > 1, let owner = spec.deployments.first(where: isOwner),
      !name.contains(".")
    else { return name }
    return "\(owner.name).\(name)"
  }

  /// What `reverts NAME` calls the reason of a refusal.
  func reason(_ stop: Stop) -> String {
    switch stop {
    case .failure(.demand(let number)):
      let demands = program.compiled.demands
      guard demands.indices.contains(number) else { return "require" }
      return demands[number].id ?? demands[number].kind.rawValue
    case .failure(.enforcedInvariant(let number)): return name(ofInvariant: number)
    case .failure(.noRows): return MachineReason.noRows.rawValue
    case .failure(.unproved): return "unproved"
    case .outOfGas, .columnTooLarge, .depth: return MachineReason.gas.rawValue
    case .overflow: return MachineReason.overflow.rawValue
    case .divisionByZero: return MachineReason.divisionByZero.rawValue
    case .domain: return MachineReason.domain.rawValue
    case .range: return MachineReason.range.rawValue
    case .caller: return MachineReason.caller.rawValue
    case .noneRow: return MachineReason.none.rawValue
    case .rowOutOfRange: return MachineReason.row.rawValue
    }
  }

  // MARK: - Values

  /// A value as a program reads it: exact, without unit and without groups of digits.
  func plain(_ word: Int128, _ type: ValueType) -> String {
    switch type {
    case .fixed: Fixed.text(word, grouped: false)
    case .integer: Integer.text(word, grouped: false)
    case .time, .truth, .row, .enumeration, .unknown: printer.text(word, type)
    }
  }

  /// `USD`, `s` for a duration; `nil` for plain numbers and what has no unit.
  func unit(_ type: ValueType) -> String? {
    switch type {
    case .fixed(.duration): "s"
    case .fixed(let dimension), .integer(let dimension): dimension.isNone ? nil : "\(dimension)"
    case .time, .truth, .row, .enumeration, .unknown: nil
    }
  }
}
