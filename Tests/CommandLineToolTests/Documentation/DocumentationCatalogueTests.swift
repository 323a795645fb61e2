import Foundation
import Market
import Numerics
import Testing

/// The tables of the page about markets, put together from the catalogues that the checker and the
/// models read. On the page each stands between `<!-- catalogue: NAME -->` and `<!-- end -->`.
@Suite("Documentation: catalogues of markets")
struct DocumentationCatalogueTests {
  private static let page = "LanguageMarkets.md"

  private static let tables: [(name: String, text: String)] = [
    ("models", models),
    ("shock", table(of: ModelCatalogue.shock)),
    ("depth", table(of: DepthCatalogue.settings)),
    ("oracle", table(of: OracleCatalogue.settings)),
  ]

  @Test("says what the catalogues say")
  func page() throws {
    let written = try Documentation.text(of: Self.page)
    var text = written
    for (name, table) in Self.tables {
      let begin = try #require(text.range(of: "<!-- catalogue: \(name) -->\n"), "\(name)")
      let end = try #require(
        text.range(of: "<!-- end -->", range: begin.upperBound..<text.endIndex), "\(name)")
      text.replaceSubrange(begin.upperBound..<end.lowerBound, with: "\n\(table)\n")
    }
    if Documentation.isRecording {
      try Data(text.utf8).write(to: Documentation.catalog.appending(path: Self.page))
    }
    #expect(
      text == written, "write the page again: PLIMSOLL_RECORD=1 swift test --filter Documentation")
  }

  private static var models: String {
    var text = """
      | model | what it does | below zero | correlates |
      |---|---|---|---|

      """
    for model in ModelCatalogue.models {
      text += "| `\(model.name)` | \(model.summary) | \(model.mayBeNegative ? "yes" : "no")"
      text += " | \(model.canCorrelate ? "yes" : "no") |\n"
    }
    for model in ModelCatalogue.models {
      text += "\n**`path \(model.name)\(model.form)`**\n"
      if !model.settings.isEmpty { text += "\n" + table(of: model.settings) }
    }
    return text
  }

  private static func table(of settings: [SettingDescription]) -> String {
    var text = "| setting | what it says | |\n|---|---|---|\n"
    for setting in settings {
      text += "| `\(setting.form)` | \(setting.summary) | \(setting.need) |\n"
    }
    return text
  }
}

extension ModelDescription {
  /// How it is written, behind its name.
  fileprivate var form: String {
    if hasParts { return " { weight NUMBER MODEL { .. } .. }" }
    let history = needsHistory ? " \"FILE\"" : ""
    return history + (settings.isEmpty ? "" : " { .. }")
  }
}

extension SettingDescription {
  /// `regime NAME RATIO per TIME [lasting TIME]`.
  fileprivate var form: String {
    let labels = labels.map { _ in "NAME" }
    let clauses = clauses.map { clause in
      let text = "\(clause.kind.rawValue) \(clause.value.placeholder)"
      return clause.isRequired ? text : "[\(text)]"
    }
    return ([name] + labels + [kind.placeholder] + clauses).joined(separator: " ")
  }

  fileprivate var need: String {
    switch presence {
    case .required: return "required"
    case .optional: return ""
    case .repeated(let least): return least > 0 ? "once or more" : "any number of times"
    case .standard(let word):
      switch kind {
      case .duration:
        let hours = word / (3_600 * Fixed.unit)
        return hours > 0 ? "\(hours)h if not said" : "\(word / Fixed.unit)s if not said"
      case .ratio: return "\(Fixed.text(word * 100))% if not said"
      default: return "\(word) if not said"
      }
    }
  }
}

extension SettingDescription.ValueKind {
  fileprivate var placeholder: String {
    switch self {
    case .ratio: "RATIO"
    case .price: "PRICE"
    case .amount: "AMOUNT"
    case .notional: "MONEY"
    case .duration: "TIME"
    case .steps: "STEPS"
    case .count, .weight: "NUMBER"
    }
  }
}
