import Semantics

/// The local values of one running body.
struct Activation {
  /// By `LocalID`.
  var locals: [Int128]
  /// By `ColumnID`; empty until filled.
  var columns: [[Int128]]
  /// What the locals are, for printing.
  let frame: Frame

  /// `arguments` stand in the first slots; the others start at zero.
  init(_ frame: Frame, _ arguments: [Int128] = []) {
    self.frame = frame
    locals = [Int128](repeating: 0, count: frame.locals.count)
    columns = [[Int128]](repeating: [], count: frame.columns.count)
    for (slot, word) in arguments.prefix(locals.count).enumerated() { locals[slot] = word }
  }
}
