import Numerics
import Semantics

/// A text of a snapshot as a word of a field: `1_250.5`, `1_250.5 USD`, `90s`, `true`, `halted`,
/// the name of a row.
struct SnapshotValue {
  let contract: CheckedContract
  let type: ValueType
  let isSigned: Bool
  let range: WordRange?

  init(_ contract: CheckedContract, _ type: ValueType, isSigned: Bool, _ range: WordRange?) {
    self.contract = contract
    self.type = type
    self.isSigned = isSigned
    self.range = range
  }

  /// - Parameter labels: the row of a table that is called so.
  func word(
    _ text: String, labels: (String, TableID) -> Int?
  ) throws(SnapshotProblem.Reason) -> Int128 {
    let text = String(text.drop { $0 == " " })
    let word =
      switch type {
      case .fixed(let dimension): try number(text, dimension, isWhole: false)
      case .integer(let dimension): try number(text, dimension, isWhole: true)
      case .time: try number(text, .duration, isWhole: false)
      case .truth: try member(text, ["false", "true"])
      case .enumeration(let id): try member(text, contract.enumerations[id].members)
      case .row(let table):
        if text == "none" { noRow } else { try row(text, table, labels(text, table)) }
      case .unknown: throw SnapshotProblem.Reason.notNumber(text)
      }
    if let range, !range.contains(word) {
      throw .outOfRange(text, low: shown(range.lowerBound), high: shown(range.upperBound))
    }
    return word
  }

  private func shown(_ word: Int128) -> String {
    if case .integer = type { Integer.text(word) } else { Fixed.text(word) }
  }

  private func member(
    _ text: String, _ names: [String]
  ) throws(SnapshotProblem.Reason) -> Int128 {
    guard let place = names.firstIndex(of: text) else { throw .notMember(text, known: names) }
    return Int128(place)
  }

  private func row(
    _ text: String, _ table: TableID, _ row: Int?
  ) throws(SnapshotProblem.Reason) -> Int128 {
    guard let row else {
      throw .unknownRow(text, table: contract.tables[table].name, known: [])
    }
    return Int128(row)
  }

  /// A number, with the unit of the field behind it or none.
  private func number(
    _ text: String, _ dimension: Dimension, isWhole: Bool
  ) throws(SnapshotProblem.Reason) -> Int128 {
    let body = text.prefix {
      !$0.isWhitespace && !$0.isLetter && $0 != "%" || $0 == "e" || $0 == "E"
    }
    var unit = String(text.dropFirst(body.count).filter { $0 != " " })
    var digits = String(body.filter { $0 != "_" })
    // Thousands, as sheets write them: `1,250.5`.
    if SnapshotValue.hasThousands(digits) { digits = digits.replacing(",", with: "") }
    let isNegative = digits.hasPrefix("-")
    if isNegative { digits.removeFirst() }
    let isPercent = unit == "%" && dimension.isNone && !isWhole
    if isPercent || dimension == .duration && unit == "s" { unit = "" }
    let decimal: Decimal
    do throws(DecimalError) { decimal = try Decimal(parsing: digits.utf8) } catch {
      throw .notNumber(text)
    }
    guard unit.isEmpty || unit == "\(dimension)" else {
      // `5 + 1` and `5 * debt` are no numbers with a unit.
      if !(unit.first?.isLetter ?? true) || unit.contains(where: { "+*(".contains($0) }) {
        throw .notNumber(text)
      }
      throw .wrongUnit(unit, wanted: dimension.isNone ? nil : "\(dimension)")
    }
    let word: Int128
    do throws(DecimalError) {
      word =
        isWhole
        ? try decimal.integer() : try decimal.fixedRaw(shiftedBy: isPercent ? -2 : 0)
    } catch { throw isWhole ? .notWhole(text) : .tooLarge(text) }
    guard !isNegative || isSigned || word == 0 else { throw .negative(text) }
    return isNegative ? -word : word
  }

  /// Whether commas stand before every third digit from the point, and nowhere else.
  private static func hasThousands(_ digits: String) -> Bool {
    let whole = digits.prefix { $0 != "." }.drop { $0 == "-" }
    let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
    return groups.count > 1 && 1...3 ~= groups[0].count
      && groups.dropFirst().allSatisfy { $0.count == 3 }
  }
}
