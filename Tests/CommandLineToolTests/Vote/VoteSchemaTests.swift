import CommandLineTool
import Foundation
import Testing

/// The documentation publishes a JSON schema for the report; it says what reports are, and no less.
@Suite("vote: schema")
struct VoteSchemaTests {
  private let schema: Schema

  init() throws {
    let page = try String(
      contentsOf: Documentation.catalog.appending(path: "Voting.md"), encoding: .utf8)
    let block = try #require(page.split(separator: "Its schema:\n\n```text\n").last)
    let text = block.prefix(upTo: try #require(block.range(of: "```")).lowerBound)
    schema = Schema(
      root: try #require(
        try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]))
  }

  private func document(_ words: [String]) throws -> [String: Any] {
    let run = plimsoll(["vote"] + words + ["--json"])
    return try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any],
      "\(run.output)\(run.errors)")
  }

  @Test("the shipped proposals fit it", arguments: ["perpetual", "collateral"])
  func shipped(_ name: String) throws {
    let file = Documentation.root.appending(path: "Specs/proposals/\(name).spec").path
    let report = try document([file, "--paths", "24"])
    #expect(schema.problems(of: report) == [])
  }

  @Test("so do reports of broken invariants, accounts, step limits and baselines")
  func everything() throws {
    let bank = try VoteBank(
      "proposal \"more\" for Bank { share : 50% -> 70% after 1h, limit : 80% -> 70%, fee : 1% -> 2% }"
    )
    let state = try bank.scratch.write("accounts.csv", "account,coins,debt\na,1,75\nb,1,10\n")
    let evidence = bank.scratch.path + "/a.evidence"
    let words = [bank.file, "--paths", "8", "--step-limit", "3%"]
    _ = plimsoll(["vote"] + words + ["--state", state, "--evidence", evidence])
    let report = try document(words + ["--state", state, "--baseline", evidence])
    #expect(schema.problems(of: report) == [])
    let broken = try VoteBank("proposal \"more\" for Bank { share : 50% -> 70% }")
    #expect(schema.problems(of: try document([broken.file, "--paths", "8"])) == [])
  }

  @Test("a report that lacks something, or has something else, does not fit it")
  func otherwise() throws {
    let bank = try VoteBank("proposal \"more\" for Bank { share : 50% -> 70% }")
    var report = try document([bank.file, "--paths", "8"])
    var vote = try #require((report["votes"] as? [[String: Any]])?.first)
    for name in vote.keys.sorted() {
      var less = vote
      less[name] = nil
      report["votes"] = [less]
      #expect(schema.problems(of: report) == ["votes.0: lacks \(name)"])
      var other = vote
      other[name] = ["unheard": 1.5]
      report["votes"] = [other]
      #expect(schema.problems(of: report) != [], "\(name)")
    }
    vote["more"] = 1
    report["votes"] = [vote]
    #expect(schema.problems(of: report) == ["votes.0: more is unknown"])
  }
}

/// As much of JSON schema as the published one uses.
private struct Schema {
  let root: [String: Any]

  func problems(of value: Any) -> [String] { check(value, root, "") }

  private func check(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
    if let name = schema["$ref"] as? String {
      let definitions = root["$defs"] as? [String: Any] ?? [:]
      guard let found = definitions[String(name.dropFirst(8))] as? [String: Any] else {
        return ["no \(name)"]
      }
      return check(value, found, path)
    }
    if let any = schema["anyOf"] as? [[String: Any]] {
      return any.contains { check(value, $0, path).isEmpty } ? [] : ["\(path): fits none"]
    }
    if let members = schema["enum"] as? [NSObject] {
      return members.contains(value as? NSObject ?? NSNull()) ? [] : ["\(path): is no member"]
    }
    if let constant = schema["const"] as? NSObject {
      return constant == value as? NSObject ? [] : ["\(path): is not \(constant)"]
    }
    let types = schema["type"] as? [String] ?? [schema["type"] as? String ?? ""]
    guard types.contains(kind(value)) else { return ["\(path): is \(kind(value))"] }
    var problems: [String] = []
    if let text = value as? String, let pattern = schema["pattern"] as? String,
      text.range(of: pattern, options: .regularExpression) == nil
    {
      problems.append("\(path): is not \(pattern)")
    }
    if let least = schema["minimum"] as? Int, let number = value as? Int, number < least {
      problems.append("\(path): is below \(least)")
    }
    if let list = value as? [Any], let items = schema["items"] as? [String: Any] {
      problems += list.enumerated().flatMap { check($1, items, join(path, "\($0)")) }
    }
    if let object = value as? [String: Any] {
      let properties = schema["properties"] as? [String: Any] ?? [:]
      for name in schema["required"] as? [String] ?? [] where object[name] == nil {
        problems.append("\(path): lacks \(name)")
      }
      for (name, member) in object.sorted(by: { $0.key < $1.key }) {
        guard let known = properties[name] as? [String: Any] else {
          problems.append("\(path): \(name) is unknown")
          continue
        }
        problems += check(member, known, join(path, name))
      }
    }
    return problems
  }

  private func join(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : "\(path).\(name)"
  }

  private func kind(_ value: Any) -> String {
    switch value {
    case is NSNull: "null"
    case is String: "string"
    case is [Any]: "array"
    case is [String: Any]: "object"
    case let number as NSNumber:
      // An integer that came from a boolean has the type of one byte.
      ["c", "B"].contains(String(cString: number.objCType))
        ? "boolean" : number.doubleValue == number.doubleValue.rounded() ? "integer" : "number"
    default: "nothing"
    }
  }
}
