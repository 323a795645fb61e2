import CommandLineTool
import Foundation
import Testing

/// The reports that stand beside the shipped proposals are what the tool says of them; of each pair
/// one is safe, and the other only looks so.
@Suite("Documentation: reports of proposals")
struct ProposalReportTests {
  private let folder = Documentation.root.appending(path: "Specs/proposals")

  @Test(
    "says what a vote says",
    arguments: [
      ("perpetual", "liquidate earlier", CommandLineTool.ExitStatus.success),
      ("perpetual", "gentler liquidations", .findings),
      ("collateral", "hold more in reserve", .success),
      ("collateral", "the same margins at all times", .findings),
    ])
  func report(
    _ system: String, _ title: String, _ status: CommandLineTool.ExitStatus
  ) throws {
    let scratch = try Scratch()
    let page = scratch.path + "/page.html"
    let run = plimsoll(
      "vote", folder.appending(path: "\(system).spec").path + "#\(title)", "--markdown", "--html",
      page)
    #expect(run.status == status, "\(run.output)\(run.errors)")
    let name = "reports/" + title.replacing(" ", with: "-")
    try compare(
      run.output.replacing(Documentation.root.path + "/", with: ""), name + ".md")
    guard title == "gentler liquidations" else { return }
    // The picture of the README.
    let text = try String(contentsOfFile: page, encoding: .utf8)
    let start = try #require(text.range(of: "<svg ")).upperBound
    let end = try #require(text.range(of: "</svg>")).upperBound
    try compare(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" "
        + text[start..<end].replacing("<title>", with: Self.style + "<title>", maxReplacements: 1)
        + "\n", name + ".svg")
  }

  /// What a page says of colours, for a picture that stands alone.
  private static let style =
    "<style>svg{background:#f6f8fa}text{font:12px sans-serif;fill:#57606a}"
    + ".grid{stroke:#d0d7de}polyline{fill:none;stroke-width:2}"
    + ".deployed{stroke:#0550ae;stroke-dasharray:6 4}.proposed{stroke:#bc4c00}</style>\n"

  private func compare(_ text: String, _ name: String) throws {
    let file = folder.appending(path: name)
    if Documentation.isRecording {
      try FileManager.default.createDirectory(
        at: folder.appending(path: "reports"), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    #expect(
      text == (try? String(contentsOf: file, encoding: .utf8)),
      "write it again: PLIMSOLL_RECORD=1 swift test --filter Documentation")
  }

  @Test(
    "the safe ones need a fifth of the paths that independent runs would, for every measure",
    arguments: [
      ("perpetual", "liquidate earlier"), ("collateral", "hold more in reserve"),
    ])
  func pairing(_ system: String, _ title: String) throws {
    let run = plimsoll(
      "vote", folder.appending(path: "\(system).spec").path + "#\(title)", "--json")
    let whole = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let vote = try #require((whole?["votes"] as? [[String: Any]])?.first)
    let measures = try #require(vote["measures"] as? [[String: Any]])
    let factors = measures.compactMap { ($0["pairing_is_worth"] as? String).flatMap { Double($0) } }
    #expect(factors.count >= 2)
    #expect(factors.allSatisfy { $0 >= 5 }, "\(factors)")
  }
}
