/// One workload, and the twin it is compared with.
struct Row {
  let name: String
  /// How many operations one call of the work does.
  let operations: Int
  var clock = Clock.thread
  /// Does the work once. What it returns depends on every operation, so that none can be left out.
  let work: () -> Int128
  let twin: Twin?
  /// Looks closer than at what the work returns, and says what it found; a row that differs from
  /// its twin is not timed.
  var difference: () -> String? = { nil }

  /// The same job done another way.
  struct Twin {
    let name: String
    /// Whether it must return what the work returns.
    let isExact: Bool
    let work: () -> Int128
  }

  enum Clock {
    /// What this thread used: other programs do not count.
    case thread
    /// What all threads of this process used: other programs do not count.
    case process
    /// What passed meanwhile, for work of several threads.
    case wall
    /// What the processes used that were started and have ended: not what they waited for.
    case children
  }
}

extension Row {
  /// A row that does one thing to each pair of operands. The digest is the sum of the results.
  ///
  /// Inlined so that the operation is a part of its loop and not a call through a closure.
  @inline(__always)
  init(
    _ name: String, _ operands: [Operands], _ operation: @escaping (Operands) -> Int128,
    twin twinName: String, isExact: Bool = true, _ twinOperation: @escaping (Operands) -> Int128
  ) {
    self.init(
      name: name, operations: operands.count, work: { sum(operands, operation) },
      twin: Twin(name: twinName, isExact: isExact, work: { sum(operands, twinOperation) }))
  }
}

/// The raw words an operation works on.
struct Operands {
  var a: Int128
  var b: Int128 = 0
  var c: Int128 = 0
}

/// The wrapping sum of the results.
@inline(__always)
func sum(_ operands: [Operands], _ operation: (Operands) -> Int128) -> Int128 {
  var digest: Int128 = 0
  for operand in operands { digest &+= operation(operand) }
  return digest
}
