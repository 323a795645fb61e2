import CommandLineTool
import Foundation
import Testing

@Suite("calibrate")
struct CalibrateCommandTests {
  private static let prices = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/market/calibration.csv").path

  private func run(_ text: String, _ options: String...) throws -> Transcript {
    let scratch = try Scratch()
    let file = try scratch.write("prices.csv", text)
    let run = plimsoll(["calibrate", file] + options)
    return Transcript(
      status: run.status, output: run.output.replacing(scratch.path + "/", with: ""),
      errors: run.errors)
  }

  @Test("a block for a spec, and how well each number is known")
  func report() {
    let run = plimsoll("calibrate", Self.prices, "--market", "BTC")
    #expect(run.status == .success && run.errors.isEmpty)
    #expect(
      run.output.hasPrefix(
        """
        market BTC {
          start 30_320.15
          // Models of the same prices, one of which is in use:
          path gbm { drift -157.4% per 1y, volatility 81.33% per 1y }
          // path jumps { drift -157.2% per 1y, volatility 59.68% per 1y, jumps 81.81 per 1y, \
        size -4.657% +- 3.72% }
          // path garch { drift -154.4% per 1y, alpha 0.02047, beta 0.9495, \
        volatility 84.87% per 1y, every 1h }
        }

        estimates, each with its standard error
          gbm: geometric Brownian motion
            drift       -157.4% per 1y  +- 197%
            volatility  81.33% per 1y   +- 6.48%

        """))
    for line in [
      "  rows      1_500\n", "  from      2024-01-01 00:00:00 UTC\n", "  step      1h\n",
      "sha256    d25fbda7b8e5277b6fd2f8ee12e5bbe27e11ae22c5498ea864d83ddfa03ce7fe\n",
      "14 returns beyond 3.82 deviations of the rest, 2.44% in a step",
      "`drift 0%` fits these prices as well",
    ] {
      #expect(run.output.contains(line), "\(line)")
    }
  }

  @Test("one model when only one is asked for")
  func oneModel() {
    let run = plimsoll("calibrate", Self.prices, "--model", "garch")
    #expect(
      run.output.hasPrefix(
        """
        market ASSET {
          start 30_320.15
          path garch { drift -154.4% per 1y, alpha 0.02047, beta 0.9495, \
        volatility 84.87% per 1y, every 1h }
        }

        """))
    #expect(!run.output.contains("gbm"))
  }

  @Test("the same as one JSON document, from standard input too")
  func json() throws {
    let bytes = try [UInt8](Data(contentsOf: URL(filePath: Self.prices)))
    let run = plimsoll("calibrate", "-", "--json", input: bytes)
    #expect(run.status == .success)
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(document["start"] as? String == "30320.15")
    let models = try #require(document["models"] as? [[String: Any]])
    #expect(models.compactMap { $0["model"] as? String } == ["gbm", "jumps", "garch"])
    let read = try #require(document["read"] as? [String: Any])
    #expect(read["path"] as? String == "-" && read["rows"] as? Int == 1500)
  }

  @Test("rows that are wrong are shown where they stand, and nothing is estimated")
  func wrongRows() throws {
    let run = try run("time,price\n0,100\n60,abc\n120,-4\n180,101\n360,102\n")
    #expect(run.status == .cannotRun)
    #expect(
      run.output == """
        error[price-row]: row 3 has the price `abc`, which is no number
         --> prices.csv:3:4
          |
        3 | 60,abc
          |    ^^^
          = help: `--repair bad=drop` leaves such rows out

        error[price-row]: row 4 has the price `-4`, which is not above zero
         --> prices.csv:4:5
          |
        4 | 120,-4
          |     ^^


        """)
  }

  @Test("what was repaired is said")
  func repaired() throws {
    var text = "time,price\n"
    for hour in 0..<100 where hour != 50 && hour != 51 {
      text += "\(hour * 3600),\(100 + hour * hour * 7 % 13)\n"
      if hour == 20 { text += "\(hour * 3600),1\n" }
    }
    let refused = try run(text)
    #expect(refused.status == .cannotRun)
    #expect(refused.output.contains("row 23 has the time of row 22, 1970-01-01 20:00:00 UTC"))
    #expect(refused.output.contains("2 rows are missing before row 53, with a step of 1h"))
    let run = try run(text, "--repair", "gaps=interpolate,duplicates=first", "--model", "gbm")
    #expect(run.status == .success)
    #expect(run.output.contains("1 gap filled on the line between its ends: 2 rows\n"))
    #expect(run.output.contains("1 row more than one for a step, of which the first was kept\n"))
    #expect(run.output.contains("Rows filled in move less than prices do"))
  }

  @Test("what cannot be read as a whole, and what cannot be fitted")
  func refused() throws {
    let cases: [(String, String)] = [
      ("", "error[price-file]: `prices.csv`: the file is empty\n"),
      ("PK\u{3}\u{4}", "error[price-file]: `prices.csv`: the file is zip, and no plain text\n"),
      (
        "what\nis,this\n", "error[price-file]: `prices.csv`: the first line names no time and price"
      ),
      ("0,1\n60,2\n", "30 returns are needed at least, and there are 1\n"),
    ]
    for (text, message) in cases {
      let run = try run(text)
      #expect(run.status == .cannotRun)
      #expect(run.output.contains(message), "\(run.output)")
    }
    let missing = plimsoll("calibrate", "nowhere.csv")
    #expect(missing.status == .cannotRun && missing.output.contains("error[file-not-found]"))
  }

  @Test("options that mean nothing")
  func usage() {
    for (option, value) in [
      ("--repair", "gaps"), ("--repair", "gaps=guess"), ("--repair", "gap=hold"),
      ("--repair", "gaps=hold,"), ("--market", "1BTC"), ("--market", "B-C"), ("--market", "unit"),
      ("--model", "heston"),
    ] {
      let run = plimsoll("calibrate", Self.prices, option, value)
      #expect(run.status == .usage && run.output.isEmpty, "\(option) \(value)")
    }
  }
}
