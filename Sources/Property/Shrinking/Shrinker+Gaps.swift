// Time: what one step waits, another may wait as well, and one long wait is simpler than many.
extension Shrinker {
  /// Moves the time of one step into another, whole or as much as it takes.
  mutating func foldGaps() {
    let gaps = best.places.filter { best[$0]?.kind == .gap && best[$0]?.value != 0 }
    guard gaps.count > 1 else { return }
    for from in gaps {
      for into in gaps where into != from && replaysLeft > 0 {
        if moveGap(from, into: into) { break }
      }
    }
    // All of it in one place, the last ones first.
    for into in gaps.reversed() {
      let others = gaps.filter { $0 != into }
      let total = gaps.reduce(Int128(0)) { saturatingSum($0, best[$1]?.value ?? 0) }
      _ = propose(steps: best.setting([(into, total)] + others.map { ($0, 0) }))
    }
  }

  private mutating func moveGap(_ from: Place, into: Place) -> Bool {
    guard let source = best[from], let target = best[into], source.value > 0 else { return false }
    let room = saturatingDifference(target.bounds.upperBound, target.value)
    let moved = min(source.value, room)
    guard moved > 0 else { return false }
    let values = [
      (place: from, value: source.value - moved), (place: into, value: target.value + moved),
    ]
    if from.step != into.step, moved == source.value {
      var shorter = best.setting(values)
      shorter.remove(at: from.step)
      if propose(steps: shorter) { return true }
    }
    return propose(steps: best.setting(values))
  }
}
