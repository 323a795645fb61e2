import Machine
import Numerics
import Testing

@Suite("Kernels that choose lanes")
struct SelectKernelTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let kernel: @Sendable (Kernel.Positions, Kernel.Column, Kernel.Column, Int128, Lanes) -> Int
    let holds: @Sendable (Int128, Int128, Int128) -> Bool
  }

  static let cases = [
    Case(testDescription: "true", kernel: { Kernel.whereTrue($0, $1, $4) }) { a, _, _ in a != 0 },
    Case(testDescription: "less", kernel: { Kernel.less($0, $1, $2, $4) }) { a, b, _ in a < b },
    Case(testDescription: "less or equal", kernel: { Kernel.lessOrEqual($0, $1, $2, $4) }) {
      a, b, _ in a <= b
    },
    Case(testDescription: "equal", kernel: { Kernel.equal($0, $1, $2, $4) }) { a, b, _ in a == b },
    Case(testDescription: "not equal", kernel: { Kernel.notEqual($0, $1, $2, $4) }) { a, b, _ in
      a != b
    },
    Case(testDescription: "below", kernel: { Kernel.less($0, $1, $3, $4) }) { a, _, w in a < w },
    Case(testDescription: "at most", kernel: { Kernel.lessOrEqual($0, $1, $3, $4) }) { a, _, w in
      a <= w
    },
    Case(testDescription: "above", kernel: { Kernel.greater($0, $1, $3, $4) }) { a, _, w in a > w },
    Case(testDescription: "at least", kernel: { Kernel.greaterOrEqual($0, $1, $3, $4) }) {
      a, _, w in a >= w
    },
    Case(testDescription: "is", kernel: { Kernel.equal($0, $1, $3, $4) }) { a, _, w in a == w },
    Case(testDescription: "is not", kernel: { Kernel.notEqual($0, $1, $3, $4) }) { a, _, w in
      a != w
    },
  ]

  @Test("the lanes chosen are those where the comparison holds", arguments: cases)
  func agrees(_ sample: Case) {
    var stream = RandomStream(seed: 13, purpose: 1, path: 0, step: 0)
    for _ in 0..<4 {
      for strip in Strip.samples(&stream) {
        let a = stream.words(strip.length, tame: false)
        // Half of the pairs are equal or next to it.
        let b = a.map {
          stream.next() & 1 == 0 ? $0 &+ Int128(stream.next() % 3) &- 1 : stream.word()
        }
        let word = a[Int(stream.next() % UInt64(strip.length))]
        let chosen = strip.choose { sample.kernel($0, a, b, word, $1) }
        #expect(chosen == strip.positions.filter { sample.holds(a[Int($0)], b[Int($0)], word) })
      }
    }
  }

  @Test("all lanes are all lanes", arguments: [1, 7, 8, 9, 64, 127, 128])
  func all(length: Int) {
    let strip = Strip(length: length, positions: Array(0..<UInt8(length)))
    let chosen = strip.choose { target, _ in
      Kernel.all(target, stripLength: length)
      return length
    }
    #expect(chosen == strip.positions)
  }

  @Test("union and except are those of sets, in order")
  func sets() {
    var stream = RandomStream(seed: 14, purpose: 1, path: 0, step: 0)
    for length in [1, 63, 64, 65, 128] {
      for eighths in [0, 1, 4, 8] as [UInt64] {
        let make = { (share: UInt64) in
          Strip(
            length: length,
            positions: (0..<UInt8(length)).filter { _ in stream.next() % 8 < share })
        }
        let (a, b) = (make(eighths), make(4))
        let union = a.with { left in b.choose { Kernel.union($0, left, $1) } }
        #expect(union == Set(a.positions).union(b.positions).sorted())
        let except = a.with { left in b.choose { Kernel.except($0, left, $1) } }
        #expect(except == Set(a.positions).subtracting(b.positions).sorted())
      }
    }
  }

  @Test("below a product without dividing is below the product")
  func belowProduct() {
    var stream = RandomStream(seed: 15, purpose: 1, path: 0, step: 0)
    for tame in [true, true, true, false, false] {
      for strip in Strip.samples(&stream) {
        let b = stream.words(strip.length, tame: tame)
        let word = tame ? stream.amount() : stream.word()
        let products = b.map { try? Fixed.multiply($0, word) }
        // Most are next to the product, where a mistake would show.
        let a = products.map { product in
          switch stream.next() % 8 {
          case 0: stream.word()
          default: (product ?? 0) &+ Int128(stream.next() % 5) &- 2
          }
        }
        var flags: UInt64 = 0
        let chosen = strip.choose { target, lanes in
          let result = Kernel.belowProduct(target, a, b, word, lanes)
          flags = result.flags
          return result.count
        }
        if strip.positions.contains(where: { products[Int($0)] == nil }) {
          #expect(flags != 0)
        } else if flags == 0 {
          #expect(chosen == strip.positions.filter { a[Int($0)] < products[Int($0)] ?? 0 })
        } else {
          #expect(!tame, "a flag without need")
        }
      }
    }
  }
}
