import Numerics

/// A row that could be read.
struct PriceRow {
  var time: Int128
  var price: Int128
  /// Its line, counted from one, and the bytes of its time.
  let line: Int
  let place: Range<Int>
}

/// Reads the rows of a price file as they stand, in the order they stand in.
struct PriceRows {
  /// More rows than this are refused: they take 64 bytes each.
  static let limit = 8_000_000

  let layout: PriceLayout
  private(set) var rows: [PriceRow] = []
  /// What cannot be read, and what changes its unit.
  private(set) var problems = ImportFindings()
  private(set) var repaired = ImportFindings()
  private(set) var unit: TimeUnit?
  private(set) var rounded = 0
  private(set) var dataRows = 0

  private var source: SeparatedRows
  private let repairs: Repairs
  private var lastUnit: TimeUnit?

  init(_ bytes: [UInt8], _ options: ImportOptions) throws(ImportError) {
    if let kind = ImportError.BinaryKind(of: bytes) { throw .binary(kind) }
    source = SeparatedRows(bytes)
    guard source.next() else { throw .empty }
    layout = try PriceLayout(firstRow: source, column: options.column)
    repairs = options.repairs
  }

  mutating func readAll() throws(ImportError) {
    if !layout.hasHeader { read() }
    while source.next() {
      if rows.count >= PriceRows.limit { throw .tooManyRows(limit: PriceRows.limit) }
      read()
    }
  }

  private mutating func read() {
    dataRows += 1
    guard !source.hasBrokenQuote else { return report(.quote) }
    guard source.fields.count == layout.columns else {
      return report(.columns(found: source.fields.count, wanted: layout.columns))
    }
    guard let reading = TimeReading(bytes(layout.timeColumn)) else {
      return report(.time(text(layout.timeColumn)), column: layout.timeColumn)
    }
    let price: Int128
    switch PriceReading(bytes(layout.priceColumn)) {
    case .price(let word, let isRounded):
      price = word
      if isRounded { rounded += 1 }
    case .malformed: return report(.price(text(layout.priceColumn)), column: layout.priceColumn)
    case .notPositive:
      return report(.priceNotPositive(text(layout.priceColumn)), column: layout.priceColumn)
    case .outOfReach:
      return report(.priceOutOfReach(text(layout.priceColumn)), column: layout.priceColumn)
    }
    if let lastUnit, lastUnit != reading.unit {
      report(.unit(reading.unit, before: lastUnit), column: layout.timeColumn)
    }
    if unit == nil { unit = reading.unit }
    lastUnit = reading.unit
    rows.append(
      PriceRow(
        time: reading.time, price: price, line: source.line,
        place: source.fields[layout.timeColumn].range))
  }

  private func bytes(_ column: Int) -> ArraySlice<UInt8> {
    source.bytes[source.fields[column].range]
  }

  /// A field as findings quote it: its beginning, where it is long.
  private func text(_ column: Int) -> String {
    let range = source.fields[column].range
    let longest = 40
    let text = String(decoding: source.bytes[range.prefix(longest)], as: UTF8.self)
    return range.count > longest ? text + "..." : text
  }

  private mutating func report(_ problem: ImportProblem, column: Int? = nil) {
    let finding = ImportFinding(
      row: source.line, column: column.map { $0 + 1 },
      place: column.map { source.fields[$0].range } ?? source.place, problem: problem)
    if repairs.covers(problem.repair) {
      repaired.append(finding)
    } else {
      problems.append(finding)
    }
  }
}

extension ImportError.BinaryKind {
  /// What the first bytes give away.
  init?(of bytes: [UInt8]) {
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      self = .zip
    } else if bytes.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      self = .utf16
    } else {
      return nil
    }
  }
}
