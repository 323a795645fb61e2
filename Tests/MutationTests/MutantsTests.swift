import Diagnostics
import Foundation
import Mutation
import Syntax
import Testing

@Suite("Mutants")
struct MutantsTests {
  private static func read(_ text: String) -> (file: ParsedFile, errors: Int) {
    var sources = SourceMap()
    var findings = DiagnosticBag()
    let id = sources.add(path: "rules.risk", bytes: Array(text.utf8))
    let file = parse(sources[id], into: &findings)
    return (file, findings.errorCount)
  }

  /// Each change as `was -> is`, by family.
  private static func changes(_ body: String) -> [Mutant.Kind: [String]] {
    let text = "contract C {\n  action go(x: ratio, y: ratio) by admin { \(body) }\n}"
    let bytes = Array(text.utf8)
    let (file, errors) = read(text)
    #expect(errors == 0)
    var changes: [Mutant.Kind: [String]] = [:]
    for mutant in Mutants.of(file, bytes: bytes) where mutant.kind != .permission {
      let was = String(decoding: bytes[mutant.span.lower..<mutant.span.upper], as: UTF8.self)
      let now = String(decoding: mutant.replacement, as: UTF8.self)
      changes[mutant.kind, default: []].append("\(was) -> \(now)")
    }
    return changes
  }

  @Test("compare differently")
  func comparisons() {
    #expect(
      Self.changes("require a < b") == [
        .boundary: ["< -> <="], .comparison: ["< -> >"], .requirement: ["require a < b -> "],
      ])
  }

  @Test("forget haircuts and terms")
  func operands() {
    #expect(
      Self.changes("x = a * (1 - cut) + b") == [
        .statement: ["x = a * (1 - cut) + b -> "],
        .operand: [
          "a * (1 - cut) -> (a)", "a * (1 - cut) -> (1 - cut)",
          "a * (1 - cut) + b -> (a * (1 - cut))", "a * (1 - cut) + b -> (b)",
          "1 - cut -> (1)", "1 - cut -> (cut)",
        ],
        .arithmetic: ["* -> /", "- -> +", "+ -> -"],
        .number: ["1 -> 0"],
      ])
  }

  @Test("reverse queues, and forget who is in them")
  func queues() {
    let found = Self.changes("for a in T where a.x > 0 by a.y descending limit 3 { a.x += 1 }")
    #expect(found[.order] == ["by a.y descending -> ", " descending ->  "])
    #expect(found[.selection] == ["where a.x > 0 -> ", "limit 3 -> "])
    #expect(Self.changes("for a in T by a.y { }")[.order] == ["by a.y -> ", " ->  descending"])
  }

  @Test("swap roundings and bounds")
  func bounds() {
    let found = Self.changes("x = max(0, min(y, x * y rounding down))")
    #expect(found[.rounding] == ["rounding down -> rounding up"])
    #expect(found[.bound]?.contains("max -> min") == true)
    #expect(found[.bound]?.contains("min(y, x * y rounding down) -> (y)") == true)
  }

  @Test("let anyone do what a role does")
  func permissions() {
    let text = "contract C { role admin  action go() by admin { } }"
    let kinds = Mutants.of(Self.read(text).file, bytes: Array(text.utf8))
    #expect(kinds.map(\.kind) == [.permission])
    let after = String(decoding: kinds[0].applied(to: Array(text.utf8)), as: UTF8.self)
    #expect(after == "contract C { role admin  action go() by anyone { } }")
  }

  private static let contracts: [String] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = root.appending(path: "Contracts")
    let all = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (all ?? []).filter { $0.hasSuffix(".risk") }.sorted().map {
      folder.appending(path: $0).path
    }
  }()

  @Test("of shipped rules are read again", arguments: contracts)
  func shipped(_ path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let bytes = Array(text.utf8)
    let mutants = Mutants.of(Self.read(text).file, bytes: bytes)
    #expect(Set(mutants).count == mutants.count)
    for mutant in mutants {
      let changed = mutant.applied(to: bytes)
      #expect(changed != bytes)
      let (_, errors) = Self.read(String(decoding: changed, as: UTF8.self))
      #expect(errors == 0, "\(mutant)")
    }
  }
}
