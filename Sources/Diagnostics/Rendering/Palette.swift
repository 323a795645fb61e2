/// The few colours a report uses, or none of them.
package struct Palette: Sendable {
  private let isColoured: Bool

  package static let plain = Palette(isColoured: false)
  package static let colour = Palette(isColoured: true)

  package enum Role: Sendable {
    case error, warning, note, place, headline, success

    fileprivate var code: String {
      switch self {
      case .error: "1;31"
      case .warning: "1;33"
      case .note: "1;36"
      case .place: "1;34"
      case .headline: "1"
      case .success: "1;32"
      }
    }
  }

  package func paint(_ text: String, _ role: Role) -> String {
    isColoured && !text.isEmpty ? "\u{1B}[\(role.code)m\(text)\u{1B}[0m" : text
  }
}

extension Severity {
  package var role: Palette.Role {
    switch self {
    case .error: .error
    case .warning: .warning
    case .note: .note
    }
  }
}
