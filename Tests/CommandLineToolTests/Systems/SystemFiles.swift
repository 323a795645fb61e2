import Campaign
import Diagnostics
import Foundation
import Reference
import Semantics
import Testing

/// A system's contract and the specs about it, checked.
struct SystemFiles {
  static let checked = [
    "deleveraging", "collateral", "interventions", "clearing", "automation",
  ]
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  let name: String
  let contract: CheckedContract
  let simulations: [CheckedSpec]
  /// What a checklist may name: actions, events, functions, and members of enums.
  let declared: Set<String>
  let checkedExamples: [CheckedExample]
  let sources: SourceMap
  private let callees: [String: Set<String>]

  struct Mechanism {
    let what: String
    let names: [String]
    let spec: String
  }

  /// An example that passes, and the names that it reaches.
  struct Example {
    let title: String
    let reached: Set<String>
  }

  init(_ name: String) throws {
    self.name = name
    var project = Project(
      workspace: Workspace { path in
        FileManager.default.contents(atPath: path).map { .bytes(Array($0)) } ?? .missing
      })
    checkedExamples = ["\(name).spec", "\(name)-choices.spec"].flatMap { file in
      let path = SystemFiles.root.appending(path: "Specs/\(file)").path
      return FileManager.default.fileExists(atPath: path) ? project.check(path).examples : []
    }
    simulations =
      project.check(SystemFiles.root.appending(path: "Specs/markets/\(name).spec").path).specs
    contract = try #require(checkedExamples.first?.contract)
    sources = project.workspace.sources
    callees = SystemFiles.callees(of: contract, sources)
    let errors = project.workspace.diagnostics.sorted.filter { $0.severity == .error }
    #expect(errors.map(\.headline) == [])
    declared = Set(contract.actions.map(\.name)).union(contract.events.map(\.name))
      .union(contract.functions.map(\.name)).union(contract.enumerations.flatMap(\.members))
  }

  /// The rows of the table in the contract's documentation: what, `names`, spec.
  func mechanisms() throws -> [Mechanism] {
    let file = SystemFiles.root.appending(path: "Contracts/\(name).risk").path
    let text = try String(contentsOfFile: file, encoding: .utf8)
    return text.split(separator: "\n").filter { $0.hasPrefix("/// | ") }.dropFirst()
      .map { line in
        let cells = line.dropFirst(4).split(separator: "|").map {
          $0.trimmingCharacters(in: .whitespaces)
        }
        let names =
          cells.count == 3 ? cells[1].split(separator: "`", omittingEmptySubsequences: false) : []
        return Mechanism(
          what: cells.first ?? "",
          names: names.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) },
          spec: cells.last ?? "")
      }
  }

  /// Actions that stood and events that were emitted on a few paths.
  func reached(by spec: CheckedSpec) throws -> Set<String> {
    let runner = try PathRunner(World(SpecProgram(spec), seed: 1))
    for path in 0..<4 as Range<UInt64> { _ = try runner.run(path) }
    let tally = runner.tally
    let actions = spec.contract.actions.indices.filter { tally.commits[$0] > 0 }
    let events = spec.contract.events.indices.filter { tally.events[$0] > 0 }
    return Set(actions.map { spec.contract.actions[$0].name })
      .union(events.map { spec.contract.events[$0].name })
  }

  /// All examples, each with what it reaches: actions that stood, events that were emitted,
  /// functions that paid gas, and whatever else its text names.
  func examples() throws -> [Example] {
    try checkedExamples.map { example in
      var witness: Witness?
      let result = ExampleRunner.run(example) {
        let made = Witness($0, of: contract)
        witness = made
        return made
      }
      #expect(result.passed, "\(example.title)")
      let reached = try #require(witness).reached
      return Example(title: example.title, reached: reached.union(words(of: example)))
    }
  }

  /// Members of enums that an example mentions, and the functions that its claims ask for, with those
  /// that these ask in turn.
  private func words(of example: CheckedExample) -> Set<String> {
    let file = example.span.file
    let end = checkedExamples.map(\.span).filter { $0.file == file }.map(\.lower)
      .filter { $0 > example.span.lower }.min()
    let text = sources.text(
      of: Span(
        file: file, lower: example.span.lower, upper: end ?? sources[file].bytes.count))
    let words = SystemFiles.words(text)
    var found = words.intersection(contract.enumerations.flatMap(\.members))
    var asked = Array(words.intersection(callees.keys))
    while let function = asked.popLast() {
      guard found.insert(function).inserted else { continue }
      asked += callees[function] ?? []
    }
    return found
  }

  static func words(_ text: String) -> Set<String> {
    Set(text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
  }

  /// By name, the functions that each function without effects asks.
  private static func callees(
    of contract: CheckedContract, _ sources: SourceMap
  ) -> [String: Set<String>] {
    let pure = contract.functions.filter { !$0.changesState }
    let names = Set(pure.map(\.name))
    return pure.reduce(into: [:]) { table, function in
      let body = function.body.map(\.span).reduce(function.span) { $0.join($1) }
      table[function.name, default: []].formUnion(
        words(sources.text(of: body)).intersection(names))
    }
  }
}

/// Performs like the tree walk, and takes down what was reached.
private final class Witness: Performer {
  private let interpreter: Interpreter
  private let contract: CheckedContract
  private(set) var reached: Set<String> = []

  init(_ interpreter: Interpreter, of contract: CheckedContract) {
    self.interpreter = interpreter
    self.contract = contract
  }

  func call(
    _ action: ActionID, _ arguments: [Int128], by caller: Caller, on state: inout State,
    listingPayments: Bool
  ) -> Execution {
    let run = interpreter.call(
      action, arguments, by: caller, on: &state, listingPayments: true)
    guard case .committed(let events) = run.outcome else { return run }
    reached.insert(contract.actions[action].name)
    reached.formUnion(events.map { contract.events[$0.id].name })
    let places = run.payments.map(\.span)
    for function in contract.functions where !reached.contains(function.name) {
      let body = function.body.map(\.span).reduce(function.span) { $0.join($1) }
      if places.contains(where: {
        $0.file == body.file && $0.lower >= body.lower && $0.upper <= body.upper
      }) {
        reached.insert(function.name)
      }
    }
    return run
  }

  func brokenInvariants(
    in state: State, before: State, after call: CompletedCall?
  ) -> [BrokenInvariant] {
    interpreter.brokenInvariants(in: state, before: before, after: call)
  }
}
