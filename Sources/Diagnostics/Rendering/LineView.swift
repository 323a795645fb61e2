/// One line of a source as it is printed, and where its bytes have gone: tabs are wider than a
/// byte, letters may be narrower, and a line too long for the page shows only the stretch around
/// what matters, with `...` where it was cut.
struct LineView {
  private static let cut = "..."

  let text: String
  /// The column behind the last cell, and the byte.
  private let width: Int
  private let end: Int
  private let cells: ArraySlice<Cell>

  private struct Cell {
    let offset: Int
    let glyph: Glyph
    /// The columns of the page it begins and ends at.
    var column = 0
    var end: Int { column &+ glyph.width }
  }

  /// The line (numbered from 1) in at most `limit` columns, with the byte at `focus` in view.
  /// O(limit) whatever the length of the line.
  init(_ file: SourceFile, line: Int, focus: Int, limit: Int) {
    let range = file.range(ofLine: line)
    let limit = max(20, limit)
    let near = LineView.reach(of: range, focus: focus, limit: limit, in: file)
    var all: [Cell] = []
    var offset = near.lowerBound
    while offset < near.upperBound {
      let unit = UTF8Unit.decode(file.bytes, at: offset)
      all.append(Cell(offset: offset, glyph: Glyph(unit, byte: file.bytes[offset])))
      offset &+= unit.length
    }
    let window = LineView.window(all, isWhole: near == range, focus: focus, limit: limit)
    let cutBefore = window.lowerBound > 0 || near.lowerBound > range.lowerBound
    let cutAfter = window.upperBound < all.count || near.upperBound < range.upperBound

    var text = cutBefore ? LineView.cut : ""
    var column = text.utf8.count
    for index in window {
      all[index].column = column
      column = all[index].end
      text += all[index].glyph.text
    }
    self.text = cutAfter ? text + LineView.cut : text
    width = column
    cells = all[window]
    end = window.upperBound < all.count ? all[window.upperBound].offset : near.upperBound
  }

  /// The columns under which to mark these bytes: never none, so that an empty range shows. Bytes
  /// cut away are marked at the nearer end of what is left; a scalar is marked whole.
  func columns(of bytes: Range<Int>) -> Range<Int> {
    let begin = cells.last { $0.offset <= bytes.lowerBound } ?? cells.first
    let from = bytes.lowerBound < end ? begin?.column ?? width : width
    guard !bytes.isEmpty else { return from..<(from &+ 1) }
    let last = cells.last { $0.offset < bytes.upperBound }
    return from..<max(from &+ 1, last?.end ?? 0)
  }

  /// The bytes of the line worth looking at: all of them, unless it is much too long.
  private static func reach(
    of range: Range<Int>, focus: Int, limit: Int, in file: SourceFile
  ) -> Range<Int> {
    guard range.count > 8 &* limit else { return range }
    var lower = max(range.lowerBound, min(focus, range.upperBound) &- 4 &* limit)
    // Not in the middle of a scalar.
    for _ in 0..<3 where lower > range.lowerBound && file.bytes[lower] & 0xC0 == 0x80 {
      lower &-= 1
    }
    var upper = min(range.upperBound, lower &+ 8 &* limit)
    for _ in 0..<3 where upper < range.upperBound && file.bytes[upper] & 0xC0 == 0x80 {
      upper &-= 1
    }
    return lower..<upper
  }

  /// The cells to print: all if they fit, else a third of the page before the focus and the rest
  /// behind it, or as much as there is.
  private static func window(
    _ cells: [Cell], isWhole: Bool, focus: Int, limit: Int
  ) -> Range<Int> {
    let total = cells.reduce(0) { $0 &+ $1.glyph.width }
    if isWhole, total <= limit { return cells.indices }
    let room = limit &- 2 &* cut.utf8.count
    let centre = cells.firstIndex { $0.offset >= focus } ?? cells.count
    var used = 0
    var lower = centre
    func widen(to most: Int) {
      while lower > 0, used &+ cells[lower &- 1].glyph.width <= most {
        lower &-= 1
        used &+= cells[lower].glyph.width
      }
    }
    widen(to: room / 3)
    var upper = centre
    while upper < cells.count, used &+ cells[upper].glyph.width <= room {
      used &+= cells[upper].glyph.width
      upper &+= 1
    }
    widen(to: room)
    return lower..<upper
  }
}
