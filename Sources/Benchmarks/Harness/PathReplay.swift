import Campaign
import Machine
import Semantics

/// Makes the machine do again what it did on a path: the calls with their arguments, the scans of
/// agents, and the invariants. No prices are made, no feeds, bids or budgets kept, nothing is
/// counted and nothing measured.
final class PathReplay {
  private let world: World
  private let machine: Machine
  private let program: SpecProgram
  /// By routine.
  private let role: [Role]
  private var items: [PathTrace.Item] = []
  private var next = 0
  private var isReacting = false
  private var gas = 0

  private enum Role {
    /// Whether its calls are made when they are decided on.
    case scan(isPrompt: Bool)
    case handler
    case sampler
  }

  init(_ world: World) throws(PopulationMismatch) {
    self.world = world
    program = world.program
    machine = try Machine(program.compiled.program, rows: world.rows)
    var role = [Role](
      repeating: .scan(isPrompt: true), count: program.compiled.routines.count)
    for (entries, agent) in zip(program.agents, program.spec.agents) {
      role[entries.routine] = .scan(isPrompt: agent.latency == 0)
    }
    for routine in program.handlers.joined() { role[routine] = .handler }
    for routine in program.samplers { role[routine] = .sampler }
    self.role = role
  }

  /// The gas that the calls took, which is what they took on the path.
  func run(_ trace: PathTrace) -> Int {
    items = trace.items
    next = 0
    gas = 0
    machine.restore(world.beginning)
    machine.draws = DrawContext(seed: world.seed, path: trace.path, step: 0, instance: 0)
    while next < items.count { go() }
    askInvariantsOfTime()
    return gas
  }

  private func go() {
    defer { next += 1 }
    switch items[next] {
    case .step(let step):
      if step > 1 { askInvariantsOfTime() }
      machine.clock &+= program.spec.clock.step
      machine.draws.step = UInt64(step)
    case .words(let words):
      for (state, word) in words { machine[state: state] = word }
    case .call(let call): perform(call)
    case .routine(let routine, let arguments, let instance):
      scan(routine, arguments, instance)
    }
  }

  private func perform(_ call: PathCall) {
    let run = machine.call(
      program.compiled.actions[call.action], call.arguments, by: call.caller, gas: defaultGas)
    gas += run.gas
    guard run.stop == nil else { return }
    for number in program.invariantsAfter[call.action] {
      let isAbout = program.spec.contract.invariants[number].after != nil
      ask(number, isAbout ? call.arguments : [])
    }
  }

  private func scan(_ routine: Int, _ arguments: [Int128], _ instance: UInt64) {
    if case .sampler = role[routine] { return }
    let outer = machine.draws.instance
    machine.draws.instance = instance
    var progress = machine.begin(
      program.compiled.routines[routine], arguments, gas: specGas)
    while case .asked(let waiting) = progress {
      if case .scan(isPrompt: false) = role[routine] {} else { answer(waiting) }
      progress = machine.resume(waiting)
    }
    machine.draws.instance = outer
  }

  /// Makes the call that was made then, and runs those who reacted to it.
  private func answer(_ waiting: Machine.Waiting) {
    guard case .call = program.spec.requests[waiting.request], next + 1 < items.count,
      case .call(let call) = items[next + 1]
    else { return }
    next += 1
    perform(call)
    guard !isReacting else { return }
    isReacting = true
    while next + 1 < items.count, case .routine(let routine, _, _) = items[next + 1],
      case .handler = role[routine]
    {
      next += 1
      go()
      next -= 1
    }
    isReacting = false
  }

  private func askInvariantsOfTime() {
    for number in program.invariantsOfTime
    where program.spec.contract.invariants[number].after == nil { ask(number, []) }
  }

  private func ask(_ number: Int, _ arguments: [Int128]) {
    _ = machine.ask(program.compiled.invariants[number], arguments, gas: defaultGas)
  }
}
