import CommandLineTool
import Foundation
import Testing

/// Mutants of every contract that is shipped, each tried against its specs: a second museum, of
/// failures that nobody chose.
///
///     PLIMSOLL_MUTANTS=all swift test -c release --filter Mutants
///
/// prints the score of each; without it one contract stands for all.
@Suite("Mutants")
struct MutantsTests {
  private static let isFull = ProcessInfo.processInfo.environment["PLIMSOLL_MUTANTS"] != nil
  private static let others = ["lending", "perpetual"]
  private static let venues = [
    "aave", "adl-paper", "binance", "bitmex", "bybit", "comet", "drift", "dydx", "gmx",
    "hyperliquid", "morpho",
  ].map { "venues/\($0)" }

  private func score(_ name: String, atLeast: Int, _ options: String...) -> Transcript {
    let root = Documentation.root
    let specs = Self.specs(of: name).map { root.appending(path: "Specs/\($0)").path }
    return plimsoll(
      ["mutate", root.appending(path: "Contracts/\(name).risk").path]
        + ["--spec", specs.joined(separator: ","), "--at-least", "\(atLeast)%"] + options)
  }

  /// The systems share libraries, so that a mistake in one is noticed by the specs of all.
  private static func specs(of name: String) -> [String] {
    guard SystemFiles.checked.contains(name) else { return ["\(name).spec"] }
    return ["\(name).spec", "edges", "lib", "deleveraging-choices.spec"]
      + SystemFiles.checked.map { "\($0).spec" } + ["markets/\(name).spec"]
  }

  @Test("prints the scores of all shipped contracts", .enabled(if: isFull))
  func all() {
    for name in SystemFiles.checked + Self.others + Self.venues {
      let mutated = score(name, atLeast: 0, "--actions", "60_000", "--paths", "4")
      #expect(mutated.status == .success, "\(name): \(mutated.errors)")
      let line = mutated.output.split(separator: "\n").first { $0.contains(" changes noticed") }
      print(name, line ?? "no score")
    }
  }

  /// The examples alone, which are quick.
  @Test("the examples of the perpetual notice nearly all of its mutants")
  func perpetual() {
    let mutated = score("perpetual", atLeast: 90, "--actions", "0", "--paths", "0")
    #expect(mutated.status == .success, "\(mutated.output)\(mutated.errors)")
  }
}
