import Numerics

/// A type as the writer of random contracts thinks of it, and how it is written.
enum Kind: Hashable {
  case fixed(Units)
  case whole(Units)
  case time
  case truth
  /// A member of the enum with this number.
  case choice(Int)
  /// A row of the table with this number.
  case row(Int)

  static let ratio = Kind.fixed(.none)
  static let count = Kind.whole(.none)
  static let duration = Kind.fixed(.duration)

  var isNumber: Bool {
    switch self {
    case .fixed, .whole: true
    case .time, .truth, .choice, .row: false
    }
  }
}

/// Powers of the declared units and of `duration`, which comes last.
struct Units: Hashable {
  var powers: [Int]

  static let names = ["USD", "BTC", "lot", "duration"]
  static let none = Units(powers: [0, 0, 0, 0])
  static let usd = Units(powers: [1, 0, 0, 0])
  static let btc = Units(powers: [0, 1, 0, 0])
  static let price = Units(powers: [1, -1, 0, 0])
  static let lot = Units(powers: [0, 0, 1, 0])
  static let duration = Units(powers: [0, 0, 0, 1])

  static func * (left: Units, right: Units) -> Units {
    Units(powers: zip(left.powers, right.powers).map(+))
  }

  static func / (left: Units, right: Units) -> Units {
    Units(powers: zip(left.powers, right.powers).map(-))
  }

  /// Not so far from what people count in that expressions of it cannot be found any more.
  var isPlain: Bool { powers.allSatisfy { abs($0) <= 2 } }

  var text: String {
    func power(_ index: Int) -> String {
      let exponent = abs(powers[index])
      return Units.names[index] + (exponent == 1 ? "" : "^\(exponent)")
    }
    let over = powers.indices.filter { powers[$0] > 0 }.map(power)
    let under = powers.indices.filter { powers[$0] < 0 }.map { "/" + power($0) }
    return (over.isEmpty ? "ratio" : over.joined(separator: "*")) + under.joined()
  }
}

extension Kind {
  /// A number as a declaration of this kind writes it, without a unit.
  func number(_ word: Int128) -> String {
    guard case .fixed = self else { return "\(word)" }
    let magnitude = word.magnitude
    let unit = UInt128(Fixed.unit)
    let digits = String(magnitude % unit)
    let decimals = String(repeating: "0", count: 18 - digits.count) + digits
    let text = "\(word < 0 ? "-" : "")\(magnitude / unit)"
    return magnitude % unit == 0 ? text : "\(text).\(decimals)"
  }
}
