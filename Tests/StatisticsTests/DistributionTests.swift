import Numerics
import Statistics
import Testing

/// What a distribution says against the sorted words themselves.
@Suite struct DistributionTests {
  /// Words of every size and sign, repeated now and then.
  static func words(_ count: Int, seed: UInt64) -> [Int128] {
    var stream = RandomStream(seed: seed, purpose: 1, path: 0, step: 0)
    return (0..<count).map { _ in
      let bits = stream.next(below: 128)
      let word = Int128(truncatingIfNeeded: stream.nextWide()) >> Int128(bits)
      return stream.next(below: 8) == 0 ? 42 : word
    }
  }

  static func built(_ words: [Int128]) -> Distribution {
    var distribution = Distribution()
    for word in words { distribution.add(word) }
    return distribution
  }

  static let sizes = [0, 1, 2, 100, 4096, 4097, 20_000]

  @Test(arguments: sizes)
  func extremesAndRanks(size: Int) throws {
    let words = DistributionTests.words(size, seed: 3)
    let distribution = DistributionTests.built(words)
    let sorted = words.sorted()
    #expect(distribution.count == UInt64(size))
    #expect(distribution.min == sorted.first)
    #expect(distribution.max == sorted.last)
    #expect((distribution.quantile(Fixed.unit / 2) == nil) == words.isEmpty)
    for rank in stride(from: 1, through: size, by: max(1, size / 37)) {
      let found = try #require(distribution.ranked(UInt64(rank)))
      let word = sorted[rank - 1]
      #expect(found.contains(word))
      let width = found.upperBound - found.lowerBound
      #expect(size > 4096 || width == 0)
      #expect(width.magnitude <= word.magnitude >> 9, "\(found) for \(word)")
      let bounds = distribution.atMost(word)
      let atMost = sorted.count { $0 <= word }
      #expect(bounds.contains(UInt64(atMost)))
    }
  }

  @Test func sumAndMean() {
    let distribution = DistributionTests.built([-7, 2, 2, 10])
    #expect(distribution.sum == 7)
    #expect(distribution.mean() == 1)
    #expect(distribution.mean(.up) == 2)
    let large = DistributionTests.built([.max, .max, .max, .min])
    #expect(large.sum == nil)
    #expect(large.mean() == Int128.max / 2)
  }

  /// The mean of the outermost words, computed from the words in 256 bits of Swift's own.
  @Test(arguments: sizes.dropFirst(), [1, 10, 333, 1000])
  func tailMeans(size: Int, perMille: Int) throws {
    let words = DistributionTests.words(size, seed: 5).map { $0 >> 30 }
    let distribution = DistributionTests.built(words)
    let share = Fixed.unit / 1000 * Int128(perMille)
    for tail in [Distribution.Tail.lower, .upper] {
      let sorted = tail == .upper ? Array(words.sorted().reversed()) : words.sorted()
      let weight = size * perMille
      var sum: Int128 = 0
      for (index, word) in sorted.enumerated() {
        let part = min(1000, max(0, weight - 1000 * index))
        sum += word * Int128(part)
      }
      let exact = sum / Int128(weight)
      let found = try #require(distribution.tailMean(tail, share))
      #expect(found.lowerBound - 1 <= exact && exact <= found.upperBound + 1)
      let size = max(found.lowerBound.magnitude, found.upperBound.magnitude)
      #expect((found.upperBound - found.lowerBound).magnitude <= size >> 8 + 2)
    }
  }

  @Test(arguments: [(10, 20), (4000, 4000), (3000, 1096), (0, 5000), (5000, 9000)])
  func mergingIsAdding(first: Int, second: Int) throws {
    let words = DistributionTests.words(first + second, seed: 9)
    let whole = DistributionTests.built(words)
    var left = DistributionTests.built(Array(words.prefix(first)))
    let right = DistributionTests.built(Array(words.suffix(second).reversed()))
    var other = right
    other.merge(left)
    left.merge(right)
    #expect(left == whole)
    #expect(other == whole)
    #expect(left.bytes == whole.bytes)
    #expect(other.bytes == whole.bytes)
  }

  @Test(arguments: sizes)
  func bytes(size: Int) throws {
    let distribution = DistributionTests.built(DistributionTests.words(size, seed: 11))
    let bytes = distribution.bytes
    let read = try #require(Distribution(bytes: bytes))
    #expect(read == distribution)
    #expect(read.bytes == bytes)
    #expect(Distribution(bytes: bytes.dropLast()) == nil)
    #expect(Distribution(bytes: bytes + [0]) == nil)
  }

  /// Whatever is accepted has these very bytes; nothing crashes.
  @Test func garbage() {
    var stream = RandomStream(seed: 1, purpose: 2, path: 0, step: 0)
    let examples = [20, 5000].map { DistributionTests.built(DistributionTests.words($0, seed: 4)) }
      .map(\.bytes)
    for round in 0..<600 {
      var bytes = examples[round & 1]
      for _ in 0...stream.next(below: 3) {
        let place = Int(
          stream.next(below: UInt128(min(bytes.count, round % 3 == 0 ? 60 : 1 << 20))))
        bytes[place] = UInt8(stream.next(below: 256))
      }
      if let read = Distribution(bytes: bytes) {
        #expect(read.bytes == bytes)
        _ = read.tailMean(.upper, Fixed.unit / 100)
        _ = read.histogram(buckets: 10, in: -100...100)
      }
    }
    for length in 0..<300 {
      let bytes = (0..<length).map { _ in UInt8(stream.next(below: 256)) }
      _ = Distribution(bytes: bytes)
      _ = Distribution(bytes: [1] + bytes)
    }
  }

  @Test func histogram() {
    let histogram = DistributionTests.built([-5, 0, 1, 9, 10, 11]).histogram(buckets: 5, in: 0...10)
    #expect(histogram.below == 1)
    #expect(histogram.buckets == [2, 0, 0, 0, 2])
    #expect(histogram.above == 1)
    let words = DistributionTests.words(9000, seed: 2)
    let whole = DistributionTests.built(words).histogram(buckets: 7, in: .min ... .max)
    #expect(whole.buckets.reduce(0, +) == 9000)
    #expect(DistributionTests.built([3]).histogram(buckets: 4, in: 3...3).buckets == [0, 0, 0, 1])
  }
}
