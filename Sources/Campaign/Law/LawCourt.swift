import Machine
import Market
import Numerics
import Semantics

/// Asks laws of states: runs both sides of a law, each on a machine of its own that has been brought
/// to the state, and compares. The machine the state stands on is only looked at.
final class LawCourt {
  private let program: SpecProgram
  let rows: [Int]
  /// What the draws of each law are for.
  let purposes: [UInt64]
  /// By law, how often it has been asked on this path.
  private(set) var askedOnPath: [Int]
  private let leftMachine: Machine
  private let rightMachine: Machine

  init?(_ world: World) {
    guard !world.program.laws.isEmpty,
      let left = try? Machine(world.program.compiled.program, rows: world.rows),
      let right = try? Machine(world.program.compiled.program, rows: world.rows)
    else { return nil }
    program = world.program
    rows = world.rows
    purposes = world.program.laws.indices.map { StreamPurpose.named("law", "\($0)") }
    askedOnPath = purposes.map { _ in 0 }
    leftMachine = left
    rightMachine = right
  }

  /// What came of asking.
  enum Answer {
    /// With what was given.
    case held([Int128])
    case broken([Int128], [PathRecord.LawBreak.Part])
    /// A side was refused, so there is nothing to compare.
    case refused
    /// There are no such rows.
    case noRows
  }

  func beginPath() {
    for number in askedOnPath.indices { askedOnPath[number] = 0 }
  }

  /// Asks a law of the state of a machine, with rows and values drawn from the stream.
  func ask(_ number: Int, of base: Machine, _ stream: inout RandomStream) -> Answer? {
    guard let entries = program.laws[number] else { return nil }
    let law = program.spec.contract.laws[number]
    guard let given = draw(law, entries, base, &stream) else { return .noRows }
    askedOnPath[number] += 1
    return answer(entries, base, given)
  }

  /// Asks it with what is given, if that fits the law.
  func ask(_ number: Int, of base: Machine, given: [Int128]) -> Answer? {
    guard let entries = program.laws[number] else { return nil }
    let law = program.spec.contract.laws[number]
    return fits(given, law, entries, base) ? answer(entries, base, given) : .noRows
  }

  private func answer(_ entries: LawEntries, _ base: Machine, _ given: [Int128]) -> Answer {
    let image = base.image
    for (machine, entry) in [(leftMachine, entries.left), (rightMachine, entries.right)] {
      machine.restore(image)
      guard machine.call(entry, given, gas: specGas).stop == nil else { return .refused }
    }
    var words = given
    // What cannot be computed does not hold.
    let holds = (try? evaluate(entries.then, base, &words)) == 1
    return holds ? .held(given) : .broken(given, blamed(entries, base, given))
  }

  // MARK: - What is given

  /// Values at the ends of their ranges are drawn more often than others: mistakes are often there.
  private static let edgeChance: UInt128 = 8

  private func draw(
    _ law: CheckedLaw, _ entries: LawEntries, _ base: Machine, _ stream: inout RandomStream
  ) -> [Int128]? {
    var words: [Int128] = []
    for (given, condition) in zip(law.given, entries.conditions) {
      let slot = given.slot
      words += Array(repeating: 0, count: slot + 1 - words.count)
      switch given {
      case .row(let selection):
        let count = rows[selection.table]
        guard count > 0 else { return nil }
        let first = Int(stream.next(below: UInt128(count)))
        let found = (0..<count).first { offset in
          words[slot] = Int128((first + offset) % count)
          guard let condition else { return true }
          return base.ask(condition, words, gas: specGas).stop == nil
            && base.result(0, of: condition) == 1
        }
        guard found != nil else { return nil }
      case .value(_, let range):
        words[slot] =
          switch stream.next(below: LawCourt.edgeChance) {
          case 0: range.lowerBound
          case 1: range.upperBound
          default: stream.uniform(in: range)
          }
      }
    }
    return words
  }

  /// Whether values are within their ranges, and rows such as the law is about.
  private func fits(
    _ words: [Int128], _ law: CheckedLaw, _ entries: LawEntries, _ base: Machine
  ) -> Bool {
    zip(law.given, entries.conditions).allSatisfy { given, condition in
      guard words.indices.contains(given.slot) else { return false }
      let word = words[given.slot]
      switch given {
      case .value(_, let range): return range.contains(word)
      case .row(let selection):
        guard 0..<Int128(rows[selection.table]) ~= word else { return false }
        guard let condition else { return true }
        return base.ask(condition, Array(words.prefix(given.slot + 1)), gas: specGas).stop == nil
          && base.result(0, of: condition) == 1
      }
    }
  }

  // MARK: - Comparing

  /// Something that has no value.
  struct Undefined: Error {}

  private func machine(_ state: LawState, _ base: Machine) -> Machine {
    switch state {
    case .base: base
    case .left: leftMachine
    case .right: rightMachine
    }
  }

  private func word(
    _ entry: Int, _ state: LawState, _ base: Machine, _ words: [Int128]
  ) throws(Undefined) -> Int128 {
    let machine = machine(state, base)
    guard machine.ask(entry, words, gas: specGas).stop == nil else { throw Undefined() }
    return machine.result(0, of: entry)
  }

  /// - Parameter words: the locals in scope.
  func evaluate(
    _ term: LawTerm, _ base: Machine, _ words: inout [Int128]
  ) throws(Undefined) -> Int128 {
    switch term {
    case .leaf(let entry, in: let state): return try word(entry, state, base, words)
    case .joined(let entry, let parts, in: let state):
      var found: [Int128] = []
      for part in parts { found.append(try evaluate(part, base, &words)) }
      return try word(entry, state, base, found)
    case .logical(let operation, let left, let right):
      let first = try evaluate(left, base, &words) != 0
      switch operation {
      case .and: return first ? try evaluate(right, base, &words) : 0
      case .or: return first ? 1 : try evaluate(right, base, &words)
      case .implies: return first ? try evaluate(right, base, &words) : 1
      }
    case .conditional(let condition, then: let then, otherwise: let otherwise):
      let isTrue = try evaluate(condition, base, &words) != 0
      return try evaluate(isTrue ? then : otherwise, base, &words)
    case .match(let value, let arms, otherwise: let otherwise):
      let word = try evaluate(value, base, &words)
      guard let body = arms.first(where: { $0.pattern == word })?.body ?? otherwise else {
        throw Undefined()
      }
      return try evaluate(body, base, &words)
    case .rows(let rows): return try fold(rows, base, &words)
    }
  }

  /// Conditions of all rows, then words of those selected, then what is made of them.
  private func fold(
    _ rows: LawRows, _ base: Machine, _ words: inout [Int128]
  ) throws(Undefined) -> Int128 {
    let outer = words
    defer { words = outer }
    words += Array(repeating: 0, count: max(0, rows.binder + 1 - words.count))
    var selected: [Int128] = []
    for row in 0..<Int128(self.rows[rows.table]) {
      words[rows.binder] = row
      if let condition = rows.condition, try evaluate(condition, base, &words) == 0 { continue }
      selected.append(row)
    }
    if selected.isEmpty, let otherwise = rows.otherwise {
      return try evaluate(otherwise, base, &words)
    }
    var found: [Int128] = []
    if let body = rows.body {
      for row in selected {
        words[rows.binder] = row
        found.append(try evaluate(body, base, &words))
      }
    }
    let result: Int128? =
      switch rows.function {
      case .count: Int128(selected.count)
      case .first: selected.first
      case .sum: LawCourt.sum(found)
      case .min: found.min()
      case .max: found.max()
      case .any: found.contains { $0 != 0 } ? 1 : 0
      case .all: found.allSatisfy { $0 != 0 } ? 1 : 0
      case .median: nil
      }
    guard let result else { throw Undefined() }
    return result
  }

  /// Only the total must fit.
  private static func sum(_ words: [Int128]) -> Int128? {
    var total: Int128 = 0
    var wraps = 0
    for word in words {
      let (sum, overflow) = total.addingReportingOverflow(word)
      if overflow { wraps += word < 0 ? -1 : 1 }
      total = sum
    }
    return wraps == 0 ? total : nil
  }
}
