import Machine

/// What was exercised: calls by how they ended, and invariants by how often they were asked.
package struct AttackTally: Sendable {
  package private(set) var actions = 0
  package private(set) var runs = 0
  /// By invariant.
  package private(set) var asked: [Int]
  /// By choice, the calls that stand, and then those that were refused by reason.
  private var endings: [Int]
  private let reasons: StopNumbers

  init(_ stage: Stage) {
    asked = Array(repeating: 0, count: stage.contract.invariants.count)
    reasons = StopNumbers(stage)
    endings = Array(repeating: 0, count: stage.choices * (1 + reasons.count))
  }

  /// By choice.
  package var calls: [Int] {
    endings.indices.reduce(into: commits.map { _ in 0 }) { calls, place in
      calls[place / (1 + reasons.count)] += endings[place]
    }
  }

  /// By choice, how many of them stand.
  package var commits: [Int] {
    stride(from: 0, to: endings.count, by: 1 + reasons.count).map { endings[$0] }
  }

  /// Why calls of a move were refused, and how often; the most frequent first.
  package func refusals(of move: Int) -> [(stop: Stop, times: Int)] {
    (0..<reasons.count).map { (reasons.stop($0), endings[move * (1 + reasons.count) + 1 + $0]) }
      .filter { $0.times > 0 }.sorted { $0.times > $1.times }
  }

  mutating func count(asked: [Int]) {
    for (number, times) in asked.enumerated() { self.asked[number] += times }
  }

  mutating func add(_ other: AttackTally) {
    actions += other.actions
    runs += other.runs
    count(asked: other.asked)
    for place in endings.indices { endings[place] += other.endings[place] }
  }

  mutating func add(_ counted: borrowing Endings, runs: Int, asked: [Int]) {
    for place in endings.indices {
      endings[place] += counted[place]
      actions += counted[place]
    }
    self.runs += runs
    count(asked: asked)
  }
}

/// How calls end, counted in memory of its own, as one worker needs it at every step.
struct Endings: ~Copyable {
  private let base: UnsafeMutablePointer<Int>
  private let reasons: StopNumbers

  init(_ stage: Stage) {
    reasons = StopNumbers(stage)
    let places = stage.choices * (1 + reasons.count)
    base = .allocate(capacity: places)
    base.initialize(repeating: 0, count: places)
  }

  deinit { base.deallocate() }

  @inline(__always)
  func count(_ choice: Int, _ stop: Stop?) {
    let reason = stop.map { 1 &+ reasons.number(of: $0) } ?? 0
    base[choice &* (1 &+ reasons.count) &+ reason] &+= 1
  }

  subscript(place: Int) -> Int { base[place] }
}

/// Reasons to stop as small numbers, to count by.
struct StopNumbers: Sendable {
  private let demands: Int
  private let invariants: Int
  let count: Int

  init(_ stage: Stage) {
    demands = stage.compiled.demands.count
    invariants = stage.contract.invariants.count
    count = StopNumbers.plain.count + demands + invariants
  }

  private static let plain: [Stop] = [
    .outOfGas, .overflow, .divisionByZero, .domain, .range, .caller, .noneRow, .rowOutOfRange,
    .columnTooLarge, .depth, .failure(.noRows), .failure(.unproved),
  ]

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
