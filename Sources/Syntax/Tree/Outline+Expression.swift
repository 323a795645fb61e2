extension Outline {
  mutating func add(_ expression: Expression?) {
    guard let expression else { return }
    switch expression.kind {
    case .number(let literal): add(literal)
    case .truth(let value): atom(value ? "true" : "false")
    case .none: atom("none")
    case .name(let name): add(name)
    case .wildcard: atom("_")
    case .missing: atom("missing")
    case .member(let base, let field):
      list(".") { outline in
        outline.add(base)
        outline.add(field)
      }
    case .index(let base, let arguments): add("index", [base] + arguments)
    case .call(let callee, let arguments): add("call", [callee] + arguments)
    case .aggregate(let aggregate):
      list("aggregate") { outline in
        outline.add(aggregate.function)
        outline.add(aggregate.body)
        outline.add(aggregate.rows)
        if let otherwise = aggregate.otherwise { outline.add("else", [otherwise]) }
      }
    case .negate(let operand): add("negate", [operand])
    case .not(let operand): add("not", [operand])
    case .can(let call): add("can", [call])
    case .binary(let mark, let left, let right, _): add(mark.rawValue, [left, right])
    case .rounded(let operand, let clause): add("rounding-\(clause.rounding)", [operand])
    case .conditional(let condition, let then, let otherwise):
      add("if", [condition, then, otherwise])
    case .match(let subject, let arms, let otherwise):
      list("match") { outline in
        outline.add(subject)
        for arm in arms { outline.add("arm", [arm.pattern, arm.body]) }
        if let otherwise { outline.add("else", [otherwise]) }
      }
    case .tuple(let parts): add("tuple", parts)
    case .row(let fields):
      list("row") { outline in
        for field in fields {
          outline.add(field.field)
          outline.add(field.value)
        }
      }
    case .draw(let distribution, let arguments):
      list("draw") { outline in
        outline.add(distribution)
        for argument in arguments {
          if let name = argument.name { outline.add(name) }
          outline.add(argument.value)
        }
      }
    case .some(let rows): list("some") { $0.add(rows) }
    case .stepsAgo(let steps): add("ago", [steps])
    }
  }

  mutating func add(_ head: String, _ parts: [Expression]) {
    list(head) { outline in
      for part in parts { outline.add(part) }
    }
  }

  private mutating func add(_ literal: NumberLiteral) {
    let digits = "\(literal.decimal.significand)e\(literal.decimal.exponent)"
    guard let unit = literal.unit else {
      atom(digits + (literal.suffix?.rawValue ?? ""))
      return
    }
    list(digits + (literal.suffix?.rawValue ?? "")) { $0.add(unit) }
  }

  mutating func add(_ rows: RowSelection) {
    list("rows") { outline in
      outline.add(rows.binder)
      outline.add(rows.table)
      if let condition = rows.condition { outline.add("where", [condition]) }
      for key in rows.keys { outline.add(key.descending ? "descending" : "by", [key.key]) }
    }
  }
}
