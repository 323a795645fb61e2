import Attack
import Foundation
import Property
import Testing

/// How far runs are shrunk, on 40 contracts with a planted loss: each minimum is looked for by going
/// through everything simpler.
///
///     PLIMSOLL_SHRINK=40 swift test -c release --filter ShrinkQuality
///
/// goes through all of them and prints a table; without it a few stand for all.
@Suite struct ShrinkQualityTests {
  static let all =
    PlantedLoss.needles + PlantedLoss.time + PlantedLoss.values + PlantedLoss.order
  static let isFull = ProcessInfo.processInfo.environment["PLIMSOLL_SHRINK"] != nil

  /// Those that are certified soonest.
  private static let quick = [
    PlantedLoss.needles[6], PlantedLoss.time[0], PlantedLoss.time[4], PlantedLoss.values[0],
    PlantedLoss.values[2], PlantedLoss.order[2],
  ]
  static let chosen = isFull ? all : quick

  @Test func minimal() throws {
    let rows = try Self.chosen.map(ShrinkQuality.measure)
    for row in rows where !row.isMinimal { print(row) }
    if Self.isFull { print(ShrinkQuality.table(rows)) }
    #expect(rows.count { $0.isMinimal } >= (Self.isFull ? 38 : rows.count))
  }

  @Test("ten reruns give one result", arguments: chosen)
  func repeats(loss: PlantedLoss) throws {
    let player = try Player(loss.stage(rows: loss.rows))
    let original = try #require(try loss.original(seed: 1, on: player))
    let first = try #require(player.shrink(original.sequence, breaking: 0, budget: 20_000))
    for _ in 1..<(Self.isFull ? 10 : 3) {
      let again = try #require(
        try Player(loss.stage(rows: loss.rows))
          .shrink(original.sequence, breaking: 0, budget: 20_000))
      #expect(again.smallest == first.smallest)
      #expect(again.worst == first.worst)
      #expect(again.replays == first.replays)
    }
  }
}
