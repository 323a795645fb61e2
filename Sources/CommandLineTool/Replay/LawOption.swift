import Campaign
import Diagnostics
import Numerics
import Semantics

// What a law is asked, as command lines write it: `--law "order does not matter" --given a=2 --given
// n=5`, a row by its number.
extension PathRunner.LawQuestion {
  /// Nothing where no law is named.
  ///
  /// - Parameter step: after which it is asked.
  init?(
    _ arguments: ParsedArguments, _ spec: CheckedSpec, after step: Int
  ) throws(CommandRefusal) {
    let texts = arguments.values("given")
    guard let title = arguments.value("law") else {
      guard texts.isEmpty else {
        throw CommandRefusal(
          what: "nothing is asked what is given", help: "say with `--law TITLE` which law is")
      }
      return nil
    }
    let laws = spec.contract.laws
    guard let number = laws.firstIndex(where: { $0.title == title }) else {
      let known = laws.map { "\"\($0.title)\"" }.joined(separator: ", ")
      throw CommandRefusal(
        what: "`\(spec.name)` has no law \"\(title)\"",
        help: known.isEmpty ? "it has none at all" : "it has \(known)")
    }
    let law = laws[number]
    var words = [Int128](repeating: 0, count: (law.given.map(\.slot).max() ?? -1) + 1)
    var missing = Dictionary(
      uniqueKeysWithValues: law.given.map { (law.frame.locals[$0.slot].name, $0) })
    for text in texts {
      let sides = text.split(separator: "=", maxSplits: 1).map { String($0) }
      guard sides.count == 2, let given = missing.removeValue(forKey: sides[0]),
        let word = PathRunner.LawQuestion.word(sides[1], given, law, spec)
      else {
        throw CommandRefusal(
          what: "`\(text)` is nothing that this law is given",
          help:
            "write each once, as `--given NAME=VALUE`: a row by its number, a value in its range")
      }
      words[given.slot] = word
    }
    if let name = missing.keys.min() {
      throw CommandRefusal(
        what: "the law wants to be given `\(name)`", help: "add `--given \(name)=VALUE`")
    }
    self.init(law: number, step: step, given: words)
  }

  private static func word(
    _ text: String, _ given: CheckedLaw.Given, _ law: CheckedLaw, _ spec: CheckedSpec
  ) -> Int128? {
    let value: SnapshotValue
    switch given {
    case .row:
      guard case .number(let row) = WholeNumber(text) else { return nil }
      return Int128(row)
    case .value(let slot, let range):
      value = SnapshotValue(
        spec.contract, law.frame.locals[slot].type, isSigned: true, range)
    }
    return try? value.word(text, labels: { _, _ in nil })
  }

  /// What to add to a command.
  func options(_ spec: CheckedSpec) -> String {
    let law = spec.contract.laws[law]
    let values = law.given.filter { given.indices.contains($0.slot) }.map { given in
      let local = law.frame.locals[given.slot]
      let word = self.given[given.slot]
      let text =
        if case .fixed = local.type { Fixed.text(word, grouped: false) } else { "\(word)" }
      return " --given \(local.name)=\(text)"
    }
    return " --law \(quotedForShell(law.title))" + values.joined()
  }
}

extension CommandDescription.Option {
  static let law = Self("law", value: "TITLE", "ask this law after the last step of the path")
  static let given = Self(
    "given", value: "NAME=VALUE", "what the law is given, a row by its number; again for more")
}
