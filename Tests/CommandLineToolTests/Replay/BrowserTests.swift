import CommandLineTool
import Foundation
import Testing

/// The pages in a browser as people have one: nothing is said in its console, at the width of a phone
/// nothing sticks out, and paper holds all of it.
@Suite("pages in Chromium", .enabled(if: Browser.path != nil, "there is no Chromium here"))
struct BrowserTests {
  /// The page of a vote, of its counterexample with and without the accounts of a file, and of a sweep
  /// with a shock, by name.
  private static func pages() throws -> (bank: VoteBank, names: [String]) {
    let bank = try VoteBank(
      "proposal \"lend much more\" for Bank { share : 50% -> 70%, fee : 1% -> 2% }")
    let state = try bank.scratch.write(
      "accounts.csv",
      "account,coins,debt\n\(String(repeating: "long", count: 100)),1,50\nbob,1,40\ncarl,2,30\n")
    let folder = bank.scratch.path
    let path = ["replay", bank.file, "--path", "0", "--proposal", "lend much more", "--html"]
    _ = bank.run(
      ["vote", bank.file, "--paths", "32", "--state", state, "--html", folder + "/vote.html"])
    _ = bank.run(path + [folder + "/path.html"])
    _ = bank.run(path + [folder + "/long.html", "--state", state])
    _ = bank.run([
      "sweep", bank.file, "--stress", "--paths", "64", "--over", "share=56%..66%:6", "--over",
      "fee=0%..1%:3", "--html", folder + "/sweep.html",
    ])
    return (bank, ["vote", "path", "long", "sweep"])
  }

  @Test("every page fits on a phone")
  func phone() throws {
    let (bank, names) = try Self.pages()
    for name in names {
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

  @Test(
    "on paper nothing is cut, no heading stands alone, and what is dark on a screen is not",
    .enabled(if: Paper.isThere, "there is no poppler-utils here"))
  func paper() throws {
    let (bank, names) = try Self.pages()
    for name in names {
      let page = try bank.scratch.read(name + ".html")
      let paper = try Paper(printing: bank.scratch.path + "/\(name).html", in: bank.scratch)
      #expect(paper.pages.count > 1, "\(name)")
      #expect(paper.brightness > 85, "\(name): \(paper.brightness)%")
      for (number, sheet) in paper.pages.enumerated() {
        #expect(sheet.outside == [], "\(name), page \(number + 1)")
        // What stands last is no heading.
        let last = sheet.lines.last ?? ""
        let headings = page.matches(of: #/<h[23][^>]*>([^<]*)</#).map { String($0.1) }
        #expect(!headings.contains(last), "\(name), page \(number + 1) ends with \(last)")
      }
      // Cells are broken into lines beside each other, so words are looked for.
      let lines = paper.pages.flatMap(\.lines)
      let words = Set(lines.flatMap { $0.split(separator: " ") })
      let letters = lines.joined().filter { $0 != " " }
      for cell in page.matches(of: #/<(?:td|th|h[123]|text)[^>]*>([^<&]+)</#) {
        let lost = cell.1.split(separator: " ").filter {
          !words.contains($0) && !letters.contains($0)
        }
        #expect(lost == [], "\(name): \(cell.1)")
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
    try run(
      ["--virtual-time-budget=2000", "--window-size=1200,1000", "--dump-dom", "file://" + file],
      in: scratch)
    let seen = try #require(
      try scratch.read("output").firstMatch(of: #/>seen (\d+) (\d+) (\d+)</#),
      "it measured nothing")
    let log = try scratch.read("errors")
    return Sight(
      width: Int(seen.1) ?? 0, content: Int(seen.2) ?? 0, letters: Int(seen.3) ?? 0,
      console: log.split(separator: "\n").filter { $0.contains("CONSOLE") }.map { String($0) })
  }

  /// What it prints is in the files `output` and `errors`.
  static func run(_ arguments: [String], in scratch: Scratch) throws {
    try execute(
      path ?? "",
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
        "--enable-logging=stderr", "--user-data-dir=\(scratch.path)/chromium",
      ] + arguments, in: scratch)
  }

  static func execute(_ path: String, _ arguments: [String], in scratch: Scratch) throws {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    let (output, errors) = (try scratch.write("output", ""), try scratch.write("errors", ""))
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
    process.waitUntilExit()
  }
}

/// A page as it is printed by somebody whose screen is dark.
private struct Paper {
  struct Sheet {
    /// From the top to the bottom.
    var lines: [String] = []
    /// Words that stand in the margin, or beyond it.
    var outside: [String] = []
  }

  var pages: [Sheet] = []
  /// Of all pages, in percent.
  let brightness: Int

  static let isThere = ["pdftotext", "pdftoppm"].allSatisfy {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/" + $0)
  }

  init(printing file: String, in scratch: Scratch) throws {
    let paper = scratch.path + "/paper.pdf"
    try Browser.run(
      [
        "--blink-settings=preferredColorScheme=0", "--no-pdf-header-footer",
        "--print-to-pdf=" + paper, "file://" + file,
      ], in: scratch)
    try Browser.execute(
      "/usr/bin/pdftoppm", ["-r", "20", "-gray", paper, scratch.path + "/grey"], in: scratch)
    brightness = try Paper.brightness(ofFilesIn: scratch.path)
    try Browser.execute("/usr/bin/pdftotext", ["-bbox-layout", paper, "-"], in: scratch)
    // Half a centimetre less than the margin.
    let margin = 28.0
    var size = (width: 0.0, height: 0.0)
    func number(_ text: Substring) -> Double { Double(text) ?? 0 }
    for line in try scratch.read("output").split(separator: "\n") {
      if let page = line.firstMatch(of: #/<page width="([\d.]+)" height="([\d.]+)"/#) {
        size = (number(page.1), number(page.2))
        pages.append(Sheet())
      } else if line.contains("<line") {
        pages[pages.count - 1].lines.append("")
      } else if let word = line.firstMatch(
        of: #/<word xMin="(.*)" yMin="(.*)" xMax="(.*)" yMax="(.*)">(.*)<\/word>/#)
      {
        let text = String(word.5)
        let place = pages.count - 1
        let before = pages[place].lines.popLast() ?? ""
        pages[place].lines.append(before.isEmpty ? text : before + " " + text)
        let isInside =
          number(word.1) >= margin && number(word.2) >= margin
          && number(word.3) <= size.width - margin && number(word.4) <= size.height - margin
        if !isInside { pages[place].outside.append(text) }
      }
    }
  }

  private static func brightness(ofFilesIn folder: String) throws -> Int {
    var (sum, count) = (0, 0)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder)
    where name.hasPrefix("grey") {
      let data = try Data(contentsOf: URL(filePath: folder + "/" + name))
      try FileManager.default.removeItem(atPath: folder + "/" + name)
      // Behind the head, whose size is three short lines, each byte is a pixel.
      for byte in data.dropFirst(16) { sum += Int(byte) }
      count += data.count - 16
    }
    return count == 0 ? 0 : sum * 100 / count / 255
  }
}
