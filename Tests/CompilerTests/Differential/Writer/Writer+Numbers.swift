import Numerics

// Expressions that are numbers.
extension Writer {
  mutating func fixed(_ units: Units, _ fuel: Int) -> String {
    let kind = Kind.fixed(units)
    let next = fuel - 1
    let other = isColumnar ? 0 : 1
    switch dice.weighted([
      5, 5, 3, 3, 2, 2 * other, 2 * other, 2 * other, 3, 2, 6 * other,
      units == .none ? 4 * other : 0, 2 * other,
    ]) {
    case 0: return sum(kind, next)
    case 1:
      if let product = product(units, next) { return product }
      return sum(kind, next)
    case 2: return quotient(units, next)
    case 3: return alike(kind, next)
    case 4:
      let count = dice.chance(30) ? leaf(.count) : simple(.count)
      return "(\(count) * \(simple(kind)))"
    case 5:
      let bottom = divisor(.count)
      return rounded("\(simple(kind)) / \(bottom)")
    case 6:
      let scale = Kind.fixed(dice.pick([Units.none, .usd, .btc]))
      let parts = [simple(scale), expression(kind, next / 2), divisor(scale)]
      return rounded("muldiv(\(parts.joined(separator: ", ")))", always: false)
    case 7: return root(kind)
    case 8: return general(kind, next)
    case 9:
      let half = simple(.ratio)
      return dice.chance(50) && !genericName.isEmpty
        ? "\(genericName)(\(expression(kind, next)), \(half))" : general(kind, next)
    case 10:
      if units == .duration, dice.chance(70) {
        return "(\(expression(.time, next / 2)) - \(simple(.time)))"
      }
      return aggregate(kind, next)
    case 11: return transcendental(next)
    default:
      // Counted as lots, or as nothing, and told in decimals.
      guard units == .none || units == .lot else { return general(kind, next) }
      return rounded("ratio(\(leaf(.whole(units))), \(divisor(.count)))", always: false)
    }
  }

  mutating func whole(_ units: Units, _ fuel: Int) -> String {
    let kind = Kind.whole(units)
    let next = fuel - 1
    let other = isColumnar ? 0 : 1
    guard units == .none else {
      switch dice.weighted([4, 2, 2, 2 * other, 2 * other, 3]) {
      case 0: return sum(kind, next)
      case 1: return "(\(expression(.count, next / 2)) * \(leaf(kind)))"
      case 2: return alike(kind, next)
      case 3:
        let parts = [expression(kind, next / 2), leaf(.count), divisor(.count)]
        return rounded("muldiv(\(parts.joined(separator: ", ")))", always: false)
      case 4:
        return rounded("remainder(\(expression(kind, next)), \(divisor(kind)))", always: false)
      default: return general(kind, next)
      }
    }
    switch dice.weighted([
      5, 3, 3, 2 * other, 2 * other, 2 * other, 2 * other, 4, 7 * other, 2 * other, 2, 2,
    ]) {
    case 0: return sum(kind, next)
    case 1: return "(\(expression(kind, next / 2)) * \(expression(kind, next / 2)))"
    case 2: return alike(kind, next)
    case 3:
      let unit = dice.pick([Kind.count, .whole(.lot), .ratio, .fixed(.usd)])
      return rounded("quotient(\(simple(unit)), \(divisor(unit)))", always: false)
    case 4: return rounded("remainder(\(expression(kind, next)), \(divisor(kind)))", always: false)
    case 5:
      let parts = [expression(kind, next / 2), leaf(kind), divisor(kind)]
      let name = dice.chance(50) ? "muldiv" : "mulrem"
      return rounded("\(name)(\(parts.joined(separator: ", ")))", always: false)
    case 6: return "sign(\(expression(numberKind(), next)))"
    case 7: return "\(row(dice.below(tables.count), next)).id"
    case 8: return aggregate(kind, next)
    case 9: return rounded("sqrt(\(guarded("abs(\(leaf(kind)))", leaf(kind))))", always: false)
    case 10: return "count(\(tables[dice.below(tables.count)].name))"
    default: return general(kind, next)
    }
  }

  mutating func time(_ fuel: Int) -> String {
    let next = fuel - 1
    switch dice.weighted([3, 2, 2, 1]) {
    case 0: return "(\(leaf(.time)) + \(expression(.duration, next)))"
    case 1: return "(\(expression(.time, next)) - \(simple(.duration)))"
    case 2: return alike(.time, next)
    default: return general(.time, next)
    }
  }

  private mutating func sum(_ kind: Kind, _ fuel: Int) -> String {
    switch dice.below(5) {
    case 0: return "(-\(simple(kind)))"
    case 1, 2: return "(\(expression(kind, fuel / 2)) + \(expression(kind, fuel / 2)))"
    default: return "(\(expression(kind, fuel / 2)) - \(expression(kind, fuel / 2)))"
    }
  }

  private mutating func product(_ units: Units, _ fuel: Int) -> String? {
    if isColumnar, dice.chance(25), units.isPlain {
      // Products the machine has instructions of their own for.
      let kind = Kind.fixed(units)
      if dice.chance(50) { return "(abs(\(simple(kind))) * \(leaf(.ratio)))" }
      return "((\(simple(kind)) * \(simple(.ratio))) + \(simple(kind)))"
    }
    let first = dice.pick([Units.none, .none, .usd, .btc, .price, .duration])
    let second = units / first
    guard second.isPlain else { return nil }
    if !isColumnar, dice.chance(40) {
      return rounded("\(simple(.fixed(first))) * \(simple(.fixed(second)))")
    }
    return "(\(expression(.fixed(first), fuel / 2)) * \(expression(.fixed(second), fuel / 2)))"
  }

  private mutating func quotient(_ units: Units, _ fuel: Int) -> String {
    let under = dice.pick([Units.none, .usd, .btc, .none])
    let over = units * under
    guard over.isPlain else { return simple(.fixed(units)) }
    if dice.chance(30) {
      // Guarded as people guard it.
      let divisor = simple(.fixed(under))
      return
        "(if \(divisor) != 0 then \(simple(.fixed(over))) / \(divisor) else \(simple(.fixed(units))))"
    }
    let bottom = divisor(.fixed(under))
    if dice.chance(40) { return rounded("\(simple(.fixed(over))) / \(bottom)") }
    return "(\(expression(.fixed(over), fuel)) / \(bottom))"
  }

  /// Something that is mostly not zero.
  mutating func divisor(_ kind: Kind) -> String {
    if dice.chance(30) { return positive(kind) }
    let value = simple(kind)
    return dice.chance(wildness + 3) ? value : "max(\(value), \(positive(kind)))"
  }

  private mutating func alike(_ kind: Kind, _ fuel: Int) -> String {
    func value(_ writer: inout Writer) -> String { writer.expression(kind, fuel / 3) }
    switch dice.below(kind == .time ? 3 : 4) {
    case 0: return "clamp(\(value(&self)), \(simple(kind)), \(simple(kind)))"
    case 1, 2:
      let name = dice.chance(50) ? "min" : "max"
      let more = dice.chance(25) ? ", \(value(&self))" : ""
      return "\(name)(\(value(&self)), \(value(&self))\(more))"
    default: return "abs(\(value(&self)))"
    }
  }

  private mutating func root(_ kind: Kind) -> String {
    guard case .fixed(let units) = kind else { return simple(kind) }
    let square = units * units
    guard square.isPlain else { return simple(kind) }
    let inner = "(\(simple(kind)) * \(simple(kind)))"
    return rounded(
      "sqrt(\(units == .none ? "abs(\(simple(kind)))" : guarded("abs(\(inner))", inner)))",
      always: false)
  }

  private mutating func transcendental(_ fuel: Int) -> String {
    let low = constant(.ratio, -8 * Fixed.unit)
    let high = constant(.ratio, 9 * Fixed.unit)
    let value = expression(.ratio, fuel / 2)
    let held = guarded("clamp(\(value), \(low), \(high))", value)
    switch dice.below(5) {
    case 0: return "exp(\(held))"
    case 1: return "ln(\(guarded("max(\(value), \(positive(.ratio)))", value)))"
    case 2: return "pow(\(guarded("abs(\(simple(.ratio)))", simple(.ratio))), \(held))"
    case 3: return "normal_cdf(\(held))"
    default: return "normal_pdf(\(held))"
    }
  }

  /// The safe form, but for a share of programs the bare one.
  mutating func guarded(_ safe: String, _ bare: String) -> String {
    dice.chance(wildness + 2) ? bare : safe
  }

  /// With a direction, in parentheses; what stands inside must be simple, or the direction would
  /// reach into it.
  mutating func rounded(_ operation: String, always: Bool = true) -> String {
    let directions = ["to zero", "from zero", "down", "up", "half up"]
    // Only what is made of names can bear a direction without being asked which way it goes.
    let isSurveyed = survey != nil
    let isPlain = !operation.dropFirst().contains(" - ") && !operation.contains("rounding")
    guard !isColumnar, isPlain, always || dice.chance(isSurveyed ? 80 : 60),
      isSurveyed || !operation.contains("(") || dice.chance(50)
    else {
      return "(\(operation))"
    }
    let direction = isSurveyed && dice.chance(30) ? "up" : dice.pick(directions)
    return "(\(operation) rounding \(direction))"
  }
}
