import Diagnostics
import Syntax

extension Project {
  /// Checks a script on a contract of a file that has been loaded. Findings go to
  /// `workspace.diagnostics`; the result is for a script, and a contract, without errors.
  package mutating func check(
    _ script: SourceID, on contract: Module, of file: ParsedFile
  ) -> CheckedScript? {
    let module = check(contract, of: file)
    workspace.diagnostics.report(
      contentsOf: module.checker.diagnostics.sorted.filter { $0.severity == .error })
    var findings = DiagnosticBag()
    let parsed = parseScript(workspace.sources[script], into: &findings)
    workspace.diagnostics.merge(findings)
    guard !module.hasErrors else { return nil }
    var checker = module.checker
    let checked = checker.checkScript(parsed)
    workspace.diagnostics.report(
      contentsOf: checker.diagnostics.sorted.filter { $0.severity == .error })
    return findings.hasErrors || checker.diagnostics.hasErrors ? nil : checked
  }
}
