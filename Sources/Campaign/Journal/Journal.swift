import Machine
import Semantics
import Synchronization

/// What a run has merged so far, in a form that outlives it: a line that says of which run, then one
/// record for each unit.
///
///     plimsoll journal 1 <64 digits>\n
///     | length, 4 bytes | bytes of the unit | seal, 16 bytes |  ..
///
/// A seal is the hash of the seal before it and the bytes, so no record can be changed, left out or
/// put elsewhere without being seen. What is torn off at the end leaves the records before it sound.
package enum Journal {
  /// Another number for every change of the format, or of what a path comes to.
  package static let version = 3
  static let sealLength = 16
  private static let lengthBytes = 4

  /// The line that a journal begins with.
  /// - Parameter run: the hash of everything that decides what the run comes to.
  package static func head(of run: Digest) -> [UInt8] {
    Array("plimsoll journal \(version) \(run)\n".utf8)
  }

  static func seal(_ bytes: some Sequence<UInt8>, after last: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(last)
    hash.update(bytes)
    return Array(hash.finish().bytes.prefix(sealLength))
  }

  /// Turns bytes of units into records, one after the other.
  package struct Sealer: Sendable {
    private var last: [UInt8]

    package init(of run: Digest) { last = seal(head(of: run), after: []) }

    init(after last: [UInt8]) { self.last = last }

    package mutating func record(_ bytes: [UInt8]) -> [UInt8] {
      last = seal(bytes, after: last)
      let length = UInt32(truncatingIfNeeded: bytes.count)
      return (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + bytes + last
    }
  }

  /// Bytes of units on their way from the workers to whoever keeps them.
  package final class Queue: Sendable {
    private let waiting = Mutex<[[UInt8]]>([])

    package init() {}

    func add(_ unit: [UInt8]) { waiting.withLock { $0.append(unit) } }

    /// All that have been merged since it was last asked, in order.
    package func take() -> [[UInt8]] {
      waiting.withLock { units in
        defer { units = [] }
        return units
      }
    }
  }

  /// Why none of a file can be counted.
  package enum Problem: Error, Hashable, Sendable {
    /// It is something else.
    case notAJournal
    /// Another version of plimsoll wrote it.
    case otherVersion
    /// Of another run.
    case otherRun
  }

  /// Reads the records of a journal that may have been torn, changed or made up.
  package struct Reader: Sendable {
    private let bytes: [UInt8]
    private var seal: [UInt8]
    private let spec: CheckedSpec
    private let budget: UInt64
    private var unit: UInt64 = 0
    /// Bytes up to the end of the last record that was sound.
    package private(set) var soundLength: Int

    package init(
      _ bytes: [UInt8], of run: Digest, _ spec: CheckedSpec, budget: UInt64
    ) throws(Problem) {
      let head = Journal.head(of: run)
      guard bytes.starts(with: head) else {
        let common = Array("plimsoll journal ".utf8)
        guard bytes.starts(with: common) else { throw .notAJournal }
        let own = Array("\(Journal.version) ".utf8)
        throw bytes.dropFirst(common.count).starts(with: own) ? .otherRun : .otherVersion
      }
      self.bytes = bytes
      self.spec = spec
      self.budget = budget
      seal = Journal.seal(head, after: [])
      soundLength = head.count
    }

    /// What stands behind the last sound record.
    package var restLength: Int { bytes.count - soundLength }

    package var paths: UInt64 { min(budget, unit * Campaign.pathsPerUnit) }

    /// What goes on where the sound records end.
    package var sealer: Sealer { Sealer(after: seal) }

    /// The next unit; `nil` at the end of what is sound.
    package mutating func next() -> PathUnit? {
      let rest = bytes[soundLength...]
      guard rest.count >= Journal.lengthBytes + Journal.sealLength else { return nil }
      let length = rest.prefix(Journal.lengthBytes).reversed().reduce(0) { $0 << 8 | Int($1) }
      guard length <= rest.count - Journal.lengthBytes - Journal.sealLength else { return nil }
      let payload = rest.dropFirst(Journal.lengthBytes).prefix(length)
      let found = Array(rest[payload.endIndex...].prefix(Journal.sealLength))
      let first = unit * Campaign.pathsPerUnit
      guard found == Journal.seal(payload, after: seal), first < budget,
        let read = PathUnit(
          payload, unit, paths: first..<min(budget, first + Campaign.pathsPerUnit), spec)
      else { return nil }
      unit += 1
      seal = found
      soundLength = payload.endIndex + Journal.sealLength
      return read
    }
  }
}
