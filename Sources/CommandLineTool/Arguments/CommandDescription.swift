/// What a command is called, takes and does: the one source of its parser, its help and the command
/// reference.
package struct CommandDescription: Sendable {
  package let name: String
  /// One line, lowercase, without a full stop.
  package let summary: String
  /// Positional arguments as the usage line shows them: `[PATH..]`.
  package let positionals: String
  package let positionalLimits: ClosedRange<Int>
  package let options: [Option]
  /// Paragraphs for the help, after the summary.
  package let details: String
  /// Command lines that work, without `plimsoll` in front.
  package let examples: [String]

  package struct Option: Sendable {
    package let name: String
    package let short: Character?
    /// What stands for the value in the help; `nil` for a flag.
    package let value: String?
    /// The only values there are, when they can be listed.
    package let choices: [String]
    package let meaning: String

    package init(
      _ name: String, short: Character? = nil, value: String? = nil, choices: [String] = [],
      _ meaning: String
    ) {
      self.name = name
      self.short = short
      self.value = value
      self.choices = choices
      self.meaning = meaning
    }
  }

  package init(
    name: String, summary: String, positionals: String = "",
    positionalLimits: ClosedRange<Int> = 0...0, options: [Option] = [], details: String = "",
    examples: [String]
  ) {
    self.name = name
    self.summary = summary
    self.positionals = positionals
    self.positionalLimits = positionalLimits
    self.options = options + [.help]
    self.details = details
    self.examples = examples
  }
}

extension CommandDescription.Option {
  static let help = Self("help", short: "h", "print this help")
  static let json = Self("json", "print one JSON document instead of text")
  static let strict = Self("strict", "count warnings as findings")
  static let colour = Self(
    "color", value: "WHEN", choices: ColourChoice.allCases.map(\.rawValue),
    "colour the report; auto means on a terminal, unless NO_COLOR is set")
}

/// A command line that has been understood.
package struct ParsedArguments: Equatable {
  package var positionals: [String] = []
  private var flags: Set<String> = []
  /// Of each option all that were given, in order.
  private var given: [String: [String]] = [:]

  package init() {}

  package func has(_ flag: String) -> Bool { flags.contains(flag) }
  /// The value of an option; the last of several.
  package func value(_ option: String) -> String? { given[option]?.last }
  package func values(_ option: String) -> [String] { given[option] ?? [] }

  mutating func add(flag: String) { flags.insert(flag) }
  mutating func set(_ option: String, _ value: String) { given[option, default: []].append(value) }
}
