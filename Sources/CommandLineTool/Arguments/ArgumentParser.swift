import Diagnostics

/// Why a command line makes no sense; wording is in `UsageError+Wording.swift`.
enum UsageError: Error, Equatable {
  case unknownCommand(String, suggestion: String?)
  case unknownOption(String, suggestion: String?)
  case missingValue(option: String, value: String)
  case unexpectedValue(option: String)
  case badChoice(option: String, found: String, choices: [String])
  case tooManyArguments(String)
  case missingArgument(String)
  case badValue(what: String, found: String, wanted: String)
  /// A number that is one, and beyond what there can be.
  case tooLarge(option: String, found: String, limit: String)
  case repeated(option: String, name: String)
  /// An option that does nothing by itself.
  case needs(option: String, other: String, advice: String)
}

extension CommandDescription {
  /// Reads the words after the command's name. `--` ends the options; `-` alone is an argument.
  func parse(_ words: [String]) throws(UsageError) -> ParsedArguments {
    var result = ParsedArguments()
    var rest = words[...]
    var optionsAreOver = false
    while let word = rest.popFirst() {
      if optionsAreOver || word == "-" || !word.hasPrefix("-") {
        result.positionals.append(word)
      } else if word == "--" {
        optionsAreOver = true
      } else {
        try readOption(word, &rest, &result)
      }
    }
    if result.has("help") { return result }
    if result.positionals.count > positionalLimits.upperBound {
      throw .tooManyArguments(result.positionals[positionalLimits.upperBound])
    }
    if result.positionals.count < positionalLimits.lowerBound {
      throw .missingArgument(positionals)
    }
    return result
  }

  private func readOption(
    _ word: String, _ rest: inout ArraySlice<String>, _ result: inout ParsedArguments
  ) throws(UsageError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let spelled = String(parts[0])
    guard let option = options.first(where: { $0.isSpelled(spelled) }) else {
      let known = options.map { "--\($0.name)" }
      throw .unknownOption(spelled, suggestion: nearest(spelled, among: known))
    }
    let attached = parts.count > 1 ? String(parts[1]) : nil
    guard let placeholder = option.value else {
      if attached != nil { throw .unexpectedValue(option: spelled) }
      result.add(flag: option.name)
      return
    }
    guard let value = attached ?? rest.popFirst() else {
      throw .missingValue(option: spelled, value: placeholder)
    }
    if !option.choices.isEmpty, !option.choices.contains(value) {
      throw .badChoice(option: spelled, found: value, choices: option.choices)
    }
    result.set(option.name, value)
  }
}

extension CommandDescription.Option {
  func isSpelled(_ word: String) -> Bool {
    word == "--\(name)" || short.map { word == "-\($0)" } == true
  }
}
