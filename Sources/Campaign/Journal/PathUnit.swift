import Machine
import Semantics

/// What the paths of one unit came to, in full: enough to add them to a run as if they had just been
/// walked.
package struct PathUnit: Hashable, Sendable {
  package let records: [PathRecord]
  package let tally: Tally

  init(records: [PathRecord], tally: Tally) {
    self.records = records
    self.tally = tally
  }

  /// - Parameter number: of the unit among those of the run.
  func bytes(_ number: UInt64) -> [UInt8] {
    var bytes = JournalBytes()
    bytes.put(UInt128(number))
    bytes.put(records.count)
    for record in records { bytes.put(record) }
    bytes.put(tally)
    return bytes.bytes
  }

  /// The unit of a number, when these are its bytes and could be those of such a spec; never what
  /// would not fit into its findings.
  init?(_ bytes: ArraySlice<UInt8>, _ number: UInt64, paths: Range<UInt64>, _ spec: CheckedSpec) {
    var reader = JournalBytesReader(bytes)
    do throws(JournalBytesReader.Damaged) {
      guard try reader.number() == UInt128(number), try reader.count() == paths.count else {
        return nil
      }
      var records: [PathRecord] = []
      for path in paths { records.append(try reader.record(path, spec)) }
      self.records = records
      tally = try reader.tally(spec)
    } catch { return nil }
    guard reader.isAtEnd, tally.paths == paths.count else { return nil }
  }

  /// Findings of the paths alone.
  func findings(_ spec: CheckedSpec) -> PathFindings {
    var findings = PathFindings(spec)
    for record in records { findings.add(record, spec) }
    findings.tally = tally
    return findings
  }
}

extension JournalBytes {
  fileprivate mutating func put(_ record: PathRecord) {
    for word in record.measures + record.claims { put(word: word) }
    for step in record.wrongAt { put(step.map { $0 + 1 } ?? 0) }
    put(record.breaks.count)
    for broken in record.breaks {
      put(broken.invariant)
      put(broken.step)
      put(broken.action.map { $0 + 1 } ?? 0)
    }
    put(record.lawBreaks.count)
    for broken in record.lawBreaks {
      put(broken.law)
      put(broken.step)
      put(broken.given.count)
      for word in broken.given { put(word: word) }
      put(broken.parts.count)
      for part in broken.parts { put(part) }
    }
  }

  private mutating func put(_ part: PathRecord.LawBreak.Part) {
    put(part.number)
    put(part.holds ? 1 : 0)
    put(part.rows.count)
    for row in part.rows { put(word: row) }
    guard let left = part.left, let right = part.right else { return put(0) }
    put(1)
    for word in [left, right] { put(word: word) }
  }

  fileprivate mutating func put(_ tally: Tally) {
    put(tally.paths)
    put(tally.steps)
    for count in tally.counts { put(count) }
    for law in tally.laws {
      for count in [law.held, law.broken, law.refused, law.withoutRows] { put(count) }
    }
    // In an order of their own: that of a dictionary is another in every process.
    let refusals = tally.refusals.map { ($0.key.action, $0.key.stop.code, $0.value) }.sorted {
      ($0.0, $0.1.kind, $0.1.number) < ($1.0, $1.1.kind, $1.1.number)
    }
    put(refusals.count)
    for (action, stop, count) in refusals {
      for number in [action, stop.kind, stop.number, count] { put(number) }
    }
  }
}

extension JournalBytesReader {
  fileprivate mutating func record(
    _ path: UInt64, _ spec: CheckedSpec
  ) throws(Damaged) -> PathRecord {
    var record = PathRecord(path: path)
    let steps = spec.clock.steps + 1
    for _ in spec.measures { record.measures.append(try word()) }
    for _ in spec.expectations { record.claims.append(try word()) }
    for _ in spec.expectations {
      let step = try count(below: steps + 1)
      record.wrongAt.append(step == 0 ? nil : step - 1)
    }
    for _ in 0..<(try count(below: spec.contract.invariants.count + 1)) {
      let invariant = try count(below: spec.contract.invariants.count)
      let step = try count(below: steps)
      let action = try count(below: spec.contract.actions.count + 1)
      record.breaks.append(
        PathRecord.Break(
          invariant: invariant, step: step, action: action == 0 ? nil : action - 1))
    }
    for _ in 0..<(try count(below: spec.contract.laws.count + 1)) {
      let number = try count(below: spec.contract.laws.count)
      let law = spec.contract.laws[number]
      let step = try count(below: steps)
      var given: [Int128] = []
      for _ in 0..<(try count(below: law.frame.locals.count + 1)) {
        given.append(try word())
      }
      var parts: [PathRecord.LawBreak.Part] = []
      for _ in 0..<(try count(below: 256)) { parts.append(try part(law)) }
      record.lawBreaks.append(
        PathRecord.LawBreak(law: number, step: step, given: given, parts: parts))
    }
    return record
  }

  private mutating func part(
    _ law: CheckedLaw
  ) throws(Damaged) -> PathRecord.LawBreak.Part {
    let number = try count(below: law.parts.count)
    let holds = try count(below: 2) == 1
    var rows: [Int128] = []
    // Each is of the rows it says.
    guard try count(below: law.frame.locals.count + 1) == law.parts[number].rows.count else {
      throw Damaged()
    }
    for _ in law.parts[number].rows { rows.append(try word()) }
    let hasSides = try count(below: 2) == 1
    return PathRecord.LawBreak.Part(
      number: number, rows: rows, holds: holds, left: hasSides ? try word() : nil,
      right: hasSides ? try word() : nil)
  }

  fileprivate mutating func tally(_ spec: CheckedSpec) throws(Damaged) -> Tally {
    var tally = Tally(spec)
    // No unit counts so much that a run of all of them would overflow.
    let limit = 1 << 40
    tally.paths = try count(below: limit)
    tally.steps = try count(below: limit)
    var counts: [Int] = []
    for _ in tally.counts { counts.append(try count(below: limit)) }
    tally.setCounts(counts)
    for number in tally.laws.indices {
      tally.laws[number].held = try count(below: limit)
      tally.laws[number].broken = try count(below: limit)
      tally.laws[number].refused = try count(below: limit)
      tally.laws[number].withoutRows = try count(below: limit)
    }
    for _ in 0..<(try count(below: limit)) {
      let action = try count(below: spec.contract.actions.count)
      let kind = try count(below: limit)
      let number = try count(below: limit)
      guard let stop = Stop(code: (kind, number)) else { throw Damaged() }
      let refusal = Tally.Refusal(action: action, stop: stop)
      guard tally.refusals.updateValue(try count(below: limit), forKey: refusal) == nil else {
        throw Damaged()
      }
    }
    return tally
  }
}

extension Tally {
  /// All counts that stand in lists, one list after the other.
  fileprivate var counts: [Int] {
    calls + commits + gas + refusedForGas + events + pathsWithEvent + asked + broken + turns
  }

  fileprivate mutating func setCounts(_ counts: [Int]) {
    var rest = counts[...]
    func take(_ list: inout [Int]) {
      list = Array(rest.prefix(list.count))
      rest = rest.dropFirst(list.count)
    }
    take(&calls)
    take(&commits)
    take(&gas)
    take(&refusedForGas)
    take(&events)
    take(&pathsWithEvent)
    take(&asked)
    take(&broken)
    take(&turns)
  }
}

extension Stop {
  /// Two numbers that stand for it.
  fileprivate var code: (kind: Int, number: Int) {
    switch self {
    case .outOfGas: (0, 0)
    case .overflow: (1, 0)
    case .divisionByZero: (2, 0)
    case .domain: (3, 0)
    case .range: (4, 0)
    case .caller: (5, 0)
    case .noneRow: (6, 0)
    case .rowOutOfRange: (7, 0)
    case .columnTooLarge: (8, 0)
    case .depth: (9, 0)
    case .failure(.demand(let number)): (10, number)
    case .failure(.enforcedInvariant(let number)): (11, number)
    case .failure(.noRows): (12, 0)
    case .failure(.unproved): (13, 0)
    }
  }

  private static let plain: [Stop] = [
    .outOfGas, .overflow, .divisionByZero, .domain, .range, .caller, .noneRow, .rowOutOfRange,
    .columnTooLarge, .depth,
  ]

  fileprivate init?(code: (kind: Int, number: Int)) {
    switch code {
    case (0..<Stop.plain.count, 0): self = Stop.plain[code.kind]
    case (10, let number): self = .failure(.demand(number))
    case (11, let number): self = .failure(.enforcedInvariant(number))
    case (12, 0): self = .failure(.noRows)
    case (13, 0): self = .failure(.unproved)
    default: return nil
    }
  }
}
