/// A table of texts as a file has it: columns by name, rows with the lines they stand on.
///
///     let table = try TextTable.load(text: Array("id,collateral\n7,1.5\n".utf8))
///     // table.rows[0].values == ["7", "1.5"], table.rows[0].line == 2
///
/// It knows nothing of contracts: what the values mean, and which columns there should be, is up to
/// whoever fits it to a table of one. Numbers are the texts they were.
package struct TextTable: Hashable, Sendable {
  package let columns: [String]
  package let rows: [Row]

  package struct Row: Hashable, Sendable {
    /// The line it begins on, counted from one.
    package let line: Int
    /// A value for each column; `nil` where the row has none.
    package let values: [String?]
  }

  /// More values than this are refused.
  package static let limit = 8_000_000

  /// Reads separated values with a line of names first, or JSON with one list of objects in it.
  package static func load(text: [UInt8]) throws(ImportError) -> TextTable {
    if let kind = ImportError.BinaryKind(of: text) { throw .binary(kind) }
    let start = text.first { ![0xEF, 0xBB, 0xBF, 0x20, 0x09, 0x0A, 0x0D].contains($0) }
    switch start {
    case nil: throw .empty
    case UInt8(ascii: "["), UInt8(ascii: "{"): return try TextTable(json: text)
    default: return try TextTable(separated: text)
    }
  }

  /// Every row has as many fields as there are names; what is wrong is told by row.
  private init(separated text: [UInt8]) throws(ImportError) {
    var source = SeparatedRows(text)
    guard source.next() else { throw .empty }
    let columns = source.fields.map { source.text($0) }
    var names: Set<String> = []
    for name in columns where !names.insert(name).inserted {
      throw .repeatedColumn(name, row: source.line)
    }
    var rows: [Row] = []
    var problems = ImportFindings()
    if source.hasBrokenQuote { problems.append(source.finding(.quote)) }
    while source.next() {
      if source.hasBrokenQuote {
        problems.append(source.finding(.quote))
      } else if source.fields.count != columns.count {
        problems.append(
          source.finding(.columns(found: source.fields.count, wanted: columns.count)))
      } else {
        guard (rows.count + 1) * columns.count <= TextTable.limit else {
          throw .tooManyRows(limit: rows.count)
        }
        rows.append(
          Row(
            line: source.line,
            values: source.fields.map { $0.range.isEmpty ? nil : source.text($0) }))
      }
    }
    guard problems.isEmpty else { throw .rows(problems) }
    self.columns = columns
    self.rows = rows
  }

  /// The one list of objects in the document, wherever it is. Objects in a row give columns such as
  /// `user.id`; a column that a row lacks has no value there.
  private init(json text: [UInt8]) throws(ImportError) {
    let document: JSONNode
    do throws(JSONError) { document = try JSONReader.read(text) } catch { throw .json(error) }
    let lists = document.objectLists
    guard lists.count == 1 else { throw .json(.noTable(lists: lists.count)) }
    var columns: [String] = []
    var places: [String: Int] = [:]
    var flat: [(line: Int, values: [(column: Int, text: String?)])] = []
    var size = 0
    for item in lists[0] {
      var values: [(String, String?)] = []
      do throws(JSONError) {
        try item.value.flatten(into: &values, under: "", row: item.line)
      } catch {
        throw .json(error)
      }
      var row: [(column: Int, text: String?)] = []
      var taken: Set<String> = []
      for (name, text) in values {
        // `{ "a.b": 1, "a": { "b": 2 } }` says it twice.
        guard taken.insert(name).inserted else { throw .repeatedColumn(name, row: item.line) }
        let place = places[name] ?? columns.count
        if place == columns.count {
          places[name] = place
          columns.append(name)
        }
        row.append((place, text))
      }
      flat.append((item.line, row))
      size = flat.count * columns.count
      guard size <= TextTable.limit else { throw .tooManyRows(limit: flat.count - 1) }
    }
    self.columns = columns
    rows = flat.map { line, values in
      var row = [String?](repeating: nil, count: columns.count)
      for (column, text) in values { row[column] = text }
      return Row(line: line, values: row)
    }
  }
}

extension SeparatedRows {
  fileprivate func finding(_ problem: ImportProblem) -> ImportFinding {
    ImportFinding(row: line, column: nil, place: place, problem: problem)
  }
}

extension JSONNode {
  /// Every list whose items are objects, at least one, that is not inside another such list.
  fileprivate var objectLists: [[JSONItem]] {
    switch self {
    case .array(let items):
      if !items.isEmpty, items.allSatisfy({ $0.value.isObject }) { return [items] }
      return items.flatMap { $0.value.objectLists }
    case .object(let fields): return fields.flatMap { $0.value.objectLists }
    case .null, .bool, .number, .string: return []
    }
  }

  private var isObject: Bool {
    if case .object = self { true } else { false }
  }

  /// The values of a row by name, those of objects in it under `outer.inner`.
  fileprivate func flatten(
    into values: inout [(String, String?)], under name: String, row: Int
  ) throws(JSONError) {
    switch self {
    case .null: values.append((name, nil))
    case .bool(let value): values.append((name, value ? "true" : "false"))
    case .number(let text), .string(let text): values.append((name, text))
    case .array: throw .listInRow(row: row, column: name)
    case .object(let fields):
      for field in fields {
        let inner = name.isEmpty ? field.name : name + "." + field.name
        try field.value.flatten(into: &values, under: inner, row: row)
      }
    }
  }
}
