import Attack
import Campaign
import Compiler
import Diagnostics
import Machine
import Mutation
import Numerics
import Reference
import Semantics
import Syntax

/// Where mutants are tried: the files as they are, and what is asked of them.
struct MutantTrial: Sendable {
  /// Every file that was read, by the path it was read from.
  let files: [String: [UInt8]]
  let contractPath: String
  let contractName: String
  /// Specs whose examples and paths may notice something.
  let specPaths: [String]
  let limits: Limits
  /// The program as it is: a mutant with the same one changes nothing.
  let original: Program

  struct Limits: Sendable {
    let seed: UInt64
    /// Paths of each spec.
    let paths: UInt64
    /// Actions of an attack.
    let actions: UInt64
  }

  /// What became of a mutant.
  enum Fate: Hashable, Sendable {
    /// It does not pass the check, or no machine can run it.
    case refused
    /// The program is the same.
    case same
    case noticed(Notice)
    case survived
  }

  /// Who noticed, the first of several.
  enum Notice: Hashable, Sendable {
    case example(String)
    case invariant(String)
    case expectation(String)
    /// A path of this spec could not go on.
    case stopped(String)
  }

  func fate(of mutant: Mutant, in path: String) -> Fate {
    var files = files
    files[path] = files[path].map { mutant.applied(to: $0) }
    let changed = files
    var project = Project(
      workspace: Workspace { path in changed[path].map { .bytes($0) } ?? .missing })
    guard let contract = project.contract(contractName, in: contractPath),
      let compiled = try? Compiler.compile(contract)
    else { return .refused }
    guard !compiled.program.program.means(original) else { return .same }
    // One file after the other: most changes are noticed by the first, and reading takes longest.
    let deployments = Deployments()
    var specs: [Project.CheckedFile] = []
    for path in specPaths {
      let file = project.check(path)
      guard !project.workspace.diagnostics.hasErrors else { return .refused }
      if let notice = notice(file.examples, deployments) { return .noticed(notice) }
      specs.append(file)
    }
    return laterNotice(contract, specs).map { .noticed($0) } ?? .survived
  }

  /// Who notices something, cheapest first.
  func notice(_ contract: CheckedContract, _ specs: [Project.CheckedFile]) -> Notice? {
    notice(specs.flatMap(\.examples), Deployments()) ?? laterNotice(contract, specs)
  }

  /// Those of other contracts too: what they share with this one they notice as well.
  private func notice(_ examples: [CheckedExample], _ deployments: Deployments) -> Notice? {
    for example in examples {
      guard let casting = try? deployments.casting(for: example.contract),
        ExampleRunner.run(example, performer: casting).passed
      else { return .example(example.title) }
    }
    return nil
  }

  private func laterNotice(
    _ contract: CheckedContract, _ specs: [Project.CheckedFile]
  ) -> Notice? {
    if let notice = attack(contract) { return notice }
    for spec in specs.flatMap(\.specs) {
      if let notice = notice(spec) { return notice }
    }
    return nil
  }

  private func attack(_ contract: CheckedContract) -> Notice? {
    guard limits.actions > 0, let population = try? Population(of: contract),
      let stage = try? Stage(contract, rows: population.counts),
      let outcome = try? Attack(stage, seed: limits.seed, budget: Int(limits.actions))
        .run(workers: 1)
    else { return nil }
    return outcome.findings.first.map { .invariant(contract.invariants[$0.invariant].name) }
  }

  private func notice(_ spec: CheckedSpec) -> Notice? {
    guard limits.paths > 0 else { return nil }
    guard let program = try? SpecProgram(spec), let world = try? World(program, seed: limits.seed),
      let outcome = try? Campaign(world, budget: limits.paths).run(workers: 1)
    else { return .stopped(spec.name) }
    for (expectation, judgement) in zip(spec.expectations, outcome.judgements)
    where judgement.verdict == .fails {
      guard case .invariants = expectation.claim else { return .expectation(expectation.text) }
      let number = outcome.findings.tally.broken.firstIndex { $0 > 0 }
      return number.map { .invariant(spec.contract.invariants[$0].name) }
        ?? .expectation(expectation.text)
    }
    return nil
  }
}

extension Project {
  /// The contract of this name, when it is free of errors.
  mutating func contract(_ name: String, in path: String) -> CheckedContract? {
    let contract = check(path).contracts.first { $0.name == name }
    return workspace.diagnostics.hasErrors ? nil : contract
  }
}

extension Program {
  /// Whether it does the same, wherever in a text its instructions come from.
  fileprivate func means(_ other: Program) -> Bool {
    var (mine, others) = (self, other)
    mine.places = []
    others.places = []
    return mine == others
  }
}
