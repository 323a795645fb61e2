import Machine
import Numerics
import Testing

@Suite("Kernels that go to rows, or reduce")
struct RowKernelTests {
  @Test("the rows of a strip, and what keys they name")
  func rowsAndKeys() {
    var stream = RandomStream(seed: 16, purpose: 1, path: 0, step: 0)
    for strip in Strip.samples(&stream) {
      let (rows, _) = strip.map { target, lanes in
        Kernel.rows(target, firstRow: 256, lanes)
        return 0
      }
      #expect(rows == strip.expected { Int128(256 + $0) })
      let all = (0..<strip.length).map { Int128(256 + $0) }
      for count in [384, 300] {
        let (keys, flags) = strip.map {
          Kernel.key($0, all, rowCount: count, divisor: 3, modulus: 128, $1)
        }
        if strip.positions.contains(where: { 256 + Int($0) >= count }) {
          #expect(flags != 0)
        } else {
          #expect(flags == 0)
          #expect(keys == strip.expected { Int128((256 + $0) / 3 % 128) })
        }
      }
    }
  }

  @Test("a load through rows flags what is no row")
  func load() {
    var stream = RandomStream(seed: 17, purpose: 1, path: 0, step: 0)
    let column = (0..<10).map { Int128($0 * $0) }
    for strip in Strip.samples(&stream) {
      for bad in [nil, -1, 10, Int128.max, .min, 1 << 64] as [Int128?] {
        let rows = (0..<strip.length).map { lane in
          lane % 2 == 1 ? bad ?? 0 : Int128(stream.next() % 10)
        }
        let (words, flags) = strip.map {
          Kernel.load($0, column: column, rowCount: 10, at: rows, $1)
        }
        if bad != nil, strip.positions.contains(where: { $0 % 2 == 1 }) {
          #expect(flags != 0)
        } else {
          #expect(flags == 0)
          #expect(words == strip.expected { column[Int(rows[$0])] })
        }
      }
      let none = [Int128](repeating: 0, count: strip.length)
      let (_, flags) = strip.map {
        Kernel.load($0, column: column, rowCount: 0, at: none, $1)
      }
      #expect((flags == 0) == strip.positions.isEmpty)
    }
  }

  @Test("truth is 1 in the chosen lanes and 0 in the other ones")
  func truth() {
    var stream = RandomStream(seed: 18, purpose: 1, path: 0, step: 0)
    for strip in Strip.samples(&stream) {
      let chosen = Strip(
        length: strip.length, positions: strip.positions.filter { _ in stream.next() & 1 == 0 })
      let (words, _) = strip.map { target, lanes in
        chosen.with { Kernel.truth(target, $0, lanes) }
        return 0
      }
      #expect(words == strip.expected { chosen.positions.contains(UInt8($0)) ? 1 : 0 })
    }
  }

  @Test("a word outside its range is flagged")
  func range() {
    var stream = RandomStream(seed: 19, purpose: 1, path: 0, step: 0)
    for strip in Strip.samples(&stream) {
      let words = (0..<strip.length).map { _ in Int128(stream.next() % 20) - 5 }
      let flags = strip.with { Kernel.checkRange(words, least: -3, greatest: 12, $0) }
      let isWithin = strip.positions.allSatisfy { (-3...12).contains(words[Int($0)]) }
      #expect((flags == 0) == isWithin)
    }
  }

  @Test("a sum is exact, least and greatest are those of all lanes")
  func reductions() {
    var stream = RandomStream(seed: 20, purpose: 1, path: 0, step: 0)
    for strip in Strip.samples(&stream) {
      let words = stream.words(strip.length, tame: false)
      let chosen = strip.positions.map { words[Int($0)] }
      var sum = WideSum()
      var expected = WideSum()
      for word in [Int128.max, .max] {
        sum.add(word)
        expected.add(word)
      }
      strip.with { Kernel.sum(&sum, words, $0) }
      for word in chosen { expected.add(word) }
      #expect(sum.total == expected.total)
      // Back to where it fits.
      for word in chosen where word != .min {
        sum.add(-word)
        expected.add(-word)
      }
      for _ in 0..<2 {
        sum.add(-.max)
        expected.add(-.max)
      }
      #expect(sum.total == expected.total)
      #expect(strip.with { Kernel.least(5, words, $0) } == min(5, chosen.min() ?? 5))
      #expect(strip.with { Kernel.greatest(5, words, $0) } == max(5, chosen.max() ?? 5))
    }
  }

  @Test("rows and words are gathered in order")
  func gather() {
    var stream = RandomStream(seed: 21, purpose: 1, path: 0, step: 0)
    for strip in Strip.samples(&stream) {
      let words = stream.words(strip.length, tame: false)
      var rows = [UInt32](repeating: 0, count: strip.positions.count)
      strip.with { Kernel.append(&rows, firstRow: 1000, $0) }
      #expect(rows == strip.positions.map { 1000 + UInt32($0) })
      var gathered = [Int128](repeating: 0, count: strip.positions.count)
      strip.with { Kernel.gather(&gathered, words, $0) }
      #expect(gathered == strip.positions.map { words[Int($0)] })
    }
  }
}
