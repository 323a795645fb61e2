import Machine
import Numerics
import Testing

@Suite("Kernels that compute lanes")
struct MapKernelTests {
  typealias Pair = @Sendable (Kernel.Target, Kernel.Column, Kernel.Column, Int128, Lanes) -> UInt64

  /// A kernel, and what it does to one lane given `a`, `b` and the word; nil where it traps.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let kernel: Pair
    let lane: @Sendable (Int128, Int128, Int128) -> Int128?

    init(
      _ name: String, _ kernel: @escaping Pair,
      _ lane: @escaping @Sendable (Int128, Int128, Int128) -> Int128?
    ) {
      self.name = name
      self.kernel = kernel
      self.lane = lane
    }

    var testDescription: String { name }
  }

  /// By each rounding: of what is there, of one, and of nothing but nothing.
  private static let quotients = Rounding.allCases.flatMap { rounding in
    [
      Case(
        "multiply, divide \(rounding)", { Kernel.multiplyDivide($0, $1, $2, by: $2, rounding, $4) }
      ) { a, b, _ in try? Integer.muldiv(a, b, b, rounding) },
      Case(
        "multiply, divide by a word \(rounding)",
        { target, a, b, word, lanes in
          withColumn(of: word) { Kernel.multiplyDivide(target, a, b, by: $0, rounding, lanes) }
        }
      ) { a, b, word in try? Integer.muldiv(a, b, word, rounding) },
      Case(
        "multiply, divide by one \(rounding)",
        { target, a, b, _, lanes in
          withColumn(of: Fixed.unit) {
            Kernel.multiplyDivide(target, a, b, by: $0, rounding, lanes)
          }
        }
      ) { a, b, _ in try? Fixed.multiply(a, b, rounding) },
      Case(
        "multiply nothing, divide \(rounding)",
        { target, a, b, _, lanes in
          withColumn(of: 0) { Kernel.multiplyDivide(target, $0, a, by: b, rounding, lanes) }
        }
      ) { _, b, _ in b == 0 ? nil : 0 },
    ]
  }

  private static func withColumn(
    of word: Int128, _ body: (Kernel.Column) -> UInt64
  ) -> UInt64 {
    let words = [Int128](repeating: word, count: 256)
    return words.withUnsafeBufferPointer { $0.baseAddress.map(body) ?? 0 }
  }

  static let cases = quotients + plain

  private static let plain = [
    Case("add", { Kernel.add($0, $1, $2, $4) }) { a, b, _ in try? Integer.add(a, b) },
    Case("add word", { Kernel.add($0, $1, $3, $4) }) { a, _, w in try? Integer.add(a, w) },
    Case("subtract", { Kernel.subtract($0, $1, $2, $4) }) { a, b, _ in try? Integer.subtract(a, b)
    },
    Case("subtract word", { Kernel.subtract($0, $1, $3, $4) }) { a, _, w in
      try? Integer.subtract(a, w)
    },
    Case("subtract from", { Kernel.subtract($0, $1, from: $3, $4) }) { a, _, w in
      try? Integer.subtract(w, a)
    },
    Case("multiply", { Kernel.multiply($0, $1, $2, $4) }) { a, b, _ in try? Fixed.multiply(a, b) },
    Case("multiply word", { Kernel.multiply($0, $1, $3, $4) }) { a, _, w in
      try? Fixed.multiply(a, w)
    },
    Case("multiply, add", { Kernel.multiply($0, $1, $2, adding: $1, $4) }) { a, b, _ in
      (try? Fixed.multiply(a, b)).flatMap { try? Integer.add($0, a) }
    },
    Case("multiply magnitude", { Kernel.multiplyMagnitude($0, $1, $3, $4) }) { a, _, w in
      (try? Integer.absolute(a)).flatMap { try? Fixed.multiply($0, w) }
    },
    Case("multiply words", { Kernel.multiplyWords($0, $1, $2, $4) }) { a, b, _ in
      try? Integer.multiply(a, b)
    },
    Case("divide", { Kernel.divide($0, $1, $2, $4) }) { a, b, _ in try? Fixed.divide(a, b) },
    Case("negate", { Kernel.negate($0, $1, $4) }) { a, _, _ in try? Integer.negate(a) },
    Case("absolute", { Kernel.absolute($0, $1, $4) }) { a, _, _ in try? Integer.absolute(a) },
    Case(
      "not",
      { target, a, _, _, lanes in
        Kernel.not(target, a, lanes); return 0
      }
    ) { a, _, _ in
      a == 0 ? 1 : 0
    },
    Case(
      "minimum",
      { target, a, b, _, lanes in
        Kernel.minimum(target, a, b, lanes); return 0
      }
    ) {
      a, b, _ in min(a, b)
    },
    Case(
      "maximum",
      { target, a, b, _, lanes in
        Kernel.maximum(target, a, b, lanes); return 0
      }
    ) {
      a, b, _ in max(a, b)
    },
    Case(
      "minimum word",
      { target, a, _, w, lanes in
        Kernel.minimum(target, a, w, lanes); return 0
      }
    ) { a, _, w in min(a, w) },
    Case(
      "maximum word",
      { target, a, _, w, lanes in
        Kernel.maximum(target, a, w, lanes); return 0
      }
    ) { a, _, w in max(a, w) },
    Case(
      "copy",
      { target, a, _, _, lanes in
        Kernel.copy(target, a, lanes); return 0
      }
    ) { a, _, _ in
      a
    },
    Case(
      "broadcast",
      { target, _, _, w, lanes in
        Kernel.broadcast(target, w, lanes); return 0
      }
    ) {
      _, _, w in w
    },
  ]

  @Test("each lane is what the words' operation gives, and any trap is flagged", arguments: cases)
  func agrees(_ sample: Case) {
    var stream = RandomStream(seed: 11, purpose: 1, path: 0, step: 0)
    for tame in [true, false, false] {
      for strip in Strip.samples(&stream) {
        let a = stream.words(strip.length, tame: tame)
        let b = stream.words(strip.length, tame: tame).map { tame && $0 == 0 ? 1 : $0 }
        let word = tame ? stream.amount() : stream.word()
        let (words, flags) = strip.map { sample.kernel($0, a, b, word, $1) }
        let lanes = strip.positions.map { sample.lane(a[Int($0)], b[Int($0)], word) }
        if lanes.contains(nil) {
          #expect(flags != 0)
        } else {
          #expect(flags == 0)
          #expect(words == strip.expected { sample.lane(a[$0], b[$0], word) ?? 0 })
        }
      }
    }
  }

  /// A quotient computed by a rounded reciprocal goes wrong here first.
  @Test("products a trifle below or above a whole number round to zero")
  func nearlyWhole() {
    var stream = RandomStream(seed: 12, purpose: 1, path: 0, step: 0)
    for _ in 0..<400 {
      let length = [3, 12, 64, 128][Int(stream.next() % 4)]
      let strip = Strip(length: length, positions: (0..<UInt8(length)).map { $0 })
      let side: Int128 = stream.next() & 1 == 0 ? 1 : -1
      let word = Int128(1 + stream.next() % 2_000_000_000) * Fixed.unit + side
      let a = (0..<length).map { _ in
        let whole = Int128(stream.next() % 39_000_000_000) * Fixed.unit
        return (whole + Int128(stream.next() % 5)) * (stream.next() & 1 == 0 ? 1 : -1)
      }
      let expected = strip.expected { Fixed.multiplyReportingOverflow(a[$0], word).partialValue }
      let byWord = strip.map { Kernel.multiply($0, a, word, $1) }
      #expect(byWord.flags == 0 && byWord.words == expected)
      let words = [Int128](repeating: word, count: length)
      let byLanes = strip.map { Kernel.multiply($0, a, words, $1) }
      #expect(byLanes.flags == 0 && byLanes.words == expected)
    }
  }
}
