/// The code of a function or an entry: from its start to the next start.
struct Body {
  let owner: Owner
  let range: Range<Int>

  enum Owner: Hashable {
    case function(Int)
    case entry(Int)
  }
}

extension Body {
  /// Whether it is a routine of a spec, which may do what contracts may not.
  func isRoutine(_ program: Program) -> Bool {
    if case .entry(let number) = owner { program.entries[number].isRoutine } else { false }
  }
}

/// All bodies: functions in their order, so that what is called comes before its callers, then
/// the entries.
struct BodyList {
  private(set) var all: [Body] = []

  init(_ program: Program) throws(VerificationError) {
    var starts: [(start: Int, owner: Body.Owner)] = []
    for (index, start) in program.functions.enumerated() {
      starts.append((start, .function(index)))
    }
    for (index, entry) in program.entries.enumerated() {
      starts.append((entry.start, .entry(index)))
    }
    let code = program.code.indices
    for (start, owner) in starts where !code.contains(start) {
      throw VerificationError(owner.place, .startOutside(start))
    }
    let sorted = starts.map(\.start).sorted()
    if !code.isEmpty, sorted.first != 0 {
      throw VerificationError(.instruction(0), .codeOutsideBodies)
    }
    var ends: [Int: Int] = [:]
    for (index, start) in sorted.enumerated() {
      ends[start] = index + 1 < sorted.count ? sorted[index + 1] : code.upperBound
    }
    for (start, owner) in starts {
      // Of two bodies with one start the first in order is empty.
      guard let end = ends.removeValue(forKey: start) else {
        throw VerificationError(owner.place, .startTaken(start))
      }
      all.append(Body(owner: owner, range: start..<end))
    }
  }
}

extension Body.Owner {
  var place: VerificationError.Place {
    switch self {
    case .function(let index): .function(index)
    case .entry(let index): .entry(index)
    }
  }
}
