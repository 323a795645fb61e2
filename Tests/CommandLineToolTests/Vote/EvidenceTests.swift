import CommandLineTool
import Foundation
import Machine
import Testing

/// Evidence is confirmed as long as everything is the same, and nothing else is.
@Suite("vote: evidence")
struct EvidenceTests {
  private static let proposal =
    "proposal \"lend more\" for Bank { share : 50% -> 70%, fee : 1% -> 2% }"

  private func made(_ options: [String] = []) throws -> (VoteBank, String) {
    let bank = try VoteBank(Self.proposal)
    let path = bank.scratch.path + "/lend.evidence"
    _ = bank.run(["vote", bank.file, "--paths", "40", "--evidence", path] + options)
    return (bank, path)
  }

  @Test("evidence is confirmed, by any number of workers, whole or in part")
  func confirmed() throws {
    let (bank, path) = try made()
    for workers in ["1", "2", "7"] {
      let run = bank.run(["verify", path, "--workers", workers])
      #expect(run.status == .success, "\(run.output)\(run.errors)")
      #expect(run.output.hasPrefix("confirmed: all 3 blocks of paths and the verdict are the same"))
    }
    let part = bank.run(["verify", path, "--sample", "1", "--seed", "9"])
    #expect(part.output.hasPrefix("confirmed: 1 of 3 blocks"))
  }

  @Test("a flipped bit of any byte is detected")
  func flipped() throws {
    let (bank, path) = try made()
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    #expect(bytes.count < 4_000)
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 1 << UInt8(place % 8)
      let file = try bank.scratch.write("changed.evidence", changed)
      #expect(bank.run(["verify", file]).status == .cannotRun, "byte \(place)")
    }
    for length in [0, 1, 100, bytes.count - 1] {
      let file = try bank.scratch.write("cut.evidence", Array(bytes.prefix(length)))
      #expect(bank.run(["verify", file]).status == .cannotRun)
    }
    let longer = try bank.scratch.write("longer.evidence", bytes + Array("end\n".utf8))
    #expect(bank.run(["verify", longer]).status == .cannotRun)
  }

  @Test("whoever writes the digest anew is found out by computing")
  func forged() throws {
    let (bank, path) = try made()
    let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
    func forge(_ change: (String) -> String) throws -> Transcript {
      let body = change(String(text[..<(text.range(of: "\nend ")!.lowerBound)]) + "\n")
      let file = try bank.scratch.write(
        "forged.evidence", body + "end \(sha256(Array(body.utf8)))\n")
      return bank.run(["verify", file])
    }
    #expect(try forge { $0 }.status == .success)
    let kinder = try forge { $0.replacing("verdict unsafe", with: "verdict safe") }
    #expect(kinder.status == .findings)
    #expect(kinder.output.contains("differs: the verdict is `unsafe`, and not `safe`"))
    let block = try forge { text in
      let line = text.split(separator: "\n").first { $0.hasPrefix("block 1 ") } ?? ""
      return text.replacing(line, with: "block 1 " + String(repeating: "0", count: 64))
    }
    #expect(block.output.contains("differs: block 1, paths 16 to 31, comes to something else"))
    #expect(try forge { $0.replacing("pairs 40", with: "pairs 39") }.status == .findings)
    #expect(try forge { $0.replacing("budget 40", with: "budget 41") }.status == .findings)
    #expect(try forge { $0.replacing("tool ", with: "tool 9") }.status == .cannotRun)
    #expect(try forge { $0 + "more\n" }.status == .cannotRun)
  }

  @Test("another contract, and another snapshot, are the first difference")
  func files() throws {
    let (bank, path) = try made()
    try bank.scratch.write("bank.risk", VoteBank.contract + "\n")
    let run = bank.run(["verify", path])
    #expect(run.status == .findings)
    #expect(run.output.contains("differs: `bank.risk` is not the file of the evidence"))
    try bank.scratch.write("bank.risk", VoteBank.contract)
    let state = try bank.scratch.write("accounts.csv", "account,coins\na,1\nb,2\nc,3\n")
    _ = bank.run(["vote", bank.file, "--paths", "8", "--state", state, "--evidence", path])
    #expect(bank.run(["verify", path]).status == .success)
    try bank.scratch.write("accounts.csv", "account,coins\na,1\nb,2\nc,4\n")
    #expect(bank.run(["verify", path]).output.contains("is not the snapshot of the evidence"))
  }

  @Test("the way of every account leads to the root, and a changed account leads elsewhere")
  func inclusion() throws {
    for count in 1...9 {
      let bank = try VoteBank(Self.proposal)
      let path = bank.scratch.path + "/e"
      let rows = (0..<count).map { "n\($0),\($0)\n" }.joined()
      let state = try bank.scratch.write("accounts.csv", "account,coins\n" + rows)
      _ = bank.run(["vote", bank.file, "--paths", "1", "--state", state, "--evidence", path])
      let text = try bank.scratch.read("e")
      for number in 0..<count {
        let run = bank.run(["verify", path, "--account", "n\(number)"])
        let root = try #require(Self.root(of: run.output))
        #expect(text.contains(" \(root) "))
        let other = run.output.replacing("=", with: "=1")
        #expect(Self.root(of: other) != root)
      }
    }
  }

  /// Walks from the leaf to the root as a holder would, with nothing but what was printed.
  private static func root(of output: String) -> String? {
    var digest: [UInt8] = []
    var leaf: Substring = ""
    for line in output.split(separator: "\n") {
      let words = line.split(separator: " ", omittingEmptySubsequences: true)
      guard let last = words.last else { continue }
      let bytes = hexadecimal(last)
      switch words[0] {
      case "counted:": leaf = line.dropFirst("counted: ".count)
      case "blind": digest = bytes32([0] + bytes + Array(leaf.utf8))
      case "left": digest = bytes32([1] + bytes + digest)
      case "right": digest = bytes32([1] + digest + bytes)
      default: break
      }
    }
    return digest.isEmpty ? nil : text(digest)
  }

  private static func hexadecimal(_ text: Substring) -> [UInt8] {
    stride(from: 0, to: text.utf8.count - 1, by: 2).compactMap { place in
      let start = text.utf8.index(text.startIndex, offsetBy: place)
      return UInt8(text[start..<text.utf8.index(start, offsetBy: 2)], radix: 16)
    }
  }

  private static func text(_ bytes: [UInt8]) -> String {
    bytes.map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined()
  }

  private static func bytes32(_ bytes: [UInt8]) -> [UInt8] { hexadecimal(sha256(bytes)[...]) }
}

private func sha256(_ bytes: [UInt8]) -> String {
  var hash = SHA256()
  hash.update(bytes)
  return "\(hash.finish())"
}
