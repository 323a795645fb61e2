import Attack
import Property
import Testing

/// A step that took nothing from the state is made again elsewhere without reading its words.
@Suite struct FreeStepTests {
  @Test func comesToTheSameInEveryState() throws {
    try comesToTheSame(on: Stage(Planted.shipped("Contracts/perpetual.risk"), rows: [8]))
    try comesToTheSame(on: Stage(Planted.contract(Planted.vault), rows: [4]))
  }

  private func comesToTheSame(on stage: Stage) throws {
    let player = try Player(stage)
    let weights = player.stage.evenWeights
    var (free, others) = (0, 0)
    for seed in 0..<400 as Range<UInt64> {
      var reader = ChoiceReader(then: .init(seed: seed, purpose: 0, path: 0, step: 0))
      player.begin()
      play(Int(seed % 7), on: player, &reader, weights)
      reader.restart(replaying: [])
      let played = player.play(&reader, weights: weights)
      let (isFree, call) = (player.tookNothing, player.call(of: played))
      var again = ChoiceReader(then: .init(seed: seed, purpose: 1, path: 0, step: 0))
      player.begin()
      play(12, on: player, &again, weights)
      again.restart(replaying: reader.words)
      let repeated = player.play(&again, weights: weights)
      let isSame = player.call(of: repeated) == call && repeated.gap == played.gap
      if isFree {
        free += 1
        #expect(isSame)
        #expect(again.words == reader.words)
      } else if !isSame {
        others += 1
      }
    }
    // Or nothing is tested.
    #expect(free > 100)
    #expect(others > 10)
  }

  private func play(
    _ steps: Int, on player: Player, _ reader: inout ChoiceReader, _ weights: Weights
  ) {
    for _ in 0..<steps {
      reader.restart(replaying: [])
      _ = player.play(&reader, weights: weights)
    }
  }
}
