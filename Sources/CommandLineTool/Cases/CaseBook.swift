import Attack
import Diagnostics
import Property
import Reference
import Semantics

/// The cases of one contract or spec: those kept beside its file, which every attack replays first, and those
/// that an attack adds.
struct CaseBook {
  private let store: CaseStore
  private(set) var earlier: [Earlier] = []
  /// By invariant.
  private(set) var kept: [Int: [Kept]] = [:]

  /// A file that was in the folder.
  struct Earlier {
    let path: String
    let verdict: String
    let words: String
    /// Whether it still breaks what it broke.
    let fails: Bool
  }

  /// A case that was found now.
  struct Kept {
    let file: CaseFile
    let written: CaseStore.Written
  }

  /// Replays what is kept beside the file about the contract or spec, and names what is no case.
  init(beside path: String, about name: String, in session: Session) {
    store = CaseStore(beside: path)
    for entry in store.entries() {
      switch entry {
      case .refused(let path, let reason):
        earlier.append(
          Earlier(path: path, verdict: "refused", words: "is no case: \(reason)", fails: false))
      case .found(let file, let place)
      where file.file == CaseStore.name(of: path) && file.name == name:
        let check = CaseCheck(file, at: place, subject: path, in: session)
        earlier.append(
          Earlier(
            path: place, verdict: check.name, words: check.words, fails: check.status == .findings))
      case .found: break
      }
    }
  }

  /// Shrinks what was found, and writes it down.
  mutating func keep(_ findings: [Finding], of target: CaseTarget, seed: UInt64) {
    let maker = CaseMaker(target: target, seed: seed)
    for finding in findings where !finding.sequence.steps.isEmpty {
      kept[finding.invariant] = maker.cases(of: finding).map { file, _ in
        Kept(file: file, written: store.write(file))
      }
    }
  }

  /// The same for the adversary of a spec.
  mutating func keep(_ findings: [Finding], of target: SpecTarget, seed: UInt64) {
    for finding in findings where !finding.sequence.steps.isEmpty {
      kept[finding.invariant] = CaseMaker.cases(of: finding, in: target, seed: seed)
        .map { file, _ in Kept(file: file, written: store.write(file)) }
    }
  }

  var fails: Bool { earlier.contains(where: \.fails) }

  /// The smallest run that breaks the invariant, as it was kept.
  func smallest(_ claim: Int) -> CaseFile? {
    kept[claim]?.first { $0.file.result == .smallest }?.file
  }

  /// What to say of the files that were there.
  var lines: [String] {
    earlier.map { "case     \($0.path.escapedForDisplay): \($0.words.escapedForDisplay)" }
  }

  /// What to say of the files that were written about an invariant.
  func lines(of claim: Int) -> [String] {
    (kept[claim] ?? []).map { kept in
      switch kept.written {
      case .whole(let path):
        "the \(kept.file.result.rawValue) is kept: `plimsoll replay \(quotedForShell(path))`"
      case .nothing(let path, let reason):
        "cannot keep \(path.escapedForDisplay): \(reason)"
      }
    }
  }

  var document: JSONValue {
    .array(
      earlier.map {
        ["path": .string($0.path), "verdict": .string($0.verdict), "words": .string($0.words)]
      })
  }

  func document(of claim: Int) -> JSONValue {
    .array(
      (kept[claim] ?? []).map { kept in
        let result = JSONValue.string(kept.file.result.rawValue)
        switch kept.written {
        case .whole(let path): return ["result": result, "path": .string(path)]
        case .nothing(let path, let reason):
          return ["result": result, "path": .string(path), "not_written": .string(reason)]
        }
      })
  }
}
