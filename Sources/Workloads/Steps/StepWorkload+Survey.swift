import Numerics

extension StepWorkload {
  /// A light scan: nothing but loads, additions and comparisons.
  static let survey = StepWorkload(
    name: "light scan", file: "survey", action: "survey", states: ["total", "poor", "richest"],
    columns: ["collateral"], writesColumns: false, template: surveyBook,
    arguments: surveyFloors.map { [$0] }, native: nativeSurvey)

  @inline(never)
  private static func nativeSurvey(_ book: Book, _ arguments: [Int128]) {
    let floor = arguments[0]
    let collateral = book.column(0)
    var total: Int128 = 0
    var poor = 0
    var most = Int128.min
    var richest = -1
    for row in 0..<book.rows {
      let word = collateral[row]
      total += word
      poor += word < floor ? 1 : 0
      if word > most { (most, richest) = (word, row) }
    }
    book.words[0] = total
    book.words[1] = Int128(poor)
    book.words[2] = Int128(richest)
  }

  private static let surveyBook: [Int128] = {
    var stream = RandomStream(seed: 2026, purpose: 13, path: 0, step: 0)
    return [0, 0, 0] + (0..<rows).map { _ in stream.integer(in: 0...1_000_000 * Fixed.unit) }
  }()

  private static let surveyFloors: [Int128] = {
    var stream = RandomStream(seed: 2026, purpose: 14, path: 0, step: 0)
    return (0..<calls).map { _ in stream.integer(in: 0...1_000_000 * Fixed.unit) }
  }()
}
