import Machine
import Market

/// A path between two steps: all that its further steps depend on.
package struct PathSnapshot {
  fileprivate let image: Machine.Image
  fileprivate let record: PathRecord
  fileprivate let step: Int
  fileprivate let markets: [PathState]
  fileprivate let heldPrices: [Int128?]
  fileprivate let depths: [DepthState]
  fileprivate let flows: [Int128]
  fileprivate let history: [Int128]
  fileprivate let feeds: [FeedState]
  fileprivate let pending: [Pending]
  fileprivate let sequence: Int
  fileprivate let isSuspect: [Bool]
  fileprivate let seenEvent: [Bool]
  fileprivate let waitingSince: [Int?]
}

extension PathRunner {
  /// The path as it stands after a step. Gas, reactions and the like begin anew in each step; tallies
  /// are not of the path.
  package var snapshot: PathSnapshot {
    PathSnapshot(
      image: machine.image, record: record, step: step, markets: markets,
      heldPrices: heldPrices, depths: depths,
      flows: flows, history: history, feeds: feeds, pending: pending, sequence: sequence,
      isSuspect: isSuspect, seenEvent: seenEvent, waitingSince: waitingSince)
  }

  /// Goes on from the snapshot as the path of another number, which is what the next steps draw
  /// under; under its own number the path goes on as it did.
  package func restore(_ snapshot: PathSnapshot, as path: UInt64) {
    machine.restore(snapshot.image)
    record = snapshot.record.renumbered(path)
    step = snapshot.step
    markets = snapshot.markets
    heldPrices = snapshot.heldPrices
    depths = snapshot.depths
    flows = snapshot.flows
    history = snapshot.history
    feeds = snapshot.feeds
    pending = snapshot.pending
    sequence = snapshot.sequence
    isSuspect = snapshot.isSuspect
    seenEvent = snapshot.seenEvent
    waitingSince = snapshot.waitingSince
    reactions.removeAll(keepingCapacity: true)
    transaction = nil
    machine.draws = DrawContext(
      seed: world.seed, path: path, step: UInt64(step), instance: 0)
  }
}

extension PathRecord {
  fileprivate func renumbered(_ path: UInt64) -> PathRecord {
    var record = PathRecord(path: path)
    record.measures = measures
    record.claims = claims
    record.breaks = breaks
    record.lawBreaks = lawBreaks
    record.wrongAt = wrongAt
    return record
  }
}
