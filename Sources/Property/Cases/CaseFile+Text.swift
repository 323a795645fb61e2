// A case as text. `CaseParser` reads what stands here, and nothing that differs in a byte.
extension CaseFile {
  package static let version = 1
  static let opening = "plimsoll case "
  static let closing = "checksum "
  static let indent = "  "
  /// Stands for a step of no words.
  static let noWords = "-"
  static let separator = " | "

  package var text: String {
    var lines = [
      CaseFile.opening + String(CaseFile.version), "file " + file, "name " + name,
      "claim " + claim, "result " + result.rawValue, "sources " + sources, "program " + program,
      "seed \(seed)",
    ]
    lines += rows.map { "rows \($0.table) \($0.count)" }
    lines.append("steps \(steps.count)")
    lines += steps.map { step in
      let words = step.words.map { String($0) }.joined(separator: " ")
      return CaseFile.indent + (words.isEmpty ? CaseFile.noWords : words)
        + (step.text.isEmpty ? "" : CaseFile.separator + step.text)
    }
    lines.append("story \(story.count)")
    // An empty line of a story has its indent too, and nothing after it.
    lines += story.map { CaseFile.indent + $0 }
    let body = lines.joined(separator: "\n") + "\n"
    var checksum = Checksum()
    checksum.add(body.utf8)
    return body + CaseFile.closing + checksum.description + "\n"
  }
}
