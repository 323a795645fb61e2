import Diagnostics
import Syntax

/// Files checked together: each contract once, however many examples use it.
package struct Project {
  package var workspace: Workspace
  private var checked: [Span: CheckedModule] = [:]

  package init(workspace: Workspace) { self.workspace = workspace }

  /// What one file holds, as far as it is free of errors.
  package struct CheckedFile: Sendable {
    package var contracts: [CheckedContract] = []
    package var libraries = 0
    package var examples: [CheckedExample] = []
    package var specs: [CheckedSpec] = []
    /// Contracts that laws of the file are about and no spec of it deploys, and the titles.
    package var lawsNotAsked: [(contract: String, titles: [String])] = []
    /// Each with the spec of the file it is voted on with.
    package var proposals: [(proposal: CheckedProposal, spec: Int)] = []
  }

  struct CheckedModule {
    let checker: ContractChecker
    let hasErrors: Bool
  }

  /// Checks everything in the file at `path`; findings go to `workspace.diagnostics`.
  package mutating func check(_ path: String) -> CheckedFile {
    guard let file = workspace.load(path) else { return CheckedFile() }
    return check(file)
  }

  package mutating func check(_ file: ParsedFile) -> CheckedFile {
    var result = CheckedFile()
    var warnings: [Diagnostic] = []
    var lintsRan = true
    reportRepeatedModules(of: file)
    for module in file.modules {
      let done = check(module, of: file)
      report(done.checker.diagnostics.sorted, holdingBackWarningsIn: &warnings)
      // What could not be read may be what a name was for.
      if workspace.isBroken(file.source) { warnings = [] }
      if module.kind == .library { result.libraries += 1 }
      guard !done.hasErrors else {
        lintsRan = false
        continue
      }
      warnings += lint(done.checker.contract)
      if module.kind == .contract { result.contracts.append(done.checker.contract) }
    }
    for case .example(let example) in file.items {
      result.examples += check(example, of: file, holdingBackWarningsIn: &warnings)
    }
    checkSpecs(of: file, &result, holdingBackWarningsIn: &warnings)
    checkLaws(of: file, holdingBackWarningsIn: &warnings)
    noteLawsNotAsked(of: file, &result)
    // Warnings about imported libraries belong to the libraries' own check.
    let own = warnings.filter { $0.primary?.span.file == file.source }
    workspace.diagnostics.report(
      contentsOf: silence(
        own, in: workspace.sources[file.source], tokens: file.tokens, lintsRan: lintsRan))
    return result
  }

  mutating func report(
    _ findings: [Diagnostic], holdingBackWarningsIn warnings: inout [Diagnostic]
  ) {
    for finding in findings {
      if finding.severity == .error {
        workspace.diagnostics.report(finding)
      } else {
        warnings.append(finding)
      }
    }
  }

  /// A contract or library with its laws, checked once.
  mutating func check(_ module: Module, of file: ParsedFile) -> CheckedModule {
    if let known = checked[module.name.span] { return known }
    let scopes = ModuleLoader.load(module, in: file.source, of: &workspace)
    var checker = ContractChecker(modules: scopes)
    checker.checkModules()
    for case .law(let law) in file.items where law.contract.text == module.name.text {
      checker.checkLaw(law)
    }
    let isBroken = scopes.contains { workspace.isBroken($0.module.name.span.file) }
    let result = CheckedModule(
      checker: checker, hasErrors: isBroken || checker.diagnostics.hasErrors)
    checked[module.name.span] = result
    return result
  }

  private mutating func check(
    _ example: Example, of file: ParsedFile,
    holdingBackWarningsIn warnings: inout [Diagnostic]
  ) -> [CheckedExample] {
    guard let use = example.use, var checker = checker(of: use, in: file) else { return [] }
    let examples = checker.checkExample(example, sources: workspace.sources)
    report(checker.diagnostics.sorted, holdingBackWarningsIn: &warnings)
    return checker.diagnostics.hasErrors || workspace.isBroken(file.source) ? [] : examples
  }

  /// The checker of the contract a spec uses, when that is free of errors.
  private mutating func checker(of use: Example.Use, in file: ParsedFile) -> ContractChecker? {
    guard let used = workspace.load(use.path, from: file.source) else { return nil }
    guard let module = used.modules.first(where: { $0.name.text == use.contract.text }) else {
      if !workspace.isBroken(used.source) {
        workspace.diagnostics.report(
          .unknownContract(use.contract, path: use.path.text, found: used.modules.map(\.name.text))
        )
      }
      return nil
    }
    let contract = check(module, of: used)
    // Errors of the contract are this file's too: without it nothing here can run.
    workspace.diagnostics.report(
      contentsOf: contract.checker.diagnostics.sorted.filter { $0.severity == .error })
    return contract.hasErrors ? nil : contract.checker
  }

  /// Laws about contracts of other files, which an example or a spec of this file must `use`.
  private mutating func checkLaws(
    of file: ParsedFile, holdingBackWarningsIn warnings: inout [Diagnostic]
  ) {
    let own = Set(file.modules.map(\.name.text))
    var uses: [String: Example.Use] = [:]
    for case .example(let example) in file.items {
      if let use = example.use, uses[use.contract.text] == nil { uses[use.contract.text] = use }
    }
    for case .spec(let spec) in file.items {
      for case .use(let use) in spec.parts.map(\.kind) where uses[use.contract.text] == nil {
        uses[use.contract.text] = Example.Use(contract: use.contract, path: use.path)
      }
    }
    for case .law(let law) in file.items where !own.contains(law.contract.text) {
      guard let use = uses[law.contract.text] else {
        workspace.diagnostics.report(.lawOfUnknownContract(law.contract))
        continue
      }
      guard var checker = checker(of: use, in: file) else { continue }
      checker.diagnostics = DiagnosticBag()
      checker.checkLaw(law)
      report(checker.diagnostics.sorted, holdingBackWarningsIn: &warnings)
    }
  }

  private func noteLawsNotAsked(of file: ParsedFile, _ result: inout CheckedFile) {
    for case .law(let law) in file.items {
      let contract = law.contract.text
      guard !result.specs.contains(where: { $0.deploys(contract) }) else { continue }
      if let place = result.lawsNotAsked.firstIndex(where: { $0.contract == contract }) {
        result.lawsNotAsked[place].titles.append(law.title.text)
      } else {
        result.lawsNotAsked.append((contract, [law.title.text]))
      }
    }
  }

  private mutating func reportRepeatedModules(of file: ParsedFile) {
    var seen: [String: Span] = [:]
    for module in file.modules {
      if let earlier = seen[module.name.text] {
        workspace.diagnostics.report(
          .duplicateName(module.name, noun: module.kind.rawValue, earlier: earlier))
      }
      seen[module.name.text] = seen[module.name.text] ?? module.name.span
    }
  }
}
