/// Why a text is no history of prices, or no table. Cases carry values; the sentences are in
/// `ImportError+Wording.swift`.
package enum ImportError: Error, Hashable, Sendable {
  /// Nothing is in the file, or nothing but blank lines.
  case empty
  /// It is no text at all.
  case binary(BinaryKind)
  case tooManyRows(limit: Int)
  /// Rows with a price and a time, of which two are needed.
  case tooFewRows(Int)
  /// None of the known layouts; the first line.
  case unknownLayout(firstLine: String)
  case unknownColumn(String, choices: [String])
  /// Filling the gaps would take more rows than the limit.
  case gapsTooWide(missing: Int128, limit: Int)
  /// What is wrong with the rows and was not to be repaired.
  case rows(ImportFindings)
  case json(JSONError)
  case repeatedColumn(String, row: Int)
  /// The history that the rows would make cannot be.
  case history(MarketError)

  package enum BinaryKind: String, Hashable, Sendable {
    case zip, gzip
    case utf16 = "UTF-16"
  }
}

/// One thing that is wrong with a row, and where.
package struct ImportFinding: Hashable, Sendable {
  /// The line of the file, counted from one as an editor does.
  package let row: Int
  /// The column counted from one, where one column is to blame.
  package let column: Int?
  /// The bytes of the file to look at.
  package let place: Range<Int>
  package let problem: ImportProblem

  package init(row: Int, column: Int?, place: Range<Int>, problem: ImportProblem) {
    self.row = row
    self.column = column
    self.place = place
    self.problem = problem
  }
}

/// What can be wrong with a row. Times and steps are raw words in seconds.
package enum ImportProblem: Hashable, Sendable {
  case columns(found: Int, wanted: Int)
  case quote
  case time(String)
  case price(String)
  case priceNotPositive(String)
  case priceOutOfReach(String)
  /// The row counts time in another unit than the row before.
  case unit(TimeUnit, before: TimeUnit)
  case disorder(time: Int128, before: Int128)
  case duplicate(time: Int128, of: Int)
  /// Nearer to an earlier row than half a step.
  case crowded(apart: Int128, step: Int128, of: Int)
  /// Steps without a row before this one.
  case gap(missing: Int128, step: Int128)

  /// The option that would repair it.
  package var repair: Repair {
    switch self {
    case .columns, .quote, .time, .price, .priceNotPositive, .priceOutOfReach: .bad
    case .unit: .units
    case .disorder: .disorder
    case .duplicate, .crowded: .duplicates
    case .gap: .gaps
    }
  }
}

/// The first findings in the order of rows, and how many there are of each kind.
package struct ImportFindings: Hashable, Sendable {
  /// How many are kept of those that are counted.
  package static let limit = 20

  package private(set) var shown: [ImportFinding] = []
  private var counts = [Int](repeating: 0, count: Repair.allCases.count)

  package init() {}

  package var count: Int { counts.reduce(0, +) }
  package var isEmpty: Bool { count == 0 }
  package var hidden: Int { count - shown.count }

  package func count(of repair: Repair) -> Int { counts[repair.rawValue] }

  /// Adds a finding whose row is not above one added before.
  package mutating func append(_ finding: ImportFinding) {
    counts[finding.problem.repair.rawValue] += 1
    if shown.count < ImportFindings.limit { shown.append(finding) }
  }

  /// Both, the first of them by row.
  package func merged(_ other: ImportFindings) -> ImportFindings {
    var result = ImportFindings()
    // Sorting keeps the order of equals: what was found first stays first.
    result.shown = Array(
      (shown + other.shown).enumerated()
        .sorted { ($0.element.row, $0.offset) < ($1.element.row, $1.offset) }
        .map(\.element).prefix(ImportFindings.limit))
    for kind in counts.indices { result.counts[kind] = counts[kind] + other.counts[kind] }
    return result
  }
}
