import Numerics
import Reference
import Semantics

/// A parameter and the values it is given, one after the other.
///
///     maintenance_margin=2%..10%:17     Market[ETH].haircut=5%..20%:4     max_price_age=10min..2h:12
///     selection=pro_rata,capped         follow_comovement=false,true
struct SweepAxis {
  let text: String
  let place: CheckedProposal.Place
  let type: ValueType
  let values: [Int128]
  /// Of a policy, an enum or a truth, what its values are called; none of a quantity.
  private let names: [String]

  /// The most values of an axis.
  private static let mostValues = 200

  init(_ written: String, _ spec: CheckedSpec) throws(CommandRefusal) {
    let parts = written.split(separator: "=", maxSplits: 1)
    guard parts.count == 2 else {
      throw CommandRefusal(
        what: "`\(written)` is no axis", help: "write `--over maintenance_margin=2%..10%:17`")
    }
    text = parts[0].filter { $0 != " " }
    let (place, type, range) = try SweepAxis.parameter(text, spec)
    self.place = place
    self.type = type
    if let known = SweepAxis.names(of: type, spec.contract) {
      names = parts[1].split(separator: ",").map { $0.filter { $0 != " " } }
      values = names.compactMap { known.firstIndex(of: $0).map { Int128($0) } }
      guard values.count == names.count, names.count > 1, Set(names).count == names.count else {
        throw CommandRefusal(
          what: "`\(parts[1])` is no choice of values for `\(text)`",
          help: "write two or more of them: \(known.joined(separator: ","))")
      }
      return
    }
    names = []
    values = try SweepAxis.values(String(parts[1]), type)
    if let range, let bad = values.first(where: { !range.contains($0) }) {
      throw CommandRefusal(
        what: "`\(text)` cannot be \(SweepAxis.text(bad, type))",
        help: "the contract allows \(SweepAxis.text(range.lowerBound, type)) to "
          + SweepAxis.text(range.upperBound, type))
    }
  }

  /// Whether nothing lies between two values, so that none follows from those beside it.
  var isPolicy: Bool { !names.isEmpty }

  func text(of number: Int) -> String {
    isPolicy ? names[number] : SweepAxis.text(values[number], type)
  }

  private static func names(of type: ValueType, _ contract: CheckedContract) -> [String]? {
    switch type {
    case .enumeration(let id): contract.enumerations[id].members
    case .truth: ["false", "true"]
    default: nil
    }
  }

  /// A ratio in percent, as parameters are written.
  static func text(_ word: Int128, _ type: ValueType) -> String {
    switch type {
    case .duration: return durationText(word)
    case .integer: return Integer.text(word)
    default:
      let (hundredfold, overflow) = word.multipliedReportingOverflow(by: 100)
      return type == .ratio && !overflow ? Fixed.text(hundredfold) + "%" : Fixed.text(word)
    }
  }

  private static func parameter(
    _ name: String, _ spec: CheckedSpec
  ) throws(CommandRefusal) -> (CheckedProposal.Place, ValueType, WordRange?) {
    let contract = spec.contract
    if let id = contract.parameters.firstIndex(where: { $0.name == name }) {
      let parameter = contract.parameters[id]
      return try swept((.parameter(id), parameter.type, parameter.range), name)
    }
    let parts = name.split(whereSeparator: { "[].".contains($0) }).map { String($0) }
    if parts.count == 3,
      let table = contract.tables.firstIndex(where: { $0.name == parts[0] }),
      let row = row(parts[1], of: table, spec),
      let field = contract.tables[table].fields.firstIndex(where: {
        $0.name == parts[2] && $0.isParameter
      })
    {
      let declared = contract.tables[table].fields[field]
      return try swept(
        (.field(table, field, row: row), declared.type, declared.range), name)
    }
    let known = contract.parameters.map(\.name).prefix(12).map { "`\($0)`" }
    throw CommandRefusal(
      what: "the spec has no parameter `\(name)`",
      help: "there are \(known.joined(separator: ", ")), and fields such as `Market[ETH].haircut`")
  }

  private static func swept(
    _ found: (CheckedProposal.Place, ValueType, WordRange?), _ name: String
  ) throws(CommandRefusal) -> (CheckedProposal.Place, ValueType, WordRange?) {
    switch found.1 {
    case .fixed, .integer, .enumeration, .truth: return found
    default:
      throw CommandRefusal(
        what: "`\(name)` is no quantity and no policy",
        help: "sweep over numbers, enums and truths, and vote on the rest")
    }
  }

  /// The row of a table with one key or none, by name or number.
  private static func row(_ label: String, of table: TableID, _ spec: CheckedSpec) -> Int? {
    let declared = spec.contract.tables[table]
    guard declared.keys.count <= 1 else { return nil }
    let owner = declared.keys.first?.table ?? table
    let population = spec.population[owner]
    if let named = population?.names.firstIndex(of: label) { return named }
    let count =
      spec.contract.tables[owner].fixedRows?.count ?? population?.count
      ?? CheckedExample.defaultPopulation
    return Int(label).flatMap { 0..<count ~= $0 ? $0 : nil }
  }

  // MARK: - Values

  /// `2%..10%:17`: so many values at equal distances, both ends included.
  private static func values(_ text: String, _ type: ValueType) throws(CommandRefusal) -> [Int128] {
    let parts = text.split(separator: ":", maxSplits: 1)
    let ends = parts.first.map { $0.split(separator: ".", omittingEmptySubsequences: false) } ?? []
    let cut = ends.firstIndex { $0.isEmpty }
    guard parts.count == 2, let cut, case .number(let count) = WholeNumber(parts[1]),
      2...mostValues ~= count,
      let low = word(ends[..<cut].joined(separator: "."), type),
      let high = word(ends[(cut + 1)...].joined(separator: "."), type), low < high
    else {
      throw CommandRefusal(
        what: "`\(text)` is no range of values",
        help: "write `2%..10%:17`: the least, the greatest, and how many, 2 to \(mostValues)")
    }
    let distance = UInt128(truncatingIfNeeded: high) &- UInt128(truncatingIfNeeded: low)
    var values: [Int128] = []
    for number in 0..<count {
      let product = Wide.product(distance, UInt128(number))
      let part = Wide.divide(product.high, product.low, by: UInt128(count - 1)).quotient
      let value = low &+ Int128(truncatingIfNeeded: part)
      if values.last != value { values.append(value) }
    }
    return values
  }

  private static let durations: [(suffix: String, seconds: Int)] = [
    ("min", 60), ("s", 1), ("h", 3_600), ("d", 86_400),
  ]

  private static func word(_ text: String, _ type: ValueType) -> Int128? {
    var digits = text.filter { $0 != "_" && $0 != " " }
    let isNegative = digits.hasPrefix("-")
    if isNegative { digits.removeFirst() }
    var factor = 1
    var places = 0
    if type == .duration {
      guard let unit = durations.first(where: { digits.hasSuffix($0.suffix) }) else { return nil }
      digits.removeLast(unit.suffix.count)
      factor = unit.seconds
    } else if digits.hasSuffix("%"), type == .ratio {
      digits.removeLast()
      places = -2
    }
    guard let decimal = try? Decimal(parsing: digits.utf8) else { return nil }
    let word: Int128? =
      if case .integer = type {
        try? decimal.integer()
      } else if places != 0 {
        try? decimal.fixedRaw(shiftedBy: places)
      } else {
        try? decimal.fixedRaw(multiplier: factor)
      }
    return word.map { isNegative ? -$0 : $0 }
  }
}
