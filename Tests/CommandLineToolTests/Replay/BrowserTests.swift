import CommandLineTool
import Foundation
import Testing

/// The pages in a browser as people have one: nothing is said in its console, and at the width of a
/// phone nothing sticks out.
@Suite("pages in Chromium", .enabled(if: Browser.path != nil, "there is no Chromium here"))
struct BrowserTests {
  @Test("the page of a vote, its counterexample, a sweep and a shock fit on a phone")
  func phone() throws {
    let bank = try VoteBank(
      "proposal \"lend much more\" for Bank { share : 50% -> 70%, fee : 1% -> 2% }")
    let state = try bank.scratch.write(
      "accounts.csv",
      "account,coins,debt\n\(String(repeating: "long", count: 100)),1,50\nbob,1,40\ncarl,2,30\n")
    let folder = bank.scratch.path
    _ = bank.run(
      ["vote", bank.file, "--paths", "32", "--state", state, "--html", folder + "/vote.html"])
    _ = bank.run([
      "replay", bank.file, "--path", "0", "--proposal", "lend much more", "--html",
      folder + "/path.html",
    ])
    _ = bank.run([
      "replay", bank.file, "--path", "0", "--proposal", "lend much more", "--state", state,
      "--html",
      folder + "/long.html",
    ])
    _ = bank.run([
      "sweep", bank.file, "--stress", "--paths", "64", "--over", "share=56%..66%:6", "--over",
      "fee=0%..1%:3", "--html", folder + "/sweep.html",
    ])
    for name in ["vote", "path", "long", "sweep"] {
      let page = try bank.scratch.read(name + ".html")
      for width in [360, 1_000] {
        let seen = try Browser.look(at: page, width: width, in: bank.scratch)
        #expect(
          seen.width == width && seen.content <= width, "\(name) at \(width): \(seen.content)")
        #expect(seen.letters > 1_000)
        #expect(seen.console == [], "\(name)")
      }
    }
  }
}

/// Headless Chromium, where it is installed.
private enum Browser {
  static let path = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  struct Sight {
    let width: Int
    /// How wide what is on the page is.
    let content: Int
    let letters: Int
    let console: [String]
  }

  /// The page stands in a frame of another, which may run what measures it.
  static func look(at page: String, width: Int, in scratch: Scratch) throws -> Sight {
    let quoted = page.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
    let file = try scratch.write(
      "frame.html",
      """
      <!doctype html><meta charset="utf-8"><pre id="seen"></pre>
      <iframe id="page" style="border:0;width:\(width)px;height:900px" srcdoc="\(quoted)"></iframe>
      <script>
      const frame = document.getElementById("page");
      frame.onload = () => {
        const root = frame.contentDocument.documentElement;
        document.getElementById("seen").textContent = ["seen", root.clientWidth,
          root.scrollWidth, frame.contentDocument.body.innerText.length].join(" ");
      };
      </script>
      """)
    let process = Process()
    process.executableURL = URL(filePath: path ?? "")
    process.arguments = [
      "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
      "--enable-logging=stderr", "--user-data-dir=\(scratch.path)/chromium",
      "--virtual-time-budget=2000", "--window-size=1200,1000", "--dump-dom", "file://" + file,
    ]
    let (output, errors) = (try scratch.write("dom", ""), try scratch.write("log", ""))
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
    process.waitUntilExit()
    let seen = try #require(
      try scratch.read("dom").firstMatch(of: #/>seen (\d+) (\d+) (\d+)</#), "it measured nothing")
    let log = try String(contentsOfFile: errors, encoding: .utf8)
    return Sight(
      width: Int(seen.1) ?? 0, content: Int(seen.2) ?? 0, letters: Int(seen.3) ?? 0,
      console: log.split(separator: "\n").filter { $0.contains("CONSOLE") }.map { String($0) })
  }
}
