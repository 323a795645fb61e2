import Market
import Numerics
import Testing

/// Whatever the bytes, an import answers: with rows that are in order, or with an error that says
/// where.
@Suite("Mutated imports")
struct ImportFuzzTests {
  private static let seeds: [String] = [
    "time,price\n0,100\n60,101.5\n120,1e2\n180,99\n",
    "1735603200000,1,2,3,4.5,6,7,8,9,10,11,0\n1735606800000,1,2,3,4,6,7,8,9,10,11,0\n",
    "snapped_at,price,market_cap\n2013-04-28 00:00:00 UTC,135.3,1\n2013-04-29T00:00:00Z,1,2\r\n",
    "\u{FEFF}\"time\";\"price\"\r\n\"0\";\"1\"\r\n60;2\r\n",
    "[{\"id\": \"0x1\", \"debt\": 12.5e3, \"user\": {\"id\": null}}, {\"id\": \"\\ud83d\\ude00\"}]",
  ]

  private static let splices: [[UInt8]] =
    [
      "\"", "\"\"", ",", ";", "\t", "\r", "\n", "\r\n", "-", "e", "1e999999999", "0", ".", "_", "[",
      "]", "{", "}", ":", "\\u", "\\", "2020-02-30", "99999999999999999999999999999999999999999",
      "UTC", "+14:00", " ", "\0", "null", "1735689600000000",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xEF, 0xBB, 0xBF]]

  @Test("mutated texts are read or refused, and never end the process")
  func mutations() throws {
    #if DEBUG
      let rounds = 2_000
    #else
      let rounds = 100_000
    #endif
    var stream = RandomStream(seed: 11, purpose: 5, path: 0, step: 0)
    var read = 0
    for round in 0..<rounds {
      var bytes = Array(Self.seeds[round % Self.seeds.count].utf8)
      for _ in 0...stream.next(below: 4) { Self.mutate(&bytes, &stream) }
      var options = ImportOptions()
      if stream.next(below: 2) == 0 {
        for repair in Repair.allCases {
          let way = Int(stream.next(below: UInt128(repair.ways.count)))
          let isKnown = options.repairs.add(repair, way: repair.ways[way])
          if !isKnown { Issue.record("\(repair) knows no way \(way)") }
        }
      }
      do {
        let prices = try PriceHistory.load(text: bytes, options: options)
        read += 1
        if prices.step <= 0 || prices.history.rowCount < 2 { Issue.record("\(bytes)") }
      } catch {
        Self.check(error, bytes)
      }
      _ = try? TextTable.load(text: bytes)
      _ = try? JSONReader.read(bytes)
    }
    #expect(read > rounds / 100)
  }

  private static func mutate(_ bytes: inout [UInt8], _ stream: inout RandomStream) {
    let place = Int(stream.next(below: UInt128(bytes.count + 1)))
    let end = min(bytes.count, place + Int(stream.next(below: 8)))
    switch stream.next(below: 4) {
    case 0: bytes.insert(contentsOf: splices[Int(stream.next(below: 32))], at: place)
    case 1: bytes.removeSubrange(place..<end)
    case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
    default:
      if place < bytes.count { bytes[place] = UInt8(truncatingIfNeeded: stream.next()) }
    }
  }

  /// Every finding has a place in the text and a sentence.
  private static func check(_ error: ImportError, _ bytes: [UInt8]) {
    if error.headline.isEmpty { Issue.record("\(bytes)") }
    guard case .rows(let findings) = error else { return }
    for finding in findings.shown
    where finding.row < 1 || finding.place.upperBound > bytes.count || finding.headline.isEmpty {
      Issue.record("\(finding) of \(bytes)")
    }
    if findings.shown.map(\.row) != findings.shown.map(\.row).sorted() {
      Issue.record("\(bytes)")
    }
  }
}
