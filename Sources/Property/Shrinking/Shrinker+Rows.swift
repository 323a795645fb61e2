// Rows: a thousand accounts become the first few, as long as it is the same accounts everywhere.
extension Shrinker {
  /// Calls each row by a lower number wherever it is named: one that is not named yet, one that is
  /// (two accounts become one), or the other's while that takes its.
  mutating func renameRows() {
    for table in tables {
      var settled = Int128.min
      while replaysLeft > 0 {
        guard let row = rows(of: table).first(where: { $0 > settled }) else { break }
        settled = row
        for other in 0..<max(0, min(row, Shrinker.rowsTried)) where rename(row, other, in: table) {
          // Whatever has come to stand lower was tried, what it gave way to was not.
          settled = .min
          break
        }
      }
    }
  }

  /// How many lower rows are tried for one.
  private static let rowsTried: Int128 = 16

  /// Tables of which rows are named.
  var tables: [Int] { Set(best.places.compactMap { best[$0]?.table }).sorted() }

  func rows(of table: Int) -> [Int128] {
    Set(
      best.places.compactMap { place in
        best[place]?.table == table ? best[place]?.value : nil
      }
    ).sorted()
  }

  private mutating func rename(_ row: Int128, _ other: Int128, in table: Int) -> Bool {
    let named = best.places.filter { best[$0]?.table == table }
    let ofRow = named.filter { best[$0]?.value == row }
    let ofOther = named.filter { best[$0]?.value == other }
    if propose(steps: best.setting(ofRow.map { ($0, other) })) { return true }
    guard !ofOther.isEmpty else { return false }
    return propose(steps: best.setting(ofRow.map { ($0, other) } + ofOther.map { ($0, row) }))
  }
}

extension Draw {
  /// The table whose row it names.
  var table: Int? { if case .row(let table) = kind { table } else { nil } }
}
