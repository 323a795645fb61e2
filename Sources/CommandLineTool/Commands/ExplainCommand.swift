import Diagnostics

extension Command {
  /// `plimsoll explain`: the page of a finding.
  static let explain = Command(
    description: CommandDescription(
      name: "explain", summary: "explain a finding, with a wrong and a right example",
      positionals: "[ID]", positionalLimits: 0...1,
      options: [.init("list", "list every id with its title"), .json, .colour],
      details: "The id is what stands in brackets: `error[unknown-name]`.",
      examples: ["explain unknown-name", "explain --list"]),
    run: { arguments, session throws(UsageError) in
      let isJSON = arguments.has("json")
      if arguments.has("list") {
        session.output.write(isJSON ? JSONWriter.write(catalogueDocument) : catalogue)
        return .success
      }
      guard let name = arguments.positionals.first else { throw .missingArgument("ID") }
      guard let id = DiagnosticID(rawValue: name) else {
        let suggestion = nearest(name, among: DiagnosticID.allCases.map(\.rawValue))
        throw .badValue(
          what: "finding", found: name,
          wanted: suggestion.map { "did you mean `\($0)`?" }
            ?? "`plimsoll explain --list` lists them all")
      }
      session.output.write(
        isJSON ? JSONWriter.write(document(of: id.page)) : text(of: id.page, session.palette))
      return .success
    })

  private static var catalogue: String {
    let ids = DiagnosticID.allCases
    let width = ids.map(\.rawValue.count).max() ?? 0
    return ids.map {
      let gap = String(repeating: " ", count: width - $0.rawValue.count)
      return "\($0.rawValue)\(gap)  \($0.page.title)\n"
    }.joined()
  }

  private static var catalogueDocument: JSONValue {
    .array(
      DiagnosticID.allCases.map { ["id": .string($0.rawValue), "title": .string($0.page.title)] })
  }

  private static func document(of page: ExplainPage) -> JSONValue {
    [
      "id": .string(page.id.rawValue), "title": .string(page.title),
      "summary": .string(page.summary), "wrong": example(page.wrong), "right": example(page.right),
      "notes": .array(page.notes.map { .string($0) }),
    ]
  }

  private static func example(_ example: ExplainPage.Example) -> JSONValue {
    switch example {
    case .situation(let text): ["situation": .string(text)]
    case .source(let text, let kind, let beside):
      [
        "kind": .string(kind.rawValue), "source": .string(text),
        "beside": .array(
          beside.map { ["path": .string($0.path), "source": .string($0.text)] }),
      ]
    }
  }

  private static func text(of page: ExplainPage, _ palette: Palette) -> String {
    var text = palette.paint(page.id.rawValue, .headline) + ": \(page.title)\n\n"
    text += wrapped(page.summary) + "\n"
    text += "\n" + palette.paint("wrong", .error) + "\n" + block(page.wrong)
    text += "\n" + palette.paint("right", .success) + "\n" + block(page.right)
    for note in page.notes { text += "\n" + wrapped(note) + "\n" }
    return text
  }

  /// Paragraphs in lines a screen can hold; a word longer than a line keeps one of its own.
  private static func wrapped(_ text: String) -> String {
    let paragraphs = text.split(separator: "\n", omittingEmptySubsequences: false)
    return paragraphs.map { paragraph in
      var lines: [String] = []
      for word in paragraph.split(separator: " ") {
        if let line = lines.last, line.count + word.count < 80 {
          lines[lines.count - 1] = line + " " + word
        } else {
          lines.append(String(word))
        }
      }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  private static func block(_ example: ExplainPage.Example) -> String {
    switch example {
    case .situation(let line): return indented(line)
    case .source(let source, _, let beside):
      return indented(source)
        + beside.map { "\n  with \($0.path):\n" + indented($0.text) }.joined()
    }
  }

  private static func indented(_ source: String) -> String {
    var lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined()
  }
}
