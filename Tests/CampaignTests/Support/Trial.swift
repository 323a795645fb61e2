import Campaign
import Foundation
import Numerics
import Semantics
import Testing

/// A contract and a spec written in a test, ready to run.
struct Trial {
  let spec: CheckedSpec
  let program: SpecProgram
  let world: World

  /// A contract that only keeps a diary: who called, in which order, and when.
  static let diary = """
    contract Diary {
      unit USD, COIN
      role oracle, keeper
      param extra : int = 0 in 0..100
      state price    : USD/COIN
      state order    : int  // the digits that were noted, in their order
      state total    : ratio
      table Account { lag : duration  calls : int  word : ratio }
      event Noted(digit: int, worth: USD)
      event Priced(price: USD/COIN)
      action publish(p: USD/COIN in 0.01..10_000_000) by oracle { price = p  emit Priced(p) }
      action note(digit: int in 0..9) by anyone {
        order = order * 10 + digit
        emit Noted(digit, digit * 1 USD)
      }
      action forget() by anyone { order = 0 }
      action refuse() by anyone { require never: order < 0, "always" }
      action stamp(at: time) by a: Account { a.lag = now - at  a.calls += 1 }
      action keep(a: Account, word: ratio) by keeper { a.word = word  a.calls += 1 }
      action add(word: ratio) by anyone { total += word }
      invariant never_seven: order != 7
    }
    """

  /// `parts` stand inside the spec, behind the contract.
  init(
    _ parts: String, clock: String = "every 1min for 3min", uses: String? = nil, seed: UInt64 = 1,
    setting: [String: Int128] = [:]
  ) throws {
    let text = """
      spec Trial {
        \(uses ?? "use Diary from \"diary.risk\"")
        clock \(clock)
        \(parts)
      }
      """
    let files = ["trial.spec": text, "diary.risk": Trial.diary]
    var project = Project(
      workspace: Workspace { path in
        files[path].map { .bytes(Array($0.utf8)) } ?? .missing
      })
    let file = project.check("trial.spec")
    for finding in project.workspace.diagnostics.sorted where finding.severity == .error {
      Issue.record("\(finding.headline)")
    }
    spec = try #require(file.specs.first)
    program = try SpecProgram(spec)
    var places: [CheckedProposal.Place: Int128] = [:]
    for (name, word) in setting {
      let id = try #require(spec.contract.parameters.firstIndex { $0.name == name })
      places[.parameter(id)] = word
    }
    world = try World(program, seed: seed, setting: places)
  }

  /// A spec of the repository.
  init(file: String, _ name: String) throws {
    let specs = try Trial.checked(file)
    spec = try #require(specs.first { $0.name == name })
    program = try SpecProgram(spec)
    world = try World(program, seed: 1)
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// All specs of a file of the repository.
  static func checked(_ file: String) throws -> [CheckedSpec] {
    var project = Project(
      workspace: Workspace { path in
        (FileManager.default.contents(atPath: path)).map { .bytes(Array($0)) } ?? .missing
      })
    let checked = project.check(root.appending(path: file).path)
    for finding in project.workspace.diagnostics.sorted {
      Issue.record("\(file): \(finding.headline)")
    }
    return checked.specs
  }

  /// The measures of a path, in the order written.
  func measures(_ path: UInt64 = 0) throws -> [Int128] { try record(path).measures }

  func record(_ path: UInt64 = 0) throws -> PathRecord { try PathRunner(world).run(path) }

  /// What so many paths exercised.
  func tally(_ paths: UInt64 = 1) throws -> Tally {
    let runner = try PathRunner(world)
    for path in 0..<paths { _ = try runner.run(path) }
    return runner.tally
  }

  func action(_ name: String) throws -> Int {
    try #require(spec.contract.actions.firstIndex { $0.name == name })
  }
}

/// As a word: fixed point of eighteen decimals.
func fixed(_ whole: Int128) -> Int128 { whole * Fixed.unit }
