import Compiler
import Deployment
import Diagnostics
import Foundation
import Reference
import Semantics
import Testing

/// Every example under `Specs` passes on the machine as it does on the tree walk, and where the
/// machine alone performs an action the tree walk, asked again, says the same.
@Suite("The worked examples on the machine")
struct SpecsOnMachineTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let files: [String] = ["Specs", "Tests/Fixtures/programs"].flatMap { folder in
    let path = root.appending(path: folder).path
    let found = FileManager.default.enumerator(atPath: path)?.allObjects as? [String] ?? []
    return found.filter { $0.hasSuffix(".spec") }.sorted().map { "\(folder)/\($0)" }
  }

  /// Asks the machine, then the tree walk, and keeps what they say differently.
  private final class Both: Performer {
    let machine: Deployment
    private(set) var differences: [String] = []

    init(_ machine: Deployment) { self.machine = machine }

    func call(
      _ action: ActionID, _ arguments: [Int128], by caller: Caller, on state: inout State,
      listingPayments: Bool
    ) -> Execution {
      var walked = state
      let run = machine.call(
        action, arguments, by: caller, on: &state, listingPayments: listingPayments)
      let walk = machine.interpreter.call(
        action, arguments, by: caller, on: &walked, listingPayments: listingPayments)
      if run != walk || state != walked {
        differences.append(machine.compiled.contract.actions[action].name)
      }
      return run
    }

    func brokenInvariants(
      in state: State, before: State, after call: CompletedCall?
    ) -> [BrokenInvariant] {
      let broken = machine.brokenInvariants(in: state, before: before, after: call)
      if broken != machine.interpreter.brokenInvariants(in: state, before: before, after: call) {
        differences.append("invariants")
      }
      return broken
    }
  }

  @Test("there are many") func many() { #expect(Self.files.count >= 29) }

  @Test("pass on both", arguments: files)
  func pass(_ file: String) throws {
    let path = Self.root.appending(path: file).path
    var project = Project(
      workspace: Workspace { path in
        FileManager.default.contents(atPath: path).map { .bytes(Array($0)) } ?? .missing
      })
    let checked = project.check(path)
    let examples = checked.examples
    #expect(!examples.isEmpty || !checked.specs.isEmpty)
    var compiled: [Span: CompiledContract] = [:]
    for example in examples {
      let contract = example.contract
      let program = try compiled[contract.span] ?? Compiler.compile(contract)
      compiled[contract.span] = program
      let both = Both(
        try Deployment(program, try Population(of: contract, given: example.population)))
      let result = ExampleRunner.run(example, performer: { _ in both })
      #expect(result.passed, "\(file): \(example.title)")
      #expect(both.differences.isEmpty, "\(file): \(example.title): \(both.differences)")
      #expect(ExampleRunner.run(example).passed, "\(file): \(example.title)")
    }
  }
}
