import Campaign
import Machine
import Semantics
import Synchronization

/// Every call an attack made, to make the same calls again with nothing around them: that is what
/// guiding it is measured against.
///
/// Kept for contracts alone, and for one worker: with more, runs would be mixed.
package final class AttackTrace: Sendable {
  private let items = Mutex<[Item]>([])

  fileprivate enum Item: Sendable {
    case begin
    case wait(Int128)
    case call(Player.Call)
    /// One invariant is asked; whether it is told what the call was.
    case ask(Int, isAbout: Bool)
  }

  package init() {}

  func began() { items.withLock { $0.append(.begin) } }
  func waited(_ gap: Int128) { items.withLock { $0.append(.wait(gap)) } }
  func called(_ call: Player.Call) { items.withLock { $0.append(.call(call)) } }
  func asked(_ number: Int, isAbout: Bool) {
    items.withLock { $0.append(.ask(number, isAbout: isAbout)) }
  }

  /// Makes the calls again, on a machine of the stage given.
  package func replay(on stage: Stage) throws(StageProblem) -> Replay {
    Replay(try Player(stage), items.withLock { $0 })
  }

  package struct Replay {
    private let player: Player
    private let items: [Item]

    fileprivate init(_ player: Player, _ items: [Item]) {
      self.player = player
      // What was planted is no part of the contract.
      let claims = player.stage.invariants
      self.items = items.filter { item in
        if case .ask(let number, _) = item { claims.contains(number) } else { true }
      }
    }

    /// How many calls it makes.
    package var count: Int {
      items.count { if case .call = $0 { true } else { false } }
    }

    /// How many calls stand.
    package func run() -> Int {
      let (stage, machine) = (player.stage, player.machine)
      var commits = 0
      var last: [Int128] = []
      for item in items {
        switch item {
        case .begin: player.begin()
        case .wait(let gap): machine.clock &+= gap
        case .call(let call):
          last = call.arguments
          let run = last.withUnsafeBufferPointer {
            machine.call(
              stage.compiled.actions[call.action], $0, by: call.caller, gas: Player.gasLimit)
          }
          if run.stop == nil { commits += 1 }
        case .ask(let number, let isAbout):
          last.withUnsafeBufferPointer {
            _ = machine.ask(
              stage.compiled.invariants[number],
              UnsafeBufferPointer(rebasing: $0.prefix(isAbout ? $0.count : 0)),
              gas: Player.gasLimit)
          }
        }
      }
      return commits
    }
  }
}
