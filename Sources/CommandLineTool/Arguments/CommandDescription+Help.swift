extension CommandDescription {
  var usage: String {
    ["plimsoll", name, options.count > 1 ? "[OPTIONS]" : "", positionals]
      .filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The page that `--help` prints.
  package var helpText: String {
    var text = "plimsoll \(name): \(summary)\n\nusage: \(usage)\n"
    if !details.isEmpty { text += "\n\(details)\n" }
    text += "\noptions:\n"
    let rows = options.map { ($0.spelling, $0.meaning) }
    let width = rows.map(\.0.count).max() ?? 0
    for (spelling, meaning) in rows {
      text += "  \(spelling)\(String(repeating: " ", count: width - spelling.count))  \(meaning)\n"
    }
    text += "\n\(examples.count == 1 ? "example" : "examples"):\n"
    for example in examples { text += "  plimsoll \(example)\n" }
    return text
  }
}

extension CommandDescription.Option {
  fileprivate var spelling: String {
    let long = "--\(name)" + (value.map { " \($0)" } ?? "")
    return short.map { "-\($0), \(long)" } ?? "    \(long)"
  }
}
