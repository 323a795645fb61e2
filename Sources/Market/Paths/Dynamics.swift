import Numerics

/// How one model moves. The cases are the rows of `ModelCatalogue`.
enum Dynamics: Hashable, Sendable {
  case steady
  case gbm(Diffusion)
  case jumps(JumpDiffusion)
  case garch(Garch)
  case regimes(Regimes)
  case meanReverting(Reversion)
  case vasicek(Reversion)
  case heston(Heston)
  case peg(Peg)
  case replay(Replay)
  case bootstrap(Bootstrap)
}

extension Dynamics {
  /// Whether a step takes a normal draw, the only one that can be correlated with other markets'.
  var isDrivenByNormals: Bool {
    switch self {
    case .steady, .replay, .bootstrap: false
    default: true
    }
  }

  func begin(_ state: inout PathState) {
    switch self {
    case .garch(let model): model.begin(&state)
    case .heston(let model): model.begin(&state)
    case .vasicek: state.level = state.price
    default: break
    }
  }

  /// One step of the level. `normal` is the step's draw where one is taken.
  func advance(
    _ state: inout PathState, normal: Int128, _ stream: inout RandomStream
  ) throws(ArithmeticError) {
    switch self {
    case .steady, .replay: break
    case .gbm(let model): try model.advance(&state, normal: normal)
    case .jumps(let model): try model.advance(&state, normal: normal, &stream)
    case .garch(let model): try model.advance(&state, normal: normal)
    case .regimes(let model): try model.advance(&state, normal: normal, &stream)
    case .meanReverting(let model), .vasicek(let model):
      try model.advance(&state, normal: normal)
    case .heston(let model): try model.advance(&state, normal: normal, &stream)
    case .peg(let model): try model.advance(&state, normal: normal, &stream)
    case .bootstrap(let model): try model.advance(&state, &stream)
    }
  }

  /// The value shown at a level. Prices are at least one unit of the last decimal.
  func value(
    _ state: borrowing PathState, start: Int128, shock: Int128
  ) throws(ArithmeticError) -> Int128 {
    switch self {
    case .vasicek(let model):
      max(model.floor, try Growth.apply(state.level, exponent: shock))
    case .meanReverting(let model):
      max(model.floor, try Growth.apply(start, exponent: Fixed.add(state.level, shock)))
    case .replay(let model):
      max(1, try Growth.apply(model.price(at: state.step), exponent: shock))
    default:
      max(1, try Growth.apply(start, exponent: Fixed.add(state.level, shock)))
    }
  }
}
