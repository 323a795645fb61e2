import Numerics

/// Draws how often each atom appears in a resample: Poisson counts, which make the atoms independent
/// of each other and the size of the resample random. What is studentised does not mind.
struct PoissonWeights: Sendable {
  private enum Law: Sendable {
    /// For small counts: the chance of at most 0, 1, 2, .. in units of 2^-32.
    case steps([UInt64])
    /// For large ones: the normal deviate with its first correction, `c + sqrt(c) z + (z^2 - 1) / 6`,
    /// the root in units of 2^-16.
    case smooth(count: Int64, root: Int64)
  }

  private let laws: [Law]

  init(_ atoms: [Atoms.Atom]) {
    laws = atoms.map { atom in
      if atom.count <= 32 { return .steps(PoissonWeights.steps[Int(atom.count)]) }
      let count = Int64(clamping: min(atom.count, 1 << 40))
      let root = Scaled(UInt128(count)).squareRoot * Scaled(1 << 16)
      return .smooth(count: count, root: Int64(clamping: root.integer(.down)))
    }
  }

  /// One weight for the law of an atom from 32 random bits.
  func weight(_ index: Int, bits: UInt64) -> Int64 {
    switch laws[index] {
    case .steps(let steps):
      var low = 0
      var high = steps.count
      while low < high {
        let middle = (low + high) / 2
        if steps[middle] > bits { high = middle } else { low = middle + 1 }
      }
      return Int64(low)
    case .smooth(let count, let root):
      let z = PoissonWeights.deviates[Int(bits >> 20)]
      let correction = (((z * z) >> 16) - 65_536) / 6
      let deviation = ((root * z) >> 16) + correction
      return max(0, count + ((deviation + 32_768) >> 16))
    }
  }

  /// For each count up to 32.
  private static let steps: [[UInt64]] = (0...32).map { count in
    let mean = Scaled(UInt128(count))
    let first = (try? Fixed.exp(-Int128(count) * Fixed.unit)) ?? 0
    var term = Scaled(magnitudeOf: first)
    var sum = Scaled.zero
    var steps: [UInt64] = []
    for k in 0..<96 {
      sum = sum + term
      let step = (sum * Scaled(1 << 32)).integer(.down)
      steps.append(UInt64(clamping: min(step, 1 << 32)))
      term = term * mean / Scaled(UInt128(k + 1))
    }
    return steps
  }

  /// The middles of 4,096 parts of the normal distribution of equal chance, in units of 2^-16,
  /// stretched to a variance of one.
  private static let deviates: [Int64] = {
    let raw = (0..<4096).map { part in
      (try? StandardNormal.quantile(UInt64(part) << 52 | 1 << 51)) ?? 0
    }
    let squares = raw.reduce(Scaled.zero) { sum, z in
      sum + Scaled(magnitudeOf: z) * Scaled(magnitudeOf: z)
    }
    let stretch = (Scaled(4096) / squares).squareRoot * Scaled(1 << 16)
    return raw.map { z in
      let size = (Scaled(magnitudeOf: z) * stretch).integer(.down)
      return Int64(clamping: z < 0 ? -size : size)
    }
  }()
}
