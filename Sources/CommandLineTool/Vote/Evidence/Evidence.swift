import Campaign
import Diagnostics
import Machine
import Numerics
import Semantics

/// What somebody else needs to compute a vote again, and to see that it is the same: lines of text,
/// the last of them a digest of all before it.
///
///     plimsoll evidence 1
///     tool 0.1.0
///     gas 1
///     proposal "raise leverage to 25x"
///     ..
///     block 0 4f1c..
///     end 9a07..
struct Evidence: Equatable {
  static let version = 1
  /// Larger files are refused before they are read.
  static let sizeLimit = 64 * 1024 * 1024

  var tool = Plimsoll.version
  var gas = "\(Opcode.scheduleVersion)"
  var proposal = ""
  var spec = ""
  /// The spec's own file first, as the command line named it.
  var files: [File] = []
  var snapshot: Snapshot?
  var stepLimit: String?
  var seed: UInt64 = 1
  var pairs: UInt64 = 0
  /// The most pairs there might have been, on which it depends when a run stops.
  var budget: UInt64 = 0
  var verdict = ""
  var rule: [String] = []
  var reasons: [String] = []
  /// By unit of paths, the digest of all their records.
  var blocks: [String] = []

  struct File: Equatable {
    let path: String
    let digest: String
  }

  struct Snapshot: Equatable {
    let path: String
    let digest: String
    let accounts: Int
    let root: String
  }

  // MARK: - Text

  var text: String {
    var lines = [
      "plimsoll evidence \(Evidence.version)", "tool \(tool)", "gas \(gas)",
      "proposal \(Evidence.quoted(proposal))", "spec \(Evidence.quoted(spec))",
    ]
    lines += files.map { "file \($0.digest) \(Evidence.quoted($0.path))" }
    if let snapshot {
      lines.append(
        "snapshot \(snapshot.digest) \(snapshot.accounts) \(snapshot.root) "
          + Evidence.quoted(snapshot.path))
    }
    if let stepLimit { lines.append("step-limit \(stepLimit)") }
    lines += ["seed \(seed)", "budget \(budget)", "pairs \(pairs)", "verdict \(verdict)"]
    lines += rule.map { "rule \(Evidence.quoted($0))" }
    lines += reasons.map { "reason \(Evidence.quoted($0))" }
    lines += blocks.enumerated().map { "block \($0) \($1)" }
    let body = lines.map { $0 + "\n" }.joined()
    return body + "end \(Evidence.digest(of: body.utf8))\n"
  }

  static func digest(of bytes: some Collection<UInt8>) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return "\(hash.finish())"
  }

  /// On one line, whatever it is.
  private static func quoted(_ text: String) -> String { JSONWriter.writeCompact(.string(text)) }
}

extension Evidence {
  /// Why a file is no evidence.
  enum Problem: Error, Equatable {
    case notEvidence
    /// Bytes were changed, or are missing.
    case altered
    case version(String)
    case line(Int)
  }

  /// Reads what `text` writes, and nothing else: what is read is written again and must be the same
  /// to the byte.
  init(bytes: [UInt8]) throws(Problem) {
    let head = Array("plimsoll evidence ".utf8)
    guard bytes.starts(with: head) else { throw .notEvidence }
    let mark = Array("end ".utf8)
    // The last line: the mark, 64 digits and a line break.
    let tail = bytes.count - (mark.count + 65)
    guard tail > 0, bytes[(tail - 1)...].starts(with: [UInt8(ascii: "\n")] + mark),
      bytes[(tail + mark.count)...].elementsEqual(
        (Evidence.digest(of: bytes[..<tail]) + "\n").utf8)
    else { throw .altered }
    let lines = String(decoding: bytes[..<tail], as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    for (number, line) in lines.enumerated() {
      guard try read(line, number) else { throw .line(number + 1) }
    }
    guard Array(text.utf8) == bytes else { throw .altered }
  }

  private mutating func read(_ line: Substring, _ number: Int) throws(Problem) -> Bool {
    let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return false }
    let rest = String(parts[1])
    switch parts[0] {
    case "plimsoll":
      guard number == 0 else { return false }
      guard rest == "evidence \(Evidence.version)" else { throw .version(rest) }
    case "tool": tool = rest
    case "gas": gas = rest
    case "proposal": return Evidence.unquote(rest, into: &proposal)
    case "spec": return Evidence.unquote(rest, into: &spec)
    case "file": return readFile(rest)
    case "snapshot": return readSnapshot(rest)
    case "step-limit": stepLimit = rest
    case "seed": return Evidence.number(rest, into: &seed)
    case "budget": return Evidence.number(rest, into: &budget)
    case "pairs": return Evidence.number(rest, into: &pairs)
    case "verdict": verdict = rest
    case "rule": return Evidence.append(rest, to: &rule)
    case "reason": return Evidence.append(rest, to: &reasons)
    case "block":
      let words = rest.split(separator: " ")
      guard words.count == 2, words[0] == "\(blocks.count)" else { return false }
      blocks.append(String(words[1]))
    default: return false
    }
    return true
  }

  private mutating func readFile(_ text: String) -> Bool {
    let words = text.split(separator: " ", maxSplits: 1)
    var path = ""
    guard words.count == 2, Evidence.unquote(String(words[1]), into: &path) else { return false }
    files.append(File(path: path, digest: String(words[0])))
    return true
  }

  private mutating func readSnapshot(_ text: String) -> Bool {
    let words = text.split(separator: " ", maxSplits: 3)
    var path = ""
    guard words.count == 4, let accounts = Int(words[1]),
      Evidence.unquote(String(words[3]), into: &path)
    else { return false }
    snapshot = Snapshot(
      path: path, digest: String(words[0]), accounts: accounts, root: String(words[2]))
    return true
  }

  private static func number(_ text: String, into number: inout UInt64) -> Bool {
    guard let read = UInt64(text) else { return false }
    number = read
    return true
  }

  private static func append(_ text: String, to list: inout [String]) -> Bool {
    var read = ""
    guard unquote(text, into: &read) else { return false }
    list.append(read)
    return true
  }

  /// A text between quotes, of which a JSON reader knows how it was written.
  private static func unquote(_ text: String, into result: inout String) -> Bool {
    guard let read = QuotedText.read(text) else { return false }
    result = read
    return true
  }
}
