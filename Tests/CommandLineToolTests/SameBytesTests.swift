import CommandLineTool
import Foundation
import Machine
import Testing

/// What a run prints depends on what is asked alone: not on who computes, how many of them, or when.
@Suite("same bytes")
struct SameBytesTests {
  private let scratch: Scratch
  private let file: String
  private let vote: String

  private static let law = """
    law "a fall is a fall" for Vault {
      given a in Account where a.coins > 0, p : USD/BTC in 10..90
      left  { mark = p }
      right { mark = p / 2 }
      then  left(health(a)) >= right(health(a))
    }

    """

  init() throws {
    scratch = try Scratch()
    try scratch.write("vault.risk", SimulationCommandTests.vault + SameBytesTests.law)
    let spec = SimulationCommandTests.spec(
      jump: 40,
      expecting: """
        expect P(bad_debt > 0) < 60%
        expect ES95(bad_debt) < 1_000
        expect mean(closed) < 6
        expect quantile(closed, 90%) < 7
        expect reached Closed in > 5% of paths
        expect invariants
        """)
    file = try scratch.write("slide.spec", spec)
    vote = try scratch.write(
      "vote.spec", spec + "proposal \"lower\" for Vault { ratio : 150% -> 130% }\n")
  }

  private func bytes(_ words: [String], workers: String) -> String {
    plimsoll(words + ["--workers", workers]).output.replacing(scratch.path + "/", with: "")
  }

  @Test(
    "one, two and seven workers print the same",
    arguments: [[], ["--json"], ["--jsonl", "-"], ["--csv", "-"], ["--junit", "-"]])
  func workers(_ options: [String]) {
    let words = ["test", file, "--paths", "333"] + options
    let one = bytes(words, workers: "1")
    #expect(one.count > 500)
    #expect(bytes(words, workers: "2") == one)
    #expect(bytes(words, workers: "7") == one)
  }

  @Test("so does a vote", arguments: [[], ["--json"], ["--markdown"]])
  func vote(_ options: [String]) {
    let words = ["vote", vote, "--paths", "100"] + options
    let one = bytes(words, workers: "1")
    #expect(one.count > 300)
    #expect(bytes(words, workers: "2") == one)
    #expect(bytes(words, workers: "7") == one)
  }

  /// Changes only with what a document holds, or with what a path comes to: either is worth a look.
  private static let golden =
    "ca14b8f4ae152f9eeea63064af925551cfc0dac8445d221cc199c4b0bb4068e0"

  @Test("debug and release builds, on any machine, print the same document")
  func golden() {
    var hash = SHA256()
    hash.update(bytes(["test", file, "--paths", "333", "--json"], workers: "2").utf8)
    #expect("\(hash.finish())" == SameBytesTests.golden)
  }
}
