import Diagnostics
import Mutation
import Semantics

/// Which changes of rules somebody noticed, and which nobody.
struct MutationReport {
  let contract: String
  let fates: [(entry: Entry, fate: MutantTrial.Fate)]
  /// Those that were not tried included.
  let all: Int
  let limits: MutantTrial.Limits
  let sources: SourceMap

  /// A change, and where it was made.
  struct Entry: Sendable {
    let mutant: Mutant
    let path: String
    let was: String
    /// Why it cannot matter, where the rules say so.
    let allowance: String?

    init(_ mutant: Mutant, _ source: SourceFile, _ allowances: [Allowance]) {
      self.mutant = mutant
      path = source.path
      let range = mutant.span.lower..<min(mutant.span.upper, source.bytes.count)
      was = String(decoding: source.bytes[range], as: UTF8.self)
      allowance =
        allowances.first {
          $0.id == DiagnosticID.unnoticedMutant.rawValue && $0.covered.contains(mutant.span.lower)
        }?.reason
    }

    /// What was done, in a few words.
    var words: String {
      let now = String(decoding: mutant.replacement, as: UTF8.self)
      let blank = now.allSatisfy { $0 == " " }
      if blank { return "\(short(was)) is left out" }
      if mutant.span.isEmpty { return "\(short(now)) is added" }
      return "\(short(was)) becomes \(short(now))"
    }

    private func short(_ text: String) -> String {
      let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return "`" + (line.count > 60 ? line.prefix(57) + ".." : line) + "`"
    }
  }

  private var counting: [(entry: Entry, fate: MutantTrial.Fate)] {
    fates.filter { $0.fate != .refused && $0.fate != .same && !isDeclared($0) }
  }
  private var unnoticed: [Entry] { counting.filter { $0.fate == .survived }.map(\.entry) }
  private var noticed: Int { counting.count - unnoticed.count }

  private func isDeclared(_ item: (entry: Entry, fate: MutantTrial.Fate)) -> Bool {
    item.fate == .survived && item.entry.allowance != nil
  }

  func reaches(_ percent: Int) -> Bool { noticed * 100 >= counting.count * percent }

  private func count(_ matches: (MutantTrial.Notice) -> Bool) -> Int {
    fates.count { if case .noticed(let notice) = $0.fate { matches(notice) } else { false } }
  }

  // MARK: - Text

  func text(_ palette: Palette) -> String {
    var text = findings.map { FullRenderer(palette: palette).render($0, sources) + "\n" }.joined()
    text += palette.paint(contract, .headline) + ": \(noticed) of "
    text += counted(counting.count, "change") + " noticed, " + share + "\n"
    let byKind = Mutant.Kind.allCases.compactMap { kind -> [String]? in
      let all = counting.filter { $0.entry.mutant.kind == kind }
      guard !all.isEmpty else { return nil }
      let seen = all.count { $0.fate != .survived }
      return [kind.rawValue, "\(seen) of \(all.count)"]
    }
    text += "\n" + ReportTable(["change", "noticed"], byKind).text(.terminal) + "\n"
    for (number, meaning) in others where number > 0 { text += "  \(number) \(meaning)\n" }
    text += "  each tried with \(grouped(Int(clamping: limits.actions))) actions of an attack"
    text += " and \(limits.paths) paths of each spec, seed \(limits.seed)\n"
    return text
  }

  /// Rounded down: ninety is not reached by 89.96.
  private var share: String {
    guard !counting.isEmpty else { return "nothing to change" }
    let tenths = noticed * 1_000 / counting.count
    return "\(tenths / 10).\(tenths % 10)%"
  }

  private var others: [(Int, String)] {
    [
      (count { if case .invariant = $0 { true } else { false } }, "noticed by an invariant"),
      (count { if case .example = $0 { true } else { false } }, "noticed by an example"),
      (count { if case .expectation = $0 { true } else { false } }, "noticed by an expectation"),
      (count { if case .stopped = $0 { true } else { false } }, "noticed since a spec stopped"),
      (fates.count { isDeclared($0) }, "declared to make no difference, with a reason"),
      (fates.count { $0.fate == .same }, "leave the program as it is, and do not count"),
      (fates.count { $0.fate == .refused }, "do not pass the check, and do not count"),
      (all - fates.count, "not tried: the run was interrupted"),
    ]
  }

  private var findings: [Diagnostic] {
    unnoticed.map { entry in
      Diagnostic(
        .unnoticedMutant, severity: .warning, "nothing notices when \(entry.words)",
        at: entry.mutant.span, label: entry.mutant.kind.rawValue)
    }
  }

  // MARK: - JSON

  var document: JSONValue {
    [
      "command": "mutate", "contract": .string(contract), "seed": .integer(Int(limits.seed)),
      "noticed": .integer(noticed), "counted": .integer(counting.count),
      "mutants": .array(fates.map { document(of: $0.entry, $0.fate) }),
    ]
  }

  private func document(of entry: Entry, _ fate: MutantTrial.Fate) -> JSONValue {
    let line = sources[entry.mutant.span.file].line(of: entry.mutant.span.lower)
    return [
      "path": .string(entry.path), "line": .integer(line),
      "kind": .string(entry.mutant.kind.rawValue), "change": .string(entry.words),
      "fate": .string(fate.name), "by": fate.by.map { .string($0) } ?? .null,
      "declared": entry.allowance.map { .string($0) } ?? .null,
    ]
  }
}

extension MutantTrial.Fate {
  fileprivate var name: String {
    switch self {
    case .refused: "refused"
    case .same: "same"
    case .noticed: "noticed"
    case .survived: "unnoticed"
    }
  }

  fileprivate var by: String? {
    if case .noticed(let notice) = self { notice.words } else { nil }
  }
}

extension MutantTrial.Notice {
  var words: String {
    switch self {
    case .example(let title): "the example \"\(title)\" fails"
    case .invariant(let name): "the invariant `\(name)` breaks"
    case .expectation(let text): "`\(text)` fails"
    case .stopped(let spec): "the spec \(spec) stops"
    }
  }
}
