import Attack
import Foundation
import Property
import Semantics
import Testing

/// Whether the failures of the museum are found, and nothing in their mended twins.
///
/// In full, with a table of every pair:
///
///     PLIMSOLL_MUSEUM=20 swift test -c release --filter MuseumAttack
///     PLIMSOLL_MUSEUM=20 PLIMSOLL_MUSEUM_FIXED=1000000 swift test -c release --filter MuseumAttack
///
/// The first attacks each broken contract from so many seeds, the second the mended ones too, with
/// so many actions from each seed. Both begin cold: nothing is kept from one attack to the next.
/// Actions are counted as all that were made by all shards until the finding was known, which is at
/// the end of an epoch.
@Suite(.serialized) struct MuseumAttackTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let isFull = environment["PLIMSOLL_MUSEUM"] != nil
  private static let isRelease: Bool = {
    #if DEBUG
      false
    #else
      true
    #endif
  }()
  /// A build without optimisation is a hundred times slower.
  private static let seeds: UInt64 =
    environment["PLIMSOLL_MUSEUM"].flatMap(UInt64.init) ?? (isRelease ? 3 : 1)
  private static let actionsOfFixed =
    environment["PLIMSOLL_MUSEUM_FIXED"].flatMap { Int($0) } ?? (isRelease ? 50_000 : 2_000)

  static let pairs: [String] =
    (try? FileManager.default.contentsOfDirectory(
      atPath: Planted.root.appending(path: "Specs/museum").path))?
    .filter { !$0.contains(".") }.sorted() ?? []

  @Test func thereAreEighteenPairs() { #expect(Self.pairs.count == 18) }

  @Test(arguments: pairs) func everyFailureIsFound(in pair: String) throws {
    let stage = try Planted.stage("Specs/museum/\(pair)/broken.risk")
    let clock = ContinuousClock()
    var counts: [Int] = []
    var sizes: [Int] = []
    var time = Duration.zero
    for seed in 1...Self.seeds {
      var outcome: Attack.Outcome?
      time += try clock.measure {
        // One is enough; whatever else there is would take all of the budget.
        outcome = try Attack(stage, seed: seed, budget: 200_000).run(workers: 2) {
          $0.findings == 0
        }
      }
      let first = outcome?.findings.min { $0.actions < $1.actions }
      guard let first else {
        Issue.record("\(pair) is not found from seed \(seed)")
        continue
      }
      #expect(first.known <= 200_000)
      counts.append(first.known)
      if Self.isFull {
        let small = try Player(stage).shrink(
          first.sequence, breaking: first.invariant, budget: 20_000)
        sizes.append(try #require(small).smallest.sequence.steps.count)
      }
    }
    counts.sort()
    sizes.sort()
    let median = try #require(counts.isEmpty ? nil : counts[(counts.count - 1) / 2])
    if Self.isFull {
      #expect(median <= 20_000)
      let seconds = Double(time.components.attoseconds) / 1e18 + Double(time.components.seconds)
      print(
        "museum \(pair): median \(median), worst \(counts.last ?? 0) actions, "
          + String(format: "%.2f s a seed", seconds / Double(counts.count))
          + ", shrunk to \(sizes.first ?? 0)..\(sizes.last ?? 0) steps")
    }
  }

  @Test(arguments: pairs) func nothingIsFoundInItsTwin(_ pair: String) throws {
    let stage = try Planted.stage("Specs/museum/\(pair)/fixed.risk")
    let isLong = Self.environment["PLIMSOLL_MUSEUM_FIXED"] != nil
    guard isLong || !Self.isFull else { return }
    for seed in 1...(isLong ? Self.seeds : 1) {
      let outcome = try Attack(stage, seed: seed, budget: Self.actionsOfFixed).run(workers: 2)
      #expect(
        outcome.findings.isEmpty,
        "seed \(seed): \(outcome.findings.map { stage.name(of: $0.invariant) })")
      if Self.isRelease { #expect(outcome.canary != nil, "seed \(seed)") }
    }
    if isLong {
      print(
        "museum \(pair), mended: \(Self.actionsOfFixed) actions from each of \(Self.seeds) seeds")
    }
  }
}
