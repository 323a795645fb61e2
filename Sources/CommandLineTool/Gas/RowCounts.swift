import Compiler
import Diagnostics
import Reference
import Semantics

/// The sizes of tables as a command line gives them: `--rows Account=1000,Market=4`.
struct RowCounts {
  let given: [(table: String, count: Int)]

  init(given: [(table: String, count: Int)]) { self.given = given }

  init?(_ arguments: ParsedArguments) throws(UsageError) {
    guard let text = arguments.value("rows") else { return nil }
    guard !text.isEmpty else { throw .missingValue(option: "--rows", value: "TABLE=N,..") }
    var given: [(table: String, count: Int)] = []
    for part in RowCounts.parts(of: text) {
      let (table, count) = try RowCounts.size(part)
      guard !given.contains(where: { $0.table == table }) else {
        throw .repeated(option: "--rows", name: table)
      }
      given.append((table, count))
    }
    self.given = given
  }

  /// The text between commas. A comma inside a number, which should not be there, is kept, so that
  /// the mistake is seen whole.
  private static func parts(of text: String) -> [String] {
    var parts: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      if let last = parts.indices.last, parts[last].contains("="), WholeNumber(part) != .none {
        parts[last] += ",\(part)"
      } else {
        parts.append(String(part))
      }
    }
    return parts
  }

  private static func size(_ part: String) throws(UsageError) -> (String, Int) {
    let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      .map(String.init)
    var wanted = "write it as `Account=1000`"
    if pair.count == 2, !pair[0].isEmpty {
      switch WholeNumber(pair[1]) {
      case .number(let count): return (pair[0], count)
      case .tooLarge:
        throw .tooLarge(option: "--rows", found: part, limit: RowCounts.limit)
      case .none:
        if let meant = WholeNumber.withoutCommas(pair[1]) {
          wanted = "a comma begins the next table: write `\(pair[0])=\(meant)`"
        }
      }
    }
    throw .badValue(what: "size of a table", found: part, wanted: wanted)
  }

  private static let limit =
    "all tables of a contract together hold at most \(grouped(Population.cellLimit)) values"

  /// The rows of every table of a contract; tables that are not named have the rows an example
  /// would have. Names that `contract` does not have are left to `unknown`, because another contract
  /// of the same run may have them.
  func rows(of contract: CheckedContract) throws(UsageError) -> [Int] {
    try population(of: contract).counts
  }

  func population(of contract: CheckedContract) throws(UsageError) -> Population {
    var population: [TableID: CheckedExample.Population] = [:]
    for (name, count) in given {
      guard let table = contract.tables.firstIndex(where: { $0.name == name }) else { continue }
      guard contract.tables[table].keys.isEmpty, contract.tables[table].fixedRows == nil else {
        throw .badValue(
          what: "table to size", found: name,
          wanted: contract.tables[table].keys.isEmpty
            ? "its rows are written in the contract"
            : "its rows are the combinations of its keys: size their tables")
      }
      population[table] = CheckedExample.Population(count: count)
    }
    do { return try Population(of: contract, given: population) } catch {
      let found = given.map { "\($0.table)=\($0.count)" }.joined(separator: ",")
      guard case .tooManyCells = error else {
        throw .badValue(what: "size of tables", found: found, wanted: error.headline)
      }
      throw .tooLarge(option: "--rows", found: found, limit: error.headline)
    }
  }

  /// Refuses a name that none of the contracts has.
  func check(against contracts: [CheckedContract]) throws(UsageError) {
    let tables = contracts.flatMap { $0.tables.map(\.name) }
    for (name, _) in given where !tables.contains(name) {
      throw .badValue(
        what: "table", found: name,
        wanted: advice(for: name, among: tables, called: "tables"))
    }
  }
}

extension CommandDescription.Option {
  static let rows = Self(
    "rows", value: "TABLE=N,..", "how many rows tables have; those not named have 8")
}

/// `1_234_567`: numbers a person compares, in the notation of the language.
func grouped(_ number: Int) -> String {
  var text = ""
  for (index, digit) in String(number).reversed().enumerated() {
    if index > 0, index % 3 == 0 { text.append("_") }
    text.append(digit)
  }
  return String(text.reversed())
}
