import Numerics

// What single instructions do to what is known of a row.
extension Tracer {
  /// Follows one instruction; how many to skip after it.
  mutating func step(_ i: Instruction) throws(Dead) -> Int {
    let (a, b, c) = (Int(i.a), Int(i.b), Int(i.c))
    switch i.opcode {
    case .charge, .mark, .near: return 0
    case .jump, .vector: return c
    case .jumpIfZero:
      return try compare(.equal, try value(a), constant(0)) ? c : 0
    case .jumpIfNotZero:
      return try compare(.equal, try value(a), constant(0)) ? 0 : c
    case .jumpIfLess: return try compare(.less, try value(a), try value(b)) ? c : 0
    case .jumpIfLessOrEqual:
      return try compare(.lessOrEqual, try value(a), try value(b)) ? c : 0
    case .jumpIfEqual: return try compare(.equal, try value(a), try value(b)) ? c : 0
    case .jumpIfNotEqual: return try compare(.notEqual, try value(a), try value(b)) ? c : 0
    case .fail: throw .stops
    case .copy: registers[a] = try traced(b)
    case .add, .subtract, .multiply, .multiplyWords, .divide, .divideWords, .minimum, .maximum,
      .less, .lessOrEqual, .equal, .notEqual, .negate, .not, .absolute, .sign, .compareProducts,
      .multiplyRounded, .divideRounded, .divideWordsRounded, .squareRoot, .squareRootInteger,
      .exponential, .logarithm, .power, .normalDistribution, .normalDensity, .multiplyDivide,
      .multiplyRemainder, .quotient, .remainder, .ratio:
      try compute(i)
    case .checkRow, .checkNumber: _ = try index(try traced(a), below: layout.rows[b])
    case .checkArgument:
      let argument = try traced(a)
      if case .value(let ref) = argument, word(ref) == -1 {
        _ = try fixed(ref)
      } else {
        _ = try index(argument, below: layout.rows[b])
      }
    case .checkRange:
      let word = try value(a)
      guard try compare(.lessOrEqual, try value(b), word),
        try compare(.lessOrEqual, word, try value(b + 1))
      else { throw .stops }
    case .combine:
      let rows = layout.rows[c]
      let (next, stride) = try index(try traced(b), below: rows)
      let (first, far) = try index(try traced(a), below: .max / max(1, rows))
      set(a, first: first * rows + next, stride: far * rows + stride)
    case .key:
      let key = layout.keys[c]
      let (first, stride) = try index(try traced(b), below: key.rows)
      try setKey(a, first: first, stride: stride, key)
    case .load: registers[a] = .value(try load(c, at: try traced(b)))
    default: return try listStep(i)
    }
    return 0
  }

  /// A number of a row; the same for every row where there is no stride.
  private mutating func set(_ register: Int, first: Int, stride: Int) {
    registers[register] =
      stride == 0 ? .value(constant(Int128(first))) : .line(first: first, stride: stride)
  }

  private mutating func setKey(
    _ register: Int, first: Int, stride: Int, _ key: Layout.Key
  ) throws(Dead) {
    guard stride > 0 else {
      return set(register, first: first / key.divisor % key.modulus, stride: 0)
    }
    let number = value(of: .line(first: first, stride: stride))
    let divided = try operation(.divideWords, 0, [number, constant(Int128(key.divisor))])
    let last = first + stride * (rowCount - 1)
    if last / key.divisor < key.modulus {
      registers[register] = .value(divided)
    } else {
      let toZero = Rounding.toZero.rawValue
      registers[register] = .value(
        try operation(.remainder, UInt16(toZero), [divided, constant(Int128(key.modulus))]))
    }
  }

  private mutating func compute(_ i: Instruction) throws(Dead) {
    let operands = i.opcode.row.operands
    var refs: [Ref] = []
    if case .block(let count) = operands.b {
      for place in 0..<count { refs.append(try value(Int(i.b) + place)) }
    } else {
      refs.append(try value(Int(i.b)))
      if operands.c == .read { refs.append(try value(Int(i.c))) }
    }
    let hasMode = operands.c == .rounding || operands.c == .comparison
    registers[Int(i.a)] = .value(try operation(i.opcode, hasMode ? i.c : 0, refs))
  }

  // MARK: - Lists, sums and local columns

  private mutating func listStep(_ i: Instruction) throws(Dead) -> Int {
    let (a, b, c) = (Int(i.a), Int(i.b), Int(i.c))
    switch i.opcode {
    case .rowsAll:
      guard layout.rows[b] <= Tracer.longestList else { throw .unsuitable }
      var rows: [Traced] = []
      for row in 0..<layout.rows[b] { rows.append(.value(constant(Int128(row)))) }
      lists[a] = rows
    case .rowsNone: lists[a] = []
    case .append:
      let row = try traced(b)
      lists[a, default: []].append(row)
    case .limit:
      let limit = try fixed(try value(b))
      lists[a] = Array(lists[a, default: []].prefix(Int(clamping: max(0, limit))))
    case .rowCount: registers[a] = .value(constant(Int128(lists[b, default: []].count)))
    case .firstRow:
      guard let first = lists[b]?.first else { throw .stops }
      registers[a] = first
    case .sort, .pick:
      guard lists[a, default: []].count <= 1 else { throw .unsuitable }
    case .appendKey: _ = try traced(b)
    case .beginRows:
      guard let first = lists[b]?.first else { return c }
      cursors[b] = 1
      registers[a] = first
    case .nextRow:
      let cursor = cursors[b, default: 0]
      guard let list = lists[b], cursor < list.count else { return 0 }
      cursors[b] = cursor + 1
      registers[a] = list[cursor]
      return -c - 1
    case .sumStart: sums[a] = .value(constant(0))
    case .sumAdd:
      guard case .value(let sum)? = sums[a] else { throw .unsuitable }
      sums[a] = .value(try operation(.add, 0, [sum, try value(b)]))
    case .sumEnd: registers[a] = sums[b]
    case .fill:
      let column = layout.columns[program.firstLocalColumn + a]
      guard !column.isTooLarge, column.cells <= Tracer.longestList else { throw .unsuitable }
      columns[a] = Array(repeating: try traced(b), count: column.cells)
    case .loadCell:
      guard let cells = columns[c] else { throw .unsuitable }
      let (first, stride) = try index(try traced(b), below: cells.count)
      guard stride == 0 else { throw .unsuitable }
      registers[a] = cells[first]
    case .storeCell:
      guard let cells = columns[b] else { throw .unsuitable }
      let (first, stride) = try index(try traced(a), below: cells.count)
      guard stride == 0 else { throw .unsuitable }
      let word = try traced(c)
      columns[b]?[first] = word
    case .swapColumns:
      let cells = columns[a]
      columns[a] = columns[b]
      columns[b] = cells
    default: throw .unsuitable
    }
    return 0
  }
}
