import Diagnostics
import Dispatch
import Foundation
import Syntax
import Testing

/// Things inside each other, far deeper than anyone writes: one finding, and a tree no taller than
/// a recursive walk can bear.
struct NestingTests {
  static let shapes: [(name: String, open: String, middle: String, close: String)] = [
    ("parentheses", "(", "1", ")"),
    ("negation", "-", "1", ""),
    ("not", "not ", "true", ""),
    ("can", "can ", "f()", ""),
    ("indexing", "a[", "1", "]"),
    ("indexing in a row", "", "a", "[1]"),
    ("members", "", "a", ".b"),
    ("calls", "f(", "1", ")"),
    ("calls in a row", "", "f", "(1)"),
    ("sums", "", "1", " + 1"),
    ("sums of sums", "(1 + ", "1", ")"),
    ("all precedences", "a or b and c == d + e * (", "1", ")"),
    ("comparisons", "", "1", " < 1"),
    ("implications", "a implies ", "b", ""),
    ("choices", "if a then b else ", "c", ""),
    ("conditions", "if ", "a", " then b else c"),
    ("matches", "match a { x: ", "1", " }"),
    ("aggregates", "sum(", "1", " for a in T)"),
    ("guards", "count(a in T where ", "b", ")"),
    ("rows", "{ a: ", "1", " }"),
    ("lists", "[", "1", "]"),
    ("roundings", "(", "1", " rounding up)"),
    ("ternaries", "a ? b : ", "c", ""),
    ("units", "1 a[", "1", "]"),
    ("open parentheses", "(", "", ""),
    ("open brackets", "a[", "", ""),
    ("open braces", "{", "", ""),
    ("closed parentheses", "", "1", ")"),
    ("texts", "\"{", "", ""),
  ]

  @Test(arguments: shapes.map(\.name), [300, 10_000])
  func `of values is bounded`(name: String, depth: Int) throws {
    let shape = try #require(NestingTests.shapes.first { $0.name == name })
    let value =
      String(repeating: shape.open, count: depth) + shape.middle
      + String(repeating: shape.close, count: depth)
    let inFunction = Reading(
      "contract C {\n  fn f() -> ratio = \(value)\n  state after_it : USD\n}\n")
    #expect(height(inFunction) <= 256)
    #expect(inFunction.findings.count >= 1)
    if depth > 256 { #expect(inFunction.ids.count { $0 == .nestingTooDeep } <= 1) }
    let inBlock = Reading("contract C { action a() by anyone {\n x = \(value)\n y = 1\n} }")
    #expect(height(inBlock) <= 256)
  }

  static let blocks: [(name: String, open: String, close: String)] = [
    ("if", "if a { ", "}"),
    ("for", "for a in T { ", "}"),
    ("repeat", "repeat 2 times { ", "}"),
    ("match", "match a { x { ", "} }"),
    ("else if", "if a { } else ", "if a { }"),
    ("open", "if a {\n", ""),
    ("bare", "{ ", "}"),
    ("misplaced", "action a() by anyone { ", "}"),
    ("contracts", "contract C { ", "}"),
  ]

  @Test(arguments: blocks.map(\.name), [300, 10_000])
  func `of blocks is bounded`(name: String, depth: Int) throws {
    let shape = try #require(NestingTests.blocks.first { $0.name == name })
    let body =
      String(repeating: shape.open, count: depth)
      + String(repeating: shape.close, count: shape.name == "else if" ? 1 : depth)
    let reading = Reading("contract C {\n  action a() by anyone {\n\(body)\n}\n}\n")
    #expect(reading.ids.count { $0 == .nestingTooDeep } <= 1)
    _ = reading.file.outline
  }

  private func height(_ reading: Reading) -> Int {
    var tallest = 0
    func visit(_ statement: Statement) {
      if case .assign(_, _, let value, _) = statement.kind { tallest = max(tallest, value.height) }
    }
    for case .module(let module) in reading.file.items {
      for declaration in module.declarations {
        switch declaration.kind {
        case .function(let function):
          if case .expression(let value) = function.body { tallest = max(tallest, value.height) }
        case .action(let action): action.body.statements.forEach(visit)
        default: break
        }
      }
    }
    return tallest
  }
}

/// Runs something on a thread with a stack of so many bytes, and waits for it.
func onStack(of bytes: Int, _ body: @escaping @Sendable () -> Void) {
  let done = DispatchSemaphore(value: 0)
  let thread = Thread {
    body()
    done.signal()
  }
  thread.stackSize = bytes
  thread.start()
  done.wait()
}

struct StackTests {
  /// The smallest stack any platform gives to a thread, and four times that for the frames of a
  /// debug build, which keep every case of a `switch` apart.
  static var smallest: Int {
    #if DEBUG
      2048 * 1024
    #else
      512 * 1024
    #endif
  }

  /// Outlining and dropping the deepest trees there are; reading them takes a few times more.
  @Test func `a small stack suffices for a walk`() {
    var readings: [Reading] = []
    for shape in NestingTests.shapes {
      for depth in [200, 10_000] {
        let value =
          String(repeating: shape.open, count: depth) + shape.middle
          + String(repeating: shape.close, count: depth)
        readings.append(
          Reading("contract C {\n  action a() by anyone {\n x = \(value)\n y = 1\n} }"))
      }
    }
    for shape in NestingTests.blocks {
      let body =
        String(repeating: shape.open, count: 120) + String(repeating: shape.close, count: 120)
      readings.append(Reading("contract C {\n  action a() by anyone {\n\(body)\n} }"))
    }
    let all = readings
    onStack(of: StackTests.smallest) {
      for reading in all { _ = reading.file.outline }
    }
  }
}
