import CommandLineTool
import Foundation
import Testing

/// The page needs nothing else, is well formed, and nothing a file holds becomes part of it.
@Suite("vote: page")
struct VotePageTests {
  private func page(_ proposal: String, _ options: [String] = []) throws -> String {
    let bank = try VoteBank(proposal)
    _ = bank.run(
      ["vote", bank.file, "--paths", "32", "--html", bank.scratch.path + "/page.html"] + options)
    return try bank.scratch.read("page.html")
  }

  @Test("the verdict, the pictures and every table are on it")
  func whole() throws {
    let text = try page("proposal \"more\" for Bank { share : 50% -> 70%, fee : 1% -> 2% }")
    #expect(text.contains("<p class=\"verdict bad\">unsafe</p>"))
    #expect(text.contains("<th scope=\"row\">share</th><td>50%</td><td>70%</td>"))
    #expect(text.contains("aria-label=\"lost: how often it is more."))
    #expect(text.contains("Where solvent breaks"))
    #expect(text.contains("<th scope=\"row\">fee alone</th>"))
  }

  @Test("who is liquidated when, and the balances of a counterexample, are on it")
  func pictures() throws {
    let file = Documentation.root.appending(
      path: "Specs/proposals/perpetual.spec#gentler liquidations")
    let scratch = try Scratch()
    _ = plimsoll("vote", file.path, "--paths", "16", "--html", scratch.path + "/page.html")
    let text = try scratch.read("page.html")
    #expect(text.contains("aria-label=\"Who is liquidated when, on path "))
    #expect(text.contains("<circle class=\"was\"") && text.contains("<circle class=\"now\""))
    #expect(text.contains("What is in insurance") && text.contains("The price of BTC"))
    let broken = try page("proposal \"more\" for Bank { share : 50% -> 70% }")
    #expect(broken.contains("<h2>Counterexample: solvent</h2>"))
    #expect(broken.contains("<th scope=\"row\">Account[0].debt</th><td>70 USD</td>"))
  }

  @Test("nothing is fetched, and no script runs")
  func alone() throws {
    let text = try page("proposal \"more\" for Bank { share : 50% -> 70% }")
    for word in ["http://", "https://", "src=", "<script", "url(", "@import", "javascript:"] {
      #expect(!text.contains(word), "\(word)")
    }
    #expect(text.contains("default-src 'none'"))
  }

  @Test("coordinates are whole numbers, within the picture")
  func coordinates() throws {
    let text = try page("proposal \"more\" for Bank { share : 50% -> 70% }")
    let points = text.matches(of: #/points="([^"]*)"/#).flatMap { $0.1.split(separator: " ") }
    #expect(points.count > 50)
    for point in points {
      let numbers = point.split(separator: ",").compactMap { Int($0) }
      #expect(numbers.count == 2)
      #expect(0...640 ~= numbers[0] && 0...260 ~= numbers[1], "\(point)")
    }
  }

  @Test(
    "hostile names stay text",
    arguments: [
      "<script>alert(1)</script>", "</title><img src=x onerror=alert(1)>", "' onload='alert(1)",
      "]]> --> <!-- &lt; &", "`<b>`",
    ])
  func hostile(_ title: String) throws {
    let bank = try VoteBank(
      "proposal \"\(title)\" for Bank { share : 50% -> 70%, limit : 80% -> 70% }")
    let state = try bank.scratch.write(
      "accounts.csv",
      "account,coins,debt\n\"<i onclick=x>\",1,75\n\"&amp;'\",1,1\n\u{202E}drow,1,76\n")
    let path = bank.scratch.path + "/page.html"
    let run = bank.run([
      "vote", bank.file, "--paths", "4", "--state", state, "--html", path, "--markdown",
    ])
    let text = try bank.scratch.read("page.html")
    #expect(Self.isWellFormed(text), "\(title)")
    #expect(!text.contains("<script") && !text.contains("<img") && !text.contains("<i "))
    #expect(!text.contains("\u{202E}") && !run.output.contains("\u{202E}"))
    // What stands between backticks is no markup, and no name can end it.
    let words = run.output.replacing(#/`[^`\n]*`|\\./#, with: "")
    #expect(!words.contains("<img") && !words.contains("<script") && !words.contains("`"))
  }

  /// Every element that opens closes, in order, and attributes are between double quotes.
  static func isWellFormed(_ text: String) -> Bool {
    var open: [Substring] = []
    let tag = #/<(\/?)([a-zA-Z0-9]+)((?:\s[^<>"]*(?:"[^"<]*"[^<>"]*)*)?)>/#
    let rest = text.replacing(#/<style>[^<]*<\/style>|<!doctype html>/#, with: "")
    var count = 0
    for match in rest.matches(of: tag) {
      count += 1
      let name = match.2
      if ["meta"].contains(name) || match.3.hasSuffix("/") { continue }
      if match.1.isEmpty {
        open.append(name)
      } else if open.popLast() != name {
        return false
      }
    }
    return open.isEmpty && rest.count { $0 == "<" } == count
  }
}
