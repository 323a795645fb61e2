/// What can be said at the prompt and in no script: a line that is one of these words and nothing
/// else. The value of a name that is spelled alike is had with `print`.
enum PromptWord: Equatable {
  case help(String?)
  case state, invariants, undo, reset, quit

  init?(_ line: String) {
    let written = line.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false)[0]
    let words = written.split { $0 == " " || $0 == "\t" || $0 == "\r" }.map(String.init)
    switch (words.first, words.count) {
    case ("help", 1), ("?", 1): self = .help(nil)
    case ("help", 2): self = .help(words[1])
    case ("state", 1): self = .state
    case ("invariants", 1): self = .invariants
    case ("undo", 1): self = .undo
    case ("reset", 1): self = .reset
    case ("quit", 1), ("exit", 1): self = .quit
    default: return nil
    }
  }

  /// A word of the prompt with something after it that it does not take: the word, and what to do
  /// instead.
  static func misused(in line: String) -> (word: String, advice: String)? {
    let start = line.drop { $0 == " " || $0 == "\t" }
    let word = String(start.prefix { $0 == "_" || $0.isLetter || $0.isNumber })
    let written = start.dropFirst(word.count).split(separator: "//", maxSplits: 1)
    guard written.contains(where: { $0.contains { !$0.isWhitespace } }) else { return nil }
    switch word {
    case "help": return (word, "write `help` alone, or `help NAME`")
    case "state": return (word, "a name alone, as a line, shows one value")
    case "invariants": return (word, "`help NAME` is about one of them")
    case "undo": return (word, "write it once for each line to take back")
    case "reset": return (word, "it begins all again; `set` gives single values")
    case "quit", "exit": return (word, "write it alone")
    default: return nil
    }
  }

  /// What `help` says about them.
  static let meanings = [
    ("state", "everything that is not at its default"),
    ("invariants", "which of them hold now"),
    ("undo", "take back the last line that changed something"),
    ("reset", "begin again: first values, first sizes, no names of rows"),
    ("help NAME", "about one action, function, table, state, parameter .."),
    ("quit", "end, as the end of the input does"),
  ]

  /// What `help` says about the lines of scripts.
  static let lines = [
    ("population TABLE = 3", "how many rows a table has; before all else"),
    ("set NAME = VALUE, ..", "values, without any action"),
    ("ACTION(..) as CALLER, ..", "an action, and who calls it"),
    ("after 1h", "time passes"),
    ("EXPRESSION", "a value, also with `print` before it"),
    ("then CLAIM, ..", "a claim, also about the last action: `reverts`, `emits`, `breaks`"),
  ]

  /// What `help` says about one of them.
  static func about(_ word: String) -> [String]? {
    let spelled = ["exit": "quit", "help": "help NAME", "print": "EXPRESSION"][word] ?? word
    return (meanings + lines).first { meaning, _ in
      meaning == spelled || meaning.hasPrefix(spelled + " ")
    }.map { ["\($0.0): \($0.1)"] }
  }

  /// The words alone.
  static let all = ["help", "state", "invariants", "undo", "reset", "quit"]
}
