import Diagnostics
import Machine
import Semantics

/// What all bodies of a program share: constants, places, and everything else an operand numbers.
/// Equal things are kept once.
struct Pool {
  private(set) var constants: [Int128] = []
  private var constantNumbers: [Int128: Int] = [:]
  private var boundNumbers: [WordRange: Int] = [:]
  private(set) var spans: [Span] = []
  private var spanNumbers: [Span: Int] = [:]
  private(set) var keys: [Program.Key] = []
  private var keyNumbers: [[Int]: Int] = [:]
  private(set) var failures: [Program.Failure] = []
  private var failureNumbers: [Program.Failure: Int] = [:]
  private(set) var demands: [Demand] = []
  var trials: [TrialDraft] = []
  var memories: [MemoryDraft] = []
  var surveys: [SurveyDraft] = []
  private(set) var localColumns: [Program.LocalColumn] = []
  /// Columns and selections of a strip that some region uses.
  var temporaryCount = 0
  var selectionCount = 0

  mutating func constant(_ word: Int128) -> Term {
    if let number = constantNumbers[word] { return .constant(number) }
    constantNumbers[word] = constants.count
    constants.append(word)
    return .constant(constants.count - 1)
  }

  /// The least and the greatest word of a range, next to each other.
  mutating func bounds(_ range: WordRange) -> Term {
    if let number = boundNumbers[range] { return .constant(number) }
    boundNumbers[range] = constants.count
    constants += [range.lowerBound, range.upperBound]
    return .constant(constants.count - 2)
  }

  mutating func place(_ span: Span) -> Int {
    if let number = spanNumbers[span] { return number }
    spanNumbers[span] = spans.count
    spans.append(span)
    return spans.count - 1
  }

  mutating func key(_ key: Int, of table: TableID) -> Term {
    if let number = keyNumbers[[table, key]] { return .number(number) }
    keyNumbers[[table, key]] = keys.count
    keys.append(Program.Key(table: table, key: key))
    return .number(keys.count - 1)
  }

  mutating func failure(_ failure: Program.Failure) -> Term {
    if let number = failureNumbers[failure] { return .number(number) }
    failureNumbers[failure] = failures.count
    failures.append(failure)
    return .number(failures.count - 1)
  }

  mutating func failure(of demand: Demand) -> Term {
    demands.append(demand)
    return failure(.demand(demands.count - 1))
  }

  mutating func localColumn(_ tables: [TableID]) -> Int {
    localColumns.append(Program.LocalColumn(tables: tables))
    return localColumns.count - 1
  }
}

/// A question whose words are not yet numbers.
struct TrialDraft {
  let action: ActionID
  let arguments: [Term]
  let caller: Caller
  /// The body that asks: its registers are meant.
  let unit: UnitName

  enum Caller {
    case anyone
    case role(RoleID)
    case row(TableID, Term)
    case someRow(TableID)
  }
}

/// What a region remembers, its words not yet numbers.
struct MemoryDraft {
  let table: TableID
  let columns: [Int]
  let words: [Term]
  let hasValues: Bool
  let unit: UnitName
}

/// A question for every row, its words not yet numbers, and what is to become its code.
struct SurveyDraft {
  let table: TableID
  let keys: [Term]
  let words: [Term]
  /// The body that asks: its registers are meant.
  let unit: UnitName
  let question: SurveyQuestion
}

/// What is asked of a row, and as which names the body knows the row and the words.
struct SurveyQuestion {
  let expression: CheckedExpression
  let scope: Scope
  /// The row, then the keys, then the words.
  let parameters: [LocalID]
}

/// Which body a unit is.
enum UnitName: Hashable {
  case function(FunctionID)
  case entry(Int)
}
