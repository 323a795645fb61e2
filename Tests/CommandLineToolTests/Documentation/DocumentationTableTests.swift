import Diagnostics
import Foundation
import Market
import Numerics
import Reference
import Semantics
import Statistics
import Syntax
import Testing

/// Tables of the reference that repeat what the source knows: each must hold all of it, no more.
@Suite("Documentation: tables")
struct DocumentationTableTests {
  /// The words in code in the given columns of the table under a heading.
  private func words(
    _ page: String, under heading: String, column: Int = 0
  ) throws -> [String] {
    let lines = try Documentation.text(of: page).split(
      separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0 == "## \(heading)" }, "\(page): \(heading)")
    let section = lines[(start + 1)...].prefix { !$0.hasPrefix("## ") }
    let rows = section.filter { $0.hasPrefix("| ") }.dropFirst()
    return rows.flatMap { row -> [String] in
      let cells = row.split(separator: "|").map(String.init)
      let parts = cells[column].split(separator: "`", omittingEmptySubsequences: false)
      return parts.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
  }

  /// The limits stand where they are enforced, most of them deep inside a target; so the test reads
  /// the declarations themselves.
  @Test(
    "limits",
    arguments: [
      ("CommandLineTool/Files/FileSearch.swift", "sizeLimit = 4 * 1024 * 1024", "4 MB"),
      ("CommandLineTool/Run/LineReader.swift", "longest = 65_536", "65_536 bytes"),
      ("Syntax/Parser/Parser.swift", "depthLimit = 256", "256"),
      ("Semantics/Check/ContractChecker+CallGraph.swift", "callDepthLimit = 64", "64"),
      ("Semantics/Loading/ModuleLoader.swift", "depthLimit = 64", "64"),
      ("Diagnostics/DiagnosticBag.swift", "limitPerFile limit: Int = 50", "50"),
      ("Reference/Evaluation/Limits.swift", "gas: Int = 50_000_000", "50_000_000"),
      ("Semantics/Checked/Dimension.swift", "exponentLimit = 16", "16 either way"),
      (
        "Semantics/Checked/CheckedExample.swift", "largestPopulation: Int128 = 1_000_000",
        "1_000_000"
      ),
    ])
  func limits(_ file: String, _ declaration: String, _ shown: String) throws {
    let source = try String(
      contentsOf: HouseRulesTests.sources.appending(path: file), encoding: .utf8)
    #expect(source.contains(declaration), "\(file) no longer says \(declaration)")
    let page = try Documentation.text(of: "LanguageFindings.md")
    let table = page.components(separatedBy: "## Limits")[1]
    #expect(table.contains("| \(shown)"), "the limits do not say \(shown)")
  }

  @Test("reserved words")
  func reservedWords() throws {
    let reserved = Word.allCases.filter(\.isReserved).map(\.rawValue)
    #expect(
      try words("LanguageFiles.md", under: "Reserved words").sorted() == reserved.sorted())
    let contextual = Word.allCases.filter { !$0.isReserved }.map(\.rawValue)
    #expect(
      try words("LanguageFiles.md", under: "Words with a meaning in their place").sorted()
        == contextual.sorted())
    let ofSpecs = SpecWord.allCases.map(\.rawValue)
    #expect(try words("LanguageFiles.md", under: "Words of specs").sorted() == ofSpecs.sorted())
  }

  @Test("built-in functions and how many arguments they take")
  func functions() throws {
    let known = BuiltinFunction.allCases.map { function -> String in
      let letters = ["x", "y", "z"].prefix(function.arity.lowerBound)
      let arguments = function == .clamp ? ["x", "low", "high"] : Array(letters)
      let more = function.arity.count > 1 ? ", .." : ""
      return "\(function.rawValue)(\(arguments.joined(separator: ", "))\(more))"
    }
    #expect(try words("LanguageNumbers.md", under: "Built-in functions") == known)
    let card = try section("Functions", of: "ReferenceCard.md")
    for name in BuiltinFunction.allCases.map(\.rawValue)
      + AggregateFunction.allCases.map(\.rawValue)
    {
      #expect(card.contains("`\(name)`"), "\(name)")
    }
  }

  @Test("aggregates")
  func aggregates() throws {
    let shown = try words("LanguageTables.md", under: "Aggregates")
      .filter { $0.contains("(") }.map { String($0.prefix { $0 != "(" }) }
    #expect(shown.sorted() == AggregateFunction.allCases.map(\.rawValue).sorted())
  }

  @Test("directions of rounding")
  func rounding() throws {
    let directions = try words("LanguageNumbers.md", under: "Rounding")
    let found = directions.compactMap { direction -> Rounding? in
      let text = "contract C { const c = 1 / 3 \(direction) }"
      let source = SourceFile(id: SourceID(index: 0), path: "c.risk", bytes: Array(text.utf8))
      var findings = DiagnosticBag()
      guard case .module(let module)? = parse(source, into: &findings).items.first,
        case .constant(let constant)? = module.declarations.first?.kind,
        case .rounded(_, let clause) = constant.value.kind
      else { return nil }
      return clause.rounding
    }
    #expect(found == Rounding.allCases)
  }

  @Test("suffixes of numbers")
  func suffixes() throws {
    let shown = try words("LanguageNumbers.md", under: "Literals")
      .compactMap { $0.split(whereSeparator: { $0.isNumber || "._".contains($0) }).last }
      .map(String.init)
    for suffix in NumberLiteral.Suffix.allCases.map(\.rawValue) {
      #expect(shown.contains(suffix), "\(suffix)")
    }
  }

  @Test("reasons an action stops for")
  func reasons() throws {
    let known = ["require", "ensure"] + MachineReason.allCases.map(\.rawValue)
    #expect(try words("LanguageActions.md", under: "What stops an action") == known)
  }

  @Test("methods of intervals")
  func methods() throws {
    let known = Statistics.Interval.Method.allCases.map(\.rawValue).sorted()
    #expect(
      try words("LanguageExpectations.md", under: "Intervals", column: 0).sorted() == known)
  }

  /// The distributions stand where they are checked, deep inside a target.
  @Test("distributions")
  func distributions() throws {
    let source = try String(
      contentsOf: HouseRulesTests.sources.appending(
        path: "Semantics/Check/Spec/ContractChecker+Draws.swift"), encoding: .utf8)
    let shown = try words("LanguageAgents.md", under: "Draws")
      .filter { $0.hasPrefix("draw ") }.map { $0.dropFirst(5).dropLast() }
    for draw in shown {
      let parts = draw.split(separator: "(")
      let arguments = parts[1].components(separatedBy: ", ").map { "\"\($0)\"" }
      let row = "(\"\(parts[0])\", [\(arguments.joined(separator: ", "))])"
      #expect(source.contains(row), "\(row)")
    }
    let list = try #require(source.components(separatedBy: "distributions: [").dropFirst().first)
    let known = list.prefix { $0 != "}" }.components(separatedBy: "\n  ]")[0]
    #expect(known.components(separatedBy: "(\"").count - 1 == shown.count)
  }

  @Test("models, settings of feeds and draws on the reference card")
  func spoken() throws {
    let card = try section("A spec", of: "ReferenceCard.md")
    for model in ModelCatalogue.models {
      #expect(card.contains("`\(model.name)"), "\(model.name)")
    }
    for setting in OracleCatalogue.settings {
      #expect(card.contains(setting.name), "\(setting.name)")
    }
  }

  @Test("parts of a spec")
  func parts() throws {
    let table = try Documentation.text(of: "LanguageFiles.md").split(separator: "\n")
    let row = try #require(table.first { $0.hasSuffix("| first of a part |") })
    let first = row.split(separator: "`").enumerated().filter { $0.offset % 2 == 1 }
      .map { String($0.element) }.filter { $0 != "block" }
    let declared = ["use", "population", "param", "const", "state", "fn", "block gas"]
    // The table stands before the first heading below it.
    let shown = try words("LanguageSpecs.md", under: "A spec").filter { !$0.contains("=") }
    #expect(Set(shown) == Set(first + declared))
  }

  @Test("lints")
  func lints() throws {
    let known = DiagnosticID.allCases.filter(\.isLint).map(\.rawValue).sorted()
    #expect(try words("LanguageFindings.md", under: "Lints") == known)
  }

  @Test("std")
  func standardLibrary() throws {
    #expect(try words("LanguageLibraries.md", under: "std") == StandardLibrary.paths.sorted())
  }

  @Test("the reference card fits two printed pages, and its specs a third")
  func card() throws {
    let lines = try Documentation.text(of: "ReferenceCard.md").split(
      separator: "\n", omittingEmptySubsequences: false)
    let specs = try #require(lines.firstIndex(of: "## A spec"))
    #expect(specs <= 2 * 72)
    #expect(lines.count - specs <= 72)
    #expect(lines.allSatisfy { $0.count <= 100 })
  }

  private func section(_ heading: String, of page: String) throws -> String {
    let text = try Documentation.text(of: page)
    let start = try #require(text.range(of: "## \(heading)\n"))
    return String(text[start.upperBound...].prefix { $0 != "#" })
  }
}
