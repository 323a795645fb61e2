import Diagnostics
import Syntax

// Specs of a file, and the proposals that are voted on with them.
extension Project {
  mutating func checkSpecs(
    of file: ParsedFile, _ result: inout CheckedFile,
    holdingBackWarningsIn warnings: inout [Diagnostic]
  ) {
    var checkers: [ContractChecker] = []
    var names: [String: Span] = [:]
    for case .spec(let spec) in file.items {
      if let earlier = names[spec.name.text] {
        workspace.diagnostics.report(
          .duplicateName(spec.name, noun: "spec", earlier: earlier))
      }
      names[spec.name.text] = spec.name.span
      guard var checker = checker(of: spec, in: file) else { continue }
      let modules = modules(of: spec, in: file)
      checkLaws(of: modules, in: file, &checker)
      let checked = checker.checkSpec(spec, modules, sources: workspace.sources)
      // What is wrong with a contract was said where it is checked.
      let own = checker.diagnostics.sorted.filter { $0.primary?.span.file == file.source }
      report(own, holdingBackWarningsIn: &warnings)
      if var checked, !workspace.isBroken(file.source) {
        for source in modules.scopes.map(\.module.name.span.file)
        where !checked.files.contains(source) { checked.files.append(source) }
        result.specs.append(checked)
        checkers.append(checker)
      }
    }
    for case .proposal(let proposal) in file.items {
      let place = result.specs.firstIndex { $0.deploys(proposal.contract.name.text) }
      guard let place else {
        if !workspace.isBroken(file.source), !workspace.diagnostics.hasErrors {
          workspace.diagnostics.report(.proposalWithoutSpec(proposal.contract.name))
        }
        continue
      }
      let checked = checkers[place].checkProposal(
        proposal, on: result.specs[place], sources: workspace.sources)
      report(checkers[place].diagnostics.sorted, holdingBackWarningsIn: &warnings)
      if let checked { result.proposals.append((checked, place)) }
    }
  }

  /// The checker of everything a spec deploys, all passes done; `nil` when any of it has errors.
  private mutating func checker(of spec: Spec, in file: ParsedFile) -> ContractChecker? {
    var isWhole = true
    for case .use(let use) in spec.parts.map(\.kind) {
      guard let (module, source) = module(of: use, in: file) else {
        isWhole = false
        continue
      }
      let done = check(module, of: source)
      workspace.diagnostics.report(
        contentsOf: done.checker.diagnostics.sorted.filter { $0.severity == .error })
      isWhole = isWhole && !done.hasErrors
    }
    guard isWhole else { return nil }
    var checker = ContractChecker(modules: modules(of: spec, in: file).scopes)
    checker.checkModules()
    var own = DiagnosticBag()
    own.report(
      contentsOf: checker.diagnostics.sorted.filter { $0.primary?.span.file == file.source })
    checker.diagnostics = own
    return checker
  }

  /// The laws about what a spec deploys, from the files of the contracts and from the spec's own. What
  /// is wrong with one is said where laws are checked; here it is left out.
  private mutating func checkLaws(
    of modules: SpecModules, in file: ParsedFile, _ checker: inout ContractChecker
  ) {
    for (use, scopes) in modules.deployed {
      guard let (_, source) = module(of: use, in: file) else { continue }
      let items = source.source == file.source ? file.items : source.items + file.items
      for case .law(let law) in items where law.contract.text == use.contract.text {
        let found = checker.diagnostics
        let errors = found.errorCount
        checker.checkLaw(law, of: scopes.lowerBound)
        if checker.diagnostics.errorCount > errors { checker.contract.laws.removeLast() }
        checker.diagnostics = found
      }
    }
  }

  private mutating func modules(of spec: Spec, in file: ParsedFile) -> SpecModules {
    var modules = SpecModules(spec)
    for case .use(let use) in spec.parts.map(\.kind) {
      guard let (module, source) = module(of: use, in: file) else { continue }
      modules.add(ModuleLoader.load(module, in: source.source, of: &workspace), use)
    }
    let path = StringLiteral(text: "std/market.risk", span: spec.name.span)
    if let library = workspace.load(path, from: file.source), let module = library.modules.first {
      modules.addMarket(ModuleLoader.load(module, in: library.source, of: &workspace))
    }
    return modules
  }

  /// The contract that a `use` names, and its file.
  private mutating func module(
    of use: Spec.Use, in file: ParsedFile
  ) -> (module: Module, file: ParsedFile)? {
    guard let used = workspace.load(use.path, from: file.source) else { return nil }
    guard let module = used.modules.first(where: { $0.name.text == use.contract.text }) else {
      if !workspace.isBroken(used.source) {
        workspace.diagnostics.report(
          .unknownContract(use.contract, path: use.path.text, found: used.modules.map(\.name.text))
        )
      }
      return nil
    }
    return (module, used)
  }
}

extension CheckedSpec {
  /// Whether a contract of that name, here or there, is deployed.
  func deploys(_ name: String) -> Bool {
    deployments.contains { $0.name == name || $0.contract == name }
  }
}
