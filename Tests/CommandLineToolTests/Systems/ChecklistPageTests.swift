import Foundation
import Testing

/// The page of mechanisms says where each name of the systems' checklists is declared, and where what
/// reaches it begins. `PLIMSOLL_RECORD=1` writes it.
@Suite("Page of mechanisms")
struct ChecklistPageTests {
  private static let head = "<!-- mechanisms: written with PLIMSOLL_RECORD=1 -->\n"

  @Test("every line is where the page says")
  func page() throws {
    let file = SystemFiles.root.appending(path: "Contracts/README.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let start = try #require(text.range(of: Self.head)).upperBound
    let sections = try SystemFiles.checked.map { try Self.section(SystemFiles($0)) }
    let expected = text[..<start] + sections.joined()
    if ProcessInfo.processInfo.environment["PLIMSOLL_RECORD"] == "1" {
      try expected.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(text == expected, "write it anew with PLIMSOLL_RECORD=1")
    }
  }

  private static func section(_ files: SystemFiles) throws -> String {
    let rows = try files.mechanisms().map { mechanism in
      let names = try mechanism.names.map { name in
        "`\(name)` \(try #require(files.link(toDeclarationOf: name), "\(files.name): \(name)"))"
      }
      let specs = files.links(toSpec: mechanism.spec)
      #expect(!specs.isEmpty, "\(files.name): \(mechanism.spec)")
      return "| \(mechanism.what) | \(names.joined(separator: ", ")) "
        + "| \(mechanism.spec): \(specs.joined(separator: ", ")) |\n"
    }
    let title = files.name.prefix(1).uppercased() + files.name.dropFirst()
    return "\n## \(title)\n\n| mechanism | lines | what reaches it |\n|---|---|---|\n"
      + rows.joined()
  }
}
