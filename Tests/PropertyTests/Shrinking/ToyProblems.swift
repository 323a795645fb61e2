import Numerics
import Property

extension ToyProblem {
  typealias Reader = ChoiceReader

  private static func row(_ reader: inout Reader, of count: Int) -> Int {
    Int(reader.draw(below: UInt64(count), as: .row(table: 0)))
  }

  private static func amount(_ reader: inout Reader, below bound: UInt64) -> Int {
    Int(reader.draw(below: bound, as: .amount))
  }

  private static func gap(_ reader: inout Reader, below bound: UInt64) -> Int {
    Int(reader.draw(below: bound, as: .gap))
  }

  /// Money comes in, time passes, money goes out: the sum is the needle.
  static let savings = ToyProblem(
    description: "a balance of seven after three hours",
    start: World(balances: [0, 0, 0])
  ) { world, reader in
    switch reader.draw(below: 4, as: .selector) {
    case 0:
      let row = row(&reader, of: 3)
      world.balances[row] = min(12, world.balances[row] + amount(&reader, below: 6))
    case 1:
      let row = row(&reader, of: 3)
      world.balances[row] = max(0, world.balances[row] - amount(&reader, below: 6))
    case 2: world.clock = min(12, world.clock + gap(&reader, below: 4))
    default:
      let row = row(&reader, of: 3)
      if world.balances[row] >= 7, world.clock >= 3 { return world.balances[row] }
    }
    return nil
  }

  /// Only two rows of many are what matters, and not the first ones.
  static let needles = ToyProblem(
    description: "rows 11 and 5 of sixteen, in that order",
    start: World(balances: Array(repeating: 0, count: 1))
  ) { world, reader in
    switch reader.draw(below: 3, as: .selector) {
    case 0: world.balances[0] = min(4, world.balances[0] + 1)
    case 1:
      let row = row(&reader, of: 16)
      if row == 11, world.opened < 0 { world.opened = row }
    default:
      let row = row(&reader, of: 16)
      if world.opened >= 0, row == 5, world.balances[0] > 0 { return 1 }
    }
    return nil
  }

  /// Any two different rows will do, so it should be the first two.
  static let anyTwo = ToyProblem(
    description: "any row opened, and another one that closes it",
    start: World(balances: [])
  ) { world, reader in
    switch reader.draw(below: 3, as: .selector) {
    case 0: world.clock = min(6, world.clock + gap(&reader, below: 3))
    case 1: world.opened = row(&reader, of: 16)
    default:
      let row = row(&reader, of: 16)
      if world.opened >= 0, row != world.opened, world.clock >= 2 { return row }
    }
    return nil
  }

  /// A number that must be repeated exactly.
  static let echo = ToyProblem(
    description: "a number above 4 said twice",
    start: World(balances: [])
  ) { world, reader in
    switch reader.draw(below: 3, as: .selector) {
    case 0: world.opened = amount(&reader, below: 40)
    case 1: world.clock = min(2, world.clock + 1)
    default:
      let said = amount(&reader, below: 40)
      if said == world.opened, said > 4 { return said }
    }
    return nil
  }

  /// One number exactly three above another.
  static let difference = ToyProblem(
    description: "two numbers three apart, the first not below two",
    start: World(balances: [])
  ) { world, reader in
    switch reader.draw(below: 2, as: .selector) {
    case 0: world.opened = amount(&reader, below: 30)
    default:
      if amount(&reader, below: 40) == world.opened + 3, world.opened >= 2 { return 1 }
    }
    return nil
  }

  /// Waits as long as needed, but no wait is longer than four.
  static let patience = ToyProblem(
    description: "nine hours in waits of at most four",
    start: World(balances: [0])
  ) { world, reader in
    switch reader.draw(below: 3, as: .selector) {
    case 0: if world.clock >= 9 { return world.clock }
    case 1: world.clock = min(20, world.clock + gap(&reader, below: 5))
    default: world.balances[0] = min(3, world.balances[0] + 1)
    }
    return nil
  }

  /// A queue: who opened first is taken first, and it matters who.
  static let queue = ToyProblem(
    description: "the last but one to open is taken before the last",
    start: World(balances: [])
  ) { world, reader in
    switch reader.draw(below: 3, as: .selector) {
    case 0: world.clock = (world.clock + 1) % 3
    case 1:
      let row = row(&reader, of: 5)
      if !world.order.contains(row) { world.order.append(row) }
    default:
      let row = row(&reader, of: 5)
      if world.order.count > 2, world.order[1] == row, row > 1 { return row }
    }
    return nil
  }

  /// A product that must reach a bound: less of one needs more of the other.
  static let product = ToyProblem(
    description: "two factors whose product is at least 35",
    start: World(balances: [])
  ) { world, reader in
    switch reader.draw(below: 2, as: .selector) {
    case 0: world.opened = amount(&reader, below: 12)
    default:
      let product = world.opened * amount(&reader, below: 12)
      if product >= 35 { return product }
    }
    return nil
  }

  private static func number(
    _ reader: inout Reader, upTo last: Int128, hints: [Int] = [], as kind: Draw.Kind = .amount
  ) -> Int {
    let domain = NumberDomain(0...last, unit: 1)
    return Int(reader.draw(domain, hints: hints.map { Int128($0) }, as: kind))
  }

  /// Two deposits into one row make room for a withdrawal that no single one would.
  static let overdraft = ToyProblem(
    description: "more than 17 goes out of what at most ten at a time went into",
    start: World(balances: [0, 0])
  ) { world, reader in
    switch reader.draw(below: 3, as: .selector) {
    case 0: world.clock = min(3, world.clock + number(&reader, upTo: 3, as: .gap))
    case 1:
      let row = row(&reader, of: 2)
      let paid = number(&reader, upTo: 10, hints: world.balances)
      world.balances[row] = min(20, world.balances[row] + paid)
    default:
      let row = row(&reader, of: 2)
      let taken = number(&reader, upTo: 20, hints: [world.balances[row], 17])
      if taken > world.balances[row] { return nil }
      if taken > 17 { return taken }
      world.balances[row] -= taken
    }
    return nil
  }

  /// A price falls by more than a third between opening and closing.
  static let crash = ToyProblem(
    description: "a price falls by more than a third while somebody holds at least 4",
    start: World(balances: [20, 0, 0])
  ) { world, reader in
    switch reader.draw(below: 4, as: .selector) {
    case 0: world.clock = min(3, world.clock + number(&reader, upTo: 3, as: .gap))
    case 1: world.balances[0] = number(&reader, upTo: 30, hints: world.balances)
    case 2:
      let row = 1 + row(&reader, of: 2)
      world.balances[row] = number(&reader, upTo: 6)
      world.opened = world.balances[0]
    default:
      let row = 1 + row(&reader, of: 2)
      let fallen = world.opened > 0 && world.balances[0] * 3 < world.opened * 2
      if fallen, world.balances[row] >= 4 { return world.opened - world.balances[0] }
    }
    return nil
  }

  /// What is said last must be one more than what was said before, and that above 40.
  static let edge = ToyProblem(
    description: "one above a threshold that somebody set above 40",
    start: World(balances: [0])
  ) { world, reader in
    switch reader.draw(below: 2, as: .selector) {
    case 0: world.balances[0] = number(&reader, upTo: 100)
    default:
      let said = number(&reader, upTo: 200, hints: world.balances)
      if world.balances[0] > 40, said == world.balances[0] + 1 { return said }
    }
    return nil
  }

  static let all = [
    savings, needles, anyTwo, echo, difference, patience, queue, product, overdraft, crash, edge,
  ]
}
