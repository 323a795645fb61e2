import Diagnostics

/// Text inside XML and HTML.
enum Markup {
  /// Nothing a file holds becomes markup, in an element or between quotes of either kind, and nothing
  /// in it moves what stands beside it.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.escapedForDisplay.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n": result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
