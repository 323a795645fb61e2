import Diagnostics

extension UsageError {
  /// What is wrong, in the voice of a headline.
  var headline: String {
    switch self {
    case .unknownCommand(let name, _): "there is no command `\(name.escapedForDisplay)`"
    case .unknownOption(let name, _): "there is no option `\(name.escapedForDisplay)`"
    case .missingValue(let option, let value): "`\(option)` needs a value: `\(option) \(value)`"
    case .unexpectedValue(let option): "`\(option)` takes no value"
    case .badChoice(let option, let found, _):
      "`\(option)` cannot be `\(found.escapedForDisplay)`"
    case .tooManyArguments(let word): "unexpected argument `\(word.escapedForDisplay)`"
    case .missingArgument(let usage): "something is missing: `\(usage)`"
    case .badValue(let what, let found, _):
      "`\(found.escapedForDisplay)` is no \(what)"
    case .tooLarge(let option, let found, _):
      "`\(option) \(found.escapedForDisplay)` is too large"
    case .repeated(let option, let name):
      "`\(option)` names `\(name.escapedForDisplay)` twice"
    case .needs(let option, let other, _): "`\(option)` does nothing without `\(other)`"
    }
  }

  /// What to do about it.
  func help(command: String?) -> String {
    switch self {
    case .unknownCommand(_, let suggestion?): return "did you mean `plimsoll \(suggestion)`?"
    case .unknownOption(_, let suggestion?): return "did you mean `\(suggestion)`?"
    case .badChoice(_, _, let choices): return "choose \(choices.joined(separator: ", "))"
    case .badValue(_, _, let wanted): return wanted
    case .tooLarge(_, _, let limit): return limit
    case .repeated: return "name it once"
    case .needs(_, _, let advice): return advice
    default:
      return command.map { "`plimsoll \($0) --help` shows how it is used" }
        ?? "`plimsoll help` lists the commands"
    }
  }
}
