/// The loops, lists and sums of one run; a trial inside it has its own.
struct Scratch {
  let lists: UnsafeMutablePointer<RowList>
  let sums: UnsafeMutablePointer<WideSum>
  let values: UnsafeMutablePointer<Words>
  /// Runs left, by counting loop.
  let times: UnsafeMutablePointer<Int>
  /// Where to go on after the functions now running.
  let returns: UnsafeMutablePointer<UnsafePointer<Instruction>?>
  var strip: Strip

  init(_ program: Program) {
    lists = .allocate(capacity: max(1, program.listCount))
    for number in 0..<program.listCount { (lists + number).initialize(to: RowList()) }
    sums = .allocate(capacity: max(1, program.sumCount))
    sums.initialize(repeating: WideSum(), count: max(1, program.sumCount))
    values = .allocate(capacity: max(1, program.valuesCount))
    for number in 0..<program.valuesCount { (values + number).initialize(to: Words()) }
    times = .allocate(capacity: max(1, program.timesCount))
    times.initialize(repeating: 0, count: max(1, program.timesCount))
    returns = .allocate(capacity: program.functions.count + 1)
    returns.initialize(repeating: nil, count: program.functions.count + 1)
    strip = Strip(selectionCount: program.selectionCount)
  }

  func deallocate(_ program: Program) {
    for number in 0..<program.listCount { lists[number].deallocate() }
    lists.deallocate()
    sums.deallocate()
    for number in 0..<program.valuesCount { values[number].deallocate() }
    values.deallocate()
    times.deallocate()
    returns.deallocate()
    strip.deallocate()
  }
}
