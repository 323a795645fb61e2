// What the run loop needs at the edges of a step.
extension Core {
  /// Out of line, so that no step of the loop has it at hand.
  @inline(never)
  static func unproved() -> Stop { .failure(.unproved) }
}

extension UnsafeMutablePointer<Core> {
  @inline(__always)
  func end(
    at pc: UnsafePointer<Instruction>, _ gas: Int, _ stop: Stop? = nil
  ) -> (stop: Stop?, place: Int, gas: Int) {
    pointee.gas = gas
    return (stop, pc - pointee.code, gas)
  }
}

extension Opcode {
  /// Whether the gas it takes depends on rows or lanes, so that only the instruction itself knows
  /// when it has run out.
  @inline(__always)
  var chargesItself: Bool {
    switch self {
    case .beginRows, .nextRow, .beginTimes, .nextTime, .sort, .pick, .fill, .median, .trial: true
    default: rawValue >= Opcode.columnCharge.rawValue
    }
  }
}
