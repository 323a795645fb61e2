/// Follows the code that looks at a row, for one row, and writes down what it does as a `Variant`.
///
/// It goes where the machine would go, and whatever the way depends on becomes a condition. Of loops
/// over short lists every round is written down; column code is left out, for what stands behind it
/// does the same row by row.
struct Tracer {
  let program: Program
  let layout: Layout
  let arena: UnsafeMutablePointer<Int128>
  /// The row that is followed, and how many there are.
  let row: Int
  let rowCount: Int
  var common: CommonGraph
  var registers: [Int: Traced] = [:]
  var steps: [Variant.Step] = []
  private var numbers: [Variant.Step: Int] = [:]
  /// What each step came to for this row.
  private var words: [Int128] = []
  var conditions: Set<Variant.Condition> = []
  private var order: [Variant.Condition] = []
  var touched: Set<Int> = []
  var lists: [Int: [Traced]] = [:]
  var cursors: [Int: Int] = [:]
  var sums: [Int: Traced] = [:]
  var columns: [Int: [Traced]] = [:]

  /// Steps of the machine, and of the row, that are followed at most.
  private static let longest = 20_000
  private static let mostSteps = 600
  /// Rows of an inner loop, and cells of a local column, that are written out.
  static let longestList = 64

  /// Why there is nothing to write down.
  enum Dead: Error {
    /// The look at this row stops.
    case stops
    /// It does what no row may do here, or too much.
    case unsuitable
  }

  /// What a register holds.
  enum Traced: Hashable {
    case value(Ref)
    /// A number that is the row's times something and something: `stride * row + first`.
    case line(first: Int, stride: Int)
  }

  init(
    _ program: Program, _ layout: Layout, _ arena: UnsafeMutablePointer<Int128>, row: Int,
    of rowCount: Int, _ common: CommonGraph
  ) {
    self.program = program
    self.layout = layout
    self.arena = arena
    self.row = row
    self.rowCount = rowCount
    self.common = common
  }

  /// Follows an entry to its end.
  mutating func follow(from start: Int, result: Int) throws(Dead) -> Variant {
    var place = start
    var returns: [Int] = []
    for _ in 0..<Tracer.longest {
      guard program.code.indices.contains(place), steps.count < Tracer.mostSteps else {
        throw .unsuitable
      }
      let i = program.code[place]
      switch i.opcode {
      case .halt:
        let ref = try value(result)
        return Variant(
          steps: steps, result: ref, conditions: order, touched: touched, common)
      case .call:
        returns.append(place + 1)
        place = program.functions[Int(i.a)]
        continue
      case .return:
        guard let next = returns.popLast() else { throw .unsuitable }
        place = next
        continue
      default:
        let skips = try step(i)
        place += 1 + skips
      }
    }
    throw .unsuitable
  }

  // MARK: - Values

  /// What a word holds.
  mutating func traced(_ word: Int) throws(Dead) -> Traced {
    if let known = registers[word] { return known }
    guard word < program.firstRegister else { throw .unsuitable }
    if word >= program.firstRowCount { return .value(constant(arena[word])) }
    return .value(.common(touch(common.leaf(word, arena))))
  }

  /// The same as a value that can be computed with.
  mutating func value(_ word: Int) throws(Dead) -> Ref {
    value(of: try traced(word))
  }

  mutating func value(of traced: Traced) -> Ref {
    switch traced {
    case .value(let ref): ref
    case .line(let first, let stride):
      add(Variant.Step(opcode: .copy, first: first, stride: stride), Int128(first + stride * row))
    }
  }

  mutating func constant(_ word: Int128) -> Ref { .common(touch(common.constant(word))) }

  mutating func touch(_ node: Int) -> Int {
    touched.insert(node)
    return node
  }

  /// What it is for this row.
  func word(_ ref: Ref) -> Int128 {
    ref.isCommon ? common.values[ref.number] : words[ref.number]
  }

  private mutating func add(_ step: Variant.Step, _ word: Int128) -> Ref {
    if let known = numbers[step] { return .own(known) }
    numbers[step] = steps.count
    steps.append(step)
    words.append(word)
    return .own(steps.count - 1)
  }

  mutating func operation(
    _ opcode: Opcode, _ mode: UInt16 = 0, _ operands: [Ref]
  ) throws(Dead) -> Ref {
    if operands.allSatisfy(\.isCommon) {
      let node = common.operation(opcode, mode, operands.map(\.number))
      guard common.isSound[node] else { throw .stops }
      if operands.allSatisfy({ common.isConstant($0.number) }) {
        return constant(common.values[node])
      }
      return .common(touch(node))
    }
    let block = operands.map { word($0) } + [0, 0, 0, 0]
    guard
      let word = block.withUnsafeBufferPointer({ words in
        words.baseAddress.flatMap { opcode.word(mode, $0) }
      })
    else { throw .stops }
    return add(Variant.Step(opcode: opcode, mode: mode, operands: operands), word)
  }

  // MARK: - Conditions

  /// Whether the truth holds, which from here on it must.
  mutating func decide(_ truth: Ref) -> Bool {
    let holds = word(truth) != 0
    if truth.isCommon {
      require(truth.number, word(truth))
    } else {
      _ = add(Variant.Step(opcode: .jump, expected: holds, operands: [truth]), 0)
    }
    return holds
  }

  private mutating func require(_ node: Int, _ word: Int128) {
    let condition = Variant.Condition(node: node, word: word)
    guard !common.isConstant(node), conditions.insert(condition).inserted else { return }
    order.append(condition)
  }

  mutating func compare(
    _ opcode: Opcode, _ a: Ref, _ b: Ref
  ) throws(Dead) -> Bool {
    decide(try operation(opcode, 0, [a, b]))
  }

  /// The word itself, which from here on it must be.
  mutating func fixed(_ ref: Ref) throws(Dead) -> Int128 {
    let word = word(ref)
    if ref.isCommon {
      require(ref.number, word)
    } else {
      _ = try compare(.equal, ref, constant(word))
    }
    return word
  }

  // MARK: - Rows

  /// A number of a row of so many, as a line; of a stride of nothing where it is the same for all.
  mutating func index(
    _ traced: Traced, below count: Int
  ) throws(Dead) -> (first: Int, stride: Int) {
    switch traced {
    case .line(let first, let stride):
      guard first >= 0, stride > 0, first + stride * (rowCount - 1) < count else {
        throw .unsuitable
      }
      return (first, stride)
    case .value(let ref):
      let word = try fixed(ref)
      guard word >= 0, word < Int128(count) else { throw .stops }
      return (Int(word), 0)
    }
  }

  mutating func load(_ column: Int, at index: Traced) throws(Dead) -> Ref {
    let place = layout.columns[column]
    let (first, stride) = try self.index(index, below: place.cells)
    let offset = place.offset + first
    guard stride > 0 else { return .common(touch(common.leaf(offset, arena))) }
    return add(
      Variant.Step(opcode: .load, first: offset, stride: stride), arena[offset + stride * row])
  }
}
