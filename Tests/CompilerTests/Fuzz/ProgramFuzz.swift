import Machine
import Numerics

/// What became of mutated programs: each is refused by the verifier, or runs and keeps the promises
/// of the machine.
struct ProgramFuzz {
  private(set) var refused = 0
  private(set) var accepted = 0
  private(set) var runs = 0
  private(set) var committed = 0
  private(set) var outOfGas = 0
  private(set) var reverted = 0
  private(set) var broken: [String] = []

  /// Little, for programs without end are many.
  static let gas = 2_000

  var summary: String {
    "\(refused) refused, \(accepted) accepted; \(runs) runs: \(committed) committed, "
      + "\(reverted) reverted, \(outOfGas) out of gas"
  }

  /// Program number `number` of a run: what the seeds and the number make it.
  static func program(_ number: Int, from seeds: [Program], seed: UInt64) -> Program {
    var random = RandomStream(seed: seed, purpose: 1, path: UInt64(number), step: 0)
    let start = seeds[Int(random.next(below: UInt128(seeds.count)))]
    var mutator = ProgramMutator(start, donors: seeds, random: random)
    mutator.mutate()
    return mutator.program
  }

  mutating func run(_ number: Int, from seeds: [Program], seed: UInt64) {
    let program = ProgramFuzz.program(number, from: seeds, seed: seed)
    guard let verified = try? Verifier.verify(program) else {
      refused += 1
      return
    }
    accepted += 1
    let random = RandomStream(seed: seed, purpose: 2, path: UInt64(number), step: 0)
    var choices = ProgramMutator(program, donors: [], random: random)
    guard let machine = machine(verified, &choices) else { return }
    for _ in 0..<2 {
      for entry in program.entries.indices { call(entry, machine, &choices, number) }
    }
  }

  /// A small population: at most one table has more rows than a strip.
  private func machine(
    _ verified: VerifiedProgram, _ choices: inout ProgramMutator
  ) -> Machine? {
    var rows: [Int] = []
    for table in verified.program.tables {
      let sizes = rows.contains { $0 > 5 } ? [0, 1, 2, 3, 5] : [0, 1, 2, 5, 127, 128, 129, 260]
      rows.append(table.fixedRows?.count ?? sizes[choices.below(sizes.count)])
    }
    // Keyed tables, as often as there can be keys of keys.
    for _ in rows {
      for (number, table) in verified.program.tables.enumerated() where !table.keys.isEmpty {
        rows[number] = table.keys.reduce(1) { min($0 * rows[$1], 10_000) }
      }
    }
    let machine = try? Machine(verified, rows: rows)
    machine?.checkSurveys(leastRows: 1)
    return machine
  }

  /// Another state than the one a contract begins with.
  private func disturb(_ machine: Machine, _ choices: inout ProgramMutator) {
    let program = machine.program.program
    for _ in 0..<8 {
      if program.clock > 0 { machine[word: choices.below(program.clock)] = choices.word() }
      let column = choices.below(program.stateColumnCount)
      guard program.stateColumnCount > 0 else { continue }
      let rows = machine.words(ofColumn: column).count
      if rows > 0 { machine[column, choices.below(rows)] = choices.word() }
    }
  }

  /// A routine to its end, or until it has asked a few times; while it waits, the other entries run.
  private mutating func follow(
    _ machine: Machine, _ routine: Int, _ arguments: [Int128], _ choices: inout ProgramMutator
  ) {
    let entries = machine.program.program.entries
    var progress = machine.begin(routine, arguments, gas: ProgramFuzz.gas)
    runs += 1
    for _ in 0..<8 {
      guard case .asked(let waiting) = progress else { break }
      for place in 0..<machine.program.program.requests[waiting.request] {
        _ = machine.word(place, of: waiting)
      }
      let other = choices.below(entries.count)
      if !entries[other].isRoutine {
        _ = machine.call(other, [], by: .row(table: 0, 0), gas: ProgramFuzz.gas)
      }
      progress = machine.resume(waiting)
    }
    switch progress {
    case .finished, .asked: committed += 1
    case .stopped(.outOfGas, at: _): outOfGas += 1
    case .stopped: reverted += 1
    }
  }

  private mutating func call(
    _ entry: Int, _ machine: Machine, _ choices: inout ProgramMutator, _ number: Int
  ) {
    let count = machine.program.program.entries[entry].parameterCount
    let arguments = (0..<min(count, 64)).map { _ in choices.word() }
    let caller: RunCaller =
      switch machine.program.program.entries[entry].admits {
      case .anyone: .anyone
      case .roles(let roles): .role(roles.first ?? 0)
      case .row(let table): .row(table: table, Int128(choices.below(4)) - 1)
      }
    if choices.below(2) == 0 { disturb(machine, &choices) }
    if machine.program.program.entries[entry].isRoutine {
      follow(machine, entry, arguments, &choices)
      return
    }
    let before = machine.fingerprint
    let digest = number % 16 == 0 ? machine.digest : nil
    let execution = machine.call(entry, arguments, by: caller, gas: ProgramFuzz.gas)
    runs += 1
    func check(_ holds: Bool, _ promise: String) {
      if !holds { broken.append("program \(number), entry \(entry): \(promise)") }
    }
    check(0...ProgramFuzz.gas ~= execution.gas, "spent \(execution.gas)")
    _ = machine.events
    switch execution.stop {
    case nil:
      committed += 1
      _ = machine.results(of: entry)
      var followed = before
      machine.follow(&followed)
      check(followed == machine.fingerprint, "the log tells all changes")
      guard choices.below(2) == 0 else { return }
      machine.undo()
      check(machine.fingerprint == before, "undone")
      // Lanes that no column instruction has written may hold what the first run left there.
      guard !machine.program.program.code.contains(where: { $0.opcode == .strips }) else { return }
      let second = machine.call(entry, arguments, by: caller, gas: ProgramFuzz.gas)
      check(second == execution && machine.fingerprint == followed, "the same once more")
      machine.undo()
    case let stop:
      if stop == .outOfGas { outOfGas += 1 } else { reverted += 1 }
      check(machine.fingerprint == before, "reverted for \(stop.map { "\($0)" } ?? "")")
      check(stop != .outOfGas || execution.gas == ProgramFuzz.gas, "out of gas spends the limit")
    }
    if let digest { check(machine.digest == digest, "the digest is as before") }
  }
}
