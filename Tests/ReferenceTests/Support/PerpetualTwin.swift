/// The perpetual exchange once more, in plain Swift: written from the prose of the rule, sharing no
/// code with the interpreter, not even its arithmetic.
struct PerpetualTwin: Equatable {
  struct Account: Equatable {
    var collateral: Int128 = 0
    var size: Int128 = 0
    var entry: Int128 = 0
  }
  struct Stop: Error, Equatable { let reason: String }

  static let one: Int128 = 1_000_000_000_000_000_000
  var initialMargin = one / 10
  var maintenanceMargin = one / 20
  var penaltyRate = one / 100
  var closeFactor = one / 2
  var mark: Int128 = 0
  var markedAt: Int128 = 0
  var now: Int128
  var vault: Int128 = 0
  var insurance: Int128 = 0
  var badDebt: Int128 = 0
  var taken: Int128 = 0
  var accounts: [Account]
  /// Liquidated: 0, account, size, price, shortfall. Deleveraged: 1, account, taken.
  var events: [[Int128]] = []

  init(accounts: Int, now: Int128) {
    self.now = now
    self.accounts = [Account](repeating: Account(), count: accounts)
  }

  private func checked(_ result: (partialValue: Int128, overflow: Bool)) throws -> Int128 {
    if result.overflow { throw Stop(reason: "overflow") }
    return result.partialValue
  }
  private func plus(_ a: Int128, _ b: Int128) throws -> Int128 {
    try checked(a.addingReportingOverflow(b))
  }
  private func minus(_ a: Int128, _ b: Int128) throws -> Int128 {
    try checked(a.subtractingReportingOverflow(b))
  }
  /// `a * b / c` toward zero, or away from it.
  private func scale(_ a: Int128, _ b: Int128, _ c: Int128, up: Bool = false) throws -> Int128 {
    if c == 0 { throw Stop(reason: "division_by_zero") }
    let wide = a.magnitude.multipliedFullWidth(by: b.magnitude)
    guard wide.high < c.magnitude else { throw Stop(reason: "overflow") }
    let (quotient, rest) = c.magnitude.dividingFullWidth(wide)
    let negative = (a < 0) != (b < 0) && a != 0 && b != 0 ? c > 0 : c < 0
    let rounded = quotient + (up && !negative && rest != 0 ? 1 : 0)
    guard rounded <= Int128.max.magnitude else { throw Stop(reason: "overflow") }
    return negative ? -Int128(rounded) : Int128(rounded)
  }
  private func times(_ a: Int128, _ b: Int128, up: Bool = false) throws -> Int128 {
    try scale(a, b, Self.one, up: up)
  }
  private func over(_ a: Int128, _ b: Int128) throws -> Int128 { try scale(a, Self.one, b) }

  func pnl(_ a: Int) throws -> Int128 {
    try times(accounts[a].size, try minus(mark, accounts[a].entry))
  }
  func equity(_ a: Int) throws -> Int128 { try plus(accounts[a].collateral, try pnl(a)) }
  func notional(_ a: Int) throws -> Int128 { try times(abs(accounts[a].size), mark) }
  private func hasInitialMargin(_ a: Int) throws -> Bool {
    try equity(a) >= (try times(try notional(a), initialMargin))
  }
  func liquidatable(_ a: Int) throws -> Bool {
    if accounts[a].size == 0 { return false }
    return try equity(a) < (try times(try notional(a), maintenanceMargin))
  }
  private func require(_ condition: Bool, _ reason: String) throws {
    if !condition { throw Stop(reason: reason) }
  }

  /// Runs an action on a copy; keeps the copy only when it succeeds.
  mutating func call(_ action: (inout PerpetualTwin) throws -> Void) -> String? {
    var copy = self
    copy.events = []
    do {
      try action(&copy)
      self = copy
      return nil
    } catch { return (error as? Stop)?.reason ?? "?" }
  }

  mutating func publish(_ price: Int128) throws {
    try require(price >= Self.one / 100 && price <= 10_000_000 * Self.one, "range")
    mark = price
    markedAt = now
  }
  mutating func fund(_ amount: Int128) throws {
    try require(amount >= 0 && amount <= 1_000_000_000 * Self.one, "range")
    insurance = try plus(insurance, amount)
    vault = try plus(vault, amount)
  }
  mutating func deposit(_ amount: Int128, _ a: Int) throws {
    try require(amount >= 0 && amount <= 1_000_000_000 * Self.one, "range")
    accounts[a].collateral = try plus(accounts[a].collateral, amount)
    vault = try plus(vault, amount)
  }
  mutating func withdraw(_ amount: Int128, _ a: Int) throws {
    try require(amount >= 0 && amount <= 1_000_000_000 * Self.one, "range")
    try require(amount <= accounts[a].collateral, "funded")
    accounts[a].collateral -= amount
    vault = try minus(vault, amount)
    try require(try hasInitialMargin(a), "covered")
  }
  mutating func trade(_ buyer: Int, _ seller: Int, _ size: Int128) throws {
    try require(size >= 0 && size <= 1_000 * Self.one, "range")
    try require(now - markedAt <= 3_600 * Self.one, "fresh")
    try require(buyer != seller, "distinct")
    try shift(buyer, size)
    try shift(seller, -size)
    try require(try hasInitialMargin(buyer), "buyer_able")
    try require(try hasInitialMargin(seller), "seller_able")
  }
  private mutating func shift(_ a: Int, _ size: Int128) throws {
    accounts[a].collateral = try plus(accounts[a].collateral, try pnl(a))
    accounts[a].entry = mark
    accounts[a].size = try plus(accounts[a].size, size)
  }
  mutating func liquidate(_ a: Int, by keeper: Int) throws {
    try require(a != keeper, "distinct")
    try require(try liquidatable(a), "unhealthy")
    let closed = try times(accounts[a].size, closeFactor)
    let penalty = try times(try times(abs(closed), mark, up: true), penaltyRate, up: true)
    try shift(a, -closed)
    try shift(keeper, closed)
    accounts[a].collateral = try minus(accounts[a].collateral, penalty)
    accounts[keeper].collateral = try plus(accounts[keeper].collateral, penalty / 2)
    insurance = try plus(insurance, penalty - penalty / 2)
    let deficit = max(0, -accounts[a].collateral)
    if deficit > 0 { try absorb(a, deficit) }
    try require(try hasInitialMargin(keeper), "able")
    events.append([0, Int128(a), closed, mark, deficit])
  }
  private mutating func absorb(_ a: Int, _ deficit: Int128) throws {
    let covered = min(deficit, insurance)
    insurance -= covered
    accounts[a].collateral = try plus(accounts[a].collateral, deficit)
    var left = deficit - covered
    var queue: [(score: Int128, row: Int)] = []
    for w in accounts.indices where left > 0 {
      guard try pnl(w) > 0, try equity(w) > 0 else { continue }
      let yield = try over(try pnl(w), max(Self.one, accounts[w].collateral))
      queue.append((try times(yield, try over(try notional(w), try equity(w))), w))
    }
    // Selection sort: the highest score first, of equal ones the lowest row.
    while left > 0, !queue.isEmpty {
      var best = 0
      for place in queue.indices where queue[place].score > queue[best].score { best = place }
      let w = queue.remove(at: best).row
      let take = min(left, try pnl(w))
      accounts[w].collateral = try minus(accounts[w].collateral, take)
      left -= take
      taken = try plus(taken, take)
      events.append([1, Int128(w), take])
    }
    badDebt = try plus(badDebt, left)
  }
}
