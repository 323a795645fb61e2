import CommandLineTool
import Foundation
import Testing

/// The reports that stand beside the shipped proposals are what the tool says of them; of each pair
/// one is safe, and the other only looks so.
@Suite("Documentation: reports of proposals")
struct ProposalReportTests {
  @Test(
    "says what a vote says",
    arguments: [
      ("perpetual", "liquidate earlier", CommandLineTool.ExitStatus.success),
      ("perpetual", "gentler liquidations", .findings),
      ("collateral", "hold more in reserve", .success),
      ("collateral", "the same margins at all times", .findings),
    ])
  func report(_ system: String, _ title: String, _ status: CommandLineTool.ExitStatus) throws {
    let folder = Documentation.root.appending(path: "Specs/proposals")
    let run = plimsoll(
      "vote", folder.appending(path: "\(system).spec").path + "#\(title)", "--markdown")
    #expect(run.status == status, "\(run.output)\(run.errors)")
    let text = run.output.replacing(Documentation.root.path + "/", with: "")
    let name = "reports/\(title.replacing(" ", with: "-")).md"
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
}
