import Diagnostics
import Syntax
import Testing

/// The pages of `plimsoll explain` about grammar show what they say.
struct PageTests {
  /// The ids the lexer and the parser report, which stand together in `DiagnosticID`.
  static let ids: [DiagnosticID] = {
    let all = DiagnosticID.allCases
    guard let first = all.firstIndex(of: .assignmentInExpression),
      let last = all.firstIndex(of: .unterminatedString)
    else { return [] }
    return Array(all[first...last])
  }()

  @Test(arguments: ids) func `show the mistake and its cure`(id: DiagnosticID) {
    guard case .source(let wrong, _, _) = id.page.wrong,
      case .source(let right, _, _) = id.page.right
    else {
      Issue.record("\(id.rawValue) has no sources")
      return
    }
    let findings = Reading(wrong).findings
    #expect(findings.map(\.id) == [id], "\(Reading(wrong).report)")
    #expect(Reading(right).report == "")
  }

  /// Whatever a page of any kind shows as right can be read.
  @Test(arguments: DiagnosticID.allCases) func `show right examples that read`(id: DiagnosticID) {
    guard case .source(let right, _, let companions) = id.page.right else { return }
    #expect(Reading(right).report == "")
    for companion in companions { #expect(Reading(companion.text).report == "") }
  }
}
