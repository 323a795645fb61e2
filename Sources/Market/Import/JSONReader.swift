/// A JSON value as it was read. Numbers keep their text, so nothing is lost of them.
package indirect enum JSONNode: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSONItem])
  case object([JSONField])
}

/// A value in a list, and the line it begins on, counted from one.
package struct JSONItem: Hashable, Sendable {
  package let line: Int
  package let value: JSONNode
}

/// A value of an object under its name.
package struct JSONField: Hashable, Sendable {
  package let name: String
  package let value: JSONNode
}

/// Why a text is no JSON. Lines and columns of bytes count from one.
package enum JSONError: Error, Hashable, Sendable {
  case unexpected(line: Int, column: Int)
  case unfinished
  case tooDeep(limit: Int)
  case badString(line: Int, column: Int)
  case repeatedName(String, line: Int)
  /// No list of objects is in it, or more than one.
  case noTable(lists: Int)
  /// A list stands where one value should.
  case listInRow(row: Int, column: String)

  package var headline: String {
    switch self {
    case .unexpected(let line, let column):
      "line \(line), column \(column) is no JSON"
    case .unfinished: "the JSON ends too early"
    case .tooDeep(let limit): "the JSON is nested more than \(limit) deep"
    case .badString(let line, let column):
      "the text at line \(line), column \(column) is no JSON string"
    case .repeatedName(let name, let line): "the object at line \(line) has `\(name)` twice"
    case .noTable(let lists):
      lists == 0 ? "the JSON holds no list of objects" : "the JSON holds \(lists) lists of objects"
    case .listInRow(let row, let column):
      "the row at line \(row) has a list under `\(column)`, not a value"
    }
  }
}

/// Reads JSON (RFC 8259), strictly, in time and memory in proportion to its length. Nesting is
/// limited, so no input can exhaust the stack.
package struct JSONReader {
  package static let depthLimit = 64

  private let bytes: [UInt8]
  private var cursor: Int
  private var line = 1
  private var lineStart = 0

  package static func read(_ bytes: [UInt8]) throws(JSONError) -> JSONNode {
    var reader = JSONReader(bytes)
    let node = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.cursor == bytes.count else { throw reader.unexpected }
    return node
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    cursor = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  private var here: UInt8? { cursor < bytes.count ? bytes[cursor] : nil }

  private var unexpected: JSONError {
    cursor < bytes.count ? .unexpected(line: line, column: cursor - lineStart + 1) : .unfinished
  }

  private mutating func skipBlanks() {
    while let byte = here {
      switch byte {
      case 0x0A:
        cursor += 1
        (line, lineStart) = (line + 1, cursor)
      case 0x20, 0x09, 0x0D: cursor += 1
      default: return
      }
    }
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONNode {
    guard depth <= JSONReader.depthLimit else { throw .tooDeep(limit: JSONReader.depthLimit) }
    skipBlanks()
    switch here {
    case UInt8(ascii: "{"): return .object(try object(depth: depth))
    case UInt8(ascii: "["): return .array(try array(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func word(_ word: StaticString, _ node: JSONNode) throws(JSONError) -> JSONNode {
    for byte in word.description.utf8 { try expect(byte) }
    return node
  }

  private mutating func expect(_ byte: UInt8) throws(JSONError) {
    guard here == byte else { throw unexpected }
    cursor += 1
  }

  private mutating func array(depth: Int) throws(JSONError) -> [JSONItem] {
    cursor += 1
    skipBlanks()
    if take(UInt8(ascii: "]")) { return [] }
    var items: [JSONItem] = []
    while true {
      skipBlanks()
      let start = line
      items.append(JSONItem(line: start, value: try value(depth: depth + 1)))
      skipBlanks()
      if take(UInt8(ascii: "]")) { return items }
      try expect(UInt8(ascii: ","))
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> [JSONField] {
    let start = line
    cursor += 1
    skipBlanks()
    if take(UInt8(ascii: "}")) { return [] }
    var fields: [JSONField] = []
    var names: Set<String> = []
    while true {
      skipBlanks()
      guard here == UInt8(ascii: "\"") else { throw unexpected }
      let name = try string()
      guard names.insert(name).inserted else { throw .repeatedName(name, line: start) }
      skipBlanks()
      try expect(UInt8(ascii: ":"))
      fields.append(JSONField(name: name, value: try value(depth: depth + 1)))
      skipBlanks()
      if take(UInt8(ascii: "}")) { return fields }
      try expect(UInt8(ascii: ","))
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard here == byte else { return false }
    cursor += 1
    return true
  }

  private mutating func number() throws(JSONError) -> String {
    let start = cursor
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try digits() }
    if take(UInt8(ascii: ".")) { try digits() }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    return String(decoding: bytes[start..<cursor], as: UTF8.self)
  }

  private mutating func digits() throws(JSONError) {
    let start = cursor
    while let byte = here, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { cursor += 1 }
    if cursor == start { throw unexpected }
  }

  private mutating func string() throws(JSONError) -> String {
    let bad = JSONError.badString(line: line, column: cursor - lineStart + 1)
    cursor += 1
    var text: [UInt8] = []
    while let byte = here {
      cursor += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else { throw bad }
        return string
      case UInt8(ascii: "\\"):
        guard let scalar = escape() else { throw here == nil ? .unfinished : bad }
        text += String(scalar).utf8
      case ..<0x20: throw bad
      default: text.append(byte)
      }
    }
    throw .unfinished
  }

  /// What stands behind a backslash.
  private mutating func escape() -> Unicode.Scalar? {
    guard let byte = here else { return nil }
    cursor += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return codePoint()
    default: return nil
    }
  }

  /// The four digits of `\u`, and a second `\u` where the first is half a pair.
  private mutating func codePoint() -> Unicode.Scalar? {
    guard let first = codeUnit() else { return nil }
    guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
    guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")), let second = codeUnit(),
      (0xDC00..<0xE000).contains(second)
    else { return nil }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
  }

  private mutating func codeUnit() -> UInt32? {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = here, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        return nil
      }
      cursor += 1
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
