import Diagnostics
import Semantics

/// What a run has seen, so that a test can demand that it saw everything.
struct Tally {
  var programs = 0
  var refused = 0
  var calls = 0
  var sweptCalls = 0
  var gas = 0
  var instructions = 0
  /// Ends of calls: `committed` and the names of reasons.
  private(set) var ends: [String: Int] = [:]
  /// What became of invariants.
  private(set) var truths: [String: Int] = [:]
  /// Programs in which a construct was evaluated.
  private(set) var constructs: [String: Int] = [:]
  /// Programs in which an opcode stands.
  private(set) var opcodes: [String: Int] = [:]

  mutating func count(_ verdict: Verdict) {
    calls += 1
    gas += verdict.gas
    ends[verdict.reason?.name ?? "committed", default: 0] += 1
  }

  mutating func count(_ truth: Truth) {
    switch truth {
    case .holds: truths["holds", default: 0] += 1
    case .fails: truths["fails", default: 0] += 1
    case .traps: truths["traps", default: 0] += 1
    }
  }

  /// What a run of many programs must have seen, and this one has not.
  func missing(constructs wanted: [String], ends: [String]) -> [String] {
    wanted.filter { constructs[$0] == nil } + ends.filter { self.ends[$0] == nil }
  }

  mutating func count(opcode: String) { opcodes[opcode, default: 0] += 1 }

  /// Constructs at places that paid. One that is free is counted where what holds it paid.
  mutating func count(constructsOf contract: CheckedContract, paid: Set<Span>) {
    var seen: Set<String> = []
    for body in contract.bodies {
      body.walkExpressions { expression in
        if expression.isSeen(paid) { seen.insert(expression.construct) }
      }
      body.statements.walk { statement in
        if statement.isSeen(paid) { seen.formUnion(statement.constructs) }
      }
    }
    for construct in seen { constructs[construct, default: 0] += 1 }
  }

  static func + (left: Tally, right: Tally) -> Tally {
    var sum = left
    sum.programs += right.programs
    sum.refused += right.refused
    sum.calls += right.calls
    sum.sweptCalls += right.sweptCalls
    sum.gas += right.gas
    sum.instructions += right.instructions
    sum.ends.merge(right.ends, uniquingKeysWith: +)
    sum.truths.merge(right.truths, uniquingKeysWith: +)
    sum.constructs.merge(right.constructs, uniquingKeysWith: +)
    sum.opcodes.merge(right.opcodes, uniquingKeysWith: +)
    return sum
  }
}

extension Tally: CustomStringConvertible {
  var description: String {
    func list(_ counts: [String: Int]) -> String {
      counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
    return """
      \(programs) programs (\(refused) refused), \(calls) calls, \(sweptCalls) swept, \(gas) gas, \
      \(instructions) instructions
      ends: \(list(ends))
      invariants: \(list(truths))
      constructs: \(list(constructs))
      opcodes: \(list(opcodes))
      """
  }
}

extension CheckedExpression {
  /// What it is counted under.
  var construct: String {
    switch kind {
    case .constant: "constant"
    case .local: "local"
    case .state: "state"
    case .parameter: "parameter"
    case .field: "field"
    case .key: "key"
    case .identity: "identity"
    case .rowNumbered: "row numbered"
    case .rowKeyed(_, let keys): "row keyed by \(keys.count)"
    case .rowCount: "row count"
    case .now: "now"
    case .arithmetic(let operation, _, _, let rounding): "\(operation) \(rounding)"
    case .negate: "negate"
    case .compare(let comparison, _, _): "compare \(comparison)"
    case .not: "not"
    case .logical(let operation, _, _): "logical \(operation)"
    case .conditional: "conditional"
    case .match: "match value"
    case .call: "call"
    case .builtin(let function, _, let rounding): "\(function) \(rounding)"
    case .aggregate(let aggregate):
      "aggregate \(aggregate.function.rawValue)\(aggregate.otherwise == nil ? "" : " else")"
    case .column(_, let rows): "cell by \(rows.count)"
    case .old: "old"
    case .can: "can"
    case .side: "side"
    case .draw: "draw"
    }
  }
}

extension CheckedExpression {
  /// Whether it was evaluated, as far as payments tell.
  fileprivate func isSeen(_ paid: Set<Span>) -> Bool {
    if case .aggregate(let aggregate) = kind, paid.contains(aggregate.rows.span) { return true }
    return paid.contains(span)
  }
}

extension CheckedStatement {
  /// Whether it ran, as far as payments tell: it or what it holds has paid.
  fileprivate func isSeen(_ paid: Set<Span>) -> Bool {
    if paid.contains(span) { return true }
    if case .for(let rows, limit: _, _) = kind { return paid.contains(rows.span) }
    return expressions.contains { $0.contains { paid.contains($0.span) } }
  }

  fileprivate var constructs: [String] {
    switch kind {
    case .setLocal: ["set local"]
    case .setLocals: ["set locals"]
    case .setColumn(_, let selections, _): ["fill column by \(selections.count)"]
    case .setState: ["set state"]
    case .setParameter: ["set parameter"]
    case .setField: ["set field"]
    case .setRow: ["set row"]
    case .reset: ["reset"]
    case .perform: ["perform"]
    case .demand(let demand): [demand.kind.rawValue]
    case .if: ["if"]
    case .match: ["match"]
    case .for(let rows, let limit, let body):
      ["for", rows.condition == nil ? "for all" : "for where", "for by \(rows.keys.count)"]
        + (limit == nil ? [] : ["for limit"]) + body.jumps
    case .repeat(_, let body): ["repeat"] + body.jumps
    case .break: ["break"]
    case .continue: ["continue"]
    case .return: ["return"]
    case .emit: ["emit"]
    case .request: ["request"]
    }
  }
}

extension [CheckedStatement] {
  /// The ways out of a loop that stand in it.
  fileprivate var jumps: [String] {
    var names: [String] = []
    walk { statement in
      switch statement.kind {
      case .break: names.append("break in a loop")
      case .continue: names.append("continue in a loop")
      case .return: names.append("return in a loop")
      default: break
      }
    }
    return names
  }
}
