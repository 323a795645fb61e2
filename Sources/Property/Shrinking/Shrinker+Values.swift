// Values, one at a time: the simplest that still fails.
extension Shrinker {
  mutating func lowerEach() {
    var step = 0
    while step < steps.count, replaysLeft > 0 {
      var draw = 0
      while let current = best[Place(step: step, draw: draw)], replaysLeft > 0 {
        let place = Place(step: step, draw: draw)
        switch current.kind {
        case .selector: lowerSelector(place)
        case .plain, .row, .gap, .amount: lower([place])
        }
        draw += 1
      }
      step += 1
    }
  }

  /// Tries the simpler things a step could do, with its other words as they are, and with none.
  private mutating func lowerSelector(_ place: Place) {
    guard let draw = best[place] else { return }
    for value in 0..<max(0, min(draw.value, 64)) {
      let kept = best.setting([(place, value)])
      if propose(steps: kept) { return }
      var cut = kept
      let end = draw.words.lowerBound + draw.domain.words(for: value).count
      if cut[place.step].count > end { cut[place.step].removeSubrange(end...) }
      if propose(steps: cut) { return }
    }
  }

  /// Lowers draws of one value together: to the simplest number, to rounder ones, and then towards
  /// zero among those as round.
  mutating func lower(_ places: [Place]) {
    guard let place = places.first, let draw = best[place] else { return }
    if set(places, to: draw.simplest) || draw.value == draw.simplest { return }
    switch draw.domain {
    case .below, .span:
      search(places, in: draw.simplest, draw.value)
    case .number(let domain):
      if set(places, to: draw.value) { return lower(places) }
      for value in domain.rounder(than: draw.value) where set(places, to: value) {
        return lower(places)
      }
      lowerDigits(places, of: domain)
    }
  }

  /// Tries every number of one digit, not only those a threshold would let pass.
  mutating func lowerThoroughly() {
    for place in best.places {
      guard let draw = best[place], case .number(let domain) = draw.domain else { continue }
      for value in domain.rounder(than: draw.value, thorough: true) where set([place], to: value) {
        break
      }
    }
  }

  mutating func set(_ places: [Place], to value: Int128) -> Bool {
    propose(steps: best.setting(places.map { ($0, value) }))
  }

  /// Halves the way from a value that is known not to do to one that does, towards zero.
  private mutating func search(_ places: [Place], in passing: Int128, _ failing: Int128) {
    var (low, high) = (passing, failing)
    if set(places, to: high > low ? saturatingSum(low, 1) : saturatingDifference(low, 1)) { return }
    while replaysLeft > 0 {
      let middle = low / 2 + high / 2 + (low % 2 + high % 2) / 2
      guard middle != low, middle != high else { break }
      if set(places, to: middle) { high = middle } else { low = middle }
    }
    // What fails need not do so above a threshold only.
    for step in 1...4 as ClosedRange<Int128> {
      let lower = high > passing ? high - step : high + step
      guard (lower > passing) == (high > passing), lower != passing else { break }
      if set(places, to: lower) { return search(places, in: passing, lower) }
    }
  }

  /// The same number of digits at the same place, but less of them.
  private mutating func lowerDigits(_ places: [Place], of domain: NumberDomain) {
    guard let place = places.first, let draw = best[place],
      let lot = domain.lot(of: draw.value), lot > 0
    else { return }
    let sign: Int128 = draw.value < 0 ? -1 : 1
    if sign < 0, set(places, to: 0 &- draw.value) { return lower(places) }
    var (low, high): (Int128, Int128) = (0, draw.value / lot)
    while replaysLeft > 0 {
      let middle = low / 2 + high / 2 + (low % 2 + high % 2) / 2
      guard middle != low, middle != high else { break }
      if set(places, to: middle * lot) { high = middle } else { low = middle }
    }
    for digits in 1...3 as ClosedRange<Int128> where (high.magnitude > digits.magnitude) {
      if set(places, to: (high - sign * digits) * lot) { return lower(places) }
    }
  }
}

extension NumberDomain {
  /// What one more in the last digit of a number is worth; nil for a number that has no digits.
  func lot(of value: Int128) -> Int128? {
    let words = words(for: value)
    guard words.count == 3, (1...Form.longest).contains(words[0]) else { return nil }
    return self.value(digits: 1, lot: Int(words[1]), isNegative: false)
  }

  /// Numbers that are rounder than this one or may be: of one digit of every lot, then this one
  /// cut to one digit, two digits and so on, both ways.
  func rounder(than value: Int128, thorough: Bool = false) -> [Int128] {
    var found: [Int128] = []
    let isNegative = value < 0
    for index in 0..<lotCount {
      for digits in thorough ? Array(1...9) : [1, 5, 9, 2] as [UInt64] {
        found.append(self.value(digits: digits, lot: index, isNegative: isNegative))
      }
    }
    var powers: [Int128] = [1]
    while let power = powers.last, value / power / 10 != 0 { powers.append(power * 10) }
    for power in powers.reversed() {
      let cut = value / power * power
      let away = isNegative ? saturatingDifference(cut, power) : saturatingSum(cut, power)
      found += [cut, away].filter { range.contains($0) && $0 != value }
    }
    return found
  }
}
