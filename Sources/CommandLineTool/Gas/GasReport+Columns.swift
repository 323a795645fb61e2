extension GasReport {
  /// How the lines of a report stand below each other: place, gas, its share where sizes are known,
  /// and as much of the source as fits beside them.
  struct Columns {
    private let ownPath: String
    private let placeWidth: Int
    private let gasWidth: Int
    private let hasShares: Bool

    /// A line is cut here, unless its formula alone is longer.
    private static let width = 100
    /// A formula longer than this pushes its source aside instead of widening all lines.
    private static let widestGas = 40
    private static let leastSource = 24

    init(_ lines: [GasLines.Line], ownPath: String) {
      self.ownPath = ownPath
      hasShares = lines.contains { $0.share != nil }
      placeWidth = lines.map { Columns.place(of: $0, ownPath).count }.reduce(4, max)
      gasWidth = min(Columns.widestGas, lines.map(\.gas.count).reduce(3, max))
    }

    var header: String {
      row("line", "gas", hasShares ? "share" : nil, "source")
    }

    func text(of line: GasLines.Line) -> String {
      row(Columns.place(of: line, ownPath), line.gas, line.share, line.source)
    }

    private func row(_ place: String, _ gas: String, _ share: String?, _ source: String) -> String {
      var text = "    " + place.padded(to: placeWidth) + "  "
      if let share {
        text += gas.leftPadded(to: gasWidth) + "  " + share.leftPadded(to: 5)
      } else {
        text += gas.padded(to: gasWidth)
      }
      return text + "  " + source.cut(to: max(Columns.leastSource, Columns.width - text.count - 2))
        + "\n"
    }

    /// A line of the contract's own file by its number, others with their file.
    private static func place(of line: GasLines.Line, _ ownPath: String) -> String {
      line.path == ownPath ? "\(line.number)" : "\(line.path):\(line.number)"
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  fileprivate func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }

  /// The beginning, when it is longer.
  fileprivate func cut(to width: Int) -> String {
    count <= width ? self : prefix(width - 3) + "..."
  }
}
