import Diagnostics
import Syntax

/// The warnings about a file that its own comments do not silence, and what is wrong with those
/// comments.
///
/// - Parameter lintsRan: Whether every lint had its say. Where errors kept lints from running, a
///   comment may well have something to silence, so none is called unused.
func silence(
  _ warnings: [Diagnostic], in source: SourceFile, tokens: [Token], lintsRan: Bool = true
) -> [Diagnostic] {
  let result = apply(allowances(in: source, tokens: tokens), to: warnings)
  return lintsRan ? result : result.filter { $0.id != .unusedAllow }
}

/// Takes out what the allowances silence, and reports allowances that are none: without a reason,
/// of an unknown lint, or with nothing to silence. In report order.
///
/// `allowances` are those of all files the diagnostics are about. A lint without a reason silences
/// nothing, so that the reason is not forgotten.
package func apply(_ allowances: [Allowance], to diagnostics: [Diagnostic]) -> [Diagnostic] {
  if allowances.isEmpty { return diagnostics }
  var used: Set<Allowance> = []
  var candidates: [Key: [Allowance]] = [:]
  for allowance in allowances {
    candidates[Key(id: allowance.id, file: allowance.covered.file), default: []].append(allowance)
  }
  var result = diagnostics.filter { diagnostic in
    guard diagnostic.id.isLint, diagnostic.severity != .error, let place = diagnostic.primary?.span
    else { return true }
    let key = Key(id: diagnostic.id.rawValue, file: place.file)
    let silencing = (candidates[key] ?? []).silencing(diagnostic, at: place.lower)
    used.formUnion(silencing)
    return !silencing.contains { $0.reason != nil }
  }
  for allowance in allowances {
    if let finding = allowance.finding(isUsed: used.contains(allowance)) { result.append(finding) }
  }
  return result.sorted(by: Diagnostic.precedes)
}

private struct Key: Hashable {
  let id: String
  let file: SourceID
}

extension [Allowance] {
  /// Those that cover the finding. They are in the order of what they cover; looking at the last
  /// few that begin before it keeps the time short in any file.
  fileprivate func silencing(_ diagnostic: Diagnostic, at offset: Int) -> [Allowance] {
    var (low, high) = (0, count)
    while low < high {
      let middle = low &+ (high &- low) / 2
      if self[middle].covered.lower <= offset { low = middle &+ 1 } else { high = middle }
    }
    return self[..<low].suffix(50).filter { $0.covers(diagnostic) }
  }
}

extension Allowance {
  /// What is wrong with it, one thing at most.
  fileprivate func finding(isUsed: Bool) -> Diagnostic? {
    guard let known = DiagnosticID(rawValue: id), known.isLint else { return unknown }
    if reason == nil {
      return Diagnostic(
        .allowWithoutReason, "no reason is given for allowing `\(id)`",
        at: span, label: "the warning stays",
        help: ["say why this is right here: `// allow \(id): the score only orders the queue`"])
    }
    if isUsed || known.isFoundBySearch { return nil }
    return Diagnostic(
      .unusedAllow, severity: .warning, "nothing here raises `\(id)`",
      at: idSpan, label: "silences nothing",
      help: [
        "remove the comment; it speaks for its own line, "
          + "or on a line of its own for the next line with code"
      ])
  }

  private var unknown: Diagnostic {
    let lints = DiagnosticID.allCases.filter(\.isLint).map(\.rawValue)
    let advice: [String]
    if DiagnosticID(rawValue: id) != nil {
      advice = ["only lints can be allowed; mend what `\(id)` is about"]
    } else if let near = nearest(id, among: lints) {
      advice = ["did you mean `\(near)`?"]
    } else {
      advice = ["the lints are \(lints.map { "`\($0)`" }.joined(separator: ", "))"]
    }
    return Diagnostic(
      .unknownLint, severity: .warning, "there is no lint `\(id)`", at: idSpan,
      label: "not a lint", help: advice)
  }
}
