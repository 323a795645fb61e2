import Diagnostics

/// Last pass: no function may call itself, however far around, and chains of calls stay short.
extension ContractChecker {
  /// The longest chain of calls a program may have; an interpreter's stack is sized by it.
  package static let callDepthLimit = 64

  /// Removes functions whose callees are all done, again and again; what is left calls in circles.
  mutating func checkCallGraph() {
    var callers = [[FunctionID]](repeating: [], count: functions.count)
    var waiting = functions.map { Set($0.calls.map(\.callee)).count }
    for (caller, function) in functions.enumerated() {
      for callee in Set(function.calls.map(\.callee)).sorted() { callers[callee].append(caller) }
    }
    var depth = [Int](repeating: 1, count: functions.count)
    var ready = functions.indices.filter { waiting[$0] == 0 }
    var next = 0
    while next < ready.count {
      let callee = ready[next]
      next += 1
      for caller in callers[callee] {
        depth[caller] = max(depth[caller], depth[callee] + 1)
        waiting[caller] -= 1
        if waiting[caller] == 0 { ready.append(caller) }
      }
    }
    for function in functions.indices where waiting[function] == 0 {
      // Only the first function past the limit: its callers would all say the same.
      if depth[function] == ContractChecker.callDepthLimit + 1 {
        report(
          .callTooDeep(
            functions[function].declaration.name, limit: ContractChecker.callDepthLimit))
      }
    }
    reportCycle(among: waiting)
  }

  /// Walks one circle and reports it at the call that closes it.
  private mutating func reportCycle(among waiting: [Int]) {
    var reported: Set<FunctionID> = []
    for start in functions.indices where waiting[start] > 0 && !reported.contains(start) {
      var path: [FunctionID] = []
      var place: [FunctionID: Int] = [:]
      var current = start
      while place[current] == nil, !reported.contains(current) {
        place[current] = path.count
        path.append(current)
        guard let call = functions[current].calls.first(where: { waiting[$0.callee] > 0 }) else {
          break
        }
        current = call.callee
      }
      reported.formUnion(path)
      guard let first = place[current], let last = path.last,
        let closing = functions[last].calls.first(where: { $0.callee == current })
      else { continue }
      let names = path[first...].map { functions[$0].declaration.name.text }
      report(.recursion(closing.span, through: names))
    }
  }
}
