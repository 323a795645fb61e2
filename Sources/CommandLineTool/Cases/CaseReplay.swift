import Attack
import Deployment
import Machine
import Property
import Reference
import Semantics

/// A run of an attack again, slowly: every call on the machine and on the interpreter, with what it
/// changed, what it cost and what it broke.
package struct CaseReplay {
  let beginning: State
  package private(set) var steps: [Step] = []

  package struct Step {
    /// The time that passed before the call.
    package let gap: Int128
    package let call: Player.Call
    package let execution: Execution
    package let changes: [StateChange]
    package let broken: [BrokenInvariant]
    /// The state after the call, and before it.
    let before: State
    let after: State
    /// Whether the attack saw the same.
    package let agrees: Bool
  }

  var end: State { steps.last?.after ?? beginning }

  private let deployment: Deployment

  package init(_ target: CaseTarget, _ sequence: ChoiceSequence) throws(StageProblem) {
    let player = try Player(target.stage)
    try self.init(target, at: player)
    let weights = target.stage.evenWeights
    for words in sequence.steps {
      let time = player.machine.clock
      var reader = ChoiceReader(replaying: words)
      let played = player.play(&reader, weights: weights)
      guard let call = player.call(of: played) else { break }
      // Time passes before the call alone, and never beyond what a clock can show.
      make(call, after: player.machine.clock - time) { state, execution in
        state == player.machine.presentState && execution.gas == played.run?.gas
      }
    }
  }

  /// Calls somebody else has made, each some time after the one before.
  init(
    _ target: CaseTarget, calls: [(gap: Int128, call: Player.Call)]
  ) throws(StageProblem) {
    try self.init(target, at: try Player(target.stage))
    for (gap, call) in calls { make(call, after: gap) { _, _ in true } }
  }

  private init(_ target: CaseTarget, at player: Player) throws(StageProblem) {
    do throws(PopulationMismatch) {
      deployment = try Deployment(target.compiled, target.population)
    } catch { throw .population(error) }
    player.begin()
    beginning = player.machine.presentState
  }

  /// - Parameter agrees: whether the attack saw this state after the call, and the same price of it.
  private mutating func make(
    _ call: Player.Call, after gap: Int128, agrees: (State, Execution) -> Bool
  ) {
    let before = end
    var state = before
    var broken: [BrokenInvariant] = []
    if gap > 0 {
      state.now = state.now.addingReportingOverflow(gap).partialValue
      broken = deployment.brokenInvariants(in: state, before: before, after: nil)
    }
    let arrived = state
    let execution = deployment.call(
      call.action, call.arguments, by: call.caller.ofInterpreter, on: &state,
      listingPayments: false)
    if case .committed = execution.outcome {
      let completed = CompletedCall(call.action, call.arguments)
      let after = deployment.brokenInvariants(in: state, before: arrived, after: completed)
      broken += after.filter { found in !broken.contains { $0.number == found.number } }
    }
    steps.append(
      Step(
        gap: gap, call: call, execution: execution, changes: state.changes(since: arrived),
        broken: broken, before: before, after: state, agrees: agrees(state, execution)))
  }

  /// The step that breaks the invariant first.
  func breaking(_ claim: Int) -> Int? {
    steps.firstIndex { step in step.broken.contains { $0.number == claim } }
  }
}

extension RunCaller {
  fileprivate var ofInterpreter: Caller {
    switch self {
    case .anyone: .anyone
    case .role(let role): .role(role)
    case .row(let table, let row): .row(table, row)
    }
  }
}

extension ValuePrinter {
  /// `after 1h: deposit(5 USD) as Account[0]`
  package func text(_ call: Player.Call, gap: Int128) -> String {
    (gap > 0 ? "after \(text(gap, .fixed(.duration))): " : "") + text(call)
  }

  /// `deposit(5 USD) as Account[0]`
  func text(_ call: Player.Call) -> String {
    let action = contract.actions[call.action]
    let arguments = zip(call.arguments, action.parameters).map { text($0, $1.type) }
    let plain = "\(action.name)(\(arguments.joined(separator: ", ")))"
    return name(of: call.caller).map { "\(plain) as \($0)" } ?? plain
  }

  func name(of caller: RunCaller) -> String? {
    switch caller {
    case .anyone: nil
    case .role(let role): contract.roles[role]
    case .row(let table, let row): text(row, .row(table))
    }
  }
}
