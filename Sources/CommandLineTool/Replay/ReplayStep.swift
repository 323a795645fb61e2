import Campaign
import Reference
import Semantics

/// One step of a path that is walked again: what was called, what came of it, and what broke.
struct ReplayStep {
  /// Zero for the setup.
  let number: Int
  var time: Int128
  var prices: [Int128] = []
  var entries: [Entry] = []

  enum Entry {
    case call(Call)
    /// The spec's own: memory of agents, flows, what measures keep.
    case changes([StateChange])
    case broke(BrokenInvariant)
    case brokeLaw(PathRecord.LawBreak)
  }

  struct Call {
    let call: PathCall
    let caller: Caller
    let gas: Int
    let end: End
  }

  enum End {
    case committed([Event], [StateChange])
    case refused(Refusal)
  }

  /// Why a call was refused.
  struct Refusal {
    /// What `reverts NAME` calls it.
    let reason: String
    let message: String
    /// The values behind it.
    var values: [String] = []
    /// Where it happened.
    var place: String?
  }
}
