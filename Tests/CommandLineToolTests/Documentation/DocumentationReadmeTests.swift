import Foundation
import Testing

@Suite("Documentation: README")
struct DocumentationReadmeTests {
  private let readme: String

  init() throws {
    readme = try String(
      contentsOf: Documentation.root.appending(path: "README.md"), encoding: .utf8)
  }

  @Test("links to files that are there, and to every page")
  func links() throws {
    let links = readme.split(separator: "](").dropFirst().map { String($0.prefix { $0 != ")" }) }
    for link in links {
      let path = Documentation.root.appending(path: link).path
      #expect(FileManager.default.fileExists(atPath: path), "\(link)")
    }
    let pages = Set(
      links.filter { $0.contains(".docc/") }.compactMap { $0.split(separator: "/").last })
    for page in try Documentation.pages() where page != "Plimsoll.md" {
      #expect(pages.contains(Substring(page)), "\(page)")
    }
  }

  @Test("tells the commands that `.ci/run` runs, each on a line of its own")
  func commands() {
    let lines = readme.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("swift test ") } == 1)
    #expect(lines.count { $0.hasPrefix("swift run ") && $0.contains(" plimsoll test ") } == 1)
  }

  @Test("shows the way to every folder of the sources")
  func folders() throws {
    let sources = Documentation.root.appending(path: "Sources").path
    for folder in try FileManager.default.contentsOfDirectory(atPath: sources) {
      #expect(readme.contains("| `Sources/\(folder)` |"), "\(folder)")
    }
  }
}
