import Attack
import Campaign
import Diagnostics
import Machine
import Numerics
import Property
import Reference
import Semantics

/// A case of a spec as calls on its contract alone: everything that was called on the way, by the
/// setup, the oracles, the agents and the adversary, at the times it was called. Nil with the reason
/// where that is no example.
enum SpecPromotion {
  enum Outcome {
    case example(Promotion)
    case refused(String)
  }

  /// An example with more calls explains nothing.
  private static let most = 64

  static func make(
    _ file: CaseFile, _ replay: SpecReplay, _ claim: Int, at path: String, in session: Session
  ) -> Outcome {
    let spec = replay.target.spec
    guard claim < replay.target.stage.contract.invariants.count else {
      return .refused("`\(file.claim)` is a claim of the spec, and an example knows none")
    }
    guard let deployed = spec.deployments.first, spec.deployments.count == 1 else {
      return .refused("the spec deploys \(spec.deployments.count) contracts, and an example one")
    }
    guard let recorded = calls(of: file.sequence, replay.target) else {
      return .refused("its world cannot be walked")
    }
    guard recorded.count <= most else {
      return .refused(
        "\(grouped(recorded.count)) calls lead to it, those of the setup, the oracles and the agents "
          + "included, and an example has at most \(most)")
    }
    guard let target = target(deployed, replay.target, session) else {
      return .refused("the contract `\(deployed.contract)` cannot be deployed alone")
    }
    var time = CheckedSpec.Clock.start
    var calls: [(gap: Int128, call: Player.Call)] = []
    for (at, call) in recorded {
      guard let own = own(call, deployed, spec, target.contract) else {
        return .refused("a call of it is none of `\(deployed.contract)`")
      }
      calls.append((at &- time, own))
      time = at
    }
    guard let alone = try? CaseReplay(target, calls: calls),
      let number = target.contract.invariants.firstIndex(where: { $0.name == file.claim }),
      let last = alone.breaking(number)
    else {
      return .refused(
        "the calls alone do not break `\(file.claim)`: it takes what the spec sets before them, or "
          + "time that passes after the last")
    }
    var own = file
    own.name = target.contract.name
    own.file = relative(target.path, to: replay.target.path)
    own.rows = target.rows
    return .example(Promotion(file: own, target: target, replay: alone, last: last))
  }

  // MARK: - Calls

  /// Notes every call that stood, and when it was made.
  private final class Recorder: PathListener {
    let machine: Machine
    var calls: [(time: Int128, call: PathCall)] = []

    init(_ machine: Machine) { self.machine = machine }

    func called(_ call: PathCall, _ run: Run) {
      if run.stop == nil { calls.append((machine.clock, call)) }
    }
    func undid(calls count: Int) { calls.removeLast(min(count, calls.count)) }
    func stepBegan(_ step: Int) {}
    func willCall(_ call: PathCall) {}
    func broke(_ broken: PathRecord.Break) {}
    func asked(_ law: PathRecord.LawBreak, holds: Bool) {}
  }

  private static func calls(
    of sequence: ChoiceSequence, _ target: SpecTarget
  ) -> [(time: Int128, call: PathCall)]? {
    guard let setup = try? PathRunner(target.world), let player = try? Player(target.stage),
      let runner = player.runner
    else { return nil }
    let before = Recorder(setup.machine)
    setup.listener = before
    guard (try? setup.begin(0)) != nil else { return nil }
    let after = Recorder(player.machine)
    player.begin()
    runner.listener = after
    defer { runner.listener = nil }
    for words in sequence.steps {
      var reader = ChoiceReader(replaying: words)
      if player.play(&reader, weights: target.stage.evenWeights).isOver { break }
    }
    return before.calls + after.calls
  }

  /// The call in the numbers of the contract alone.
  private static func own(
    _ call: PathCall, _ deployed: CheckedSpec.Deployed, _ spec: CheckedSpec,
    _ contract: CheckedContract
  ) -> Player.Call? {
    guard deployed.actions.contains(call.action) else { return nil }
    let caller: RunCaller
    switch call.caller {
    case .anyone: caller = .anyone
    case .role(let role):
      guard spec.contract.roles.indices.contains(role),
        let own = contract.roles.firstIndex(of: spec.contract.roles[role])
      else { return nil }
      caller = .role(own)
    case .row(let table, let row):
      guard deployed.tables.contains(table) else { return nil }
      caller = .row(table: table - deployed.tables.lowerBound, row)
    }
    return Player.Call(
      action: call.action - deployed.actions.lowerBound, caller: caller,
      arguments: call.arguments)
  }

  // MARK: - The contract

  private static func target(
    _ deployed: CheckedSpec.Deployed, _ spec: SpecTarget, _ session: Session
  ) -> CaseTarget? {
    for file in spec.spec.files {
      let path = spec.sources[file].path
      guard path.hasSuffix(".risk") else { continue }
      var project = session.project()
      let checked = project.check(path)
      guard let contract = checked.contracts.first(where: { $0.name == deployed.contract }) else {
        continue
      }
      var given: [TableID: CheckedExample.Population] = [:]
      for table in contract.tables.indices where contract.hasFreeRows(table) {
        let place = deployed.tables.lowerBound + table
        guard spec.world.rows.indices.contains(place) else { return nil }
        given[table] = .init(count: spec.world.rows[place])
      }
      guard let population = try? Population(of: contract, given: given) else { return nil }
      return try? CaseTarget(
        path: path, contract: contract, population: population,
        sources: project.workspace.sources)
    }
    return nil
  }

  /// A path as a file that stands elsewhere would write it.
  static func relative(_ path: String, to file: String) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let home = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let common = zip(parts, home).prefix { $0 == $1 }.count
    let up = Array(repeating: "..", count: home.count - common)
    return (up + parts.dropFirst(common).map(String.init)).joined(separator: "/")
  }
}
