import Diagnostics
import Foundation
import Syntax
import Testing

/// What breaks the laws of formatting a text that was read without findings, or `nil`: formatting
/// again changes nothing, the tokens stay what they are, and so does the tree.
func brokenLaw(_ reading: Reading) -> String? {
  let once = format(reading.file, reading.source)
  let again = Reading(once)
  if let finding = again.findings.first { return "the result has a finding: \(finding.headline)" }
  if again.tokenTexts != reading.tokenTexts { return "the tokens changed" }
  if again.file.outline != reading.file.outline { return "the tree changed" }
  if format(again.file, again.source) != once { return "formatting again changes it" }
  if once.contains(0x09) || once.contains(0x0D) { return "a tab or a CR is left" }
  return nil
}

extension Reading {
  var tokenTexts: [ArraySlice<UInt8>] { file.tokens.map { source.bytes[$0.text] } }

  var formatted: String { String(decoding: format(file, source), as: UTF8.self) }
}

struct FormatterTests {
  @Test(arguments: Fixtures.samples.map(\.name))
  func `keeps its laws`(name: String) throws {
    let text = try #require(Fixtures.samples.first { $0.name == name }?.text)
    #expect(brokenLaw(Reading(text)) == nil)
    if ProcessInfo.processInfo.environment["SHOW"] != nil { print(Reading(text).formatted) }
  }

  @Test(
    "a proposal on one line stays on it, and one on several keeps its bracket below",
    arguments: [
      "proposal \"a\" for B { x : 1 -> 2 }\n",
      "proposal \"a\" for B { x : 1 -> 2, y : 3% -> 4% after 1d over 2d }  // and a remark\n",
      "proposal \"a\" for B {\n  x : 1 -> 2\n}\n",
      "proposal \"a\" for B { x : 1 -> 2,\n  y : 3 -> 4\n}\n",
    ])
  func proposals(_ text: String) {
    let reading = Reading(text)
    #expect(brokenLaw(reading) == nil)
    #expect(reading.formatted == text)
  }
}
