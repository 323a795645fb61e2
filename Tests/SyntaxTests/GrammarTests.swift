import Diagnostics
import Syntax
import Testing

/// A definition of the grammar, taken apart.
indirect enum Rule: Sendable {
  case terminal(String)
  case token(String)
  case production(String)
  case sequence([Rule])
  case choice([Rule])
  case optional(Rule)
  case repeated(Rule)

  /// Every production and token named in it.
  var references: [String] {
    switch self {
    case .terminal: []
    case .token(let name), .production(let name): [name]
    case .sequence(let rules), .choice(let rules): rules.flatMap(\.references)
    case .optional(let rule), .repeated(let rule): rule.references
    }
  }
}

/// Reads definitions: `"a" ( b | C ) [ d ] { e }`.
struct RuleReader {
  private var words: ArraySlice<String>

  static func read(_ definition: String) -> Rule {
    var reader = RuleReader(words: definition.split(separator: " ").map(String.init)[...])
    return reader.choice()
  }

  private mutating func choice() -> Rule {
    var choices = [sequence()]
    while words.first == "|" {
      words.removeFirst()
      choices.append(sequence())
    }
    return choices.count == 1 ? choices[0] : .choice(choices)
  }

  private mutating func sequence() -> Rule {
    var rules: [Rule] = []
    while let word = words.first, !["|", ")", "]", "}"].contains(word) {
      words.removeFirst()
      switch word {
      case "(": rules.append(closed(")"))
      case "[": rules.append(.optional(closed("]")))
      case "{": rules.append(.repeated(closed("}")))
      default:
        if word.hasPrefix("\"") {
          rules.append(.terminal(String(word.dropFirst().dropLast())))
        } else if word.allSatisfy(\.isUppercase) {
          rules.append(.token(word))
        } else {
          rules.append(.production(word))
        }
      }
    }
    return .sequence(rules)
  }

  private mutating func closed(_ bracket: String) -> Rule {
    let rule = choice()
    if words.first == bracket { words.removeFirst() }
    return rule
  }
}

/// Writes random sentences of the grammar. Beyond a depth it prefers the alternatives that end
/// soonest.
struct SentenceWriter {
  private static let rules = Dictionary(
    uniqueKeysWithValues: Grammar.productions.map { ($0.name, RuleReader.read($0.definition)) })
  /// How deep each production must go at least.
  private static let least: [String: Int] = {
    var least: [String: Int] = [:]
    func depth(_ rule: Rule) -> Int {
      switch rule {
      case .terminal, .token, .optional, .repeated: 0
      case .production(let name): least[name].map { $0 + 1 } ?? 1000
      case .sequence(let rules): rules.map(depth).max() ?? 0
      case .choice(let rules): rules.map(depth).min() ?? 0
      }
    }
    for _ in 0..<40 { for (name, rule) in rules { least[name] = depth(rule) } }
    return least
  }()
  /// Productions that begin a line of their own.
  private static let lines: Set = [
    "declaration", "statement", "field", "module", "law", "example", "use", "cases", "population",
    "situation", "when", "then", "left", "right", "then_law", "case_row", "spec", "part",
    "proposal", "way", "change",
  ]

  private var generator: SplitMix
  private(set) var text = ""
  private var budget: Int
  private var inSpec = false

  init(seed: UInt64) {
    generator = SplitMix(seed: seed)
    budget = 60
  }

  static func sentence(of production: String, seed: UInt64) -> String {
    var writer = SentenceWriter(seed: seed)
    writer.write(.production(production), depth: 0)
    return writer.text
  }

  private func least(_ rule: Rule) -> Int {
    switch rule {
    case .terminal, .token, .optional, .repeated: 0
    case .production(let name): SentenceWriter.least[name] ?? 0
    case .sequence(let rules): rules.map(least).max() ?? 0
    case .choice(let rules): rules.map(least).min() ?? 0
    }
  }

  private mutating func write(_ rule: Rule, depth: Int) {
    let tight = depth > 24 || budget <= 0
    switch rule {
    case .terminal(let word): append(word)
    case .token(let name): append(token: name)
    case .production(let name):
      budget -= 1
      if SentenceWriter.lines.contains(name) { text += "\n" }
      if name == "case_names" { return text += " first second" }
      if name == "case_row" {
        write(.production("cell"), depth: depth)
        write(.production("cell"), depth: depth)
        return
      }
      let outside = inSpec
      inSpec = inSpec || name == "spec"
      defer { inSpec = outside }
      if let rule = SentenceWriter.rules[name] { write(rule, depth: depth + 1) }
    case .sequence(let rules): for rule in rules { write(rule, depth: depth) }
    case .choice(let rules):
      let rules = inSpec ? rules : rules.filter { !$0.references.contains(where: isInsideSpecs) }
      var among = rules
      if tight {
        let shortest = rules.map(least).min() ?? 0
        among = rules.filter { least($0) == shortest }
      }
      write(among[generator.below(among.count)], depth: depth)
    case .optional(let rule):
      if !tight, generator.below(2) == 0 { write(rule, depth: depth) }
    case .repeated(let rule):
      while budget > 0, depth <= 24, generator.below(2) == 0 { write(rule, depth: depth) }
    }
  }

  private func isInsideSpecs(_ production: String) -> Bool {
    Grammar.insideSpecs.contains(production)
  }

  private mutating func append(_ word: String) {
    if !text.isEmpty, text.last != "\n" { text += " " }
    text += word
  }

  private mutating func append(token: String) {
    func one(_ words: [String]) -> String { words[generator.below(words.count)] }
    switch token {
    case "NAME":
      append(
        one(["a", "b", "total", "USD", "Account", "x_1", "_y", "zero", "half", "now", "rate2"]))
    case "WORD": append(one(["a", "size", "state", "limit", "use", "in", "none"]))
    case "NUMBER":
      append(one(["0", "1", "1_000", "0.05", "1e18", "1.25e-9", "123456789012345678901234567890"]))
    case "SUFFIX": text += one(["%", "bps", "x", "s", "min", "h", "d", "y"])
    case "DIGITS": append(one(["1", "2", "16"]))
    case "TEXT": append(one(["\"\"", "\"why not\"", #""a \"quoted\" {brace""#]))
    case "MESSAGE": append(one(["\"\"", "\"plain\"", #""{a} holds {b.c + 1} \{"# + "\""]))
    case "NEWLINE": text += "\n"
    default: break
    }
  }
}

struct GrammarTests {
  @Test func `every name is defined once, and used`() {
    let names = Grammar.productions.map(\.name)
    #expect(Set(names).count == names.count)
    let defined = Set(names).union(Grammar.tokens.map(\.name))
    let used = Grammar.productions.flatMap { RuleReader.read($0.definition).references }
    #expect(Set(used).subtracting(defined) == [])
    #expect(defined.subtracting(used) == ["file"])
    #expect((80...110).contains(Grammar.contracts.count), "\(Grammar.contracts.count)")
    #expect((30...60).contains(Grammar.specs.count), "\(Grammar.specs.count)")
  }

  /// Every word of the language stands in the grammar, and no other.
  @Test func `every word and mark is used`() {
    func terminals(_ rule: Rule) -> [String] {
      switch rule {
      case .terminal(let word): [word]
      case .token, .production: []
      case .sequence(let rules), .choice(let rules): rules.flatMap(terminals)
      case .optional(let rule), .repeated(let rule): terminals(rule)
      }
    }
    let used = Set(Grammar.productions.flatMap { terminals(RuleReader.read($0.definition)) })
    // Names the checker knows.
    let words = Word.allCases.map(\.rawValue).filter { !["now", "old"].contains($0) }
    // Of the foreign marks the one that adversaries have.
    let marks = Symbol.allCases.map(\.rawValue) + [ForeignOperator.semicolon.rawValue]
    #expect(used == Set(words + SpecWord.allCases.map(\.rawValue) + marks))
  }

  /// Sentences for each of twenty parts: 20,000 in all, and a fifth of them in a debug build.
  static var sentences: UInt64 {
    #if DEBUG
      200
    #else
      1000
    #endif
  }

  @Test(arguments: 0..<20) func `every sentence is read without findings`(part: UInt64) {
    for seed in part * 1000..<part * 1000 + GrammarTests.sentences {
      let wraps = [
        ("file", "", ""), ("declaration", "contract C {", "\n}"),
        ("statement", "contract C {\naction a() by anyone {", "\n}\n}"),
        ("expression", "contract C {\nfn f() -> ratio = ", "\n}"),
        ("example", "", ""), ("law", "", ""), ("spec", "", ""), ("spec", "", ""),
        ("proposal", "", ""),
      ]
      let (production, before, after) = wraps[Int(seed % 9)]
      let sentence = before + SentenceWriter.sentence(of: production, seed: seed) + after
      let reading = Reading(sentence)
      guard reading.findings.isEmpty else {
        Issue.record("seed \(seed), a \(production):\n\(sentence)\n\(reading.report)")
        return
      }
      if let broken = brokenLaw(reading) {
        Issue.record("seed \(seed), a \(production): \(broken)\n\(sentence)\n\(reading.formatted)")
        return
      }
    }
  }
}
