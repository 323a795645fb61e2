import Property
import Testing

@Suite("Case files")
struct CaseFileTests {
  static let sample = CaseFile(
    file: "Contracts/bank.risk", name: "Bank", claim: "solvent", sources: "6c0d", program: "91fe",
    seed: 7, rows: [.init(table: "Account", count: 4)],
    steps: [
      .init(words: [0, 1, 3], text: "deposit(1_000 USD) as Account[0]"),
      .init(words: [], text: "after 1h, settle()"), .init(words: [.max], text: ""),
    ],
    story: ["Account 0 pays in 1_000 USD.", "", "It is gone | or so it seems."])

  static func random(_ draws: inout Draws) -> CaseFile {
    func text(_ draws: inout Draws) -> String {
      let scalars: [Unicode.Scalar] = [
        "a", "Z", "7", " ", " ", "|", "-", "\n", "\r", "\u{202e}", "\u{1b}", "é", "\u{301}", "🜨",
        "\u{2028}", "\0",
      ]
      return String(
        String.UnicodeScalarView((0..<draws.below(12)).map { _ in scalars[draws.below(16)] }))
    }
    return CaseFile(
      file: text(&draws), name: text(&draws), claim: text(&draws),
      result: CaseFile.Result.allCases[draws.below(2)], sources: text(&draws),
      program: text(&draws), seed: draws.word(),
      rows: (0..<draws.below(3)).map { .init(table: "T\($0)", count: draws.below(1_000)) },
      steps: draws.sequence().steps.map { .init(words: $0, text: text(&draws)) },
      story: (0..<draws.below(4)).map { _ in text(&draws) })
  }

  @Test("cases and texts stand for each other")
  func roundTrip() throws {
    var draws = Draws(10)
    for _ in 0..<1_000 {
      let file = CaseFileTests.random(&draws)
      #expect(try CaseFile(bytes: Array(file.text.utf8)) == file)
      #expect(file.text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
    }
  }

  @Test("no beginning of a case passes for a case")
  func truncation() throws {
    let bytes = Array(CaseFileTests.sample.text.utf8)
    for length in 0..<bytes.count {
      let problem = #expect(throws: CaseProblem.self) {
        try CaseFile(bytes: Array(bytes[..<length]))
      }
      switch problem {
      case .truncated(let line): #expect(line > 0)
      case .notCase: #expect(length == 0)
      default: Issue.record("\(length) bytes: \(problem.map(String.init(describing:)) ?? "none")")
      }
    }
  }

  @Test("no case with a byte changed, taken out or put in passes for one")
  func edits() throws {
    var draws = Draws(11)
    let bytes = Array(CaseFileTests.sample.text.utf8)
    for place in bytes.indices {
      for edit in 0..<4 {
        var changed = bytes
        switch edit {
        case 0: changed[place] = bytes[place] &+ UInt8(1 + draws.below(255))
        case 1: changed.remove(at: place)
        case 2: changed.insert(UInt8(draws.below(256)), at: place)
        default: changed.swapAt(place, draws.below(bytes.count))
        }
        if changed == bytes { continue }
        #expect(throws: CaseProblem.self, "byte \(place), edit \(edit)") {
          try CaseFile(bytes: changed)
        }
      }
    }
    #expect(throws: CaseProblem.changed) {
      try CaseFile(
        bytes: Array(CaseFileTests.sample.text.replacing("0 1 3", with: "0 1 4").utf8))
    }
  }

  @Test("no case with a bit turned passes for one")
  func bits() {
    var bytes = Array(CaseFileTests.sample.text.utf8)
    for place in bytes.indices {
      for bit in 0..<8 {
        bytes[place] ^= 1 << bit
        #expect(throws: CaseProblem.self, "byte \(place), bit \(bit)") {
          try CaseFile(bytes: bytes)
        }
        bytes[place] ^= 1 << bit
      }
    }
  }

  /// What somebody could write who knows how the checksum is made.
  @Test(
    "a case with a good checksum is refused for what is wrong with it",
    arguments: [
      ("seed 7", "seed 18446744073709551616", 8),
      ("seed 7", "seed 07", 8),
      ("seed 7", "seed +7", 8),
      ("seed 7", "seed", 8),
      ("rows Account 4", "rows Account 1000001", 9),
      ("rows Account 4", "rows Account -1", 9),
      ("rows Account 4", "rows  4 4", 9),
      ("steps 3", "steps 99999999", 10),
      ("steps 3", "steps 2", 13),
      ("steps 3", "steps 4", 14),
      ("0 1 3", "0 1 three", 11),
      ("0 1 3", "0  1 3", 11),
      ("0 1 3", "0 1 99999999999999999999", 11),
      ("- | after", "-| after", 12),
      ("result smallest", "result largest", 5),
      ("name Bank", "title Bank", 3),
      ("name Bank", "name Bank ", 3),
      ("story 3", "story 2", 17),
    ])
  func hostile(old: String, new: String, line: Int) throws {
    let text = CaseFileTests.sealed(CaseFileTests.sample.text.replacing(old, with: new))
    let problem = #expect(throws: CaseProblem.self) { try CaseFile(bytes: Array(text.utf8)) }
    guard case .malformed(line, _) = problem else {
      Issue.record("\(problem.map(String.init(describing:)) ?? "none")")
      return
    }
  }

  @Test("what is no case says so")
  func strangers() {
    func problem(_ bytes: [UInt8]) -> CaseProblem? {
      do {
        _ = try CaseFile(bytes: bytes)
        return nil
      } catch { return error }
    }
    let text = CaseFileTests.sample.text
    #expect(problem([]) == .notCase)
    #expect(problem(Array("contract Bank {}\n".utf8)) == .notCase)
    #expect(problem(Array(text.replacing("case 1", with: "case 2").utf8)) == .version("2"))
    #expect(problem(Array(text.utf8) + [0x0a]) == .surplus(line: 19))
    #expect(problem(Array("plimsoll".utf8) + [0xff]) == .notText(offset: 8))
    #expect(
      problem(Array(repeating: 0x61, count: CaseFile.sizeLimit + 1))
        == .tooLarge(limit: CaseFile.sizeLimit))
    // Lines ended as other systems do.
    #expect(problem(Array(text.replacing("\n", with: "\r\n").utf8)) != nil)
  }

  @Test("random bytes are refused")
  func garbage() {
    var draws = Draws(12)
    let vocabulary = CaseFileTests.sample.text.split(separator: "\n").map { Array($0.utf8) + [10] }
    for _ in 0..<2_000 {
      var bytes: [UInt8] = []
      for _ in 0..<draws.below(24) {
        bytes +=
          draws.below(4) == 0
          ? (0..<draws.below(8)).map { _ in UInt8(draws.below(256)) }
          : vocabulary[draws.below(vocabulary.count)]
      }
      guard bytes != Array(CaseFileTests.sample.text.utf8) else { continue }
      #expect(throws: CaseProblem.self) { try CaseFile(bytes: bytes) }
    }
  }

  @Test("the same run that breaks the same thing has the same name")
  func names() {
    var other = CaseFileTests.sample
    other.story = []
    other.seed = 8
    #expect(other.fileName == CaseFileTests.sample.fileName)
    other.steps[0].words = [0, 1, 4]
    #expect(other.fileName != CaseFileTests.sample.fileName)
    other.claim = "../../etc/passwd \u{0}"
    #expect(other.fileName.wholeMatch(of: /[A-Za-z0-9_]+-[0-9a-f]{8}\.case/) != nil)
  }

  /// The text with the checksum it should have.
  static func sealed(_ text: String) -> String {
    let body = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(2)
      .map { $0 + "\n" }.joined()
    var state: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
    for byte in body.utf8 {
      state = (state ^ UInt128(byte)) &* ((UInt128(1) << 88) + 0x13b)
    }
    let digits = String(state, radix: 16)
    return body + "checksum " + String(repeating: "0", count: 32 - digits.count) + digits + "\n"
  }
}
