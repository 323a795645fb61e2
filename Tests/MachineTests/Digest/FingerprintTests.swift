import Machine
import Testing

@Suite("Fingerprint")
struct FingerprintTests {
  private func fingerprint(_ words: [Int128]) -> Fingerprint {
    var fingerprint = Fingerprint()
    for (address, word) in words.enumerated() { fingerprint.add(word, at: address) }
    return fingerprint
  }

  @Test("of equal states is equal, whatever way led to them")
  func path() {
    let words: [Int128] = [5, -3, 0, 1_000_000_000_000_000_000]
    var walked = fingerprint([0, 0, 0, 0])
    walked.update(at: 3, from: 0, to: 77)
    walked.update(at: 0, from: 0, to: 5)
    walked.update(at: 3, from: 77, to: 1_000_000_000_000_000_000)
    walked.update(at: 1, from: 0, to: -3)
    walked.update(at: 2, from: 0, to: 9)
    walked.update(at: 2, from: 9, to: 0)
    #expect(walked == fingerprint(words))
    #expect(walked.description.count == 32)
  }

  /// Small changes are what states differ by: a few units here, the same there, words exchanged.
  @Test("tells apart a quarter of a million states that differ little")
  func collisions() {
    let base: [Int128] = (0..<8).map { $0 * 1_000_000_000_000_000_000 }
    var seen: Set<Fingerprint> = []
    let start = fingerprint(base)
    for first in 0..<8 {
      for second in (first + 1)..<8 {
        for x in -47..<48 {
          for y in -47..<48 where x != 0 && y != 0 {
            var changed = start
            changed.update(at: first, from: base[first], to: base[first] + Int128(x))
            changed.update(at: second, from: base[second], to: base[second] + Int128(y))
            seen.insert(changed)
          }
        }
      }
    }
    #expect(seen.count == 28 * 94 * 94)
    #expect(!seen.contains(start))
    // The lower half alone is as good a hash of 64 bits as there is.
    #expect(Set(seen.map { UInt64(truncatingIfNeeded: $0.sum) }).count == seen.count)
  }

  /// Every bit of a word or its address changes every bit of the sum in half of all cases.
  @Test("spreads every bit of a word and of its address over all bits")
  func avalanche() {
    let samples = 512
    var words: [(address: Int, word: Int128)] = []
    var generator: UInt64 = 1
    for _ in 0..<samples {
      generator = generator &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      words.append((Int(generator >> 40), Int128(Int64(bitPattern: generator)) * 12_345))
    }
    for bit in 0..<(128 + 20) {
      var changes = [Int](repeating: 0, count: 128)
      for (address, word) in words {
        var (before, after) = (Fingerprint(), Fingerprint())
        before.add(word, at: address)
        if bit < 128 {
          after.add(word ^ (1 << Int128(bit)), at: address)
        } else {
          after.add(word, at: address ^ (1 << (bit - 128)))
        }
        let difference = before.sum ^ after.sum
        for place in 0..<128 where difference >> UInt128(place) & 1 != 0 { changes[place] += 1 }
      }
      // Six standard deviations of a fair coin thrown 512 times are 68.
      for place in 0..<128 {
        #expect(abs(changes[place] - samples / 2) < 90, "bit \(bit), place \(place)")
      }
    }
  }

  @Test("follows the calls of a machine")
  func machine() throws {
    let program = try Verifier.verify(
      Assembly.program([
        Assembly.i(.store, 2, 12), Assembly.i(.storeField, 13, 0, 12),
        Assembly.i(.add, 14, 12, 9), Assembly.i(.store, 2, 14),
        Assembly.i(.storeField, 13, 3, 14), Assembly.i(.fill, 0, 12), Assembly.i(.halt),
      ]))
    let machine = try Machine(program, rows: [3, 2, 6])
    var fingerprint = machine.fingerprint
    for (value, row) in [(10, 0), (11, 2), (10, 0), (5, 1)] as [(Int128, Int128)] {
      let digest = machine.digest
      #expect(machine.call(0, [value, row], gas: 10_000).stop == nil)
      machine.follow(&fingerprint)
      #expect(fingerprint == machine.fingerprint)
      #expect(machine.digest != digest)
    }
    let standing = machine.digest
    #expect(machine.call(0, [1, 3], gas: 10_000).stop == .rowOutOfRange)
    machine.follow(&fingerprint)
    #expect(fingerprint == machine.fingerprint)
    #expect(machine.digest == standing)
  }
}
