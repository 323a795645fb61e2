// The instructions that change the state, alone and in pairs: what they replace goes to the undo log.
extension UnsafeMutablePointer<Core> {
  @inline(__always)
  func storeField(_ i: Instruction, _ m: UnsafeMutablePointer<Int128>) -> Stop? {
    guard let place = cell(i.b, row: Int(i.a), m) else { return m.rowFailure(Int(i.a)) }
    pointee.log.note(place, place.pointee)
    place.copy(from: m + Int(i.c), plus: pointee.nothing)
    return nil
  }

  /// Pays for the store once there is a sum to store.
  @inline(__always)
  func changeField(
    _ i: Instruction, _ m: UnsafeMutablePointer<Int128>, adding: Bool, _ gas: inout Int
  ) -> Stop? {
    guard let place = cell(i.b, row: Int(i.a), m) else { return m.rowFailure(Int(i.a)) }
    return change(place, m[Int(i.c)], adding: adding, pointee.storeFieldCost, &gas)
  }

  @inline(__always)
  func changeState(
    _ i: Instruction, _ m: UnsafeMutablePointer<Int128>, adding: Bool, _ gas: inout Int
  ) -> Stop? {
    change(m + Int(i.a), m[Int(i.b)], adding: adding, pointee.storeCost, &gas)
  }

  @inline(__always)
  private func change(
    _ place: UnsafeMutablePointer<Int128>, _ word: Int128, adding: Bool, _ storeCost: Int,
    _ gas: inout Int
  ) -> Stop? {
    let old = place.pointee
    let (value, overflow) =
      adding ? old.addingReportingOverflow(word) : old.subtractingReportingOverflow(word)
    if overflow { return .overflow }
    gas &-= storeCost
    if gas < 0 { return .outOfGas }
    pointee.log.note(place, old)
    place.pointee = value
    return nil
  }
}

extension UnsafePointer<Instruction> {
  /// The second instruction of a pair, fetched and charged; `nil` when the gas does not reach.
  @inline(__always)
  mutating func second(_ gas: inout Int) -> Instruction? {
    self += 1
    let instruction = pointee
    gas &-= Int(instruction.cost)
    return gas < 0 ? nil : instruction
  }
}
