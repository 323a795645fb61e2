/// Collects findings: drops repetitions, counts everything, and keeps no more than a reader or a
/// machine can bear.
///
/// Beyond `capacity` errors (and as many warnings and notes) of one file, further ones are counted
/// but not kept, so a hostile file costs time in proportion to its size and no more memory. What a
/// report shows is smaller still; see `findings(limitPerFile:)`.
package struct DiagnosticBag: Sendable {
  /// Errors kept of one file, and again for warnings and notes together.
  package static let capacity = 1000

  private var kept: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []
  private var tallies: [Tally] = []
  /// Findings beyond `capacity`, counted without looking for repetitions.
  private var dropped = 0

  package private(set) var errorCount = 0
  package private(set) var warningCount = 0

  package init() {}

  package init(_ diagnostics: some Sequence<Diagnostic>) {
    report(contentsOf: diagnostics)
  }

  package var isEmpty: Bool { kept.isEmpty }
  package var hasErrors: Bool { errorCount > 0 }

  package mutating func report(_ diagnostic: Diagnostic) {
    let slot = diagnostic.slot
    while tallies.count <= slot { tallies.append(Tally()) }
    let isError = diagnostic.severity == .error
    let full = isError ? tallies[slot].errors : tallies[slot].others
    if full >= DiagnosticBag.capacity {
      dropped &+= 1
    } else {
      guard seen.insert(diagnostic).inserted else { return }
      kept.append(diagnostic)
      if isError { tallies[slot].errors &+= 1 } else { tallies[slot].others &+= 1 }
    }
    if isError { errorCount &+= 1 }
    if diagnostic.severity == .warning { warningCount &+= 1 }
  }

  package mutating func report(contentsOf diagnostics: some Sequence<Diagnostic>) {
    for diagnostic in diagnostics { report(diagnostic) }
  }

  /// Adds what another bag holds, with what it has counted.
  package mutating func merge(_ other: DiagnosticBag) {
    let kept = (errorCount: other.errorsKept, warningCount: other.warningsKept)
    report(contentsOf: other.kept)
    dropped &+= other.dropped
    errorCount &+= other.errorCount &- kept.errorCount
    warningCount &+= other.warningCount &- kept.warningCount
  }

  /// Whether a further error of this file would be kept. Costly advice, such as a search for the
  /// nearest name, is wasted when it would not.
  package func hasRoom(for file: SourceID) -> Bool {
    let slot = file.index &+ 1
    return slot >= tallies.count || tallies[slot].errors < DiagnosticBag.capacity
  }

  /// What was kept, in report order.
  package var sorted: [Diagnostic] {
    kept.sorted(by: Diagnostic.precedes)
  }

  /// What a report shows: in order, at most `limitPerFile` errors, and as many warnings and notes
  /// together, of each file.
  package func findings(limitPerFile limit: Int = 50) -> Findings {
    var shown: [Diagnostic] = []
    var tallies = [Tally](repeating: Tally(), count: self.tallies.count)
    var hidden = dropped
    for diagnostic in sorted {
      let slot = diagnostic.slot
      let isError = diagnostic.severity == .error
      guard (isError ? tallies[slot].errors : tallies[slot].others) < limit else {
        hidden &+= 1
        continue
      }
      if isError { tallies[slot].errors &+= 1 } else { tallies[slot].others &+= 1 }
      shown.append(diagnostic)
    }
    return Findings(shown: shown, hidden: hidden, errors: errorCount, warnings: warningCount)
  }

  private var errorsKept: Int { kept.count { $0.severity == .error } }
  private var warningsKept: Int { kept.count { $0.severity == .warning } }
}

/// What a report says: the findings it shows, and the counts of all there are.
package struct Findings: Sendable {
  package let shown: [Diagnostic]
  /// How many more there are than are shown.
  package let hidden: Int
  package let errors: Int
  package let warnings: Int

  package init(shown: [Diagnostic], hidden: Int, errors: Int, warnings: Int) {
    self.shown = shown
    self.hidden = hidden
    self.errors = errors
    self.warnings = warnings
  }
}

/// How many findings of one file have been kept.
private struct Tally {
  var errors = 0
  var others = 0
}

extension Diagnostic {
  /// Where the file's tally stands: 0 for findings about no text.
  fileprivate var slot: Int {
    primary.map { $0.span.file.index &+ 1 } ?? 0
  }
}
