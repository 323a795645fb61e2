import CommandLineTool
import Foundation
import Testing

/// Every command on the pages of figures ends as the page says, and every figure is what it prints.
///
/// The suite walks a few pairs of paths, on which a verdict may be out. `PLIMSOLL_FINDINGS=1` walks
/// all of them and compares every table with the page; with `PLIMSOLL_RECORD=1` it writes them.
@Suite("Findings")
struct FindingsTests {
  static let pages = ["Specs/findings/README.md", "Specs/history/README.md"]
  private static let environment = ProcessInfo.processInfo.environment

  @Test(arguments: pages)
  func `each command ends with its verdict`(_ path: String) throws {
    #if DEBUG
      let paths = "2"
    #else
      let paths = "16"
    #endif
    let page = try FindingsPage(path)
    #expect(!page.sections.isEmpty)
    for section in page.sections {
      #expect(section.words.first == "vote", "\(section.command)")
      #expect(!section.verdicts.isEmpty, "\(section.command)")
      let file = FindingsPage.root.appending(path: section.file).path
      for (title, verdict) in section.verdicts {
        let run = plimsoll(["vote", "\(file)#\(title)", "--paths", paths])
        let stated: CommandLineTool.ExitStatus? =
          switch verdict {
          case "safe", "worse within tolerance": .success
          case "unsafe": .findings
          default: nil
          }
        #expect(
          run.status == stated || run.status == .undecided,
          "\(section.command), \(title): \(run.output)\(run.errors)")
      }
    }
  }

  @Test(
    .enabled(if: environment["PLIMSOLL_FINDINGS"] == "1", "set PLIMSOLL_FINDINGS=1"),
    arguments: pages)
  func `each figure is what its command finds`(_ path: String) throws {
    let page = try FindingsPage(path)
    let tables = try page.sections.map { try FindingsFigures(section: $0).table() }
    guard Self.environment["PLIMSOLL_RECORD"] == "1" else {
      for (section, table) in zip(page.sections, tables) {
        #expect(section.table == table, "\(section.command)")
      }
      return
    }
    try page.written(with: tables)
      .write(to: FindingsPage.root.appending(path: path), atomically: true, encoding: .utf8)
  }
}
