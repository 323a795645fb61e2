/// The rows column code is working on, and which of their lanes.
struct Strip {
  private(set) var firstRow = 0
  private(set) var length = 0
  private var rows = 0
  /// By number: the positions chosen, and how many.
  private let positions: UnsafeMutablePointer<UInt8>
  private let counts: UnsafeMutablePointer<Int>
  /// The lanes that instructions work on.
  private(set) var lanes: Lanes

  init(selectionCount: Int) {
    let size = max(1, selectionCount) * Program.stripLength
    positions = .allocate(capacity: size)
    positions.initialize(repeating: 0, count: size)
    counts = .allocate(capacity: max(1, selectionCount))
    counts.initialize(repeating: 0, count: max(1, selectionCount))
    lanes = Lanes(positions, count: 0, of: 0)
  }

  func deallocate() {
    positions.deallocate()
    counts.deallocate()
  }

  /// Starts with the first strip of so many rows; `false` when there is none.
  mutating func begin(rows: Int) -> Bool {
    firstRow = 0
    self.rows = rows
    length = min(rows, Program.stripLength)
    return rows > 0
  }

  mutating func advance() -> Bool {
    firstRow += length
    length = min(rows - firstRow, Program.stripLength)
    return length > 0
  }

  func target(_ selection: Int) -> UnsafeMutablePointer<UInt8> {
    positions + selection * Program.stripLength
  }

  func chosen(_ selection: Int) -> Lanes {
    Lanes(target(selection), count: counts[selection], of: length)
  }

  func set(_ selection: Int, count: Int) { counts[selection] = count }

  mutating func use(_ selection: Int) { lanes = chosen(selection) }
}
