import Market
import Numerics

/// Shorthand of the tests: raw words.
let unit = Fixed.unit
let year: Int128 = 31_536_000 * unit
let day: Int128 = 86_400 * unit
let hour: Int128 = 3_600 * unit
let minute: Int128 = 60 * unit

func percent(_ value: Int128) -> Int128 { value * unit / 100 }

/// Sums of a sample, in words.
struct Moments {
  private(set) var count: Int128 = 0
  private var sum: Int128 = 0
  private var squares: Int128 = 0

  mutating func add(_ word: Int128) throws {
    count += 1
    sum += word
    squares += try Fixed.multiply(word, word, .halfUp)
  }

  var mean: Int128 { sum / count }

  func variance() throws -> Int128 { try squares / count - Fixed.multiply(mean, mean, .halfUp) }

  /// Whether the mean is within so many of its standard errors of what it should be; `deviation` is
  /// that of one value.
  func meanIsNear(_ expected: Int128, deviation: Int128, errors: Int128 = 4) throws -> Bool {
    let gap = Int128((mean - expected).magnitude)
    return try Fixed.multiply(gap, Fixed.sqrt(count * unit)) <= errors * deviation
  }
}

/// The prices of a path of a market that stands alone, from the start on.
func prices(
  _ model: PathModel, steps: Int, seed: UInt64 = 1, purpose: UInt64 = 7, path: UInt64 = 0
) throws -> [Int128] {
  var state = try model.begin(seed: seed, purpose: purpose, path: path)
  var prices = [state.price]
  for _ in 0..<steps {
    try model.advance(&state, seed: seed, purpose: purpose, path: path)
    prices.append(state.price)
  }
  return prices
}

/// The logarithm of the last price of a path over its first.
func move(_ model: PathModel, steps: Int, seed: UInt64 = 1, path: UInt64 = 0) throws -> Int128 {
  let path = try prices(model, steps: steps, seed: seed, path: path)
  return try Fixed.ln(path[steps]) - Fixed.ln(path[0])
}
