import Numerics

/// How much a market's price gives way to trading, and how it comes back.
///
/// Trading notional N, in the direction of the trade, moves the logarithm of the price by
/// `ln(1 + p) * N / D` for a depth of D per p. Notional is size times the true price before the
/// trade, so along the trade the price is the exponential `price * e^(k * size)`: a fill has an end
/// for every size, and one made of two parts costs what the two do. The displacement halves in a
/// stated time, or stays.
///
/// All words are raw fixed point; sizes are signed, positive ones buy.
package struct Depth: Hashable, Sendable {
  private let logarithm: Int128
  private let depth: Int128
  private let remainder: Int128
  private let floor: Int128

  /// - Parameters:
  ///   - depth: the notional that moves the price by `move`.
  ///   - halfLife: in which half of a displacement is gone; nil for never.
  ///   - floor: the least share of the depth that is left when it is scaled down.
  package init(
    _ depth: Int128, per move: Int128, halfLife: Int128?, floor: Int128, step: Int128
  ) throws(MarketError) {
    let clock = try StepClock(step: step)
    try SettingRange.price.check(depth, "depth")
    try SettingRange.impact.check(move, "depth per")
    try SettingRange.leastShare.check(floor, "floor")
    do {
      logarithm = try Fixed.ln(Fixed.unit + move)
      guard try Fixed.multiply(depth, floor, .down) > 0 else { throw ArithmeticError.overflow }
    } catch {
      throw .outOfRange(setting: "depth", value: depth, allowed: .price)
    }
    if let halfLife {
      remainder = try Pull(halfLife: halfLife, setting: "recovers", clock: clock).remainder
    } else {
      remainder = Fixed.unit
    }
    self.depth = depth
    self.floor = floor
  }
}

/// What forced flow has done to a market on one path. Plain words.
package struct DepthState: Hashable, Sendable, BitwiseCopyable {
  /// The logarithm of the true price over the model's.
  package internal(set) var displacement: Int128 = 0
  /// The share of the stated depth that is there now; set it each step. Below the floor it counts
  /// as the floor.
  package var scale: Int128 = Fixed.unit

  package init() {}
}

extension Depth {
  /// The true price: the model's, displaced. At least one unit of the last decimal.
  package func price(
    of model: Int128, _ state: borrowing DepthState
  ) throws(MarketError) -> Int128 {
    if state.displacement == 0 { return model }
    do { return max(1, try Growth.apply(model, exponent: state.displacement)) } catch {
      throw .depthExceeded(size: 0, price: model)
    }
  }

  /// By how much trading `size` at the true price `price` moves the logarithm of the price, to the
  /// nearest word.
  package func impact(
    of size: Int128, at price: Int128, _ state: borrowing DepthState
  ) throws(MarketError) -> Int128 {
    do {
      let notional = try Fixed.multiply(size, price, .halfUp)
      let available = try Fixed.multiply(depth, max(floor, state.scale), .down)
      let move = try Integer.muldiv(logarithm, notional, available, .halfUp)
      guard move.magnitude <= Depth.most else { throw ArithmeticError.overflow }
      return move
    } catch {
      throw .depthExceeded(size: size, price: price)
    }
  }

  /// Beyond this the price leaves 128 bits soon.
  private static let most: UInt128 = 40 * Fixed.unit.magnitude

  /// The average price of trading `size` now, at the true price `price`, after a flow of `pending`
  /// that has not moved the price yet: the integral of the price along the trade over its size,
  ///
  ///     price * e^x0 * (e^x - 1) / x        x0, x: the impacts of `pending` and of `size`
  ///
  /// within 10^-16 of itself, then rounded against the trader: up for a purchase, down for a sale.
  /// A size of zero gives the price as it is.
  package func fill(
    _ size: Int128, at price: Int128, after pending: Int128 = 0, _ state: borrowing DepthState
  ) throws(MarketError) -> Int128 {
    let move = try impact(of: size, at: price, state)
    let before = try impact(of: pending, at: price, state)
    do {
      let origin = try Growth.apply(price, exponent: before)
      let average = try Depth.averageGrowth(move)
      return try Fixed.multiply(origin, average, size < 0 ? .down : .up)
    } catch {
      throw .depthExceeded(size: size, price: price)
    }
  }

  /// `(e^x - 1) / x`, the mean of the exponential between 0 and x. Near zero, where the difference
  /// would cancel, by its series; the first term left out is below 10^-20.
  private static func averageGrowth(_ x: Int128) throws(ArithmeticError) -> Int128 {
    if x.magnitude >= Fixed.unit.magnitude / 64 {
      return try Fixed.divide(Fixed.exp(x) - Fixed.unit, x, .halfUp)
    }
    var series = Fixed.unit
    for n in stride(from: Int128(9), through: 2, by: -1) {
      series = Fixed.unit + scaled(x, series) / n
    }
    return series
  }

  /// The beginning of a step: what was displaced has come back for one step's time, and the last
  /// step's flow, traded at that step's true price, is added.
  package func advance(
    _ state: inout DepthState, flow: Int128, at price: Int128
  ) throws(MarketError) {
    let moved = flow == 0 ? 0 : try impact(of: flow, at: price, state)
    // Toward zero, where it arrives in the end.
    let left = Fixed.multiplyReportingOverflow(state.displacement, remainder).partialValue
    let sum = left + moved
    guard sum.magnitude <= Depth.most else { throw .depthExceeded(size: flow, price: price) }
    state.displacement = sum
  }
}
