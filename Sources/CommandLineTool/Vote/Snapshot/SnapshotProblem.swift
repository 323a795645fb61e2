import Diagnostics
import Market

/// Why a snapshot does not fit what a spec deploys; wording is below.
struct SnapshotProblem: Error, Equatable {
  /// The line of the file, counted from one; `nil` for what is about the file as a whole.
  let line: Int?
  /// The name of the column.
  let column: String?
  let reason: Reason

  enum Reason: Error, Equatable {
    case file(ImportError)
    /// In the words of who read it, with the row.
    case row(String)
    case noAccounts(column: String?, tables: [String])
    case unknownColumn(known: [String])
    case unknownRow(String, table: String, known: [String])
    case unknownState(String, known: [String])
    case empty
    case noLabel
    case repeatedLabel(String, line: Int)
    case notNumber(String)
    case notWhole(String)
    case tooLarge(String)
    case wrongUnit(String, wanted: String?)
    case negative(String)
    case outOfRange(String, low: String, high: String)
    case notMember(String, known: [String])
    case stateWithoutValue
  }

  init(_ reason: Reason, line: Int? = nil, column: String? = nil) {
    self.reason = reason
    self.line = line
    self.column = column
  }

  var headline: String {
    let place = [line.map { "row \($0)" }, column.map { "column `\($0)`" }]
      .compactMap { $0 }.joined(separator: ", ")
    return place.isEmpty ? what : "\(place): \(what)"
  }

  private var what: String {
    switch reason {
    case .file(let error): error.headline
    case .row(let text): text
    case .noAccounts(let column?, _): "`\(column)` is no table of accounts"
    case .noAccounts(nil, _): "there are no columns"
    case .unknownColumn: "the contract has no such field"
    case .unknownRow(let name, let table, _): "`\(table)` has no row `\(name)`"
    case .unknownState(let name, _): "the contract has no state `\(name)`"
    case .empty: "there are no accounts in it"
    case .noLabel: "the account has no name"
    case .repeatedLabel(let name, let line):
      "the account `\(name)` is there already, in row \(line)"
    case .notNumber(let text): "`\(text)` is no number"
    case .notWhole(let text): "`\(text)` is no whole number"
    case .tooLarge(let text): "`\(text)` is too large, or has more than 18 decimals"
    case .wrongUnit(let unit, let wanted?): "this is in `\(unit)`, and the field is in `\(wanted)`"
    case .wrongUnit(let unit, nil): "this is in `\(unit)`, and the field has no unit"
    case .negative(let text): "`\(text)` is below zero"
    case .outOfRange(let text, let low, let high): "`\(text)` is not within \(low) to \(high)"
    case .notMember(let text, _): "`\(text)` is none of its values"
    case .stateWithoutValue: "a state needs a number in the column `value`"
    }
  }

  var help: String? {
    switch reason {
    case .file(let error): error.help
    case .noAccounts(_, let tables): "call the first column as a table: \(Self.list(tables))"
    case .unknownColumn(let known):
      "there are \(Self.list(nearestFirst(column ?? "", among: known)))"
    case .unknownRow(let name, _, let known), .unknownState(let name, let known),
      .notMember(let name, let known):
      "there are \(Self.list(nearestFirst(name, among: known)))"
    case .negative: "call the column `signed NAME` if it may be"
    case .notNumber, .notWhole: "write a number, not an expression"
    case .wrongUnit: "convert it first"
    case .row, .empty, .noLabel, .repeatedLabel, .tooLarge, .outOfRange, .stateWithoutValue: nil
    }
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
    return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
  }
}
