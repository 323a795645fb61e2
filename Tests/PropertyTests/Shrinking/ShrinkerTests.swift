import Property
import Testing

@Suite("Shrinker")
struct ShrinkerTests {
  @Test("runs shrink to the simplest there is", arguments: ToyProblem.all)
  func minimal(problem: ToyProblem) throws {
    let minimum = try #require(problem.certifiedMinimum(deepest: 6))
    for seed in 1...8 as ClosedRange<UInt64> {
      let failure = try #require(problem.randomFailure(seed: seed, length: 40))
      let result = try #require(
        Shrinker.shrink(failure.sequence, budget: 20_000) { problem.run($0) })
      #expect(
        result.smallest.sequence == minimum,
        "seed \(seed), \(result.smallest.sequence.weight) for \(minimum.weight), \(failure.sequence.steps.count) steps, \(result.replays) replays"
      )
      #expect(result.isComplete)
    }
  }

  @Test("the same run shrinks to the same run in as many replays", arguments: ToyProblem.all)
  func repeats(problem: ToyProblem) throws {
    let failure = try #require(problem.randomFailure(seed: 3, length: 40))
    let first = try #require(
      Shrinker.shrink(failure.sequence, budget: 20_000) { problem.run($0) })
    for _ in 0..<10 {
      let again = try #require(
        Shrinker.shrink(failure.sequence, budget: 20_000) { problem.run($0) })
      #expect(again.smallest == first.smallest)
      #expect(again.worst == first.worst)
      #expect(again.replays == first.replays)
    }
  }

  @Test("the worst run is no better than the original, and no longer", arguments: ToyProblem.all)
  func worst(problem: ToyProblem) throws {
    for seed in 1...8 as ClosedRange<UInt64> {
      let failure = try #require(problem.randomFailure(seed: seed, length: 40))
      let result = try #require(
        Shrinker.shrink(failure.sequence, budget: 20_000) { problem.run($0) })
      #expect(result.worst.score >= failure.score)
      #expect(result.worst.sequence <= failure.sequence)
      #expect(result.smallest.sequence <= result.worst.sequence)
      for found in [result.smallest, result.worst] {
        #expect(problem.run(found.sequence) == found)
      }
    }
  }

  @Test("the budget counts replays and is never overdrawn", arguments: ToyProblem.all)
  func budget(problem: ToyProblem) throws {
    let failure = try #require(problem.randomFailure(seed: 5, length: 40))
    for budget in [1, 2, 10, 100] {
      var replays = 0
      let result = try #require(
        Shrinker.shrink(failure.sequence, budget: budget) {
          replays += 1
          return problem.run($0)
        })
      #expect(replays == result.replays)
      #expect(replays <= budget)
      #expect(result.smallest.sequence <= failure.sequence)
    }
  }

  /// Draws of every domain with any ends, and tests that are nothing a search expects.
  @Test("no run and no test is too strange")
  func hostile() throws {
    for seed in 0..<30 as Range<UInt64> {
      var draws = Draws(seed)
      let domains = (0..<4).map { _ in
        switch draws.below(3) {
        case 0: Draw.Domain.below(draws.word())
        case 1: Draw.Domain.span(draws.range())
        default: Draw.Domain.number(draws.domain())
        }
      }
      let kinds: [Draw.Kind] = [.plain, .selector, .row(table: 1), .gap, .amount]
      let shape = (0..<9).map { _ in (domains[draws.below(4)], kinds[draws.below(5)]) }
      let salt = draws.word()
      func run(_ sequence: ChoiceSequence) -> Failure? {
        var decided: [[Draw]] = []
        var used: [ChoiceSequence.Step] = []
        for (index, step) in sequence.steps.enumerated() {
          var reader = ChoiceReader(replaying: step, noting: true)
          for (domain, kind) in shape.dropFirst(index % 3 * 3).prefix(3) {
            switch domain {
            case .below(let bound): _ = reader.draw(below: bound, as: kind)
            case .span(let range): _ = reader.draw(range, as: kind)
            case .number(let number): _ = reader.draw(number, as: kind)
            }
          }
          decided.append(reader.draws)
          used.append(reader.step)
        }
        // Whether a run fails has nothing to do with what it is.
        let mixed = used.joined().reduce(salt) { ($0 ^ $1) &* 0x9e37_79b9_7f4a_7c15 }
        guard salt % 4 == 0 || used.count == 5 || mixed >> 62 == 0 else { return nil }
        return Failure(
          sequence: ChoiceSequence(steps: used), draws: decided,
          score: Int128(truncatingIfNeeded: mixed))
      }
      let start = ChoiceSequence(steps: (0..<5).map { _ in draws.step() })
      let result = try #require(Shrinker.shrink(start, budget: 600) { run($0) })
      #expect(!(start < result.smallest.sequence))
      #expect(result.replays <= 600)
      #expect(result.worst.score >= run(start)?.score ?? .max)
      if salt % 4 == 0 { #expect(result.smallest.sequence == ChoiceSequence()) }
    }
  }

  @Test("what does not fail is not shrunk")
  func passing() {
    #expect(
      Shrinker.shrink(ChoiceSequence(steps: [[1]]), budget: 100) { _ in nil }?.smallest == nil)
  }
}
