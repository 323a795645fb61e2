import Numerics

/// Room for what the steps of a variant come to, for a few rows at a time: words, and intervals.
struct LaneMemory {
  /// Rows that go through a variant together: a bit each says which of them leave it.
  static let lanes = 32

  private(set) var words: UnsafeMutablePointer<Int128>
  private(set) var intervals: UnsafeMutablePointer<WordInterval>
  private var steps = 0

  init() {
    words = .allocate(capacity: 0)
    intervals = .allocate(capacity: 0)
  }

  func deallocate() {
    words.deallocate()
    intervals.deallocate()
  }

  mutating func reserve(_ needed: Int) {
    guard needed > steps else { return }
    deallocate()
    steps = needed
    let size = needed * LaneMemory.lanes
    words = .allocate(capacity: size)
    words.initialize(repeating: 0, count: size)
    intervals = .allocate(capacity: size)
    intervals.initialize(repeating: WordInterval(0), count: size)
  }
}

/// Where the words of an operand lie: one for each lane, or one for all.
struct LaneSource<Word> {
  private let base: UnsafePointer<Word>
  private let stride: Int

  init(_ ref: Ref, _ common: UnsafePointer<Word>, _ memory: UnsafeMutablePointer<Word>) {
    base =
      ref.isCommon
      ? common + ref.number : UnsafePointer(memory) + ref.number * LaneMemory.lanes
    stride = ref.isCommon ? 0 : 1
  }

  @inline(__always)
  subscript(lane: Int) -> Word { base[lane &* stride] }
}

/// A step of a variant as it is done for lanes of rows: plain words, so that reading it counts nothing.
struct LaneStep: Hashable {
  let opcode: Opcode
  let mode: UInt16
  let expected: Bool
  /// Which step of the variant it is.
  let number: Int
  let first: Int
  let stride: Int
  /// What it works with. Where there are fewer, the last one fills up.
  let a: Ref
  let b: Ref
  let c: Ref
  let d: Ref

  init(_ step: Variant.Step, number: Int) {
    opcode = step.opcode
    mode = step.mode
    expected = step.expected
    self.number = number
    first = step.first
    stride = step.stride
    func operand(_ place: Int) -> Ref {
      step.operands.isEmpty ? .own(number) : step.operands[min(place, step.operands.count - 1)]
    }
    (a, b, c, d) = (operand(0), operand(1), operand(2), operand(3))
  }
}

extension Variant {
  typealias Rows = UnsafePointer<UInt32>

  static func all(_ count: Int) -> UInt32 {
    count < LaneMemory.lanes ? 1 << UInt32(count) &- 1 : .max
  }
}
