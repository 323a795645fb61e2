import Campaign
import Diagnostics
import Foundation
import Market
import Reference
import Semantics
import Testing

/// A block of the documentation made into a whole file, by the conventions that
/// `LanguageReference.md` tells its readers.
struct DocumentationProgram: CustomTestStringConvertible, Sendable {
  let block: Documentation.Block
  let path: String
  /// The whole file: the block, with the contract around it where it is a fragment.
  let text: String
  let isFragment: Bool

  var testDescription: String { "\(block.page):\(block.line)" }

  /// Every `risk` and `spec` block of the catalog, but those of the tutorials: their files change as
  /// they go, and like the README they are run as a reader would.
  static let catalog = (try? all()) ?? []

  private static func all() throws -> [DocumentationProgram] {
    let pages = try Documentation.pages().filter { !$0.hasPrefix("Tutorial") }
      .flatMap { try Documentation.blocks(of: $0) }
    return try pages.filter { $0.language == "risk" || $0.language == "spec" }
      .map { try DocumentationProgram($0) }
  }

  init(_ block: Documentation.Block) throws {
    self.block = block
    let first = block.text.prefix { $0 != "\n" }
    let name = "\(block.page.dropLast(3))-\(block.line)"
    switch first {
    case "// in Bench":
      (path, isFragment) = ("\(name).risk", true)
      text = try Self.bench(with: block.text)
    case "// in an action of Bench":
      (path, isFragment) = ("\(name).risk", true)
      let header =
        "action fragment(a: Account, b: Account, amount: USD in 0..1_000, n: int in 0..9)"
      text = try Self.bench(with: "\(header) by anyone {\n\(block.text)}\n")
    case "// true of Bench":
      (path, isFragment) = ("\(name).spec", true)
      text = "example \"\(name)\" {\nuse Bench from \"bench.risk\"\nthen\n\(block.text)}\n"
    case "// in a spec of Perpetual":
      (path, isFragment) = ("\(name).spec", true)
      text = Self.spec(with: block.text)
    case "// in an agent of Perpetual":
      (path, isFragment) = ("\(name).spec", true)
      text = Self.spec(
        with: """
          market BTC { start 60_000  path gbm { volatility 80% per 1y }  depth 4_000_000 per 1% }
          oracle BTC -> publish(price)
          agent fragment as Account[0], matcher, governance {
          \(block.text)}

          """)
    default:
      isFragment = false
      text = block.text
      let given = first.hasPrefix("// file: ") ? String(first.dropFirst(9)) : nil
      path = given ?? "\(name).\(block.language)"
    }
  }

  /// The contract all fragments stand in, with something more before its last brace.
  private static func bench(with fragment: String) throws -> String {
    let bench = try #require(
      try Documentation.blocks(of: "LanguageReference.md").first {
        $0.text.hasPrefix("// file: bench.risk\n")
      })
    let end = try #require(bench.text.lastIndex(of: "}"))
    return bench.text[..<end] + fragment + "}\n"
  }

  /// A spec of the exchange of the repository, with these parts.
  private static func spec(with parts: String) -> String {
    """
    spec Fragment {
      use Perpetual from "Contracts/perpetual.risk"
      clock every 10min for 7d
      expect invariants
    \(parts)}

    """
  }

  /// What the block says is wrong with it, `// error: id` on the line where it is, as `line id`.
  private var announced: Set<String> {
    Set(
      text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap {
        line, text -> [String] in
        ["error", "warning"].flatMap { severity in
          text.components(separatedBy: "// \(severity): ").dropFirst().map { rest in
            "\(line + 1) \(severity) \(rest.prefix { $0.isLetter || $0 == "-" || $0.isNumber })"
          }
        }
      })
  }

  /// What the checker, and for examples the interpreter, says otherwise than the block, a line each.
  func differences() throws -> [String] {
    var files = Self.catalog.filter { $0.block.page == block.page && $0.block.line < block.line }
      .reduce(into: [String: String]()) { $0[$1.path] = $1.text }
    files["bench.risk"] = try Self.bench(with: "")
    files[path] = text
    var project = Project(
      workspace: Workspace { [files] path in
        if let text = files[path] { return .bytes(Array(text.utf8)) }
        guard path.hasPrefix("Contracts/"),
          let data = FileManager.default.contents(
            atPath: Documentation.root.appending(path: path).path)
        else { return .missing }
        return .bytes(Array(data))
      })
    let checked = project.check(path)
    let sources = project.workspace.sources
    var findings = project.workspace.diagnostics.sorted
    for example in checked.examples {
      findings += ExampleRunner.run(example).findings(in: sources)
    }
    var missing = announced
    var differences: [String] = []
    for finding in findings where !isFragment || finding.id != .unusedName {
      let line = finding.primary.map { sources.position(of: $0.span).line } ?? 0
      let found = "\(line) \(finding.severity.rawValue) \(finding.id.rawValue)"
      if announced.contains(found) {
        missing.remove(found)
      } else {
        differences.append("found \(found): \(finding.headline)")
      }
    }
    for spec in checked.specs {
      if let problem = Self.problem(of: spec) { differences.append("\(spec.name): \(problem)") }
    }
    return differences + missing.sorted().map { "announced, not found: \($0)" }
  }

  /// What keeps a spec from walking its first path, if anything does. Whatever file of prices it
  /// names, it is given the one of the repository.
  private static func problem(of spec: CheckedSpec) -> String? {
    let file = Documentation.root.appending(path: "Specs/histories/made-up-crash.csv")
    do {
      let history = try PriceHistory.load(text: Array(Data(contentsOf: file))).history
      let names = spec.markets.compactMap(\.path.history?.text)
      let world = try World(
        try SpecProgram(spec), seed: 1,
        histories: Dictionary(names.map { ($0, history) }, uniquingKeysWith: { first, _ in first }))
      _ = try PathRunner(world).run(0)
      return nil
    } catch {
      return "\(error)"
    }
  }
}

@Suite("Documentation: blocks")
struct DocumentationBlockTests {
  @Test("says what the checker says", arguments: DocumentationProgram.catalog)
  func block(_ program: DocumentationProgram) throws {
    let differences = try program.differences()
    #expect(differences == [], "\(numbered(program.text))")
  }

  @Test("is written in a language the tests know")
  func languages() throws {
    for page in try Documentation.pages() {
      for block in try Documentation.blocks(of: page) {
        #expect(
          ["risk", "spec", "console", "ebnf", "prompt", "text"].contains(block.language),
          "\(page):\(block.line)")
      }
    }
  }
}

/// A text with the number of each line before it.
private func numbered(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    .map { "\($0 + 1)\t\($1)" }.joined(separator: "\n")
}
