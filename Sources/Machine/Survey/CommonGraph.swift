import Numerics

/// A value that a look at a row computes: the same for every row, or the row's own.
struct Ref: Hashable {
  private let raw: Int32

  static func common(_ number: Int) -> Ref { Ref(raw: -1 - Int32(truncatingIfNeeded: number)) }
  static func own(_ number: Int) -> Ref { Ref(raw: Int32(truncatingIfNeeded: number)) }

  var isCommon: Bool { raw < 0 }
  var number: Int { Int(raw < 0 ? -1 - raw : raw) }
}

/// What looks at rows compute that is the same for every row: computed once a survey, in the order
/// it was found, each value once.
struct CommonGraph {
  struct Node: Hashable {
    /// `copy` is a constant, `load` a word of the arena; anything else is computed from operands.
    var opcode: Opcode
    var mode: UInt16 = 0
    /// The constant, or the place in the arena.
    var word: Int128 = 0
    var operands: [Int] = []
  }

  private var nodes: [Node] = []
  private var numbers: [Node: Int] = [:]
  private(set) var values: [Int128] = []
  /// Whether the node could be computed when it was last tried.
  private(set) var isSound: [Bool] = []
  /// Whether the node is made of constants and parameters alone, which no market moves.
  private(set) var isSteady: [Bool] = []
  /// Whether it may be another than at the last update.
  private var hasMoved: [Bool] = []
  private let parameterCount: Int

  init(parameterCount: Int) { self.parameterCount = parameterCount }

  var count: Int { nodes.count }

  mutating func constant(_ word: Int128) -> Int {
    number(of: Node(opcode: .copy, word: word), steady: true) { _ in word }
  }

  /// The word at a place of the arena.
  mutating func leaf(_ place: Int, _ arena: UnsafeMutablePointer<Int128>) -> Int {
    number(of: Node(opcode: .load, word: Int128(place)), steady: place < parameterCount) { _ in
      arena[place]
    }
  }

  mutating func operation(_ opcode: Opcode, _ mode: UInt16, _ operands: [Int]) -> Int {
    let node = Node(opcode: opcode, mode: mode, operands: operands)
    return number(of: node, steady: operands.allSatisfy { isSteady[$0] }) { $0.computed(node) }
  }

  func isConstant(_ number: Int) -> Bool { nodes[number].opcode == .copy }

  private mutating func number(
    of node: Node, steady: Bool, _ value: (CommonGraph) -> Int128?
  ) -> Int {
    if let known = numbers[node] { return known }
    let word = value(self)
    numbers[node] = nodes.count
    nodes.append(node)
    values.append(word ?? 0)
    isSound.append(word != nil)
    isSteady.append(steady)
    hasMoved.append(false)
    return nodes.count - 1
  }

  private func computed(_ node: Node) -> Int128? {
    guard node.operands.allSatisfy({ isSound[$0] }) else { return nil }
    return withUnsafeTemporaryAllocation(of: Int128.self, capacity: 4) { block in
      for (place, operand) in node.operands.enumerated() { block[place] = values[operand] }
      guard let base = block.baseAddress else { return nil }
      return node.opcode.word(node.mode, UnsafePointer(base))
    }
  }

  /// Brings everything up to date with the state as it is.
  mutating func update(_ arena: UnsafeMutablePointer<Int128>) {
    for index in nodes.indices {
      switch nodes[index].opcode {
      case .copy: continue
      case .load:
        let word = arena[Int(truncatingIfNeeded: nodes[index].word)]
        hasMoved[index] = values[index] != word
        values[index] = word
      default:
        // Roots and quotients of what has not moved are what they were.
        hasMoved[index] = nodes[index].operands.contains { hasMoved[$0] }
        guard hasMoved[index] else { continue }
        let word = computed(nodes[index])
        values[index] = word ?? 0
        isSound[index] = word != nil
      }
    }
  }
}

extension Opcode {
  /// What the opcode makes of its operands, in order; nothing where it stops instead.
  package func word(_ mode: UInt16, _ x: UnsafePointer<Int128>) -> Int128? {
    func checked(_ made: (partialValue: Int128, overflow: Bool)) -> Int128? {
      made.overflow ? nil : made.partialValue
    }
    switch self {
    case .add: return checked(x[0].addingReportingOverflow(x[1]))
    case .subtract: return checked(x[0].subtractingReportingOverflow(x[1]))
    case .multiply: return checked(Fixed.multiplyReportingOverflow(x[0], x[1]))
    case .multiplyWords: return checked(x[0].multipliedReportingOverflow(by: x[1]))
    case .divide: return checked(Fixed.divideReportingOverflow(x[0], x[1]))
    case .divideWords: return checked(x[0].dividedReportingOverflow(by: x[1]))
    case .negate: return checked((0 as Int128).subtractingReportingOverflow(x[0]))
    case .absolute: return x[0] == .min ? nil : Int128(x[0].magnitude)
    case .not: return x[0] == 0 ? 1 : 0
    case .sign: return x[0].signum()
    case .minimum: return min(x[0], x[1])
    case .maximum: return max(x[0], x[1])
    case .less: return x[0] < x[1] ? 1 : 0
    case .lessOrEqual: return x[0] <= x[1] ? 1 : 0
    case .equal: return x[0] == x[1] ? 1 : 0
    case .notEqual: return x[0] == x[1] ? 0 : 1
    case .compareProducts: return ProductComparison(rawValue: mode)?.holds(x) == true ? 1 : 0
    case .multiplyRounded, .divideRounded, .divideWordsRounded, .squareRoot, .squareRootInteger,
      .exponential, .logarithm, .power, .normalDistribution, .normalDensity, .multiplyDivide,
      .multiplyRemainder, .quotient, .remainder, .ratio:
      return try? apply(x, mode)
    default: return nil
    }
  }
}
