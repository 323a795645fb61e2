import Campaign
import Testing

/// The search is held against grids whose frontier is known, because it was drawn first.
@Suite("Sweep: frontier")
struct FrontierSearchTests {
  /// A grid of 17 x 17 that turns at a place of its own in each row.
  private struct Drawn {
    let turns: [Int]
    let isHigh: Bool
    static let size = 17

    /// - Parameter slope: how far the turn moves from row to row.
    init(_ first: Int, slope: Int, isHigh: Bool) {
      turns = (0..<Drawn.size).map { min(Drawn.size, max(0, first + slope * $0)) }
      self.isHigh = isHigh
    }

    /// So many cells of a row are safe, from its safe end.
    func state(_ cell: [Int]) -> FrontierSearch.State {
      let fromEnd = isHigh ? Drawn.size - 1 - cell[0] : cell[0]
      return fromEnd < turns[cell[1]] ? .holds : .fails
    }
  }

  @Test(
    "the frontier is the one that was drawn, with a fifth of the cells",
    arguments: [(0, 1), (17, -1), (8, 0), (3, 1), (12, -1), (1, 0), (16, 0)], [false, true])
  func frontier(_ shape: (first: Int, slope: Int), _ isHigh: Bool) {
    let drawn = Drawn(shape.first, slope: shape.slope, isHigh: isHigh)
    var search = FrontierSearch(sizes: [Drawn.size, Drawn.size])
    search.search { drawn.state($0) }
    for (row, turn) in drawn.turns.enumerated() {
      let wanted = turn == 0 ? nil : isHigh ? Drawn.size - turn : turn - 1
      #expect(search.frontier[[row]] == .some(wanted), "row \(row)")
    }
    #expect(search.breaks == [])
    #expect(search.states.count * 5 <= Drawn.size * Drawn.size, "\(search.states.count)")
    var all = FrontierSearch(sizes: [Drawn.size, Drawn.size])
    all.searchAll { drawn.state($0) }
    #expect(all.states.count == Drawn.size * Drawn.size)
    #expect(all.frontier == search.frontier)
    #expect(all.breaks == [])
    for cell in all.states.keys { #expect(search.state(of: cell)?.state == drawn.state(cell)) }
  }

  @Test("all safe, and all unsafe", arguments: [FrontierSearch.State.holds, .fails, .undecided])
  func one(_ state: FrontierSearch.State) {
    var search = FrontierSearch(sizes: [9, 4])
    search.search { _ in state }
    #expect(search.side == nil)
    for row in 0..<4 { #expect(search.frontier[[row]] == .some(state == .holds ? 8 : nil)) }
    #expect(search.breaks == [])
  }

  @Test("an island in the whole grid is reported")
  func island() {
    var search = FrontierSearch(sizes: [9, 3])
    search.searchAll { cell in cell[0] < 3 || cell == [6, 1] ? .holds : .fails }
    #expect(search.breaks.count > 0)
    #expect(search.breaks.allSatisfy { $0[1] == 1 })
  }

  @Test("one axis, and three", arguments: [[33], [5, 3, 4]])
  func axes(_ sizes: [Int]) {
    var search = FrontierSearch(sizes: sizes)
    search.search { cell in cell.reduce(0, +) < 6 ? .holds : .fails }
    for row in search.rows {
      let turn = min(sizes[0] - 1, 5 - row.reduce(0, +))
      #expect(search.frontier[row] == .some(turn < 0 ? nil : turn))
    }
  }
}
