import Diagnostics

/// Text inside XML and HTML.
enum Markup {
  /// What becomes of a line break: browsers take one for a blank, build servers show it.
  enum Breaks: String {
    case blanks = " "
    case lines = "&#10;"
  }

  /// Nothing a file holds becomes markup, in an element or between quotes of either kind, and nothing
  /// in it moves what stands beside it. What XML cannot hold at all is written out before, as on a
  /// terminal, but for two scalars that are no letters anywhere.
  static func escaped(_ text: String, _ breaks: Breaks = .blanks) -> String {
    var result = ""
    for scalar in text.escapedForDisplay.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n": result += breaks.rawValue
      case "\u{FFFE}", "\u{FFFF}": result += "?"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
