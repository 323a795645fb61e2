import Numerics

// The operations that stand alone and in pairs. Each stores what it makes and gives it back.
extension UnsafeMutablePointer<Int128> {
  typealias Made = (word: Int128, overflow: Bool)

  @inline(__always)
  func subtract(_ i: Instruction, _ subtrahend: Int128) -> Made {
    keep(self[Int(i.b)].subtractingReportingOverflow(subtrahend), i)
  }

  @inline(__always)
  func add(_ i: Instruction, _ summand: Int128) -> Made {
    keep(self[Int(i.b)].addingReportingOverflow(summand), i)
  }

  @inline(__always)
  func multiply(_ i: Instruction, _ factor: Int128) -> Made {
    keep(Fixed.multiplyReportingOverflow(self[Int(i.b)], factor), i)
  }

  @inline(__always)
  func negate(_ i: Instruction) -> Made {
    keep((0 as Int128).subtractingReportingOverflow(self[Int(i.b)]), i)
  }

  @inline(__always)
  func absolute(_ i: Instruction, _ word: Int128) -> Made {
    let sign = word >> 127
    let value = (word ^ sign) &- sign
    return keep((value, value < 0), i)
  }

  /// What overflows reverts, and nobody looks at the register any more.
  @inline(__always)
  private func keep(_ made: (partialValue: Int128, overflow: Bool), _ i: Instruction) -> Made {
    self[Int(i.a)] = made.partialValue
    return (made.partialValue, made.overflow)
  }

  /// A word from elsewhere, moved as `copy` does.
  @inline(__always)
  func keep(_ word: Int128, _ i: Instruction, plus nothing: Int) -> Int128 {
    let word = word &+ Int128(nothing)
    self[Int(i.a)] = word
    return word
  }

  @inline(__always)
  func isInRange(_ i: Instruction) -> Bool {
    let word = self[Int(i.a)]
    return self[Int(i.b)] <= word && word <= self[Int(i.b) &+ 1]
  }
}

extension UnsafeMutablePointer<Core> {
  /// The cell that `load` names; none where the row is none.
  @inline(__always)
  func cell(_ i: Instruction, _ m: UnsafeMutablePointer<Int128>) -> UnsafeMutablePointer<Int128>? {
    cell(i.c, row: Int(i.b), m)
  }

  @inline(__always)
  func cell(
    _ column: UInt16, row: Int, _ m: UnsafeMutablePointer<Int128>
  ) -> UnsafeMutablePointer<Int128>? {
    let place = pointee.columns + Int(column)
    guard m.isIndex(row, below: place.pointee.cells) else { return nil }
    return place.pointee.base + m.low(row)
  }
}
