// Two to four instructions in one step: see `Pairs.swift`. What the first has made, the next takes
// from a register of the processor; it is stored all the same, for those that come later.
extension UnsafeMutablePointer<Core> {
  typealias Place = UnsafePointer<Instruction>
  typealias Arena = UnsafeMutablePointer<Int128>

  @inline(__always)
  func load(_ i: Instruction, _ m: Arena) -> Stop? {
    guard let cell = cell(i, m) else { return m.rowFailure(Int(i.b)) }
    (m + Int(i.a)).copy(from: cell, plus: pointee.nothing)
    return nil
  }

  @inline(__always)
  private func load(_ i: Instruction, _ m: Arena, _ word: inout Int128) -> Stop? {
    guard let cell = cell(i, m) else { return m.rowFailure(Int(i.b)) }
    word = m.keep(cell.pointee, i, plus: pointee.nothing)
    return nil
  }

  /// `word` becomes the difference.
  @inline(__always)
  func loadSubtract(
    _ i: Instruction, _ m: Arena, _ pc: inout Place, _ gas: inout Int, _ word: inout Int128
  ) -> Stop? {
    if let stop = load(i, m, &word) { return stop }
    guard let j = pc.second(&gas) else { return .outOfGas }
    let made = m.subtract(j, word)
    word = made.word
    return made.overflow ? .overflow : nil
  }

  @inline(__always)
  func loadAbsolute(
    _ i: Instruction, _ m: Arena, _ pc: inout Place, _ gas: inout Int
  ) -> Stop? {
    var word: Int128 = 0
    if let stop = load(i, m, &word) { return stop }
    guard let j = pc.second(&gas) else { return .outOfGas }
    return m.absolute(j, word).overflow ? .overflow : nil
  }

  @inline(__always)
  func combine(_ i: Instruction, _ m: Arena) -> Stop? {
    let rows = m.low(pointee.firstRowCount &+ Int(i.c))
    if let stop = m.rowFailure(Int(i.b), below: rows) { return stop }
    // Below the number of cells of what the rows index, so it cannot overflow.
    m[Int(i.a)] = m[Int(i.a)] &* Int128(rows) &+ m[Int(i.b)]
    return nil
  }

  @inline(__always)
  func checkRangeLoad(
    _ i: Instruction, _ m: Arena, _ pc: inout Place, _ gas: inout Int
  ) -> Stop? {
    m.isInRange(i) ? thenLoad(m, &pc, &gas) : .range
  }

  /// The second of a pair, which is a `load`.
  @inline(__always)
  func thenLoad(_ m: Arena, _ pc: inout Place, _ gas: inout Int) -> Stop? {
    guard let j = pc.second(&gas) else { return .outOfGas }
    return load(j, m)
  }

  /// `word` becomes the product.
  @inline(__always)
  func absoluteMultiply(
    _ i: Instruction, _ m: Arena, _ pc: inout Place, _ gas: inout Int, _ word: inout Int128
  ) -> Stop? {
    let (size, overflow) = m.absolute(i, m[Int(i.b)])
    if overflow { return .overflow }
    guard let j = pc.second(&gas) else { return .outOfGas }
    let made = m.multiply(j, size)
    word = made.word
    return made.overflow ? .overflow : nil
  }

  @inline(__always)
  func multiplyAdd(
    _ i: Instruction, by factor: Int128, _ m: Arena, _ pc: inout Place, _ gas: inout Int
  ) -> Stop? {
    let (product, overflow) = m.multiply(i, factor)
    if overflow { return .overflow }
    guard let j = pc.second(&gas) else { return .outOfGas }
    return m.add(j, product).overflow ? .overflow : nil
  }

  @inline(__always)
  func multiplyAddToField(
    _ i: Instruction, by factor: Int128, _ m: Arena, _ pc: inout Place, _ gas: inout Int
  ) -> Stop? {
    if m.multiply(i, factor).overflow { return .overflow }
    guard let j = pc.second(&gas) else { return .outOfGas }
    return changeField(j, m, adding: true, &gas)
  }

  @inline(__always)
  func storeFieldAddToField(
    _ i: Instruction, _ m: Arena, _ pc: inout Place, _ gas: inout Int
  ) -> Stop? {
    if let stop = storeField(i, m) { return stop }
    guard let j = pc.second(&gas) else { return .outOfGas }
    return changeField(j, m, adding: true, &gas)
  }

  @inline(__always)
  func changeFieldAndState(
    _ i: Instruction, _ m: Arena, adding: Bool, _ pc: inout Place, _ gas: inout Int
  ) -> Stop? {
    if let stop = changeField(i, m, adding: adding, &gas) { return stop }
    guard let j = pc.second(&gas) else { return .outOfGas }
    return changeState(j, m, adding: adding, &gas)
  }

  @inline(__always)
  func checkRangeAddToFieldAndState(
    _ i: Instruction, _ m: Arena, _ pc: inout Place, _ gas: inout Int
  ) -> Stop? {
    guard m.isInRange(i) else { return .range }
    guard let j = pc.second(&gas) else { return .outOfGas }
    return changeFieldAndState(j, m, adding: true, &pc, &gas)
  }

  /// A comparison with a product: see `Product`.
  @inline(__always)
  func multiplyJump(
    _ i: Instruction, by factor: Int128, _ m: Arena, _ pc: inout Place, _ gas: inout Int
  ) -> Stop? {
    let next = pc[1]
    let isLeft = next.a == i.a
    let isStrict = next.opcode == .jumpIfLess
    let other = m[Int(isLeft ? next.b : next.a)]
    // With the product at the left it is the negation that is looked at.
    let reached = Product.reaches(other, plus: isLeft == isStrict ? 0 : 1, m[Int(i.b)], factor)
    if reached == nil, m.multiply(i, factor).overflow { return .overflow }
    pc += 1
    gas &-= Int(next.cost)
    if gas < 0 { return .outOfGas }
    let (left, right) = (Int(next.a), Int(next.b))
    let holds =
      reached.map { $0 != isLeft } ?? (isStrict ? m[left] < m[right] : m[left] <= m[right])
    if holds { pc += Int(next.c) }
    return nil
  }
}
