import Numerics

/// Three numbers, one for each parameter of a GARCH model. Raw words.
struct Vector3: Hashable, Sendable {
  var level: Int128 = 0
  var alpha: Int128 = 0
  var persistence: Int128 = 0

  @inline(__always)
  func map(
    _ body: (Int128) throws(ArithmeticError) -> Int128
  ) throws(ArithmeticError) -> Vector3 {
    Vector3(level: try body(level), alpha: try body(alpha), persistence: try body(persistence))
  }

  @inline(__always)
  func adding(_ other: Vector3) throws(ArithmeticError) -> Vector3 {
    Vector3(
      level: try Fixed.add(level, other.level), alpha: try Fixed.add(alpha, other.alpha),
      persistence: try Fixed.add(persistence, other.persistence))
  }

  func over(_ count: Int128) throws(ArithmeticError) -> Vector3 {
    try map { part throws(ArithmeticError) in try Integer.quotient(part, count, .halfUp) }
  }

  func dot(_ other: Vector3) throws(ArithmeticError) -> Int128 {
    let first = try Fixed.multiply(level, other.level, .halfUp)
    let second = try Fixed.multiply(alpha, other.alpha, .halfUp)
    let third = try Fixed.multiply(persistence, other.persistence, .halfUp)
    return try Fixed.add(first, Fixed.add(second, third))
  }
}

/// A symmetric matrix over the same parameters, by its three rows.
struct Symmetric3: Hashable, Sendable {
  private(set) var level = Vector3()
  private(set) var alpha = Vector3()
  private(set) var persistence = Vector3()

  @inline(__always)
  mutating func addSquare(of vector: Vector3) throws(ArithmeticError) {
    let (a, b, c) = (vector.level, vector.alpha, vector.persistence)
    let ab = try Fixed.multiply(a, b, .halfUp)
    let ac = try Fixed.multiply(a, c, .halfUp)
    let bc = try Fixed.multiply(b, c, .halfUp)
    let (aa, bb, cc) = (
      try Fixed.multiply(a, a, .halfUp), try Fixed.multiply(b, b, .halfUp),
      try Fixed.multiply(c, c, .halfUp)
    )
    level = try level.adding(Vector3(level: aa, alpha: ab, persistence: ac))
    alpha = try alpha.adding(Vector3(level: ab, alpha: bb, persistence: bc))
    persistence = try persistence.adding(Vector3(level: ac, alpha: bc, persistence: cc))
  }

  func over(_ count: Int128) throws(ArithmeticError) -> Symmetric3 {
    var result = Symmetric3()
    result.level = try level.over(count)
    result.alpha = try alpha.over(count)
    result.persistence = try persistence.over(count)
    return result
  }

  func times(_ vector: Vector3) throws(ArithmeticError) -> Vector3 {
    Vector3(
      level: try level.dot(vector), alpha: try alpha.dot(vector),
      persistence: try persistence.dot(vector))
  }

  /// With the rows and columns of some parameters replaced by those of the identity, so that a
  /// solution leaves them out.
  func freeing(_ isFree: (level: Bool, alpha: Bool, persistence: Bool)) -> Symmetric3 {
    func row(_ row: Vector3, _ isFreeRow: Bool, _ place: WritableKeyPath<Vector3, Int128>)
      -> Vector3
    {
      var result = Vector3(
        level: isFree.level && isFreeRow ? row.level : 0,
        alpha: isFree.alpha && isFreeRow ? row.alpha : 0,
        persistence: isFree.persistence && isFreeRow ? row.persistence : 0)
      if !isFreeRow { result[keyPath: place] = Fixed.unit }
      return result
    }
    var result = Symmetric3()
    result.level = row(level, isFree.level, \.level)
    result.alpha = row(alpha, isFree.alpha, \.alpha)
    result.persistence = row(persistence, isFree.persistence, \.persistence)
    return result
  }

  /// The inverse of a positive definite matrix, by its factors `L D L'`; fails where it is none, as
  /// far as 18 decimals tell.
  func inverse() throws(ArithmeticError) -> Symmetric3 {
    let first = level.level
    let l21 = try Fixed.divide(level.alpha, first, .halfUp)
    let l31 = try Fixed.divide(level.persistence, first, .halfUp)
    let second = try Fixed.subtract(alpha.alpha, Fixed.multiply(l21, level.alpha, .halfUp))
    let rest = try Fixed.subtract(
      alpha.persistence, Fixed.multiply(l31, level.alpha, .halfUp))
    let l32 = try Fixed.divide(rest, second, .halfUp)
    let taken = try Fixed.add(
      Fixed.multiply(l31, level.persistence, .halfUp), Fixed.multiply(l32, rest, .halfUp))
    let third = try Fixed.subtract(persistence.persistence, taken)
    guard first > 0, second > 0, third > 0 else { throw .divisionByZero }
    func column(_ target: Vector3) throws(ArithmeticError) -> Vector3 {
      let y1 = target.level
      let y2 = try Fixed.subtract(target.alpha, Fixed.multiply(l21, y1, .halfUp))
      let y3 = try Fixed.subtract(
        target.persistence,
        Fixed.add(Fixed.multiply(l31, y1, .halfUp), Fixed.multiply(l32, y2, .halfUp)))
      let x3 = try Fixed.divide(y3, third, .halfUp)
      let x2 = try Fixed.subtract(
        Fixed.divide(y2, second, .halfUp), Fixed.multiply(l32, x3, .halfUp))
      let x1 = try Fixed.subtract(
        Fixed.divide(y1, first, .halfUp),
        Fixed.add(Fixed.multiply(l21, x2, .halfUp), Fixed.multiply(l31, x3, .halfUp)))
      return Vector3(level: x1, alpha: x2, persistence: x3)
    }
    var result = Symmetric3()
    result.level = try column(Vector3(level: Fixed.unit))
    result.alpha = try column(Vector3(alpha: Fixed.unit))
    result.persistence = try column(Vector3(persistence: Fixed.unit))
    return result
  }
}
