import Foundation
import Testing

/// The five systems say in their documentation which mechanisms they have, by which names, and which
/// example or simulation reaches each: every name is one, and is reached there.
@Suite("Checklists of the systems")
struct ChecklistTests {
  @Test(arguments: SystemFiles.checked)
  func `every mechanism is reached by the spec it names`(_ name: String) throws {
    let files = try SystemFiles(name)
    let mechanisms = try files.mechanisms()
    #expect(mechanisms.count >= 15)
    let examples = try files.examples()
    for mechanism in mechanisms {
      let about = "\(name): \(mechanism.what)"
      #expect(!mechanism.names.isEmpty, "\(about) names nothing")
      if let spec = files.simulations.first(where: { $0.name == mechanism.spec }) {
        let reached = try files.reached(by: spec)
        for wanted in mechanism.names {
          #expect(reached.contains(wanted), "\(about): \(spec.name) does not reach \(wanted)")
        }
      } else {
        let chosen = examples.filter { $0.title.contains(mechanism.spec) }
        #expect(!chosen.isEmpty, "\(about): no example has \(mechanism.spec) in its title")
        let reached = chosen.reduce(into: Set<String>()) { $0.formUnion($1.reached) }
        for wanted in mechanism.names {
          #expect(files.declared.contains(wanted), "\(about): there is no \(wanted)")
          #expect(reached.contains(wanted), "\(about): \(mechanism.spec) does not reach \(wanted)")
        }
      }
    }
  }

  @Test("a mechanism that nothing reaches is seen")
  func unreached() throws {
    let files = try SystemFiles("deleveraging")
    let calm = try #require(files.simulations.first)
    #expect(try !files.reached(by: calm).contains("stop"))
    let first = try #require(files.examples().first)
    #expect(!first.reached.contains("stop") && first.reached.contains("deleverage_account"))
  }

  @Test("no two systems have thirty lines alike in a row, and none is long")
  func length() throws {
    let texts = try SystemFiles.checked.map { name in
      try String(
        contentsOf: SystemFiles.root.appending(path: "Contracts/\(name).risk"), encoding: .utf8
      ).split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    for (place, text) in texts.enumerated() {
      #expect(text.count <= 300)
      for other in texts[..<place] { #expect(longestRun(text, other) < 30) }
    }
  }

  /// How many lines in a row two texts have alike at most.
  private func longestRun(_ one: [String], _ other: [String]) -> Int {
    var before = [Int](repeating: 0, count: other.count + 1)
    var longest = 0
    for line in one {
      var runs = before
      for place in other.indices {
        runs[place + 1] = other[place] == line ? before[place] + 1 : 0
        longest = max(longest, runs[place + 1])
      }
      before = runs
    }
    return longest
  }
}
