import Numerics

/// Turns rows as they stand into a history: their order, the rows that say the same time twice, the
/// steps without a row.
///
/// Every check looks at the rows as the checks before it would have left them had they been allowed
/// to repair, so one run finds everything; only what may be repaired is.
struct PriceSeries {
  private let source: PriceRows
  private let repairs: Repairs
  private var rows: [PriceRow]
  private var problems: ImportFindings
  private var repaired: ImportFindings
  private var filled = 0

  init(_ source: PriceRows, _ repairs: Repairs) {
    self.source = source
    self.repairs = repairs
    rows = source.rows
    problems = source.problems
    repaired = source.repaired
  }

  mutating func finish() throws(ImportError) -> ImportedPrices {
    sort()
    let step = PriceSeries.medianStep(rows)
    thin(step)
    let gaps = findGaps(step)
    guard problems.isEmpty else { throw .rows(problems) }
    guard rows.count >= 2, let unit = source.unit else { throw .tooFewRows(rows.count) }
    try fill(gaps)
    do throws(MarketError) {
      return ImportedPrices(
        history: try PriceHistory(times: rows.map(\.time), prices: rows.map(\.price)),
        format: source.layout.format, column: source.layout.priceName, rows: source.dataRows,
        unit: unit, step: step, stray: stray(step), rounded: source.rounded, repaired: repaired,
        filled: filled)
    } catch {
      throw .history(error)
    }
  }

  /// Adds what one check found, in the order of lines.
  private mutating func report(_ findings: ImportFindings, _ repair: Repair) {
    if repairs.covers(repair) {
      repaired = repaired.merged(findings)
    } else {
      problems = problems.merged(findings)
    }
  }

  private mutating func sort() {
    var findings = ImportFindings()
    for (row, before) in zip(rows.dropFirst(), rows) where row.time < before.time {
      findings.append(row.finding(.disorder(time: row.time, before: before.time)))
    }
    guard !findings.isEmpty else { return }
    report(findings, .disorder)
    rows.sort { ($0.time, $0.line) < ($1.time, $1.line) }
  }

  /// The lower median of the differences between times that differ; zero where there is none.
  private static func medianStep(_ rows: [PriceRow]) -> Int128 {
    var steps = zip(rows.dropFirst(), rows).map { $0.time - $1.time }.filter { $0 > 0 }
    guard let first = steps.first else { return 0 }
    if steps.allSatisfy({ $0 == first }) { return first }
    steps.sort()
    return steps[(steps.count - 1) / 2]
  }

  /// Leaves one row of those that share a time, or are nearer than half a step to the first.
  private mutating func thin(_ step: Int128) {
    var kept: [PriceRow] = []
    var findings: [ImportFinding] = []
    var tally = ImportFindings()
    var anchor: PriceRow?
    for row in rows {
      guard let first = anchor, row.time - first.time < step - step / 2 || row.time == first.time
      else {
        anchor = row
        kept.append(row)
        continue
      }
      let apart = row.time - first.time
      let problem: ImportProblem =
        apart == 0
        ? .duplicate(time: row.time, of: first.line)
        : .crowded(apart: apart, step: step, of: first.line)
      findings.append(row.finding(problem))
      if repairs.duplicates == .last { kept[kept.count - 1] = row }
    }
    guard !findings.isEmpty else { return }
    // Sorted rows need not be in the order of lines.
    for finding in findings.sorted(by: { $0.row < $1.row }) { tally.append(finding) }
    report(tally, .duplicates)
    rows = kept
  }

  private struct Gap {
    /// The row behind it.
    let row: Int
    let missing: Int128
  }

  private mutating func findGaps(_ step: Int128) -> [Gap] {
    guard step > 0 else { return [] }
    var gaps: [Gap] = []
    var findings: [ImportFinding] = []
    var tally = ImportFindings()
    for row in rows.indices.dropFirst() {
      let apart = rows[row].time - rows[row - 1].time
      let missing = (apart + step / 2) / step - 1
      guard missing > 0 else { continue }
      gaps.append(Gap(row: row, missing: missing))
      findings.append(rows[row].finding(.gap(missing: missing, step: step)))
    }
    guard !gaps.isEmpty else { return [] }
    for finding in findings.sorted(by: { $0.row < $1.row }) { tally.append(finding) }
    report(tally, .gaps)
    return gaps
  }

  /// Puts evenly spaced rows into the gaps.
  private mutating func fill(_ gaps: [Gap]) throws(ImportError) {
    guard let way = repairs.gaps, !gaps.isEmpty else { return }
    let missing = gaps.reduce(0) { $0 + $1.missing }
    guard missing <= Int128(PriceRows.limit - rows.count) else {
      throw .gapsTooWide(missing: missing, limit: PriceRows.limit)
    }
    filled = Int(missing)
    var whole: [PriceRow] = []
    whole.reserveCapacity(rows.count + filled)
    var done = 0
    for gap in gaps {
      whole += rows[done..<gap.row]
      done = gap.row
      let (before, after) = (rows[gap.row - 1], rows[gap.row])
      let parts = gap.missing + 1
      for part in 1...gap.missing {
        var row = before
        row.time += PriceSeries.share(after.time - before.time, part, of: parts)
        if way == .interpolate {
          row.price += PriceSeries.share(after.price - before.price, part, of: parts)
        }
        whole.append(row)
      }
    }
    rows = whole + rows[done...]
  }

  /// `whole * part / parts`, to the nearest. A part is no more than the whole, so it fits.
  private static func share(_ whole: Int128, _ part: Int128, of parts: Int128) -> Int128 {
    (try? Fixed.muldiv(whole, part, parts, .halfUp)) ?? whole
  }

  private func stray(_ step: Int128) -> Int128 {
    zip(rows.dropFirst(), rows).reduce(0) {
      Swift.max($0, Int128(($1.0.time - $1.1.time - step).magnitude))
    }
  }
}

extension PriceRow {
  fileprivate func finding(_ problem: ImportProblem) -> ImportFinding {
    ImportFinding(row: line, column: nil, place: place, problem: problem)
  }
}
