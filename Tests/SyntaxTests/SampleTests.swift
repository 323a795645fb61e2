import Diagnostics
import Syntax
import Testing

/// Whole programs, which must be read without a word.
struct SampleTests {
  @Test(arguments: Fixtures.samples.map(\.name))
  func `is read without findings`(name: String) throws {
    let text = try #require(Fixtures.samples.first { $0.name == name }?.text)
    let reading = Reading(text, path: name)
    #expect(reading.report.isEmpty)
    #expect(!reading.file.items.isEmpty)
  }
}
