/// Some rows of one strip, by position in the strip, ascending.
///
/// A kernel goes over the positions listed, or, where every row of the strip is chosen, counts
/// through the strip without reading the list; that is worth a third of the time of the cheap
/// kernels. A position needs 7 bits, `Program.stripLength` being 128.
package struct Lanes {
  package let positions: UnsafePointer<UInt8>
  package let count: Int
  /// Whether all rows of the strip are listed, so that position `i` of the list holds `i`.
  package let isDense: Bool

  @inline(__always)
  package init(_ positions: UnsafePointer<UInt8>, count: Int, of stripLength: Int) {
    self.positions = positions
    self.count = count
    isDense = count == stripLength
  }
}

/// What the column instructions of a region do, one function for each.
///
/// # How they are called
/// Every pointer to words is that of the strip: element 0 belongs to the strip's first row. Results
/// go to the positions of the lanes, other positions keep what they held. The target is none of the
/// operands. A function that can fail returns flags: zero says that no lane traps, anything else
/// that some lane traps or might, and then the results mean nothing.
///
/// # Why they are as they are
/// Each is a function of its own that is never inlined, because in the run loop their registers
/// would be spilled. Failures are gathered as bits instead of branches, since a branch a lane costs as
/// much as an addition.
package enum Kernel {
  package typealias Column = UnsafePointer<Int128>
  package typealias Target = UnsafeMutablePointer<Int128>
  package typealias Positions = UnsafeMutablePointer<UInt8>

  /// Runs `body` for every position.
  @inline(__always)
  static func forEach(_ lanes: Lanes, _ body: (Int) -> Void) {
    let count = lanes.count
    if lanes.isDense {
      var position = 0
      while position < count {
        body(position)
        position &+= 1
      }
    } else {
      let positions = lanes.positions
      var index = 0
      while index < count {
        body(Int(positions[index]))
        index &+= 1
      }
    }
  }
}
