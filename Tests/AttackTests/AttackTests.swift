import Attack
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
      var readers = [ChoiceReader](
        repeating: ChoiceReader(then: .init(seed: seed, purpose: 0, path: 0, step: 0)), count: 2)
      for _ in 0..<200 {
        for place in readers.indices { readers[place].restart(replaying: []) }
        let one = plain.play(&readers[0], weights: plain.stage.evenWeights)
        let other = probed.play(&readers[1], weights: plain.stage.evenWeights)
        #expect(one.run.stop == other.run.stop)
        #expect(one.run.gas == other.run.gas)
      }
      #expect(plain.machine.image == probed.machine.image)
    }
  }
}
