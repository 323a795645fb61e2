import Diagnostics
import Testing

struct ExplainPageTests {
  @Test(arguments: DiagnosticID.allCases)
  func everyIDHasAPageOfItsOwn(id: DiagnosticID) {
    let page = id.page
    #expect(page.id == id)
    #expect(!page.title.isEmpty && !page.summary.isEmpty)
    #expect(page.title.last != ".")
    #expect(page.title.first.map { !$0.isUppercase || page.title.hasPrefix("UTF") } == true)
  }

  @Test func idsAreKebabCase() {
    for id in DiagnosticID.allCases {
      #expect(id.rawValue.allSatisfy { $0 == "-" || $0.isNumber || ("a"..."z").contains($0) })
    }
  }
}
