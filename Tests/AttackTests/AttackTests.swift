import Attack
import Numerics
import Property
import Semantics
import Testing

@Suite struct AttackTests {
  @Test func findsThePlantedLoss() throws {
    let stage = try Stage(Planted.contract(Planted.vault), rows: [4])
    let outcome = try Attack(stage, seed: 1, budget: 400_000).run(workers: 2)
    #expect(outcome.canary != nil)
    #expect(outcome.findings.map(\.invariant) == [0])
    let finding = try #require(outcome.findings.first)
    // Whoever replays the choices breaks the same invariant with the last of them.
    let player = try Player(stage)
    player.begin()
    for (place, step) in finding.sequence.steps.enumerated() {
      var reader = ChoiceReader(replaying: step)
      _ = player.play(&reader, weights: stage.evenWeights)
      #expect(player.broken.contains(0) == (place + 1 == finding.sequence.steps.count))
    }
  }

  @Test func theSameWithAnyNumberOfWorkers() throws {
    let stage = try Stage(Planted.contract(Planted.vault), rows: [4])
    let outcomes = try [1, 2, 7].map {
      try Attack(stage, seed: 3, budget: 30_000).run(workers: $0)
    }
    for outcome in outcomes.dropFirst() {
      #expect(outcome.findings.map(\.sequence) == outcomes[0].findings.map(\.sequence))
      #expect(outcome.findings.map(\.actions) == outcomes[0].findings.map(\.actions))
      #expect(outcome.canary?.sequence == outcomes[0].canary?.sequence)
      #expect(outcome.tally.commits == outcomes[0].tally.commits)
      #expect(outcome.hits == outcomes[0].hits)
    }
  }

  @Test func probesChangeNothing() throws {
    let contract = try Planted.shipped("Contracts/perpetual.risk")
    let plain = try Player(Stage(contract, rows: [8], probes: false))
    let probed = try Player(Stage(contract, rows: [8]))
    for seed in 0..<20 as Range<UInt64> {
      plain.begin()
      probed.begin()
      let stream = RandomStream(seed: seed, purpose: 0, path: 0, step: 0)
      var first = ChoiceReader(then: stream)
      var second = ChoiceReader(then: stream)
      for _ in 0..<200 {
        first.restart(replaying: [])
        second.restart(replaying: [])
        let one = plain.play(&first, weights: plain.stage.evenWeights)
        let other = probed.play(&second, weights: plain.stage.evenWeights)
        #expect(one.run?.stop == other.run?.stop)
        #expect(one.run?.gas == other.run?.gas)
      }
      #expect(plain.machine.image == probed.machine.image)
    }
  }
}

@Suite struct ExhaustiveTests {
  /// Two steps break it, and one cannot.
  private static let counter = """
    contract Counter {
      state total : int
      action add(n: int in 0..10) by anyone { total += n }
      action double() by anyone { total = total * 2 }
      invariant small: total < 14
      invariant even: total != 13
    }
    """

  @Test func findsTheSimplestRun() throws {
    let stage = try Stage(Planted.contract(Self.counter), rows: [])
    let outcome = try Exhaustive(
      stage, depth: 4, values: [3, 7, 10].map { $0 * Fixed.unit }
    ).run()
    #expect(outcome.isComplete)
    #expect(outcome.depth == 4)
    let small = try #require(outcome.minima[0])
    #expect(small.steps.count == 2)
    // 13 is 10 and 3, in either order; which is simpler the order of words says.
    let even = try #require(outcome.minima[1])
    #expect(even.steps.count == 2)
    #expect(even.steps[0] < even.steps[1] || even.steps[0].count < even.steps[1].count)
  }

  @Test func saysWhereItGaveUp() throws {
    let stage = try Stage(Planted.contract(Planted.vault), rows: [2])
    let outcome = try Exhaustive(stage, depth: 6, stateLimit: 200).run()
    #expect(!outcome.isComplete)
    #expect(outcome.states == 200)
  }
}

extension ChoiceSequence.Step {
  fileprivate static func < (left: Self, right: Self) -> Bool {
    left.lexicographicallyPrecedes(right)
  }
}
