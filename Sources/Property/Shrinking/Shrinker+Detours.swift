// Ways round: runs that are no simpler themselves, but from which it goes down further.
extension Shrinker {
  /// Exchanges the numbers of two draws that could have each other's.
  mutating func swapDraws() {
    let places = best.places.filter { best[$0]?.isQuantity ?? false }
    for (index, first) in places.enumerated() {
      for second in places[(index + 1)...] where replaysLeft > 0 {
        guard let one = best[first], let other = best[second], one.value != other.value,
          one.kind == other.kind, one.domain == other.domain
        else { continue }
        _ = propose(steps: best.setting([(first, other.value), (second, one.value)]))
      }
    }
  }

  /// Goes round by every row that could be another, every number that could be less, and every two
  /// steps that could change places. Says whether one of the ways led further.
  mutating func takeDetours() -> Bool {
    for candidate in rowsExchanged() + rowsChanged() + stepsExchanged()
    where replaysLeft > 0 && detour(candidate) { return true }
    for place in best.places where replaysLeft > 0 {
      guard let draw = best[place], draw.isQuantity, let least = least(of: place, draw) else {
        continue
      }
      if detour(best.setting([(place, least)])) { return true }
    }
    return false
  }

  /// Two rows in each other's place, everywhere.
  private func rowsExchanged() -> [[ChoiceSequence.Step]] {
    tables.flatMap { table in
      let rows = rows(of: table)
      return rows.flatMap { row in
        rows.filter { $0 > row }.map { other in
          best.setting(
            best.places.compactMap { place in
              guard let draw = best[place], draw.table == table else { return nil }
              if draw.value == row { return (place, other) }
              return draw.value == other ? (place, row) : nil
            })
        }
      }
    }
  }

  /// Another row in one place alone.
  private func rowsChanged() -> [[ChoiceSequence.Step]] {
    best.places.flatMap { place -> [[ChoiceSequence.Step]] in
      guard let draw = best[place], let table = draw.table else { return [] }
      return rows(of: table).prefix(4).filter { $0 != draw.value }
        .map { best.setting([(place, $0)]) }
    }
  }

  private func stepsExchanged() -> [[ChoiceSequence.Step]] {
    steps.indices.dropFirst().map { index in
      var swapped = steps
      swapped.swapAt(index - 1, index)
      return swapped
    }
  }

  /// The number nearest the simplest one that still fails, if there is one nearer than it is.
  private mutating func least(of place: Place, _ draw: Draw) -> Int128? {
    var (low, high) = (draw.simplest, draw.value)
    while replaysLeft > 0 {
      let middle = low / 2 + high / 2 + (low % 2 + high % 2) / 2
      guard middle != low, middle != high else { break }
      if fails(best.setting([(place, middle)])) != nil { high = middle } else { low = middle }
    }
    return high == draw.value ? nil : high
  }

  /// Whether a run that may be less simple fails too.
  private mutating func fails(_ steps: [ChoiceSequence.Step]) -> Failure? {
    guard replaysLeft > 0 else { return nil }
    replaysLeft -= 1
    let failure = test(ChoiceSequence(steps: steps).trimmed)
    return failure.flatMap { $0.score >= floor ? $0 : nil }
  }

  /// Replays that one way round may take.
  private static let replaysOfDetour = 300

  /// Goes down from a run as if it were the simplest known, and comes back if that leads nowhere.
  private mutating func detour(_ steps: [ChoiceSequence.Step]) -> Bool {
    guard let start = fails(steps), start.sequence.steps.count <= best.sequence.steps.count else {
      return false
    }
    let (before, left) = (best, replaysLeft)
    best = start
    replaysLeft = min(left, Shrinker.replaysOfDetour)
    let given = replaysLeft
    // What was tried on the way to the simplest run is worth trying on the way from here.
    var known: Set<ChoiceSequence> = []
    swap(&known, &proposed)
    var last: ChoiceSequence
    repeat {
      last = best.sequence
      deleteSteps()
      lowerEach()
      swapDraws()
      reorderSteps()
    } while best.sequence < last && replaysLeft > 0
    swap(&known, &proposed)
    replaysLeft = left - (given - replaysLeft)
    if best.sequence < before.sequence { return true }
    best = before
    return false
  }
}
