/// Writes a document with two-space indentation; arrays and objects that fit on a line stay on it.
package struct JSONWriter: Sendable {
  private static let lineWidth = 80

  private var text = ""

  /// The document and a final line break. Every string comes out as valid JSON whatever it holds.
  package static func write(_ value: JSONValue) -> String {
    var writer = JSONWriter()
    writer.write(value, indent: 0)
    return writer.text + "\n"
  }

  /// The document on one line, without a final line break.
  package static func writeCompact(_ value: JSONValue) -> String {
    var writer = JSONWriter()
    writer.writeInline(value)
    return writer.text
  }

  /// Depth is that of documents the program builds, never of anything read.
  private mutating func write(_ value: JSONValue, indent: Int) {
    let children: [(key: String?, value: JSONValue)]
    let brackets: (open: String, close: String)
    switch value {
    case .array(let elements):
      children = elements.map { (nil, $0) }
      brackets = ("[", "]")
    case .object(let members):
      children = members.map { ($0.key, $0.value) }
      brackets = ("{", "}")
    case .null, .bool, .integer, .string:
      return writeInline(value)
    }
    let inline = value.isNested ? nil : JSONWriter.writeCompact(value)
    if let inline, indent + inline.utf8.count <= JSONWriter.lineWidth || children.isEmpty {
      text += inline
      return
    }
    let margin = "\n" + String(repeating: " ", count: indent)
    text += brackets.open
    for (index, child) in children.enumerated() {
      text += (index == 0 ? "" : ",") + margin + "  "
      if let key = child.key {
        writeString(key)
        text += ": "
      }
      write(child.value, indent: indent + 2)
    }
    text += margin + brackets.close
  }

  private mutating func writeInline(_ value: JSONValue) {
    switch value {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .string(let value): writeString(value)
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += ", " }
        writeInline(element)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += ", " }
        writeString(member.key)
        text += ": "
        writeInline(member.value)
      }
      text += "}"
    }
  }

  private mutating func writeString(_ string: String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      // Controls must be escaped; U+2028 and U+2029 break JSON pasted into older JavaScript, and a
      // document that is looked at on a terminal must not paint it.
      default:
        guard scalar.isHidden else {
          text.unicodeScalars.append(scalar)
          continue
        }
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
    }
    text += "\""
  }
}

extension JSONValue {
  /// Whether an array or object holds an array or object that is not empty.
  fileprivate var isNested: Bool {
    switch self {
    case .array(let elements): elements.contains(where: \.isFilledContainer)
    case .object(let members): members.contains(where: \.value.isFilledContainer)
    case .null, .bool, .integer, .string: false
    }
  }

  private var isFilledContainer: Bool {
    switch self {
    case .array(let elements): !elements.isEmpty
    case .object(let members): !members.isEmpty
    case .null, .bool, .integer, .string: false
    }
  }
}
