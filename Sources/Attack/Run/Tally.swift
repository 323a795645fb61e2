import Machine

/// What was exercised: calls by how they ended, and invariants by how often they were asked.
package struct AttackTally: Sendable {
  package private(set) var actions = 0
  package private(set) var runs = 0
  /// By choice.
  package private(set) var calls: [Int]
  package private(set) var commits: [Int]
  /// By invariant.
  package private(set) var asked: [Int]
  /// By choice, how calls were refused.
  private var refusals: [Int]
  private let reasons: StopNumbers

  init(_ stage: Stage) {
    calls = Array(repeating: 0, count: stage.choices)
    commits = calls
    asked = Array(repeating: 0, count: stage.contract.invariants.count)
    reasons = StopNumbers(
      demands: stage.compiled.demands.count, invariants: stage.contract.invariants.count)
    refusals = Array(repeating: 0, count: stage.choices * reasons.count)
  }

  mutating func count(_ move: Int, _ stop: Stop?) {
    actions &+= 1
    calls[move] &+= 1
    if let stop {
      refusals[move &* reasons.count &+ reasons.number(of: stop)] &+= 1
    } else {
      commits[move] &+= 1
    }
  }

  mutating func countRun() { runs += 1 }

  mutating func count(asked: [Int]) {
    for (number, times) in asked.enumerated() { self.asked[number] += times }
  }

  mutating func add(_ other: AttackTally) {
    actions += other.actions
    runs += other.runs
    for number in calls.indices {
      calls[number] += other.calls[number]
      commits[number] += other.commits[number]
    }
    count(asked: other.asked)
    for number in refusals.indices { refusals[number] += other.refusals[number] }
  }

  /// Why calls of a move were refused, and how often; the most frequent first.
  package func refusals(of move: Int) -> [(stop: Stop, times: Int)] {
    (0..<reasons.count).map { (reasons.stop($0), refusals[move * reasons.count + $0]) }
      .filter { $0.times > 0 }.sorted { $0.times > $1.times }
  }
}

/// Reasons to stop as small numbers, to count by.
struct StopNumbers: Sendable {
  let demands: Int
  let invariants: Int

  private static let plain: [Stop] = [
    .outOfGas, .overflow, .divisionByZero, .domain, .range, .caller, .noneRow, .rowOutOfRange,
    .columnTooLarge, .depth, .failure(.noRows), .failure(.unproved),
  ]

  var count: Int { StopNumbers.plain.count + demands + invariants }

  func number(of stop: Stop) -> Int {
    switch stop {
    case .failure(.demand(let number)): StopNumbers.plain.count + min(number, demands - 1)
    case .failure(.enforcedInvariant(let number)):
      StopNumbers.plain.count + demands + min(number, invariants - 1)
    case .outOfGas: 0
    case .overflow: 1
    case .divisionByZero: 2
    case .domain: 3
    case .range: 4
    case .caller: 5
    case .noneRow: 6
    case .rowOutOfRange: 7
    case .columnTooLarge: 8
    case .depth: 9
    case .failure(.noRows): 10
    case .failure(.unproved): 11
    }
  }

  func stop(_ number: Int) -> Stop {
    if number < StopNumbers.plain.count { return StopNumbers.plain[number] }
    let rest = number - StopNumbers.plain.count
    return rest < demands
      ? .failure(.demand(rest)) : .failure(.enforcedInvariant(rest - demands))
  }
}
