import Diagnostics
import Foundation
import Reference
import Semantics
import Testing

/// The perpetual exchange acted on at random, and beside it its twin in plain Swift.
@Suite struct PerpetualTests {
  private static let contract: CheckedContract? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path = root.appending(path: "Contracts/perpetual.risk").path
    var project = Project(
      workspace: Workspace {
        FileManager.default.contents(atPath: $0).map { .bytes(Array($0)) } ?? .missing
      })
    return project.check(path).contracts.first
  }()

  private struct Move {
    let name: String
    let words: [Int128]
    let caller: Caller
    let twin: (inout PerpetualTwin) throws -> Void
  }

  private static let accounts = 5

  private func move(_ dice: inout Dice, _ twin: PerpetualTwin) -> Move {
    let (a, b) = (dice.below(Self.accounts), dice.below(Self.accounts))
    let (rowA, rowB) = (Int128(a), Int128(b))
    switch dice.below(16) {
    case 0...4:
      let price = max(1, twin.mark + twin.mark / 1000 * Int128(dice.below(301) - 150))
      let word = dice.below(40) == 0 || twin.mark == 0 ? dice.fixed(90...110) : price
      return Move(name: "publish", words: [word], caller: .role(0)) { try $0.publish(word) }
    case 5 where dice.below(6) == 0:
      let word = dice.fixed(-1...20)
      return Move(name: "fund", words: [word], caller: .role(2)) { try $0.fund(word) }
    case 6:
      let word = dice.fixed(-1...60)
      return Move(name: "deposit", words: [word], caller: .row(0, rowA)) {
        try $0.deposit(word, a)
      }
    case 7...8:
      let word = dice.fixed(-1...100)
      return Move(name: "withdraw", words: [word], caller: .row(0, rowA)) {
        try $0.withdraw(word, a)
      }
    case 9...11:
      let word = dice.fixed(-1...12)
      return Move(name: "trade", words: [rowA, rowB, word], caller: .role(1)) {
        try $0.trade(a, b, word)
      }
    default:
      return Move(name: "liquidate", words: [rowA], caller: .row(0, rowB)) {
        try $0.liquidate(a, by: b)
      }
    }
  }

  @Test func agreesWithItsTwin() throws {
    // One deep stack for all calls, instead of one for each.
    try #require(DeepStack.run { Result { try compare(actions: 10_000) } }).get()
  }

  private func compare(actions: Int) throws {
    let contract = try #require(Self.contract)
    let population = try Population(
      of: contract, given: [0: CheckedExample.Population(count: Self.accounts)])
    let interpreter = Interpreter(contract, population)
    var state = interpreter.initialState
    var twin = PerpetualTwin(accounts: Self.accounts, now: state.now)
    var dice = Dice(seed: 20_250_101)
    var seen: [String: Int] = [:]
    for number in 0..<actions {
      if dice.below(20) == 0 {
        let pause = dice.fixed(0...5_000)
        state.now += pause
        twin.now += pause
      }
      let move = move(&dice, twin)
      let action = try #require(contract.actions.firstIndex { $0.name == move.name })
      let before = state
      let expected = twin.call(move.twin)
      switch interpreter.call(action, move.words, by: move.caller, on: &state).outcome {
      case .reverted(let trap):
        let reason = trap.reason.name(in: contract)
        seen["\(move.name) reverts", default: 0] += 1
        try #require(expected == reason, "\(number): \(move.name) \(move.words)")
        try #require(state == before)
      case .committed(let events):
        seen[move.name, default: 0] += 1
        try #require(expected == nil, "\(number): \(move.name) \(move.words)")
        try #require(
          events.map { [Int128($0.id)] + $0.values } == twin.events, "\(number): \(move.name)")
        let broken = interpreter.brokenInvariants(
          in: state, before: before, after: CompletedCall(action, move.words))
        try #require(broken.isEmpty, "\(number): \(move.name) breaks \(broken)")
      }
      try #require(
        state.states == [
          0, twin.mark, twin.markedAt, twin.vault, twin.insurance, twin.badDebt, twin.taken,
        ],
        "\(number): \(move.name)")
      try #require(
        state.columns[0] == [
          twin.accounts.map(\.collateral), twin.accounts.map(\.size), twin.accounts.map(\.entry),
        ], "\(number): \(move.name)")
    }
    // A run that never liquidates or deleverages proves nothing.
    #expect(seen["liquidate", default: 0] > 100, "\(seen)")
    #expect(twin.taken > 0 && twin.badDebt > 0, "\(seen)")
  }
}
