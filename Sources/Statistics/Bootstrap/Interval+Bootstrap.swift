import Numerics

// Studentised bootstrap (Efron and Tibshirani, "An introduction to the bootstrap", 1993, chapter 12):
// how far the mean of a resample lies from the mean it was drawn around, in its own standard errors,
// says how far the mean of the values lies from the truth. Second-order right also for skewed values,
// which losses are.
extension Interval {
  /// Fewer values than this say nothing of how they are spread.
  package static let leastBootstrapped: UInt64 = 30

  /// The interval for the mean of any values. Unknown ends where there are too few values, all
  /// values are alike, or the confidence asks for more resamples than are drawn.
  package static func bootstrap(
    meanOf values: Distribution, confidence: Int128, seed: UInt64
  ) -> Interval {
    guard let low = values.mean(.down), let high = values.mean(.up), let variance = values.variance
    else { return unknown(confidence) }
    let cells = values.cells.map { (value: $0.mean(.down), count: $0.count) }
    return studentised(
      cells, around: low...high, mean: low,
      error: (variance / Scaled(UInt128(values.count))).squareRoot,
      confidence: confidence, seed: seed)
  }

  /// The interval for the mean of the outermost share of the values (expected shortfall).
  ///
  /// A tail mean is the mean of `quantile + excess / share` (Rockafellar and Uryasev, "Optimization
  /// of conditional value-at-risk", 2000), least where the quantile is the true one; so to first
  /// order the quantile may be taken as known and the tail mean treated as that mean. Needs thirty
  /// values in the tail.
  package static func bootstrap(
    tailMeanOf values: Distribution, _ tail: Distribution.Tail, _ share: Int128,
    confidence: Int128, seed: UInt64
  ) -> Interval {
    let part = min(max(share, 0), Fixed.unit)
    let inTail = UInt128(values.count) * part.magnitude / Fixed.unit.magnitude
    guard inTail >= UInt128(leastBootstrapped), let estimate = values.tailMean(tail, part),
      let quantile = values.quantile(tail == .upper ? Fixed.unit - part : part)
    else { return unknown(confidence) }
    let edge = tail == .upper ? quantile.lowerBound : quantile.upperBound
    // How far the values reach beyond the edge; none for those on the near side.
    var near: UInt64 = 0
    var cells: [(value: Int128, count: UInt64)] = []
    for cell in values.cells {
      let mean = cell.mean(.down)
      if tail == .upper ? mean <= edge : mean >= edge {
        near += cell.count
      } else {
        // Halved where it would be no word: then the last bit does not matter.
        let reach = Int128(clamping: distance(mean, edge))
        cells.append((value: tail == .upper ? reach : -reach, count: cell.count))
      }
    }
    cells.append((value: 0, count: near))
    cells.sort { $0.value < $1.value }
    var sum = WideTotal.zero
    for cell in cells { sum = sum + WideTotal(cell.value, times: UInt128(cell.count)) }
    let mean = sum.divided(by: UInt128(values.count), .down)
    var squares = Scaled.zero
    for cell in cells {
      let off = Scaled(distance(cell.value, mean))
      squares = squares + off * off * Scaled(UInt128(cell.count))
    }
    let count = Scaled(UInt128(values.count))
    let error = (squares / count / count).squareRoot / Scaled(magnitudeOf: part)
    return studentised(
      cells, around: estimate, mean: mean, error: error, confidence: confidence, seed: seed)
  }

  private static func unknown(_ confidence: Int128) -> Interval {
    Interval(low: nil, high: nil, confidence: confidence, method: .bootstrap)
  }

  private static func studentised(
    _ cells: [(value: Int128, count: UInt64)], around estimate: ClosedRange<Int128>,
    mean: Int128, error standardError: Scaled, confidence: Int128, seed: UInt64
  ) -> Interval {
    guard let atoms = Atoms(cells, mean: mean), atoms.count >= leastBootstrapped else {
      return unknown(confidence)
    }
    let error = error(of: confidence)
    let resamples = resamples(error: error)
    // So many resamples may lie beyond either end.
    let beyond = Int(error / 2 * Int128(resamples + 1) / Fixed.unit)
    guard beyond >= 1 else { return unknown(confidence) }
    let deviations = deviations(atoms, resamples: resamples, seed: seed)
    let least = deviations[beyond - 1]
    let most = deviations[resamples - beyond]
    return Interval(
      low: most == .max ? nil : moved(estimate.lowerBound, by: most, standardError, .down),
      high: least == .min ? nil : moved(estimate.upperBound, by: least, standardError, .up),
      confidence: confidence, method: .bootstrap)
  }

  /// `word - deviation * standardError`, rounded outward.
  private static func moved(
    _ word: Int128, by deviation: Int128, _ standardError: Scaled, _ way: Outward
  ) -> Int128 {
    let margin = outward(Scaled(magnitudeOf: deviation) * standardError)
    let end = deviation < 0 ? word.addingSaturating(margin) : word.subtractingSaturating(margin)
    return way == .up ? end.addingSaturating(1) : end.subtractingSaturating(1)
  }

  /// At least 2,000, more where the error is small, so that ten lie beyond either end.
  private static func resamples(error: Int128) -> Int {
    Int(clamping: min(max(20 * Fixed.unit / max(error, 1), 2000), 20_000))
  }

  /// In ascending order, as fixed-point raw words: how many of its own standard errors each resample
  /// is away from the mean it was drawn around.
  private static func deviations(_ atoms: Atoms, resamples: Int, seed: UInt64) -> [Int128] {
    let weights = PoissonWeights(atoms.atoms)
    var centre: Int128 = 0
    for atom in atoms.atoms { centre += Int128(atom.offset) * Int128(atom.count) }
    centre /= Int128(atoms.count)
    let offsets = atoms.atoms.map { Int128($0.offset) - centre }
    var deviations: [Int128] = []
    deviations.reserveCapacity(resamples)
    for resample in 0..<UInt64(resamples) {
      var stream = RandomStream(seed: seed, purpose: bootstrapPurpose, path: resample, step: 0)
      var count: Int128 = 0
      var sum: Int128 = 0
      var squares: Int128 = 0
      var bits: UInt64 = 0
      for (index, offset) in offsets.enumerated() {
        bits = index & 1 == 0 ? stream.next() : bits << 32
        let weight = Int128(weights.weight(index, bits: bits >> 32))
        count &+= weight
        sum &+= weight &* offset
        squares &+= weight &* offset &* offset
      }
      deviations.append(deviation(count, sum, squares))
    }
    deviations.sort()
    return deviations
  }

  /// `mean / (standard deviation / sqrt(count))` from the sums of a resample; the extreme of its
  /// sign where the resample has no spread.
  private static func deviation(_ count: Int128, _ sum: Int128, _ squares: Int128) -> Int128 {
    let size = Scaled(count.magnitude)
    let total = Scaled(sum.magnitude)
    let spread = size * Scaled(squares.magnitude) - total * total
    if spread.isZero { return sum < 0 ? .min : sum > 0 ? .max : 0 }
    let deviation = (total * size.squareRoot / spread.squareRoot).raw(.up)
    return sum < 0 ? -deviation : deviation
  }

  /// Names the streams of the bootstrap among those of a seed.
  private static let bootstrapPurpose: UInt64 = 0x626F_6F74
}
