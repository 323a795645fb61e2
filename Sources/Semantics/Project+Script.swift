import Diagnostics
import Syntax

extension Project {
  /// Checks a script on a contract of a file that has been loaded. Findings go to
  /// `workspace.diagnostics`; the result is for a script, and a contract, without errors.
  package mutating func check(
    _ script: SourceID, on contract: Module, of file: ParsedFile
  ) -> CheckedScript? {
    let checker = scriptChecker(for: contract, of: file)
    guard var checker else {
      // What is wrong with the script is worth knowing all the same.
      var findings = DiagnosticBag()
      _ = parseScript(workspace.sources[script], into: &findings)
      workspace.diagnostics.merge(findings)
      return nil
    }
    let (checked, findings) = checker.check(workspace.sources[script])
    workspace.diagnostics.merge(findings)
    return checked
  }

  /// Checks one contract of a file that has been loaded; `nil` for one with errors, which go to
  /// `workspace.diagnostics`.
  package mutating func check(_ contract: Module, in file: ParsedFile) -> CheckedContract? {
    scriptChecker(for: contract, of: file)?.contract
  }

  /// What checks the lines of scripts on a contract of a file that has been loaded; `nil` for a
  /// contract with errors, which go to `workspace.diagnostics`.
  package mutating func scriptChecker(
    for contract: Module, of file: ParsedFile
  ) -> ScriptChecker? {
    let module = check(contract, of: file)
    workspace.diagnostics.report(
      contentsOf: module.checker.diagnostics.sorted.filter { $0.severity == .error })
    return module.hasErrors ? nil : ScriptChecker(module.checker)
  }
}

/// Checks scripts, a whole one at once or a line at a time as somebody writes them.
package struct ScriptChecker {
  private let checker: ContractChecker
  private var progress = ScriptProgress()

  init(_ checker: ContractChecker) { self.checker = checker }

  package var contract: CheckedContract { checker.contract }

  /// Checks the lines of a text as those that follow what was checked before; a text with errors
  /// leaves no trace. The population in the result is that of all lines so far.
  package mutating func check(_ source: SourceFile) -> (CheckedScript?, DiagnosticBag) {
    var findings = DiagnosticBag()
    let parsed = parseScript(source, into: &findings)
    var checker = checker
    var progress = progress
    let checked = checker.checkScript(parsed, continuing: &progress)
    findings.report(contentsOf: checker.diagnostics.sorted.filter { $0.severity == .error })
    guard !findings.hasErrors else { return (nil, findings) }
    self.progress = progress
    return (checked, findings)
  }
}
