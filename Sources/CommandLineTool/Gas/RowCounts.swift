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
    var given: [(table: String, count: Int)] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2, !pair[0].isEmpty,
        let count = Int(pair[1].filter { $0 != "_" }), count >= 0
      else {
        throw .badValue(
          what: "size of a table", found: String(part), wanted: "write it as `Account=1000`")
      }
      given.append((String(pair[0]), count))
    }
    self.given = given
  }

  /// The rows of every table of a contract; tables that are not named have the rows an example
  /// would have. Names that `contract` does not have are left to `unknown`, because another contract
  /// of the same run may have them.
  func rows(of contract: CheckedContract) throws(UsageError) -> [Int] {
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
    do { return try Population(of: contract, given: population).counts } catch {
      throw .badValue(
        what: "size of tables",
        found: given.map { "\($0.table)=\($0.count)" }.joined(separator: ","),
        wanted: error.headline)
    }
  }

  /// Refuses a name that none of the contracts has.
  func check(against contracts: [CheckedContract]) throws(UsageError) {
    let tables = contracts.flatMap { $0.tables.map(\.name) }
    for (name, _) in given where !tables.contains(name) {
      throw .badValue(
        what: "table", found: name,
        wanted: nearest(name, among: tables).map { "did you mean `\($0)`?" }
          ?? "no contract here has it")
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
