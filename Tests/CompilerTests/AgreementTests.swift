import Foundation
import Reference
import Semantics
import Testing

/// Every contract of the repository, and the programs the language was designed around, on the
/// machine and in the interpreter at once: the same events, states, gas and failures.
@Suite struct AgreementTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let files: [String] = ["Contracts", "Tests/Fixtures/programs"].flatMap { folder in
    let path = root.appending(path: folder).path
    let found = FileManager.default.enumerator(atPath: path)?.allObjects as? [String] ?? []
    return found.filter { $0.hasSuffix(".risk") }.sorted().map { "\(folder)/\($0)" }
  }

  static func contracts(of file: String) -> [CheckedContract] {
    var project = Project(
      workspace: Workspace { path in
        FileManager.default.contents(atPath: path).map { .bytes(Array($0)) } ?? .missing
      })
    return project.check(root.appending(path: file).path).contracts
  }

  @Test(arguments: files)
  func storm(_ file: String) throws {
    for contract in Self.contracts(of: file) where !contract.actions.isEmpty {
      try #require(DeepStack.run { Result { try storm(contract, calls: 400) } }).get()
    }
  }

  private func storm(_ contract: CheckedContract, calls: Int) throws {
    let pair = try Pair(contract)
    var storm = Storm(
      contract: contract, population: pair.population, dice: Dice(seed: 11, program: 0))
    for _ in 0..<calls {
      if storm.dice.below(3) == 0 {
        var state = pair.state
        storm.disturb(&state)
        pair.arrange(state)
      }
      let action = storm.dice.below(contract.actions.count)
      let call = storm.callOf(action)
      try pair.call(action, call.arguments, by: call.caller)
    }
  }

  /// Gas that ends anywhere ends at the same cost, with the same nothing done.
  @Test(arguments: files)
  func anyGas(_ file: String) throws {
    for contract in Self.contracts(of: file) where !contract.actions.isEmpty {
      try #require(DeepStack.run { Result { try sweep(contract) } }).get()
    }
  }

  private func sweep(_ contract: CheckedContract) throws {
    let pair = try Pair(contract)
    var storm = Storm(
      contract: contract, population: pair.population, dice: Dice(seed: 5, program: 0))
    for round in 0..<3 {
      for action in contract.actions.indices {
        let call = storm.callOf(action)
        let need = try pair.call(action, call.arguments, by: call.caller, keeping: false)
        for gas in 0..<min(need, 150) {
          try pair.call(action, call.arguments, by: call.caller, gas: gas, keeping: false)
        }
        if round > 0 {
          var state = pair.state
          storm.disturb(&state)
          pair.arrange(state)
        }
        try pair.call(action, call.arguments, by: call.caller)
      }
    }
  }
}
